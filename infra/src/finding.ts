/** What was looked at, and what to do where it is not well. */
export interface Finding {
  readonly what: string;
  /** Undefined when it is well. */
  readonly remedy?: string;
}
