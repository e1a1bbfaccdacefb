import type {
  attemptOutcome,
  callEntryKind,
  CallerRelation,
  CallUrgency,
  PhoneSettings,
} from "@practicum/contracts/messaging/phone";
import type { Role } from "@practicum/contracts/permission";
import type { Id } from "@practicum/kernel/brand";
import type { Instant } from "@practicum/kernel/instant";
import type { LocalDate } from "@practicum/kernel/local-date";
import type { GeneratedAlways } from "kysely";
import type { z } from "zod";
import type { Flags } from "../domain/call.ts";

export interface PhoneCallTable {
  readonly call_id: Id<"phone-call">;
  readonly patient_id: Id<"patient"> | null;
  readonly stranger_name: string | null;
  readonly stranger_born: LocalDate | null;
  readonly relation: CallerRelation;
  readonly caller_name: string | null;
  readonly callback: string;
  readonly reason: string;
  readonly message: string;
  readonly urgency: CallUrgency;
  readonly flags: Flags;
  /** A red flag that nobody ruled out: it stands first. */
  readonly pinned: boolean;
  readonly owner_id: Id<"staff"> | null;
  readonly pool: Role | null;
  readonly due_at: Instant;
  readonly escalated_to: Role | null;
  readonly status: "open" | "done";
  readonly taken_at: Instant;
  readonly taken_by: string;
  readonly taken_by_id: Id<"staff"> | null;
  readonly done_at: Instant | null;
  readonly done_by: string | null;
  readonly note_id: Id<"telephone-note"> | null;
  /** It holds words of a chart (MSG-37). */
  readonly clinical: boolean;
  readonly version: number;
}

export interface PhoneEntryTable {
  readonly entry_id: string;
  readonly call_id: Id<"phone-call">;
  readonly place: GeneratedAlways<number>;
  readonly kind: z.output<typeof callEntryKind>;
  readonly outcome: z.output<typeof attemptOutcome> | null;
  readonly body: string;
  readonly at: Instant;
  readonly by: string;
  readonly staff_id: Id<"staff"> | null;
}

export interface PhoneSchema {
  readonly phone_call: PhoneCallTable;
  readonly phone_entry: PhoneEntryTable;
  readonly phone_settings: {
    readonly version: number;
    readonly content: PhoneSettings;
    readonly saved_at: Instant;
    readonly saved_by: string;
  };
}
