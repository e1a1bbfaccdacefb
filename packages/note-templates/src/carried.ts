import type { CarriedLine } from "@practicum/contracts/charting/notes";
import { textWords } from "./text-words.ts";

/**
 * Marks of lines that were taken over from earlier notes. A mark names the line of that note word by word; what stands in the text now
 * decides what it says: taken over as it was, changed since, or nothing.
 */
type Mark = CarriedLine;

export interface Marked {
  readonly text: string;
  readonly carried: readonly Mark[];
}

/** A line must share so much of its words with the one that it was. */
const SHARED_MIN = 0.5;
/** Beyond so many pairs of lines only what begins and ends alike is compared line by line. */
const PAIRS_MAX = 250_000;

/** Which part of a line's words, from 0 to 1, the line that it was taken over from has too. */
function sharedWords(line: string, was: string): number {
  const words = textWords(line);
  const left = new Map<string, number>();
  for (const word of textWords(was)) left.set(word, (left.get(word) ?? 0) + 1);
  const shared = words.filter((word) => {
    const n = left.get(word) ?? 0;
    left.set(word, n - 1);
    return n > 0;
  });
  return words.length === 0 ? 0 : shared.length / words.length;
}

/** What a mark says of a line: taken over as it was, changed, or, where the line shares less than half of its words, nothing (CHT-361). */
export function carriedState({ text: was }: Pick<Mark, "text">, line: string): "carried" | "changed" | null {
  if (line === was) return "carried";
  return sharedWords(line, was) >= SHARED_MIN ? "changed" : null;
}

/** The marks that say something of the text as it is, one a line and in its order. */
export function earnedMarks({ text, carried }: Marked): Mark[] {
  const lines = text.split("\n");
  const marks = new Map<number, Mark>();
  for (const mark of carried) {
    const line = lines[mark.at];
    if (line !== undefined && !marks.has(mark.at) && carriedState(mark, line) !== null) marks.set(mark.at, mark);
  }
  return [...marks.values()].toSorted((a, b) => a.at - b.at);
}

/** The marks of lines that nobody has changed since they were taken over. */
export function untouched({ text, carried }: Marked): Mark[] {
  const lines = text.split("\n");
  return carried.filter((mark) => lines[mark.at] === mark.text);
}

/**
 * The marks after a change of the text. A mark stays with its line while that is changed, as long as a word of it is left: what is typed
 * anew letter by letter may be short of half its words for a moment. A line that is deleted takes its mark along, and one that was not there
 * gets none.
 */
export function followMarks({ text, carried }: Marked, after: string): Mark[] {
  if (text === after || carried.length === 0) return [...carried];
  const old = text.split("\n");
  const now = after.split("\n");
  const marks = new Map(carried.map((mark) => [mark.at, mark]));
  const found = new Map<number, Mark>();
  let [from, to] = [0, 0];
  for (const [a, b] of [...sameLines(old, now), [old.length, now.length] as const]) {
    for (const [at, mark] of changedLines(marks, [from, a], now, [to, b])) found.set(at, mark);
    const same = marks.get(a);
    if (same && b < now.length) found.set(b, same);
    [from, to] = [a + 1, b + 1];
  }
  return [...found].toSorted(([a], [b]) => a - b).map(([at, mark]) => ({ ...mark, at }));
}

type Range = readonly [from: number, to: number];

/** Between lines that stayed: each new line has the mark of the one among those that went whose words it shares most. */
function changedLines(
  marks: ReadonlyMap<number, Mark>,
  [from, a]: Range,
  now: readonly string[],
  [to, b]: Range,
): (readonly [at: number, mark: Mark])[] {
  const gone = [...marks.values()].filter(({ at }) => at >= from && at < a);
  // One line that was one line before is that line: it may be in the middle of being typed.
  const least = a - from === 1 && b - to === 1 ? Number.MIN_VALUE : SHARED_MIN;
  return now.slice(to, b).flatMap((line, index) => {
    const [best] = gone
      .map((mark) => ({ mark, shares: sharedWords(line, mark.text) }))
      .filter(({ shares }) => shares >= least)
      .toSorted((x, y) => y.shares - x.shares);
    return best ? [[to + index, best.mark] as const] : [];
  });
}

