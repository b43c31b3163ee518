// The lists that the sample's customers are made of: names, streets, places. Invented or so common that they mean nobody.

export type DemoName = { first: string; last: string; gender: 'f' | 'm'; title?: string };

// Names that a program must get right: letters beyond German, several spellings of one sound, words before the name.
export const SPECIAL_NAMES: readonly DemoName[] = [
  { first: 'Anna', last: 'Müller', gender: 'f' },
  { first: 'Łukasz', last: 'Şahin-Größl', gender: 'm' },
  { first: 'Annegret', last: 'Mueller-Brandt', gender: 'f' },
  { first: 'Jörg', last: 'Weiß', gender: 'm' },
  { first: 'Georg', last: 'Weiss', gender: 'm' },
  { first: 'Hanna', last: 'Muller', gender: 'f' },
  { first: 'Friederike', last: 'von der Heidequelle', gender: 'f' },
  { first: 'Maximilian Alexander', last: 'Freiherr von und zu Talhofen-Übersee', gender: 'm', title: 'Prof. Dr. Dr.' },
  { first: 'Zoë', last: 'Kovačević', gender: 'f' },
  { first: 'Đorđe', last: 'Živković', gender: 'm' },
  { first: 'Thị Hương', last: 'Nguyễn', gender: 'f' },
  { first: 'İpek', last: 'Yıldırım', gender: 'f' },
  { first: 'Søren', last: 'Ødegård', gender: 'm' },
  { first: 'Niamh', last: "O'Tuama", gender: 'f' },
  { first: 'José María', last: 'Ibáñez Peña', gender: 'm' },
  { first: 'Françoise', last: "d'Aubigny", gender: 'f' },
  { first: 'Katarzyna', last: 'Wiśniewska-Żuraw', gender: 'f' },
  { first: 'Jiří', last: 'Dvořáček', gender: 'm' },
  { first: 'Ștefan', last: 'Țurcanu', gender: 'm' },
  { first: 'Bjørg', last: 'Þórsdóttir', gender: 'f' },
  { first: 'Wolf-Dieter', last: 'zur Strassen', gender: 'm' },
  { first: 'Li', last: 'Wu', gender: 'f' },
];

export const COMPANIES: readonly string[] = [
  'Seniorenhaus Abendrot gGmbH',
  'Kindertagesstätte Pusteblume e. V.',
  'Praxis am Kranichplatz',
  'Pflegedienst Herzenssache GmbH',
  'Sportgemeinschaft Blau-Gelb e. V.',
  'Hospiz St. Notburga',
  'Zahntechnik Mühlbach OHG',
  'Hotel Zum goldenen Kürbis',
];

export const WOMEN: readonly string[] = [
  ...['Agnes', 'Alina', 'Ayşe', 'Barbara', 'Beate', 'Birgit', 'Brigitte', 'Carolin', 'Charlotte', 'Christa', 'Claudia'],
  ...['Doris', 'Elena', 'Elfriede', 'Emilia', 'Eva', 'Fatma', 'Franziska', 'Frieda', 'Gabriele', 'Gisela', 'Greta'],
  ...['Hannelore', 'Heike', 'Helga', 'Ida', 'Ingeborg', 'Jana', 'Johanna', 'Julia', 'Karin', 'Katharina', 'Käthe'],
  ...['Lea', 'Leonie', 'Magdalena', 'Margarete', 'Marie', 'Mia', 'Monika', 'Natalia', 'Olga', 'Petra', 'Renate'],
  ...['Rosemarie', 'Sabine', 'Sieglinde', 'Sophie', 'Susanne', 'Ulrike', 'Ursula', 'Waltraud', 'Yvonne', 'Zeynep'],
];

export const MEN: readonly string[] = [
  ...['Achim', 'Alexander', 'Andreas', 'Anton', 'Ben', 'Bernhard', 'Björn', 'Christian', 'Daniel', 'Detlef', 'Dieter'],
  ...[
    'Emre',
    'Erich',
    'Felix',
    'Ferdinand',
    'Florian',
    'Frank',
    'Friedrich',
    'Günther',
    'Hans-Peter',
    'Heinz',
    'Horst',
  ],
  ...[
    'Ivan',
    'Jakob',
    'Jan',
    'Johann',
    'Jonas',
    'Jürgen',
    'Karl-Heinz',
    'Klaus',
    'Leon',
    'Lothar',
    'Ludwig',
    'Manfred',
  ],
  ...[
    'Markus',
    'Mehmet',
    'Michael',
    'Moritz',
    'Norbert',
    'Oskar',
    'Otto',
    'Paul',
    'Peter',
    'Rainer',
    'Rüdiger',
    'Stefan',
  ],
  ...['Thomas', 'Udo', 'Viktor', 'Werner', 'Wilhelm', 'Wolfgang', 'Xaver', 'Yusuf'],
];

