/** Tells the gate that the services no longer know the session: it ended elsewhere, or timed out. */
export interface SessionSignal {
  ended(): void;
  onEnded(listener: () => void): () => void;
}

export function createSessionSignal(): SessionSignal {
  const listeners = new Set<() => void>();
  return {
    ended() {
      for (const listener of listeners) listener();
    },
    onEnded(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
