import type { Instant } from "@practicum/kernel/instant";
import type { LocalDate } from "@practicum/kernel/local-date";
import type { Cents } from "@practicum/kernel/money";
import type { Claim837P } from "@practicum/x12/837p/types";
import type { Cause } from "../payer/causes.ts";
import type { PayerState } from "../payer/state.ts";
import type { ClaimRejection } from "./acknowledge-claim.ts";
import type { ExchangedFile } from "./exchanged-file.ts";
import type { Appeal } from "./appeal.ts";
import type { Sender } from "./exchange.ts";

/** What the simulator will do later. Plain data. */
export type Job =
  | { readonly kind: "deliver"; readonly dueAt: Instant; readonly order: number; readonly file: ExchangedFile }
  | {
      readonly kind: "adjudicate";
      readonly dueAt: Instant;
      readonly order: number;
      readonly payerId: string;
      readonly payerClaimNumber: string;
      readonly receivedOn: LocalDate;
      readonly claim: Claim837P;
      readonly waived: readonly Cause["policy"][];
      /** Lines for which they are, from 1; absent for all. */
      readonly waivedLines?: readonly number[];
      /** The decision that this one replaces (a corrected claim, a void, an appeal). */
      readonly replaces: string | null;
    }
  | {
      readonly kind: "appeal";
      readonly dueAt: Instant;
      readonly order: number;
      readonly payerClaimNumber: string;
      readonly appeal: Appeal;
    }
  | {
      readonly kind: "end-coverage";
      readonly dueAt: Instant;
      readonly order: number;
      readonly payerId: string;
      readonly payerClaimNumber: string;
    };

export interface PendingCarry {
  readonly reason: "WO" | "FB";
  readonly reference: string;
  readonly amount: Cents;
  readonly dueOn: LocalDate;
}

/** Work that went wrong by a fault of the simulator's own: kept to be looked into. The work beside it was done. */
export interface FailedWork {
  readonly at: Instant;
  /** An answer, by the name of the file that asked for it; a job or its remittance, by the payer's claim number. */
  readonly what: string;
  /** The error's. They hold nothing of the file. */
  readonly words: string;
}

/** All that the simulator remembers: plain data, saved as JSON between runs. */
export interface SimulatorState {
  readonly payers: PayerState;
  jobs: Job[];
  /** Files that are due and not yet fetched. */
  readonly ready: ExchangedFile[];
  /** By payer and payee NPI. */
  readonly carries: { [key: string]: PendingCarry[] };
  /** Claims as they were accepted, by payer claim number. */
  readonly accepted: {
    [payerClaimNumber: string]: { readonly claim: Claim837P; readonly receivedOn: LocalDate; readonly from: Sender };
  };
  /** Refused claims, by CLM01, the newest refusal. */
  readonly rejected: { [claimId: string]: ClaimRejection };
  /** Names of files taken: the same file is taken once. */
  readonly taken: { [name: string]: true };
  readonly failed: FailedWork[];
  nextControlNumber: number;
  nextOrder: number;
}

/** A job before it has its place in the order. */
export type NewJob = Job extends infer One ? (One extends Job ? Omit<One, "order"> : never) : never;
