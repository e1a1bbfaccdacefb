/**
 * Brings two changes of one text together when they lie apart: lines that one person changed, and others that the other did.
 * Null when both touched the same lines: then a person decides.
 */
export function mergeTexts(base: string, mine: string, theirs: string): string | null {
  if (mine === theirs || theirs === base) return mine;
  if (mine === base) return theirs;
  const lines = base.split("\n");
  const a = changedRegion(lines, mine.split("\n"));
  const b = changedRegion(lines, theirs.split("\n"));
  const [first, second] = a.from <= b.from ? [a, b] : [b, a];
  // Regions that touch are one place: who writes there at the same time must see it.
  if (second.from <= first.to) return null;
  return [
    // limit: lines before the change.
    ...lines.slice(0, first.from),
    ...first.lines,
    ...lines.slice(first.to, second.from),
    ...second.lines,
    ...lines.slice(second.to),
  ].join("\n");
}

interface Region {
  /** First and one past the last line of the base that were replaced. */
  readonly from: number;
  readonly to: number;
  readonly lines: readonly string[];
}

function changedRegion(base: readonly string[], changed: readonly string[]): Region {
  let from = 0;
  while (from < base.length && from < changed.length && base[from] === changed[from]) from += 1;
  let end = 0;
  while (
    end < base.length - from &&
    end < changed.length - from &&
    base[base.length - 1 - end] === changed[changed.length - 1 - end]
  )
    end += 1;
  return { from, to: base.length - end, lines: changed.slice(from, changed.length - end) };
}
