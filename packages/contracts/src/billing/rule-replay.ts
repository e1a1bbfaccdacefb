import { z } from "zod";
import { query } from "../operation.ts";
import { id, localDate, personName, sumOfCents } from "../schema.ts";
import { payerRules } from "./payer-rules.ts";

/** A payer's rules, tried on claims of the past before they are switched on. */

/** Claims that are looked at, the latest first. */
export const REPLAY_CLAIMS_MAX = 500;

/** What the payer first decided: it refused something, it refused nothing, or nothing has come yet. */
const replayOutcome = z.enum(["denied", "passed", "waiting"]);

const replayRow = z.object({
  claimId: id("claim"),
  number: z.string(),
  patientId: id("patient"),
  patientName: personName.nullable(),
  serviceDate: localDate,
  total: sumOfCents,
  outcome: replayOutcome,
  /** What the claim would have been stopped for. */
  messages: z.array(z.string()),
});
export type ReplayRow = z.output<typeof replayRow>;

export const ruleReplayOperations = {
  replayRules: query({
    summary:
      "What a payer's rules would have stopped of its claims of the last twelve months, and what became of those",
    permission: "payer.manage",
    bytesMax: 32_768,
    input: z.strictObject({ payerId: id("payer"), rules: payerRules }),
    output: z.object({
      /** How many claims were looked at, and the day on which the first of them was sent. */
      looked: z.int(),
      since: localDate.nullable(),
      /** Of those looked at, all that were denied: what a rule could have caught at most. */
      deniedOfAll: z.int(),
      denied: z.int(),
      passed: z.int(),
      waiting: z.int(),
      /** All that would have been stopped and are not by the rules of today; the latest first. */
      rows: z.array(replayRow),
    }),
    errors: ["not-found"],
    patients: (_, output) => output.rows.map((row) => row.patientId),
  }),
};
