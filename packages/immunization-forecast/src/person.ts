import type { LocalDate } from "@practicum/kernel/local-date";

/** A dose that was given, by its CVX code and, where it is known, its maker's MVX code. */
export interface GivenDose {
  readonly id: string;
  readonly cvx: string;
  readonly mvx?: string | undefined;
  readonly on: LocalDate;
}

/** What CDC calls an observation, by its code: a condition, an occupation, a reaction, evidence of immunity. */
export interface Observed {
  readonly code: string;
  readonly on?: LocalDate | undefined;
}

/** All that a forecast looks at. */
export interface Person {
  readonly born: LocalDate;
  readonly sex: "female" | "male" | "unknown";
  readonly doses: readonly GivenDose[];
  readonly observed: readonly Observed[];
  /** As the supporting data writes a country ("U.S."). Absent: not known, and no immunity follows from it. */
  readonly bornIn?: string | undefined;
}
