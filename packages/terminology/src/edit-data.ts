import type { LocalDate } from "@practicum/kernel/local-date";

// What CMS's tables say of procedure codes. Type aliases, so that they are JSON (CodeAttrs) as they are.

/** A pair of the NCCI procedure-to-procedure edits: column 2 is part of column 1. */
export type PtpEdit = {
  readonly column1: string;
  readonly column2: string;
  /** 0: never together. 1: a modifier may say they are distinct. 9: the edit was deleted on the day it began. */
  readonly indicator: 0 | 1 | 9;
  readonly from: LocalDate;
  readonly to?: LocalDate;
};

/** A medically unlikely edit: most units of a code for one patient and day. */
export type Mue = {
  readonly code: string;
  readonly units: number;
  /** MUE adjudication indicator. 1: counted by claim line; 2: by day, absolute (policy); 3: by day, clinical. */
  readonly mai: 1 | 2 | 3;
  readonly rationale: string;
};

/** An add-on code and one of its primaries. */
export type AddOn = {
  readonly addOn: string;
  /** Null where the payer, not CMS, says which codes are primary (type 2, and a part of type 3). */
  readonly primary: string | null;
  readonly type: 1 | 2 | 3;
  /** First and last day of the edit, where the file says them. */
  readonly from?: LocalDate;
  readonly to?: LocalDate;
};

/** Relative value units in hundredths, with the indicators that edits use. */
export type RelativeValue = {
  readonly code: string;
  /** "", "26", "TC" or "53". */
  readonly modifier: string;
  readonly work: number;
  readonly nonFacilityPe: number;
  readonly facilityPe: number;
  readonly malpractice: number;
  /** Conversion factor in ten-thousandths of a dollar per RVU: 332875 is $33.2875. */
  readonly conversionFactor: number;
};

/** What the fee schedule says of a code beyond its value (CMS "PPRRVU" record layout). */
export type FeeIndicators = {
  readonly code: string;
  readonly modifier: string;
  /** A active, B bundled, N not covered, X statutory exclusion, ... */
  readonly status: string;
  /** 0 physician service, 1 diagnostic (26 and TC), 2 professional only, 3 technical only, 4 global only, ... */
  readonly pctc: string;
  /** "000", "010", "090", "MMM", "XXX", "YYY", "ZZZ". */
  readonly global: string;
  /** 0 no, 1 150 % rule, 2 paid for both sides already, 3 100 % each side. */
  readonly bilateral: string;
  readonly multipleProcedure: string;
};

/** Geographic practice cost indices in thousandths. */
export type Gpci = {
  readonly mac: string;
  readonly locality: string;
  readonly name: string;
  readonly work: number;
  readonly pe: number;
  readonly malpractice: number;
};

/** A payment locality of the Medicare physician fee schedule, and the counties in it as CMS writes them. */
export type LocalityCounties = {
  readonly mac: string;
  readonly locality: string;
  readonly state: string;
  /** "STATEWIDE", "REST OF STATE", or the part of the state. */
  readonly area: string;
  /** "ALL COUNTIES", "ALL OTHER COUNTIES", or names with commas or slashes between. */
  readonly counties: string;
};

/** An age or sex limit of a diagnosis (CMS Medicare Code Editor), or that it is a manifestation. */
export type DiagnosisLimit = {
  readonly code: string;
  readonly kind: "newborn" | "pediatric" | "maternity" | "adult" | "female" | "male" | "manifestation";
};
