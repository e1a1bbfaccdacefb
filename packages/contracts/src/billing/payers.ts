import { z } from "zod";
import { command, event, query } from "../operation.ts";
import { paging } from "../parts.ts";
import { appealPolicy } from "./appeal-policy.ts";
import { payerRules } from "./payer-rules.ts";
import { id, instant, localDate, positiveCents, price, text, version } from "../schema.ts";
import { triedOn } from "./scrub-rules.ts";

/** Payers and the fee schedule. */

export const payer = z.object({
  payerId: id("payer"),
  name: text(60),
  /** What the clearinghouse calls it (X12 NM109 of 2010BB). */
  electronicId: z.string().regex(/^[0-9A-Z]{2,15}$/),
  kind: z.enum([
    "hmo",
    "ppo",
    "medicare",
    "medicaid",
    "medicaid-managed",
    "commercial",
    "tricare",
    "workers-comp",
    "auto",
    "self-pay",
  ]),
  /** X12 SBR09: "HM", "12", "MB", "MC", "CI". */
  claimFiling: z.string().regex(/^[0-9A-Z]{1,2}$/),
  /** Days from the date of service in which a first claim must arrive. */
  filingDays: z.int().min(1),
  /** What a member number looks like, as a regular expression; null when the payer gives no rule. */
  memberIdPattern: z.string().nullable(),
  capitated: z.boolean(),
  active: z.boolean(),
  rules: payerRules,
  appeals: appealPolicy,
  version,
});

export type Payer = z.output<typeof payer>;

/** What a payer asked for, from when on. */
export const payerRulesVersion = z.object({
  /** The payer's version with which it began. */
  version,
  rules: payerRules,
  /** Null where it began before versions were kept. */
  at: instant.nullable(),
  by: z.string().nullable(),
  because: z.string().nullable(),
  tried: triedOn.nullable(),
});
export type PayerRulesVersion = z.output<typeof payerRulesVersion>;

export const payerOperations = {
  listPayers: query({ summary: "Payers", permission: "payer.read", input: z.strictObject({}), output: z.array(payer) }),
  savePayer: command({
    summary: "Adds or changes a payer",
    permission: "payer.manage",
    // The lists of codes that a payer asks authorization and referral for.
    bytesMax: 32_768,
    // Without rules, or how appeals are taken, a new payer has those of its kind, and one that is there keeps its own.
    input: payer
      .omit({ version: true, rules: true, appeals: true })
      .extend({
        version: version.nullable(),
        rules: payerRules.optional(),
        appeals: appealPolicy.optional(),
        /** Where it asks for more than before: the trial on past claims, or why there was none. */
        tried: z
          .strictObject({ replayId: id("rule-replay").nullable(), because: text(200).nullable() })
          .default({ replayId: null, because: null }),
      })
      .strict(),
    output: z.object({ payerId: id("payer"), version }),
    errors: ["stale-version", "already-recorded", "try-first"],
  }),
  payerRulesHistory: query({
    summary: "What a payer asked for on claims, version by version, the newest first",
    permission: "claim.read",
    input: z.strictObject({ payerId: id("payer"), ...paging }),
    output: z.object({
      versions: z.array(payerRulesVersion),
      next: z.string().nullable(),
      /** What was tried last for this payer, whoever did. */
      lastReplayId: id("rule-replay").nullable(),
    }),
    errors: ["not-found"],
  }),
  listPrices: query({
    summary: "The fee schedule in force on a day",
    permission: "charge.read",
    input: z.strictObject({ onDate: localDate }),
    output: z.array(z.object({ code: z.string(), label: z.string(), price, from: localDate })),
  }),
  savePrices: command({
    summary: "Sets prices from a day on; earlier prices stay for earlier days",
    permission: "payer.manage",
    bytesMax: 2_097_152,
    input: z.strictObject({
      from: localDate,
      prices: z
        .array(z.strictObject({ code: z.string().regex(/^[0-9A-Z]{5}$/), price: positiveCents }))
        .min(1)
        .max(20_000),
    }),
    output: z.object({ saved: z.int() }),
  }),
  voidPrice: command({
    summary: "Takes back a price that was set by mistake; the one before it counts again",
    permission: "payer.manage",
    input: z.strictObject({ code: z.string().regex(/^[0-9A-Z]{5}$/), from: localDate, because: text(160) }),
    output: z.object({ repriced: z.int() }),
    errors: ["not-found"],
  }),
};

/** The claim filing codes (X12 SBR09) that fit each kind of payer, the usual one first. */
export const filingCodes: { readonly [K in Payer["kind"]]: readonly string[] } = {
  hmo: ["HM", "CI", "16"],
  ppo: ["12", "CI", "BL", "13", "14"],
  medicare: ["MB", "MA", "16"],
  medicaid: ["MC"],
  "medicaid-managed": ["MC", "HM"],
  commercial: ["CI", "BL", "12", "13", "14", "15", "17", "DS", "FI", "LI", "LM", "OF", "TV", "VA", "ZZ"],
  tricare: ["CH"],
  "workers-comp": ["WC"],
  auto: ["AM"],
  "self-pay": [],
};

export const payerChanged = event("billing.payer-changed.v1", payer, (p) => ({ payerId: p.payerId }), "payer.read", [
  "billing",
]);
