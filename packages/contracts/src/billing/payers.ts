import { z } from "zod";
import { command, event, query } from "../operation.ts";
import { appealPolicy } from "./appeal-policy.ts";
import { payerRules } from "./payer-rules.ts";
import { id, localDate, positiveCents, price, text, version } from "../schema.ts";

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
      .extend({ version: version.nullable(), rules: payerRules.optional(), appeals: appealPolicy.optional() })
      .strict(),
    output: z.object({ payerId: id("payer"), version }),
    errors: ["stale-version", "already-recorded"],
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
