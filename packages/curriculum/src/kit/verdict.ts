/** Where a person looks, and what is there. Texts are for the learner; none names the answer. */
export interface Diagnosis {
  /** The record in the practice's words: "Coverage of Minh Tran". */
  readonly record: string;
  /** The field by its label on the screen: "Member ID". */
  readonly field: string;
  /** What stands there now; "nothing" when it is empty. */
  readonly found: string;
  /** Why it matters: the rule of the field's work, in one or two sentences. */
  readonly principle: string;
  /** The screen to mend it on, as a path of the application. */
  readonly route: string;
}

export type Verdict =
  /** With what shows it. */
  | { readonly state: "met"; readonly evidence: string }
  /** Not yet; it can still be reached. */
  | { readonly state: "open"; readonly diagnosis: Diagnosis }
  /** What happened can't be taken back; `entry` is the learner's step in the log, null where none alone did it. */
  | { readonly state: "broken"; readonly diagnosis: Diagnosis; readonly entry: number | null };

export type Broken = Extract<Verdict, { readonly state: "broken" }>;

export interface OutcomeVerdict {
  readonly id: string;
  readonly label: string;
  readonly verdict: Verdict;
}

export interface FallenTrap {
  readonly id: string;
  readonly critical: boolean;
  readonly verdict: Broken;
}

export const met = (evidence: string): Verdict => ({ state: "met", evidence });
export const open = (diagnosis: Diagnosis): Verdict => ({ state: "open", diagnosis });
export const broken = (diagnosis: Diagnosis, entry: number | null): Broken => ({ state: "broken", diagnosis, entry });
