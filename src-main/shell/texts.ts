// What the shell itself says, outside any page: menu and dialogs. German as it is written, English that must have the same
// shape. The pages have their own catalogue.

export type ShellTexts = typeof german;
export type ShellLanguage = 'de' | 'en';

const german = {
  edit: 'Bearbeiten',
  undo: 'Rückgängig',
  redo: 'Wiederholen',
  cut: 'Ausschneiden',
  copy: 'Kopieren',
  paste: 'Einfügen',
  selectAll: 'Alles markieren',
  view: 'Ansicht',
  zoomIn: 'Vergrößern',
  zoomOut: 'Verkleinern',
  zoomReset: 'Originalgröße',
  fullScreen: 'Vollbild',
  developerTools: 'Entwicklerwerkzeuge',
  help: 'Hilfe',
  logFolder: 'Protokollordner öffnen',
  about: 'Über Tresen',
  quit: 'Beenden',
  aboutText: (version: string, electron: string, folder: string) =>
    `Version ${version}\nElectron ${electron}\nDatenordner: ${folder}`,
  tray: { open: 'Tresen öffnen', quit: 'Beenden', tip: 'Tresen – der Filialserver läuft' },
  closing: {
    message: 'Tresen beenden?',
    detail: 'Mit Tresen endet der Filialserver auf diesem PC. Die App Ihrer Kunden funktioniert dann nicht.',
    minimize: 'Minimieren',
    quit: 'Beenden',
    cancel: 'Abbrechen',
  },
  frozen: {
    message: 'Das Fenster antwortet nicht.',
    detail: 'Sie können warten oder das Fenster neu laden. Was Sie getippt haben, ist als Entwurf gesichert.',
    wait: 'Warten',
    reload: 'Neu laden',
  },
  crashing: {
    message: 'Das Fenster ist mehrmals hintereinander abgestürzt.',
    detail: 'Gespeichertes und Entwürfe sind sicher. Bitte nennen Sie dem Support das Protokoll (Hilfe).',
    again: 'Noch einmal versuchen',
    quit: 'Beenden',
  },
  broken: {
    message: 'In Tresen ist ein unerwarteter Fehler aufgetreten.',
    detail: 'Gespeichertes und Entwürfe sind sicher. Der Fehler steht im Protokoll.',
    restart: 'Neu starten',
    quit: 'Beenden',
  },
};

const english: ShellTexts = {
  edit: 'Edit',
  undo: 'Undo',
  redo: 'Redo',
  cut: 'Cut',
  copy: 'Copy',
  paste: 'Paste',
  selectAll: 'Select all',
  view: 'View',
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  zoomReset: 'Actual size',
  fullScreen: 'Full screen',
  developerTools: 'Developer tools',
  help: 'Help',
  logFolder: 'Open log folder',
  about: 'About Tresen',
  quit: 'Quit',
  aboutText: (version, electron, folder) => `Version ${version}\nElectron ${electron}\nData folder: ${folder}`,
  tray: { open: 'Open Tresen', quit: 'Quit', tip: 'Tresen – the branch server is running' },
  closing: {
    message: 'Quit Tresen?',
    detail: 'The branch server on this PC ends with Tresen. Your customers’ app does not work then.',
    minimize: 'Minimize',
    quit: 'Quit',
    cancel: 'Cancel',
  },
  frozen: {
    message: 'The window does not respond.',
    detail: 'You can wait or reload the window. What you typed is kept as a draft.',
    wait: 'Wait',
    reload: 'Reload',
  },
  crashing: {
    message: 'The window has crashed several times in a row.',
    detail: 'What was saved and the drafts are safe. Please give support the log (Help).',
    again: 'Try again',
    quit: 'Quit',
  },
  broken: {
    message: 'Something unexpected went wrong in Tresen.',
    detail: 'What was saved and the drafts are safe. The log names the fault.',
    restart: 'Restart',
    quit: 'Quit',
  },
};

export const shellTexts: Readonly<Record<ShellLanguage, ShellTexts>> = { de: german, en: english };
