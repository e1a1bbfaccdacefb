/** How many calls wait because the services have too much to do. They go on by themselves; the shell says so. */
let waiting = 0;
const listeners = new Set<() => void>();

export const busy = {
  count: (): number => waiting,
  add(more: 1 | -1): void {
    waiting += more;
    for (const listener of listeners) listener();
  },
  listen(listener: () => void): () => void {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  },
};
