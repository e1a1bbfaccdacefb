/** Asks the person at the screen to show who it is, in place: what was about to be sent waits, and goes on with what was typed. */
type Answer = (isConfirmed: boolean) => void;

let waiting: readonly Answer[] = [];
const listeners = new Set<() => void>();

function tell(next: readonly Answer[]): void {
  waiting = next;
  for (const listener of listeners) listener();
}

export const confirmation = {
  /** Resolves once the person did, or would not. Several that ask at one moment are answered together. */
  ask(): Promise<boolean> {
    return new Promise((resolve) => tell([...waiting, resolve]));
  },
  answer(isConfirmed: boolean): void {
    const answered = waiting;
    tell([]);
    for (const each of answered) each(isConfirmed);
  },
  isAsked: (): boolean => waiting.length > 0,
  listen(listener: () => void): () => void {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  },
};
