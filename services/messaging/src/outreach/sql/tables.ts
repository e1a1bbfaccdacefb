import type { AttemptOutcome, member, memberMatch, memberState } from "@practicum/contracts/messaging/rosters";
import type { Address, PersonName } from "@practicum/contracts/schema";
import type { Id } from "@practicum/kernel/brand";
import type { Instant } from "@practicum/kernel/instant";
import type { LocalDate, LocalTime } from "@practicum/kernel/local-date";
import type { GeneratedAlways } from "kysely";
import type { z } from "zod";
import type { MemberStanding } from "../domain/outcome.ts";

export type MemberState = z.output<typeof memberState>;
export type MemberMatch = z.output<typeof memberMatch>;
export type LikePatient = z.input<typeof member.shape.candidates>[number];

export interface CampaignTable {
  readonly campaign_id: Id<"campaign">;
  readonly name: string;
  readonly purpose: string;
  readonly plan: string;
  readonly goal: number;
  readonly from_date: LocalDate;
  readonly until_date: LocalDate | null;
  /** The first day's beginning in the practice's zone: visits from then on count. */
  readonly begins_at: Instant;
  readonly max_attempts: number;
  readonly pause_hours: number;
  readonly call_from: LocalTime;
  readonly call_until: LocalTime;
  readonly weekends: boolean;
  readonly open: boolean;
  readonly created_at: Instant;
  readonly created_by: string;
  readonly version: number;
}

/** Each wording that was ever in force. */
export interface CallScriptTable {
  readonly campaign_id: Id<"campaign">;
  readonly version: number;
  readonly en: string;
  readonly es: string;
  readonly at: Instant;
  readonly by: string;
}

export interface RosterTable {
  readonly roster_id: Id<"roster">;
  readonly campaign_id: Id<"campaign">;
  readonly file_name: string;
  readonly at: Instant;
  readonly by: string;
  readonly added: number;
  readonly already: number;
  readonly refused: readonly { readonly line: number; readonly because: string }[];
  readonly undone_at: Instant | null;
  readonly undone_by: string | null;
}

/** A person of a campaign. */
export interface MemberTable {
  readonly member_id: Id<"member">;
  readonly campaign_id: Id<"campaign">;
  readonly roster_id: Id<"roster">;
  readonly line: number;
  readonly member_number: string;
  readonly name: PersonName;
  readonly birth_date: LocalDate;
  readonly sex: "female" | "male" | "unknown";
  readonly phones: readonly string[];
  readonly language: string;
  readonly address: Address | null;
  readonly match: MemberMatch;
  readonly candidates: readonly LikePatient[];
  readonly patient_id: Id<"patient"> | null;
  readonly state: MemberState;
  /** Who is called first: 0 a callback, 1 who was never called, then by how often. */
  readonly rank: number;
  readonly attempts: number;
  readonly not_before: Instant;
  /** Spoke with us. */
  readonly reached: boolean;
  readonly last_at: Instant | null;
  readonly last_outcome: AttemptOutcome | null;
  /** The attempt by which another person asked that this number, or this patient, is called no more. */
  readonly stopped_by: Id<"attempt"> | null;
  readonly held_by: Id<"staff"> | null;
  readonly held_name: string | null;
  readonly held_until: Instant | null;
  readonly version: number;
}

export type NewAttempt = Omit<AttemptTable, "place">;

export interface AttemptTable {
  readonly attempt_id: Id<"attempt">;
  readonly campaign_id: Id<"campaign">;
  readonly member_id: Id<"member">;
  /** Their order: ids come from the screens, and two may have one moment. */
  readonly place: GeneratedAlways<number>;
  readonly at: Instant;
  readonly staff_id: Id<"staff">;
  readonly by: string;
  readonly phone: string | null;
  readonly outcome: AttemptOutcome;
  readonly callback_at: Instant | null;
  readonly note: string;
  readonly script_version: number;
  /** Where the person stood before: what an undo restores. */
  readonly before: MemberStanding;
  readonly undone_at: Instant | null;
  readonly undone_by: string | null;
}

/** Who is called by no campaign any more: a number, or a patient. */
export interface DoNotCallTable {
  readonly attempt_id: Id<"attempt">;
  readonly phone: string | null;
  readonly patient_id: Id<"patient"> | null;
}

export interface OutreachSchema {
  readonly campaign: CampaignTable;
  readonly call_script: CallScriptTable;
  readonly roster: RosterTable;
  readonly member: MemberTable;
  readonly attempt: AttemptTable;
  readonly do_not_call: DoNotCallTable;
}
