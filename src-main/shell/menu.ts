// The menu, reduced to what staff need and hidden until Alt is pressed. No entry takes a key: function keys, Ctrl+L and
// Ctrl+Tab belong to the page, and the editing keys work there by themselves. What is shown beside an entry only tells.
import { app, type BrowserWindow, Menu, type MenuItemConstructorOptions } from 'electron';
import { type ShellLanguage, shellTexts } from './texts.ts';
import { type ZoomChange, zoom } from './zoom.ts';

export type MenuActions = { showAbout: () => void; openLogFolder: () => void };

/** macOS gives its editing keys to the menu; there they must be registered. */
const isMac = process.platform === 'darwin';

export function setMenu(window: BrowserWindow, language: ShellLanguage, actions: MenuActions): void {
  const t = shellTexts[language];
  const edit = (label: string, role: MenuItemConstructorOptions['role']): MenuItemConstructorOptions => ({
    ...{ label, registerAccelerator: isMac },
    ...(role && { role }),
  });
  const zoomEntry = (label: string, change: ZoomChange, shown: string): MenuItemConstructorOptions => ({
    ...{ label, accelerator: shown, registerAccelerator: false },
    click: () => zoom(window.webContents, change),
  });
  const template: MenuItemConstructorOptions[] = [
    ...(isMac ? [{ label: 'Tresen', submenu: [{ label: t.quit, role: 'quit' as const }] }] : []),
    {
      label: t.edit,
      submenu: [
        edit(t.undo, 'undo'),
        edit(t.redo, 'redo'),
        { type: 'separator' },
        edit(t.cut, 'cut'),
        edit(t.copy, 'copy'),
        edit(t.paste, 'paste'),
        edit(t.selectAll, 'selectAll'),
      ],
    },
    {
      label: t.view,
      submenu: [
        zoomEntry(t.zoomIn, 'in', 'CommandOrControl+Plus'),
        zoomEntry(t.zoomOut, 'out', 'CommandOrControl+-'),
        zoomEntry(t.zoomReset, 'reset', 'CommandOrControl+0'),
        { type: 'separator' },
        { label: t.fullScreen, click: () => window.setFullScreen(!window.isFullScreen()) },
        // F12 and F11 are commands of the counter, so that a developer comes in here or by Ctrl+Shift+I.
        ...(app.isPackaged
          ? []
          : [
              {
                label: t.developerTools,
                accelerator: 'CommandOrControl+Shift+I',
                click: () => window.webContents.toggleDevTools(),
              },
            ]),
      ],
    },
    {
      label: t.help,
      submenu: [
        { label: t.logFolder, click: actions.openLogFolder },
        { label: t.about, click: actions.showAbout },
      ],
    },
  ];
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
  showEditMenuOnRightClick(window, language);
}

const rightClick = new WeakMap<BrowserWindow, () => void>();

function showEditMenuOnRightClick(window: BrowserWindow, language: ShellLanguage): void {
  rightClick.get(window)?.();
  const t = shellTexts[language];
  const show = (_event: unknown, { isEditable, selectionText, editFlags }: Electron.ContextMenuParams) => {
    if (!isEditable && selectionText === '') return;
    Menu.buildFromTemplate([
      { label: t.cut, role: 'cut', enabled: isEditable && editFlags.canCut },
      { label: t.copy, role: 'copy', enabled: editFlags.canCopy },
      { label: t.paste, role: 'paste', enabled: isEditable && editFlags.canPaste },
      { label: t.selectAll, role: 'selectAll' },
    ]).popup({ window });
  };
  window.webContents.on('context-menu', show);
  rightClick.set(window, () => window.webContents.off('context-menu', show));
}
