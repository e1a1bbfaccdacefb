import type { RecallCondition } from "@practicum/contracts/charting/recall-matches";

/** CHT-330: what is being looked for, and how far that is. */
export const RECALL_ASKS: readonly string[] = [
  `create table recall_ask (
    ask_id uuid primary key,
    rule_id uuid not null,
    rule_version integer not null,
    condition jsonb not null,
    after uuid
  )`,
  `create index problem_code on problem (code text_pattern_ops, patient_id) where status = 'active'`,
];

/** A look through the charts for whom a rule means, and how far it is. */
export interface RecallAskTable {
  readonly ask_id: string;
  readonly rule_id: string;
  readonly rule_version: number;
  readonly condition: RecallCondition;
  readonly after: string | null;
}

export interface RecallTables {
  readonly recall_ask: RecallAskTable;
}
