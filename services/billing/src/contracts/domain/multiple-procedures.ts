/** A unit of a procedure with its place among those of the visit, from 1, and what is paid of it in hundredths of a percent. */
export interface Ranked {
  readonly rank: number;
  readonly rate: number;
}

export interface Procedure {
  readonly lineNumber: number;
  readonly units: number;
  /** Of one unit: what it is ranked by, and what it is worth where the ranks are equal. */
  readonly weight: bigint;
  readonly value: bigint;
}

/**
 * BIL-385: the dearest procedure of the visit is the first. Each unit is a procedure of its own; of equal ones the worth of a unit decides,
 * then the place on the claim, which then makes no difference to the sum.
 *
 * @param rates of the first, the second and so on; the last holds for all that follow.
 */
export function rankedRates(
  rates: readonly number[],
  procedures: readonly Procedure[],
): ReadonlyMap<number, readonly Ranked[]> {
  const last = rates.at(-1) ?? 0;
  const inOrder = procedures.toSorted(
    (a, b) => descending(a.weight, b.weight) || descending(a.value, b.value) || a.lineNumber - b.lineNumber,
  );
  const ranked = new Map<number, readonly Ranked[]>();
  let rank = 0;
  for (const one of inOrder) {
    const units: Ranked[] = [];
    for (let unit = 0; unit < one.units; unit += 1) {
      units.push({ rank: rank + 1, rate: rates[rank] ?? last });
      rank += 1;
    }
    ranked.set(one.lineNumber, units);
  }
  return ranked;
}

function descending(a: bigint, b: bigint): number {
  return a > b ? -1 : a < b ? 1 : 0;
}
