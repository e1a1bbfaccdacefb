import { z } from "zod";
import { command, event, query } from "../operation.ts";
import { id, instant, localDate, sumOfCents } from "../schema.ts";
import { contractContent } from "./payer-contracts.ts";

/** Two contracts side by side on what the practice has billed: which of them would have allowed how much. */

/** Months back, where nobody says otherwise. */
export const TRIAL_MONTHS = 12;

/** A contract as it stands on each day of service, or as somebody proposes it for all of them. */
export const trialSide = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("contract"), contractId: id("payer-contract") }),
  z.strictObject({ kind: z.literal("proposed"), content: contractContent }),
]);
export type TrialSide = z.output<typeof trialSide>;

/** What lines came to. A line counts in the sums only where both sides know it. */
const sums = z.object({
  lines: z.int(),
  charged: sumOfCents,
  left: sumOfCents,
  right: sumOfCents,
  /** What payers allowed for those of them that are decided, and what either side says of the same. */
  decided: z.object({ lines: z.int(), allowed: sumOfCents, left: sumOfCents, right: sumOfCents }),
  /** Lines that one side, or neither, has an amount for. */
  unknownLeft: z.int(),
  unknownRight: z.int(),
});
export type TrialSums = z.output<typeof sums>;

export const trialFamily = sums.extend({ family: z.string() });

export const contractTrial = z.object({
  trialId: id("contract-trial"),
  left: z.string(),
  right: z.string(),
  payerId: id("payer").nullable(),
  /** Stopped: another one was started meanwhile by the same person. */
  state: z.enum(["running", "done", "stopped"]),
  since: localDate,
  startedAt: instant,
  startedBy: z.string(),
  /** Claims that there are to look at, and that were looked at. */
  claims: z.int(),
  looked: z.int(),
  all: sums,
  /** By family of codes, the largest difference first. */
  families: z.array(trialFamily),
  /** By code within the families, the largest difference first; the first of them. */
  codes: z.array(sums.extend({ code: z.string(), family: z.string() })),
});
export type ContractTrial = z.output<typeof contractTrial>;

export const contractTrialOperations = {
  startContractTrial: command({
    summary: "Compares two contracts on the claims that were sent since a day; nothing else is changed by it",
    permission: "payer.manage",
    bytesMax: 262_144,
    input: z.strictObject({
      trialId: id("contract-trial"),
      left: trialSide,
      right: trialSide,
      /** On whose claims; null: on those of every payer. */
      payerId: id("payer").nullable(),
      /** Twelve months back where none is said. */
      since: localDate.nullable(),
    }),
    output: z.object({ claims: z.int() }),
    errors: ["not-found", "in-the-future", "already-recorded"],
  }),
  getContractTrial: query({
    summary: "What two contracts come to so far, by family of codes",
    permission: "claim.read",
    input: z.strictObject({ trialId: id("contract-trial") }),
    output: contractTrial,
    errors: ["not-found"],
  }),
  exportContractTrial: query({
    summary: "The comparison of two contracts as a file, code by code; no patient is in it",
    permission: "claim.read",
    takesOut: true,
    input: z.strictObject({ trialId: id("contract-trial") }),
    output: z.object({ name: z.string(), csv: z.string() }),
    patients: () => [],
    errors: ["not-found"],
  }),
};

/** A comparison has gone on. */
export const contractTrialChanged = event(
  "billing.contract-trial-changed.v1",
  z.object({ trialId: id("contract-trial") }),
  (p) => ({ trialId: p.trialId }),
  "claim.read",
  ["billing.getContractTrial"],
);