/** The lines that both texts have, in their order: the longest such run of pairs. */
function sameLines(old: readonly string[], now: readonly string[]): (readonly [old: number, now: number])[] {
  let start = 0;
  while (start < old.length && start < now.length && old[start] === now[start]) start += 1;
  let end = 0;
  while (
    end < old.length - start &&
    end < now.length - start &&
    old[old.length - 1 - end] === now[now.length - 1 - end]
  )
    end += 1;
  const before = Array.from({ length: start }, (_, i) => [i, i] as const);
  const behind = Array.from({ length: end }, (_, i) => [old.length - end + i, now.length - end + i] as const);
  const middle = longestRun(old.slice(start, old.length - end), now.slice(start, now.length - end));
  return [...before, ...middle.map(([a, b]) => [a + start, b + start] as const), ...behind];
}

function longestRun(old: readonly string[], now: readonly string[]): (readonly [number, number])[] {
  const [n, m] = [old.length, now.length];
  if (n * m === 0 || n * m > PAIRS_MAX) return [];
  /** How many lines can be paired from here on. */
  const lengths = new Uint32Array((n + 1) * (m + 1));
  const at = (i: number, j: number) => lengths[i * (m + 1) + j] ?? 0;
  for (let i = n - 1; i >= 0; i -= 1)
    for (let j = m - 1; j >= 0; j -= 1)
      lengths[i * (m + 1) + j] = old[i] === now[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  const pairs: (readonly [number, number])[] = [];
  let [i, j] = [0, 0];
  while (i < n && j < m) {
    if (old[i] === now[j]) pairs.push([i++, j++]);
    else if (at(i + 1, j) >= at(i, j + 1)) i += 1;
    else j += 1;
  }
  return pairs;
}

/** What two people's marks come to where their texts were brought together. */
export function joinMarks(text: string, ...of: readonly Marked[]): Mark[] {
  return earnedMarks({ text, carried: of.flatMap((one) => followMarks(one, text)) });
}

/** A section of an earlier note, from which lines are taken over. */
export type CarrySource = Omit<Mark, "at" | "line" | "text">;

export interface SourceLine {
  readonly line: number;
  readonly text: string;
}

/** The lines of a section that can be taken over; one without a word says nothing that could be. */
export function linesToCarry(text: string): SourceLine[] {
  return text
    .split("\n")
    .map((one, line) => ({ line, text: one }))
    .filter((one) => textWords(one.text).length > 0);
}

/** The lines below the text, each with its mark; what stands there already in the same words is not put there again. */
export function carryOver({ text, carried }: Marked, from: CarrySource, lines: readonly SourceLine[]): Marked {
  const there = text.trimEnd() === "" ? [] : text.trimEnd().split("\n");
  const taken = lines.filter((one) => !there.includes(one.text));
  if (taken.length === 0) return { text, carried };
  return {
    text: [...there, ...taken.map((one) => one.text)].join("\n"),
    carried: [
      ...carried.filter(({ at }) => at < there.length),
      ...taken.map(({ line, text: words }, index) => ({ ...from, line, text: words, at: there.length + index })),
    ],
  };
}

/** The text without those lines that were taken over and that nobody has touched since; what was written meanwhile stays. */
export function takeBack({ text, carried }: Marked, from: CarrySource, lines: readonly SourceLine[]): Marked {
  const out = new Set(
    untouched({ text, carried })
      .filter(
        ({ encounterId, section, line }) =>
          encounterId === from.encounterId && section === from.section && lines.some((one) => one.line === line),
      )
      .map(({ at }) => at),
  );
  const kept = text
    .split("\n")
    .filter((_, at) => !out.has(at))
    .join("\n");
  const above = (at: number) => [...out].filter((one) => one < at).length;
  const marks = carried.filter(({ at }) => !out.has(at)).map((mark) => ({ ...mark, at: mark.at - above(mark.at) }));
  return { text: kept, carried: marks };
}
