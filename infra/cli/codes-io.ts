/** Where a command writes: results for programs, and words for a person. */
export interface Io {
  readonly out: (line: string) => void;
  readonly err: (line: string) => void;
  /** Shows how far a long run is, in one line that is overwritten; absent where nobody watches. */
  readonly progress?: ((line: string) => void) | undefined;
}
