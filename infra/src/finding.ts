/** What was looked at, and what to do where it is not well. */
export interface Finding {
  readonly what: string;
  /** Undefined when it is well. */
  readonly remedy?: string;
  /** The short name of the practice that it is about: no other hears of it. Undefined of what all share. */
  readonly practice?: string;
}
