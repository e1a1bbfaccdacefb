import { z } from "zod";
import { command, event, query } from "../operation.ts";
import { paging } from "../parts.ts";
import { id, instant, localDate, personName, sumOfCents } from "../schema.ts";
import { payerRules } from "./payer-rules.ts";
import { ruleSetting } from "./scrub-rules.ts";

/** Rules, tried on claims of the past before they are switched on. */

/** Months back, where nobody says otherwise. */
export const REPLAY_MONTHS = 12;

/** What is tried: a check of claims set otherwise, or what a payer asks for. */
export const replaySubject = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("rule"), rule: z.string().regex(/^[1-9]\d?$/), setting: ruleSetting }),
  z.strictObject({ kind: z.literal("payer"), payerId: id("payer"), rules: payerRules }),
]);
export type ReplaySubject = z.output<typeof replaySubject>;

/**
 * What was first answered: it was rejected before anybody decided, the payer refused something, it refused nothing (paid, or left to the
 * patient), or nothing has come yet.
 */
export const replayOutcome = z.enum(["rejected", "denied", "paid", "waiting"]);
export type ReplayOutcome = z.output<typeof replayOutcome>;

export const ruleReplay = z.object({
  replayId: id("rule-replay"),
  subject: replaySubject,
  /** Stopped: another trial of the same was started meanwhile. */
  state: z.enum(["running", "done", "stopped"]),
  since: localDate,
  startedAt: instant,
  startedBy: z.string(),
  /** Claims that there are to look at, and that were looked at. */
  claims: z.int(),
  looked: z.int(),
  /** Of those looked at, all that were denied: what a rule could have caught at most. */
  deniedOfAll: z.int(),
  /** Would have been stopped and are not as it stands today; of those, by what was answered. */
  stopped: z.int(),
  denied: z.int(),
  paid: z.int(),
  rejected: z.int(),
  waiting: z.int(),
  /** Why those were denied, the most frequent first: "CO-197", of how many claims. */
  reasons: z.array(z.object({ reason: z.string(), claims: z.int() })),
});
export type RuleReplay = z.output<typeof ruleReplay>;

const replayRow = z.object({
  claimId: id("claim"),
  number: z.string(),
  patientId: id("patient"),
  patientName: personName.nullable(),
  payerName: z.string(),
  serviceDate: localDate,
  total: sumOfCents,
  outcome: replayOutcome,
  /** "CO-197", "CO-16 N290". */
  reasons: z.array(z.string()),
  /** What the claim would have been stopped for. */
  messages: z.array(z.string()),
});
export type ReplayRow = z.output<typeof replayRow>;

export const ruleReplayOperations = {
  startRuleReplay: command({
    summary: "Tries a rule on the claims that were sent since a day; nothing else is changed by it",
    permission: "payer.manage",
    bytesMax: 32_768,
    input: z.strictObject({
      replayId: id("rule-replay"),
      subject: replaySubject,
      /** The day from which on claims were sent; twelve months back where none is said. */
      since: localDate.nullable(),
    }),
    output: z.object({ claims: z.int() }),
    errors: ["not-found", "rule-stays", "in-the-future"],
  }),
  getRuleReplay: query({
    summary: "What a trial has found so far",
    permission: "claim.read",
    input: z.strictObject({ replayId: id("rule-replay") }),
    output: ruleReplay,
    errors: ["not-found"],
  }),
  listRuleReplayRows: query({
    summary: "Claims that a tried rule would have stopped, the latest sent first, with what was answered",
    permission: "claim.read",
    input: z.strictObject({ replayId: id("rule-replay"), outcome: replayOutcome.nullable(), ...paging }),
    output: z.object({ rows: z.array(replayRow), next: z.string().nullable() }),
    errors: ["not-found"],
    patients: (_, output) => output.rows.map((row) => row.patientId),
  }),
};

/** A trial has gone on. */
export const ruleReplayChanged = event(
  "billing.rule-replay-changed.v1",
  z.object({ replayId: id("rule-replay") }),
  (p) => ({ replayId: p.replayId }),
  "claim.read",
  ["billing.getRuleReplay", "billing.listRuleReplayRows"],
);
