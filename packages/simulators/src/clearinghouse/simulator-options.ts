export interface SimulatorOptions {
  /** Chance: days to pay, payers' own mistakes. The same seed and the same files give the same answers. */
  readonly seed: string;
  /** How long a payer's day lasts: 86,400,000 on a real or movable clock, less where a demonstration should not wait. */
  readonly dayMs: number;
  /** Whether payers make mistakes of their own and take payments back. */
  readonly mistakes: boolean;
}
