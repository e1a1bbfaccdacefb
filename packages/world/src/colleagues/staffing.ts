import type { Role } from "@practicum/contracts/permission";
import type { Instant } from "@practicum/kernel/instant";
import type { LocalDate } from "@practicum/kernel/local-date";

/** How colleagues work: what a style gets wrong is in `slips.ts`. */
export type Style = "careful" | "hurried" | "new";

/** Who of the practice works besides whoever asks. */
export interface Staffing {
  /** `rest`: nobody. `jumps`: while the clock is moved. `always`: beside the person too. */
  readonly work: "rest" | "jumps" | "always";
  readonly style: Style;
  /** These roles' work is left for the person. */
  readonly absent: readonly Role[];
  /** Visits that each provider has on a day, where callers fill it. */
  readonly visitsPerProvider: number;
}

/** What a person chooses of it while the clock moves. */
export interface Colleagues {
  readonly style: Style | "rest";
  /** The roles whose work is left to the person. */
  readonly left: readonly Role[];
}

export const NOBODY: Staffing = { work: "rest", style: "careful", absent: [], visitsPerProvider: 3 };

/** What colleagues remember beyond the practice's records: all of it follows from seed and entries. */
export interface ColleaguesState {
  readonly staffing: Staffing;
  /** Nobody does two things at one moment. */
  readonly actedAt: Instant | null;
  /** The last day on which each routine was done. */
  readonly routines: { readonly [routine in Routine]?: LocalDate };
  /** Visits of days before this one need no look any more. */
  readonly sweptTo: LocalDate | null;
  /** Visits whose next step was refused, by the status they stand in: they wait for a person. */
  readonly stuck: { readonly [appointmentId: string]: string };
  /** Denials that somebody was asked about. */
  readonly asked: readonly string[];
}

/** The rounds are when lists are looked at. */
export type Routine = "morning" | "first-round" | "second-round" | "calls" | "third-round" | "evening";

export const nothingYet: ColleaguesState = {
  staffing: NOBODY,
  actedAt: null,
  routines: {},
  sweptTo: null,
  stuck: {},
  asked: [],
};
