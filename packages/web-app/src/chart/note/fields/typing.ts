/** Where what was typed and is no answer is kept, so that a reload shows it again. */
export interface Typing {
  readonly text: string | null;
  readonly keep: (text: string | null) => void;
}
