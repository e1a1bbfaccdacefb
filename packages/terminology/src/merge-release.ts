import { addDays, type LocalDate } from "@practicum/kernel/local-date";

/** What was true of one code over a period. Both ends count; no `to` means it is still open. */
export interface Period<Content> {
  readonly from: LocalDate;
  readonly to?: LocalDate;
  readonly content: Content;
}

/** What one official file says of one code: `periods` is empty when the file does not have the code. */
export interface ReleaseOfCode<Content> {
  /** The day from which the file speaks. */
  readonly from: LocalDate;
  /** The last day it speaks for: the day before the next file that is known. Absent when it is the newest. */
  readonly to?: LocalDate;
  readonly periods: readonly Period<Content>[];
}

/**
 * The periods of a code after a file was loaded. In the file's own time the file is right; before and after it, what other
 * files said stays (TRM-21: a new year replaces nothing of the old). Where nobody said anything of the days before, the
 * file's own dates are taken, so that the first file loaded also knows the past. Loading it again, or loading
 * two files in the other order, gives the same.
 *
 * @param known periods of this code, first to last, without overlap.
 * @param same whether two contents are equal; neighbours that are become one period.
 */
export function mergeRelease<Content>(
  known: readonly Period<Content>[],
  release: ReleaseOfCode<Content>,
  same: (a: Content, b: Content) => boolean,
): Period<Content>[] {
  const { from, to } = release;
  const before = known.flatMap((period) => clip(period, undefined, addDays(from, -1)));
  const after = to === undefined ? [] : known.flatMap((period) => clip(period, addDays(to, 1), undefined));
  const during = release.periods.flatMap((period) => clip(period, from, to));
  const past = release.periods
    .flatMap((period) => clip(period, undefined, addDays(from, -1)))
    .flatMap((period) => gaps(period, before));
  return joined(
    [...before, ...past, ...during, ...after].toSorted((a, b) => (a.from < b.from ? -1 : 1)),
    same,
  );
}

/** The part of a period inside two days, as a list of none or one. */
function clip<Content>(
  period: Period<Content>,
  first: LocalDate | undefined,
  last: LocalDate | undefined,
): Period<Content>[] {
  const from = first !== undefined && first > period.from ? first : period.from;
  const to = last !== undefined && (period.to === undefined || last < period.to) ? last : period.to;
  if (to !== undefined && to < from) return [];
  return [to === undefined ? { from, content: period.content } : { from, to, content: period.content }];
}

/** What is left of a period after the days that others cover. */
function gaps<Content>(period: Period<Content>, others: readonly Period<Content>[]): Period<Content>[] {
  let left = [period];
  for (const other of others) {
    left = left.flatMap((part) => [
      ...clip(part, undefined, addDays(other.from, -1)),
      ...(other.to === undefined ? [] : clip(part, addDays(other.to, 1), undefined)),
    ]);
  }
  return left;
}

function joined<Content>(
  periods: readonly Period<Content>[],
  same: (a: Content, b: Content) => boolean,
): Period<Content>[] {
  const result: Period<Content>[] = [];
  for (const period of periods) {
    const last = result.at(-1);
    if (last?.to !== undefined && addDays(last.to, 1) === period.from && same(last.content, period.content)) {
      result[result.length - 1] = { ...period, from: last.from };
    } else {
      result.push(period);
    }
  }
  return result;
}
