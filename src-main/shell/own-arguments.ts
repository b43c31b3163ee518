// Which of the arguments are Tresen's: Electron and the system add their own.

/** Switches that Chromium, Electron, a debugger or a desktop put on the command line. */
const FOREIGN =
  /^--(no-sandbox|disable-|enable-|force-|remote-|inspect|user-data-dir|headless|ozone|gtk-version|allow-|original-process-start-time|squirrel)/;

/** @param argv with the program, and with its folder where Electron was started with one */
export function ownArguments(argv: readonly string[], packaged: boolean): string[] {
  const rest = argv.slice(1).filter((argument) => !FOREIGN.test(argument));
  return packaged ? rest : rest.slice(1);
}
