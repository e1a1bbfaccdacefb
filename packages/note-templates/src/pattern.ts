/** The words of a section's narrative: lines, of pieces that are said or left out as a whole. */

export interface Piece {
  /** Left out unless all its fields are answered. Outside of brackets too: half a sentence says something else. */
  readonly text: string;
  readonly fields: readonly string[];
}

export interface PatternLine {
  readonly pieces: readonly Piece[];
  /** What is wrong with it, in words. */
  readonly fault: string | null;
}

const FIELD = /\{\{\s*([^{}]*?)\s*\}\}/g;

/** Empty lines are none. */
export function patternLines(pattern: string): PatternLine[] {
  return pattern
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => ({ pieces: piecesOf(line), fault: faultOf(line) }));
}

function piecesOf(line: string): Piece[] {
  return line
    .split(/[[\]]/)
    .filter((part) => part !== "")
    .map((text) => ({ text, fields: [...text.matchAll(FIELD)].map(([, key = ""]) => key) }));
}

function faultOf(line: string): string | null {
  let depth = 0;
  for (const sign of line) {
    if (sign === "[") depth += 1;
    if (sign === "]") depth -= 1;
    if (depth < 0 || depth > 1) break;
  }
  if (depth !== 0) return `A bracket has no end, or one stands inside of another, in “${line.trim()}”.`;
  if (/\{\{|\}\}/.test(line.replaceAll(FIELD, ""))) return `Double braces have no end in “${line.trim()}”.`;
  return piecesOf(line).every(({ fields }) => fields.length === 0)
    ? `“${line.trim()}” has no field: it would say what nobody answered.`
    : null;
}

/** The text with its fields filled in. */
export function filled(text: string, of: (key: string) => string): string {
  return text.replaceAll(FIELD, (_, key: string) => of(key));
}
