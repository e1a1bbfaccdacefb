/**
 * What a process of ours takes from the launcher's environment: where programs, temporary files and time zones are, and the names of our
 * own folders. All else stays outside (IDN-57): a shell holds tokens, and DATABASE_URL is the superuser's.
 */
const PASSED: ReadonlySet<string> = new Set([
  "PATH",
  "HOME",
  "USER",
  "LANG",
  "LC_ALL",
  "TZ",
  "TMPDIR",
  // Windows names them so, and starts nothing without the first.
  "SystemRoot",
  "TEMP",
  "TMP",
  "APPDATA",
  "LOCALAPPDATA",
  "USERPROFILE",
  "PRACTICUM_DATA_DIR",
  "PRACTICUM_SETTINGS",
  "PRACTICUM_CLOCK_AHEAD_MS",
]);

export function childEnvironment(
  own: NodeJS.ProcessEnv,
  more: Readonly<Record<string, string>> = {},
): Record<string, string> {
  const passed = Object.entries(own).filter(
    (entry): entry is [string, string] => PASSED.has(entry[0]) && entry[1] !== undefined,
  );
  return { ...Object.fromEntries(passed), ...more };
}
