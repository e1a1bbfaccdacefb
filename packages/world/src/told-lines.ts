import type { Happening, Kind } from "./happened.ts";

/** What happened, with what it is called and whose it is. */
export interface NamedHappening extends Happening {
  /** A task's title, a call's reason; null where it has no name of its own. */
  readonly what: string | null;
  /** The person or the pool that a task is with; null where it is with nobody. */
  readonly whom: string | null;
}

/** What happened several times in one way is one line. */
export interface ToldLine<T extends NamedHappening> {
  /** The first of them. */
  readonly item: T;
  readonly times: number;
}

/** Of these the same by the same person is one line; all else has a record of its own to go to. */
const TOGETHER: readonly Kind[] = ["task", "task-done", "call", "refill", "result"];

/** In the order of their first ones, by whom they are with: what is the person's own, or follows on it, stands by itself (WLD-61). */
export function inLines<T extends NamedHappening>(items: readonly T[]): readonly ToldLine<T>[] {
  const lines = new Map<string, ToldLine<T>>();
  for (const [place, item] of items.entries()) {
    const { kind, whose, what, whom, by } = item;
    const isOwn = whose === "yours" || whose === "follows";
    const key = JSON.stringify(isOwn || !TOGETHER.includes(kind) ? place : [kind, what, whom, by]);
    const line = lines.get(key);
    lines.set(key, line === undefined ? { item, times: 1 } : { ...line, times: line.times + 1 });
  }
  return [...lines.values()];
}
