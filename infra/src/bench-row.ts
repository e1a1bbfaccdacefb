/** One line of `npm run bench`: what we do beside what the bare parts can do, both measured in the same run. */
export interface BenchRow {
  /** The row of the performance goals, 1 to 12; 13 is the diagnosis search, 14 to 20 are calls by their processor time, 21 is rest, 22 looks for an open time;
   * 30 to 36 are the training's, 40 to 48 a practice of ten years. */
  readonly number: number;
  readonly name: string;
  /** Medians in `unit`. */
  readonly ours: number;
  readonly baseline: number;
  readonly unit: string;
  /** As the goal defines it: not always ours over baseline. */
  readonly ratio: number;
  /** "<= 1.5" or ">= 0.5". */
  readonly goal: string;
  readonly met: boolean;
  /** Where the time goes, or what was left out. */
  readonly note?: string;
}

/** Whether a ratio meets a goal written as "<= 1.5" or ">= 0.5". */
export function meets(ratio: number, goal: string): boolean {
  const found = /^(<=|>=) (\d+(?:\.\d+)?)/.exec(goal);
  if (found === null) throw new Error(`a goal is "<= n" or ">= n", not "${goal}"`);
  return found[1] === "<=" ? ratio <= Number(found[2]) : ratio >= Number(found[2]);
}

/** A plain goal, such as seconds, as a ratio to it. */
export function share(measured: number, goal: number): Pick<BenchRow, "ratio" | "goal" | "met" | "baseline"> {
  return { ratio: measured / goal, goal: "<= 1", met: measured <= goal, baseline: goal };
}

/** The middle value; of an even count the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/** The value that a share of all values does not exceed: 0.99 for p99. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}
