// The word lists behind the made-up customers: frequent names of Germany in their order, and syllables for the rare ones.

export const SURNAMES: readonly string[] =
  'Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Schäfer Koch Bauer Richter Klein Wolf Schröder Neumann Schwarz Zimmermann Braun Krüger Hofmann Hartmann Lange Schmitt Werner Schmitz Krause Meier Lehmann Schmid Schulze Maier Köhler Herrmann König Walter Mayer Huber Kaiser Fuchs Peters Lang Scholz Möller Weiß Jung Hahn Schubert Vogel Friedrich Keller Günther Frank Berger Winkler Roth Beck Lorenz Baumann Franke Albrecht Schuster Simon Ludwig Böhm Winter Kraus Martin Schumacher Krämer Vogt Stein Jäger Otto Sommer Groß Seidel Heinrich Brandt Haas Schreiber Graf Schulte Dietrich Ziegler Kuhn Kühn Pohl Engel Horn Busch Bergmann Thomas Voigt Sauer Arnold Wolff Pfeiffer Demir Yılmaz Şahin Çelik Kaya Öztürk Aydın Yıldız Kowalski Nowak Wiśniewski Łuczak Kovač Jovanović Đorđević Nguyen Petrov Ivanov Sørensen García Rossi O’Neill D’Angelo Größl Weißgerber Schön Schütz Schilling Schindler Schramm Schiller Schott Schöne Schade Schenk Schick von Berg von der Heide zu Dohna van Dyck Le Roy'
    .split(' ')
    .reduce<string[]>(joinParticles, []);

export const FIRST_NAMES: readonly string[] =
  'Peter Maria Michael Anna Thomas Ursula Andreas Monika Wolfgang Petra Klaus Elisabeth Jürgen Sabine Günter Renate Stefan Helga Christian Karin Uwe Brigitte Werner Ingrid Horst Erika Frank Andrea Dieter Gisela Manfred Claudia Gerhard Susanne Hans Gabriele Bernd Christa Torsten Christine Matthias Hildegard Helmut Anneliese Walter Barbara Heinz Margarete Martin Angelika Jörg Gerda Rolf Heike Jens Martina Sven Inge Alexander Stefanie Jan Marion Rainer Elke Holger Katrin Karl Sandra Dirk Nicole Joachim Julia Ralf Irmgard Carsten Silke Heinrich Marianne Hermann Cornelia Herbert Birgit Kurt Johanna Paul Ilse Robert Anja Daniel Edith Markus Melanie Mario Christina Oliver Ruth Norbert Lisa Volker Katharina Marco Ute Rudolf Dagmar Lukas Sophie Leon Emma Finn Mia Jonas Hannah Noah Lena Elias Leonie Luis Marie Felix Emilia Maximilian Lina Łukasz Işıl Mehmet Ayşe Mustafa Fatma Ali Emine Zoë René Chloé Björn Søren Anaïs Xaver Quirin Yvonne Jörn Götz Käthe Kristian Filip Khalid Natalie Leonhard Zeynep'.split(
    ' ',
  );

export const SURNAME_STARTS: readonly string[] =
  'Berg Stein Wald Bach Feld Hof Holz Brand Burg Dorn Eich Esch Fels Forst Gart Glas Gold Gras Grün Hag Hain Hart Hass Heid Heim Herz Hirsch Hoch Hund Jung Kahl Kalt Kamp Kirch Klee Kling Kohl Korn Kranz Kreuz Kron Kuhl Land Laub Licht Lind Loh Lust Mann Mark Mühl Nagel Neu Nord Ober Ort Ost Pfeil Rad Reich Reif Rhein Ried Ring Ross Rot Sand Sauer Schaf Schild Schnell Schwan See Seid Sieb Silb Sonn Spiel Stahl Stamm Stark Stern Stock Storch Strauß Streit Strom Sturm Süß Tann Teich Thal Tief Tor Traub Trom Uhl Ulm Unger Vier Voll Wach Wag Warm Weid Weiß Wend Wies Wild Wind Wolk Wulf Zahl Zapf Zeis Zell Zieg Zimm Zorn Bütt Dörr Fröh Göt Höl Kör Lön Möl Pött Röm Söh Täu Bau Bier Blum Boh Bos Brem Buch Dan Diet Eck Ehr Ernst Fink Frei Fried Gau Ger Göss Gut Hell Hil Hüb Ils Kais Kess Knob Kös Lam Lep Lieb Mai Mer Mos Nied Paul Pet Rab Ram Rup Sal Tim Ull Vog Wein Wit'.split(
    ' ',
  );

export const SURNAME_ENDINGS: readonly string[] =
  'er mann berg stein bach hofer meier bauer feld hof ner ke ler ing inger eck brecht wald horn dorf haus heim hardt rich son sen ski ow itz an el ich ert lein schmidt schütz thaler müller wirt rath brink busch camp eder egger fels gang graf hagen holz huber jan kamp lage land mayer moser ort pohl rode rot see sohn stadt tal thor us veld vogel weger wein winkel zell'.split(
    ' ',
  );

export const TOWNS: readonly string[] =
  'Berlin Hamburg München Köln Frankfurt Stuttgart Düsseldorf Leipzig Dortmund Essen Bremen Dresden Hannover Nürnberg Duisburg Bochum Wuppertal Bielefeld Bonn Münster Mannheim Karlsruhe Augsburg Wiesbaden Mönchengladbach Gelsenkirchen Aachen Braunschweig Kiel Chemnitz Halle Magdeburg Freiburg Krefeld Mainz Lübeck Erfurt Oberhausen Rostock Kassel Hagen Potsdam Saarbrücken Hamm Ludwigshafen Mülheim Oldenburg Osnabrück Leverkusen Heidelberg Darmstadt Solingen Regensburg Paderborn Ingolstadt Würzburg Fürth Ulm Heilbronn Pforzheim Wolfsburg Göttingen Bottrop Reutlingen Erlangen Bremerhaven Koblenz Remscheid Bergisch-Gladbach Trier Recklinghausen Jena Moers Salzgitter Siegen Gütersloh Hildesheim Hanau Cottbus Kaiserslautern Schwerin Witten Esslingen Gera Ludwigsburg Düren Iserlohn Tübingen Flensburg Zwickau Gießen Ratingen Lünen Villingen Konstanz Worms Marl Minden Velbert'.split(
    ' ',
  );

/** 'von', 'der', 'zu', 'van' and 'Le' belong to the word after them. */
function joinParticles(names: string[], word: string): string[] {
  const before = names.at(-1) ?? '';
  if (/(^| )(von|der|zu|van|Le)$/.test(before)) return [...names.slice(0, -1), `${before} ${word}`];
  return [...names, word];
}
