/** Whether there is room to write. The whole program asks: what is refused before the disk is full loses nothing. */
export interface Storage {
  readonly state: "ok" | "low" | "full";
  /** Resolves when there is room, at once where there is. */
  whenRoom(): Promise<void>;
}

/** Where nobody looks at the disk: the sandbox, tests, the seed. */
export const boundlessStorage: Storage = { state: "ok", whenRoom: async () => {} };
