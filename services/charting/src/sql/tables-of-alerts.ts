import type { alertProviderKind, AlertLevel, AlertRule } from "@practicum/contracts/charting/alert-budget";
import type { alert } from "@practicum/contracts/charting/orders";
import type { Instant } from "@practicum/kernel/instant";
import type { z } from "zod";

/**
 * CHT-481 to CHT-488. Each alert that was shown for an order, once, whatever became of it: the order may never have been written. And how loud each
 * rule is in this practice, version by version; rows are only added.
 */
export const ALERT_BUDGET: readonly string[] = [
  `create table alert_raised (
    raised_id uuid primary key,
    order_id uuid not null,
    alert_id text not null,
    encounter_id uuid not null,
    patient_id uuid not null,
    place text not null check (place in ('note', 'in-house')),
    rule text not null,
    severity text not null check (severity in ('stop', 'warn', 'info')),
    drug text not null,
    provider_kind text not null check (provider_kind in ('physician', 'nurse-practitioner', 'physician-assistant', 'other')),
    at timestamptz not null,
    by_name text not null,
    by_id text not null,
    unique (order_id, alert_id)
  )`,
  `create index alert_raised_at on alert_raised (at desc, raised_id desc)`,
  `create index alert_raised_rule on alert_raised (rule, at desc, raised_id desc)`,
  `create index alert_raised_patient on alert_raised (patient_id)`,
  `create trigger keep_added before update or delete on alert_raised for each row execute function keep_added_of_patient()`,
  `create index medication_order_at on medication_order (ordered_at)`,
  `create table alert_rule_version (
    rule text not null,
    version integer not null check (version > 0),
    level text not null check (level in ('usual', 'passive', 'off')),
    reason text not null,
    at timestamptz not null,
    by_name text not null,
    by_id text not null,
    primary key (rule, version)
  )`,
  `create trigger keep_added before update or delete on alert_rule_version for each row execute function keep_added()`,
  `alter table alert_answer add column answered_by_id text`,
  `create index alert_answer_own on alert_answer (answered_by_id, answered_at desc)`,
];

export interface AlertBudgetTables {
  readonly alert_raised: {
    readonly raised_id: string;
    readonly order_id: string;
    readonly alert_id: string;
    readonly encounter_id: string;
    readonly patient_id: string;
    readonly place: "note" | "in-house";
    readonly rule: AlertRule;
    readonly severity: z.output<typeof alert>["severity"];
    readonly drug: string;
    readonly provider_kind: z.output<typeof alertProviderKind>;
    readonly at: Instant;
    readonly by_name: string;
    readonly by_id: string;
  };
  readonly alert_rule_version: {
    readonly rule: AlertRule;
    readonly version: number;
    readonly level: AlertLevel;
    readonly reason: string;
    readonly at: Instant;
    readonly by_name: string;
    readonly by_id: string;
  };
}
