/** What came of one file. */
export interface FileReport {
  readonly file: string;
  /** Set when the file as a whole was refused. */
  readonly refused: string | null;
  /** Set when it looks like somebody who is here: then nothing of it was taken, and a person looks at it. */
  readonly held?: string;
  readonly kinds: {
    readonly [kind: string]: {
      read: number;
      /** Vital signs that stand in the set of another one of their moment. */
      joined: number;
      taken: number;
      alreadyThere: number;
      left: { [reason: string]: number };
    };
  };
}

/**
 * A person's view: each file with a line for each kind, then all files together. In every line what was read is what was taken, was
 * already there, was joined or was left; vital signs of one moment are taken as one set.
 */
export function asTable(reports: readonly FileReport[]): string {
  const lines: string[] = [];
  for (const report of reports) {
    const held = report.held === undefined ? "" : `: ${report.held}`;
    lines.push("", report.refused === null ? `${report.file}${held}` : `${report.file} was refused: ${report.refused}`);
    lines.push(...kindLines(report.kinds));
  }
  const refused = reports.filter((report) => report.refused !== null);
  lines.push("", `All ${reports.length} files`, ...kindLines(sum(reports)));
  if (refused.length > 0)
    lines.push(
      "",
      `${refused.length} of ${reports.length} files refused: ${refused.map((one) => one.file).join(", ")}`,
    );
  return lines.join("\n").trimStart();
}

function kindLines(kinds: FileReport["kinds"]): string[] {
  const number = (value: number) => String(value).padStart(5);
  return Object.entries(kinds).flatMap(([kind, { read, joined, taken, alreadyThere, left }]) => [
    `  ${kind.padEnd(22)} read ${number(read)}   taken ${number(taken)}   already there ${number(alreadyThere)}`,
    ...(joined > 0 ? [`  ${" ".repeat(22)} joined ${number(joined)}   to the vital signs of their moment`] : []),
    ...Object.entries(left).map(([reason, times]) => `  ${" ".repeat(22)} left ${number(times)}   ${reason}`),
  ]);
}

function sum(reports: readonly FileReport[]): FileReport["kinds"] {
  const total: { [kind: string]: Counts } = {};
  for (const { kinds } of reports) {
    for (const [kind, counts] of Object.entries(kinds)) {
      const into = (total[kind] ??= { read: 0, joined: 0, taken: 0, alreadyThere: 0, left: {} });
      into.read += counts.read;
      into.joined += counts.joined;
      into.taken += counts.taken;
      into.alreadyThere += counts.alreadyThere;
      for (const [reason, times] of Object.entries(counts.left)) into.left[reason] = (into.left[reason] ?? 0) + times;
    }
  }
  return total;
}

interface Counts {
  read: number;
  joined: number;
  taken: number;
  alreadyThere: number;
  left: { [reason: string]: number };
}
