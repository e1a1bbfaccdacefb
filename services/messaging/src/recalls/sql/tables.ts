import type { RecallCondition } from "@practicum/contracts/charting/recall-matches";
import type { messageTexts, RecallState, recallStep } from "@practicum/contracts/messaging/recalls";
import type { Id } from "@practicum/kernel/brand";
import type { Instant } from "@practicum/kernel/instant";
import type { LocalTime } from "@practicum/kernel/local-date";
import type { GeneratedAlways } from "kysely";
import type { z } from "zod";

export interface RecallRuleTable {
  readonly rule_id: Id<"recall-rule">;
  readonly name: string;
  readonly condition: RecallCondition;
  readonly visit_type_id: Id<"visit-type">;
  readonly visit_type_name: string;
  readonly unless_visit: "any" | "same-type";
  readonly messages: z.output<typeof messageTexts>;
  readonly steps: readonly z.output<typeof recallStep>[];
  readonly call_after_days: number;
  readonly calls_max: number;
  readonly send_from: LocalTime;
  readonly send_until: LocalTime;
  readonly weekends: boolean;
  readonly again_months: number;
  readonly is_on: boolean;
  readonly version: number;
  readonly saved_at: Instant;
  readonly saved_by: string;
  /** What charting was asked last; an answer to anything else is old. */
  readonly ask_id: Id<"recall-ask"> | null;
  readonly looked_at: Instant | null;
}

/** A wording that was in force, whole. */
interface RecallRuleVersionTable {
  readonly rule_id: Id<"recall-rule">;
  readonly version: number;
  readonly content: object;
  readonly at: Instant;
  readonly by: string;
}

interface RecallMatchTable {
  readonly rule_id: Id<"recall-rule">;
  readonly patient_id: Id<"patient">;
  readonly ask_id: Id<"recall-ask">;
}

/** A patient who is asked to come, for one reason or several. */
export interface RecallTable {
  readonly recall_id: Id<"recall">;
  readonly patient_id: Id<"patient">;
  /** By whose course the patient is asked: that of the first reason. */
  readonly rule_id: Id<"recall-rule">;
  readonly state: RecallState;
  readonly step: number;
  readonly next_at: Instant | null;
  readonly sent: number;
  readonly calls: number;
  readonly first_at: Instant | null;
  readonly last_at: Instant | null;
  readonly visit_id: Id<"appointment"> | null;
  readonly visit_at: Instant | null;
  readonly booked_at: Instant | null;
  readonly because: string | null;
  readonly ended_at: Instant | null;
  readonly created_at: Instant;
  readonly changed_at: Instant;
  readonly version: number;
}

interface RecallReasonTable {
  readonly recall_id: Id<"recall">;
  readonly rule_id: Id<"recall-rule">;
  readonly rule_version: number;
  readonly at: Instant;
}

export interface RecallMessageTable {
  readonly message_id: Id<"recall-message">;
  readonly recall_id: Id<"recall">;
  readonly step: number;
  readonly channel: "sms" | "email";
  /** Dropped: there was nothing to ask any more. */
  readonly status: "due" | "sent" | "failed" | "dropped";
  readonly attempts: number;
  readonly not_before: Instant;
  readonly sent_at: Instant | null;
  readonly problem: string | null;
}

/** What of a recall an entry changed, to be put back. */
export type RecallBefore = Pick<
  RecallTable,
  "state" | "step" | "next_at" | "calls" | "first_at" | "last_at" | "because" | "ended_at"
>;

export interface RecallEntryTable {
  readonly entry_id: Id<"recall-entry">;
  readonly recall_id: Id<"recall">;
  readonly place: GeneratedAlways<number>;
  readonly at: Instant;
  readonly by: string;
  readonly what: string;
  readonly note: string;
  /** Of what a person did; null of what came by itself. */
  readonly before: RecallBefore | null;
  /** The recall's version that it made: a later one keeps it from being taken back. */
  readonly made_version: number;
  readonly undone_at: Instant | null;
  readonly undone_by: string | null;
}

export interface RecallSchema {
  readonly recall_rule: RecallRuleTable;
  readonly recall_rule_version: RecallRuleVersionTable;
  readonly recall_match: RecallMatchTable;
  readonly recall: RecallTable;
  readonly recall_reason: RecallReasonTable;
  readonly recall_message: RecallMessageTable;
  readonly recall_entry: RecallEntryTable;
}
