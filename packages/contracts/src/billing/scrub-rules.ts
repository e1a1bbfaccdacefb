import { z } from "zod";
import { command, event, query } from "../operation.ts";
import { paging } from "../parts.ts";
import { id, instant, text, version } from "../schema.ts";

/** The checks of a claim before it leaves (SCRUB-n), which a practice switches: with versions, and who changed what and why. */

/**
 * How a rule speaks: as it is meant, some findings stopping a claim and some warning; all of them stopping it; all of them warning; not
 * at all.
 */
export const ruleMode = z.enum(["usual", "stops", "warns", "off"]);
export type RuleMode = z.output<typeof ruleMode>;

export const PAYERS_APART_MAX = 100;

export const ruleSetting = z.strictObject({
  mode: ruleMode,
  /** Payers for which it is otherwise. */
  payers: z.array(z.strictObject({ payerId: id("payer"), mode: ruleMode })).max(PAYERS_APART_MAX),
});
export type RuleSetting = z.output<typeof ruleSetting>;

/** How a rule stands that nobody has touched. */
export const USUAL: RuleSetting = { mode: "usual", payers: [] };

const ruleNumber = z.string().regex(/^[1-9]\d?$/);

/** What a version was tried on before it was switched on. */
export const triedOn = z.object({
  replayId: id("rule-replay"),
  looked: z.int(),
  stopped: z.int(),
  denied: z.int(),
});

export const scrubRule = z.object({
  /** As it stands in billing's SPEC and on a claim: "23". */
  rule: z.string(),
  title: z.string(),
  /** What it checks, in plain words. */
  checks: z.string(),
  /** Loops and elements of the 837P. */
  elements: z.string(),
  /** Where the rule comes from, publicly. */
  source: z.string(),
  /** What its findings do as it is meant. */
  usual: z.enum(["stops", "warns", "both", "writer"]),
  /** How it may be set; the usual alone where it can't be switched. */
  modes: z.array(ruleMode),
  /** Why it is not switched off, or which part of it is not; null where all of it may be. */
  stays: z.string().nullable(),
  /** What of the payer's own data it follows, in words; null where it is the same for all payers. */
  follows: z.string().nullable(),
  /** Code files that it needs and that are not loaded: it finds nothing by them. */
  missingFiles: z.array(z.string()),
  /** Whether it can be tried on past claims. */
  replayable: z.boolean(),
  setting: ruleSetting,
  /** Zero until somebody changes it. */
  version: z.int(),
  changedAt: instant.nullable(),
  changedBy: z.string().nullable(),
  /** Claims not sent yet that it stops, and that it warns of. */
  stopping: z.int(),
  warning: z.int(),
  /** What was tried last, whoever did. */
  lastReplayId: id("rule-replay").nullable(),
});
export type ScrubRule = z.output<typeof scrubRule>;

export const ruleVersion = z.object({
  version: z.int(),
  setting: ruleSetting,
  at: instant,
  by: z.string(),
  because: z.string().nullable(),
  tried: triedOn.nullable(),
  /** The version that it takes back. */
  undoes: z.int().nullable(),
});
export type RuleVersion = z.output<typeof ruleVersion>;

export const scrubRuleOperations = {
  listScrubRules: query({
    summary: "Every check of a claim with how it stands, what it stops now, and since when",
    permission: "claim.read",
    input: z.strictObject({}),
    output: z.array(scrubRule),
  }),
  scrubRuleHistory: query({
    summary: "The versions of a check, the newest first",
    permission: "claim.read",
    input: z.strictObject({ rule: ruleNumber, ...paging }),
    output: z.object({ versions: z.array(ruleVersion), next: z.string().nullable() }),
    errors: ["not-found"],
  }),
  saveScrubRule: command({
    summary:
      "Sets how strict a check is, for all payers and for some; what makes it stricter was tried before, or says why not",
    permission: "payer.manage",
    bytesMax: 32_768,
    input: z.strictObject({
      rule: ruleNumber,
      version: z.int().min(0),
      setting: ruleSetting,
      because: text(200).nullable(),
      replayId: id("rule-replay").nullable(),
    }),
    output: z.object({ version }),
    errors: ["not-found", "stale-version", "rule-stays", "try-first", "reason-needed", "already-recorded"],
  }),
  undoScrubRule: command({
    summary: "Takes the latest change of a check back: a version of its own, as it was before",
    permission: "payer.manage",
    input: z.strictObject({ rule: ruleNumber, version: z.int().min(1) }),
    output: z.object({ version }),
    errors: ["not-found", "stale-version"],
  }),
};

/** A check is set otherwise since now; claims that wait are looked at again. */
export const scrubRuleChanged = event(
  "billing.scrub-rule-changed.v1",
  z.object({ rule: z.string(), version }),
  (p) => ({ rule: p.rule }),
  "claim.read",
  ["billing.listScrubRules", "billing.scrubRuleHistory"],
);
