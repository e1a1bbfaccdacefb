import type { PayerRules } from "@practicum/contracts/billing/payer-rules";
import type { ReplayOutcome, ReplaySubject, RuleReplay } from "@practicum/contracts/billing/rule-replay";
import type { RuleSetting } from "@practicum/contracts/billing/scrub-rules";
import type { Generated } from "kysely";

export interface ScrubRuleSchema {
  rule_replay: {
    replay_id: string;
    rule: string | null;
    payer_id: string | null;
    subject: ReplaySubject;
    /** What it is compared with: how the check, or what the payer asked for, stood when the trial began. */
    before: { readonly setting: RuleSetting } | { readonly rules: PayerRules };
    since: string;
    sent_from: string;
    sent_until: string;
    state: RuleReplay["state"];
    /** Where the next piece begins; null for the beginning. */
    goes_on: string | null;
    claims: number;
    looked: number;
    denied_of_all: number;
    stopped: number;
    denied: number;
    paid: number;
    rejected: number;
    waiting: number;
    reasons: RuleReplay["reasons"];
    started_at: string;
    started_by: string;
    /** Its claims were kept as long as the rule says (BIL-396). */
    rows_gone: Generated<boolean>;
  };
  rule_replay_claim: {
    replay_id: string;
    place: number;
    claim_id: string;
    outcome: ReplayOutcome;
    reasons: string[];
    messages: string[];
  };
  scrub_rule_version: {
    rule: string;
    version: number;
    setting: RuleSetting;
    at: string;
    by_name: string;
    because: string | null;
    replay_id: string | null;
    undoes: number | null;
  };
  payer_rules_version: {
    payer_id: string;
    version: number;
    rules: PayerRules;
    at: string | null;
    by_name: string | null;
    because: string | null;
    replay_id: string | null;
  };
}
