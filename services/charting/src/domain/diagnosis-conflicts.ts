/**
 * Pairs of ICD-10-CM categories that cannot both be true of one person at one visit: the tabular list's Excludes1 notes of what a
 * family practice codes every day, stated as prefixes without the dot.
 */
const CONFLICTS: readonly (readonly [string, string])[] = [
  ["E10", "E11"],
  ["E10", "E13"],
  ["E11", "E13"],
  ["I10", "I11"],
  ["I10", "I12"],
  ["I10", "I13"],
  ["I11", "I13"],
  ["I12", "I13"],
  ["J00", "J30"],
  ["R73", "E11"],
  ["R73", "E10"],
  ["E78.0", "E78.2"],
  ["E03", "E05"],
  ["F32", "F33"],
  ["F32", "F31"],
  ["F33", "F31"],
  ["Z00.00", "Z00.01"],
  ["Z00.121", "Z00.129"],
];

/** The pairs of codes that exclude each other, as they stand in the list; a code that stands twice is a pair with itself. */
export function conflictingDiagnoses(codes: readonly string[]): (readonly [string, string])[] {
  const found: (readonly [string, string])[] = [];
  for (const [i, a] of codes.entries()) {
    for (const b of codes.slice(i + 1)) if (a === b || CONFLICTS.some((pair) => fits(pair, a, b))) found.push([a, b]);
  }
  return found;
}

function fits([left, right]: readonly [string, string], a: string, b: string): boolean {
  return (a.startsWith(left) && b.startsWith(right)) || (a.startsWith(right) && b.startsWith(left));
}
