/** Work on different things goes on side by side; what shares a thing is done one after the other, in the order of starting. */
export interface SideBySide {
  /** Resolves when there is a place for one more. */
  room(): Promise<void>;
  /** Begins as soon as all earlier work on one of these things is done. Failures are told by `room` and `all`. */
  start(things: readonly unknown[], work: () => Promise<void>): void;
  /** When nothing is left. */
  all(): Promise<void>;
}

/** @param places how many pieces of work at a time; with 1 each is done before the next begins. */
export function sideBySide(places: number): SideBySide {
  const running = new Set<Promise<void>>();
  const lastOn = new Map<unknown, Promise<void>>();
  const failures: unknown[] = [];
  const tell = () => {
    if (failures.length > 0) throw failures[0];
  };
  const until = async (left: number) => {
    while (running.size > left) await Promise.race(running);
    tell();
  };
  return {
    room: () => until(places - 1),
    start(things, work) {
      const before = things.map((thing) => lastOn.get(thing) ?? Promise.resolve());
      const done = Promise.all(before)
        .then(work)
        .catch((error: unknown) => void failures.push(error))
        .finally(() => running.delete(done));
      running.add(done);
      for (const thing of things) lastOn.set(thing, done);
    },
    all: () => until(0),
  };
}

/** Does one thing with each, `places` of them at a time; gives the answers in the order of the list. */
export async function forEachOf<T, R>(
  list: readonly T[],
  places: number,
  work: (one: T, index: number) => Promise<R>,
): Promise<R[]> {
  const side = sideBySide(places);
  const answers: R[] = [];
  for (const [index, one] of list.entries()) {
    await side.room();
    side.start([], async () => void (answers[index] = await work(one, index)));
  }
  await side.all();
  return answers;
}