export const LAST_NAMES: readonly string[] = [
  ...['Ahrens', 'Arslan', 'Bachmeier', 'Bauer', 'Baumgärtner', 'Becker', 'Böhm', 'Brandt', 'Brüggemann', 'Çelik'],
  ...['Dietrich', 'Dörfler', 'Eberle', 'Engelhardt', 'Fischer', 'Förster', 'Frank', 'Fuchs', 'Gärtner', 'Götz', 'Graf'],
  ...['Groß', 'Günther', 'Haas', 'Hänsel', 'Hartmann', 'Heinrich', 'Hoffmann', 'Huber', 'Jäger', 'Jankowski', 'Kaiser'],
  ...[
    'Kaya',
    'Keller',
    'Klein',
    'Köhler',
    'König',
    'Krämer',
    'Kraus',
    'Kühn',
    'Lange',
    'Lehmann',
    'Lindner',
    'Löffler',
  ],
  ...['Maier', 'Mayer', 'Meier', 'Meyer', 'Möller', 'Müller', 'Nowak', 'Oberhuber', 'Öztürk', 'Petrov', 'Pfeiffer'],
  ...['Reuter', 'Richter', 'Rossi', 'Roth', 'Sauer', 'Schäfer', 'Schmid', 'Schmidt', 'Schneider', 'Schröder', 'Schulz'],
  ...[
    'Schwarz',
    'Seidl',
    'Sommer',
    'Stöckl',
    'Thoma',
    'Vogel',
    'Wagner',
    'Weber',
    'Weigl',
    'Winkler',
    'Wolf',
    'Zöllner',
  ],
];

export const STREETS: readonly string[] = [
  ...['Ahornweg', 'Amselweg', 'Am Alten Brunnen', 'An der Mühle', 'Bahnhofstr.', 'Birkenallee', 'Blumenstr.'],
  ...[
    'Fliederweg',
    'Gartenstr.',
    'Goethestr.',
    'Grünstr.',
    'Hauptstr.',
    'Im Wiesengrund',
    'Kastanienallee',
    'Kirchplatz',
  ],
  ...['Lerchenstr.', 'Lindenstr.', 'Mozartstr.', 'Rosenweg', 'Schillerstr.', 'Schulstr.', 'Sonnenstr.', 'Talstr.'],
  ...['Theodor-Fontane-Str.', 'Uferpromenade', 'Unter den Eichen', 'Waldstr.', 'Weinbergstr.', 'Ziegeleistr.'],
];

export const NEAR: readonly (readonly [string, string])[] = [
  ['80331', 'München'],
  ['80335', 'München'],
  ['80469', 'München'],
  ['81667', 'München'],
  ['82031', 'Grünwald'],
  ['82110', 'Germering'],
  ['85521', 'Ottobrunn'],
  ['85737', 'Ismaning'],
];

export const FAR: readonly (readonly [string, string])[] = [
  ['01067', 'Dresden'],
  ['04109', 'Leipzig'],
  ['10115', 'Berlin'],
  ['20095', 'Hamburg'],
  ['26603', 'Aurich'],
  ['33098', 'Paderborn'],
  ['50667', 'Köln'],
  ['60311', 'Frankfurt am Main'],
  ['70173', 'Stuttgart'],
  ['83043', 'Bad Aibling'],
  ['86150', 'Augsburg'],
  ['90402', 'Nürnberg'],
  ['94032', 'Passau'],
  ['99084', 'Erfurt'],
];

export const NOTES: readonly string[] = [
  'Holt für die Nachbarin mit ab.',
  'Bitte laut und deutlich sprechen.',
  'Kommt meist samstags.',
  'Botendienst nur nachmittags.',
  'Möchte den Abholschein auf Papier.',
  'Spricht lieber Englisch.',
];
