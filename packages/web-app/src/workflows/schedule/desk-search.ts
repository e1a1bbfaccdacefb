import type { LocalDate } from "@practicum/kernel/local-date";

/** What the address of the day says. */
export interface DeskSearch {
  /** Absent: today. */
  readonly date?: LocalDate | undefined;
  /** A location's id. Absent: all sites. */
  readonly site?: string | undefined;
  /** Whether rooms have columns too. */
  readonly rooms?: boolean | undefined;
  /** Whether those who are off that day have columns too. */
  readonly all?: boolean | undefined;
}
