/** Deeper than any contract goes, by far. */
const DEPTH_MAX = 64;

/**
 * What no service can keep, wherever it stands in an input: PostgreSQL has no NUL in a text and no half of a surrogate pair, and what is
 * nested without end would exhaust whoever walks through it.
 *
 * @returns the path of the first such place ("name.family"), or null.
 */
export function textFault(value: unknown, path = "", depth = 0): string | null {
  if (typeof value === "string") return value.includes("\u0000") || !value.isWellFormed() ? path || "input" : null;
  if (typeof value !== "object" || value === null) return null;
  if (depth >= DEPTH_MAX) return path;
  for (const [key, part] of Object.entries(value)) {
    // A key that is at fault is not repeated.
    if (textFault(key) !== null) return path || "input";
    const fault = textFault(part, path === "" ? key : `${path}.${key}`, depth + 1);
    if (fault !== null) return fault;
  }
  return null;
}
