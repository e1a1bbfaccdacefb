import type { LocalDate, LocalTime } from "@practicum/kernel/local-date";

/** TA1: whether an interchange could be opened (X12 005010 interchange acknowledgment). */
export interface Ta1 {
  /** TA101: ISA13 of what is acknowledged. */
  readonly controlNumber: number;
  /** TA102 and TA103: its date and time. */
  readonly date: LocalDate;
  readonly time: LocalTime;
  /** TA104: "A" accepted, "E" accepted with errors, "R" rejected. */
  readonly outcome: "A" | "E" | "R";
  /** TA105: "000" no error, "001" ISA13 and IEA02 differ, "022" control structure, "025" duplicate number, and so on. */
  readonly note: string;
}
