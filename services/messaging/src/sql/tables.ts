import type { AppointmentStatus } from "@practicum/contracts/scheduling/appointments";
import type { Permission, Role } from "@practicum/contracts/permission";
import type { PersonName } from "@practicum/contracts/schema";
import type { Id } from "@practicum/kernel/brand";
import type { Instant } from "@practicum/kernel/instant";
import type { LocalDate } from "@practicum/kernel/local-date";
import type { GeneratedAlways, Insertable } from "kysely";
import type { AnnouncementSchema } from "../announcements/sql/tables.ts";
import type { LinkSchema } from "../links/sql/tables.ts";
import type { ReminderChannel } from "../domain/reminder.ts";
import type { OutreachSchema } from "../outreach/sql/tables.ts";
import type { PhoneSchema } from "../phone/sql/tables.ts";
import type { RecallSchema } from "../recalls/sql/tables.ts";
import type { ReplySchema } from "../replies/sql/tables.ts";

export type NewMessage = Insertable<MessageTable>;

/** Copied from scheduling's events. */
export interface PatientTable {
  readonly patient_id: Id<"patient">;
  readonly name: PersonName;
  /** The first name that the patient goes by, where it is another. */
  readonly preferred: string | null;
  readonly phone: string | null;
  readonly email: string | null;
  readonly language: string;
  readonly active: boolean;
  readonly version: number;
}

/** Copied from identity's events. */
export interface StaffTable {
  readonly staff_id: Id<"staff">;
  readonly name: string;
  /** Null until identity tells of the person again: what was copied before had none. */
  readonly roles: readonly Role[] | null;
  readonly granted: readonly Permission[];
  readonly withheld: readonly Permission[];
  readonly active: boolean;
  readonly version: number;
}

export interface ThreadTable {
  readonly thread_id: Id<"thread">;
  readonly patient_id: Id<"patient">;
  /** Of the notes that other services leave: one conversation a kind and patient. */
  readonly kind: "statements" | null;
  readonly subject: string;
  readonly status: "open" | "done";
  readonly owner_id: Id<"staff"> | null;
  readonly pool: Role | null;
  readonly due_at: Instant | null;
  readonly last_at: Instant;
  /** It holds words of a chart (MSG-37). */
  readonly clinical: boolean;
  readonly version: number;
}

export interface MessageTable {
  readonly message_id: Id<"message">;
  readonly thread_id: Id<"thread">;
  /** Their order: ids come from the screens, and two messages may have one moment. */
  readonly place: GeneratedAlways<number>;
  readonly at: Instant;
  readonly by: string;
  readonly staff_id: Id<"staff"> | null;
  readonly body: string;
}

export interface TaskTable {
  readonly task_id: Id<"task">;
  readonly title: string;
  readonly detail: string;
  readonly patient_id: Id<"patient"> | null;
  readonly owner_id: Id<"staff"> | null;
  readonly pool: Role | null;
  readonly due_on: LocalDate | null;
  readonly priority: "normal" | "high";
  readonly status: "open" | "done";
  readonly about: string | null;
  readonly created_at: Instant;
  readonly created_by: string;
  readonly done_at: Instant | null;
  readonly done_by: string | null;
  /** It holds words of a chart (MSG-37). */
  readonly clinical: boolean;
  readonly version: number;
}

/** Who may open a restricted chart, as charting told; one row for each restriction. */
interface ChartShutTable {
  readonly patient_id: string;
  readonly place: number;
  readonly shuts: "others" | "named";
  readonly staff_ids: readonly string[];
  readonly roles: readonly Role[];
}

/** What became of a denial, in whatever order the news came (MSG-21). */
export interface DenialTable {
  readonly denial_id: Id<"denial">;
  readonly task_id: Id<"task"> | null;
  readonly resolved: boolean;
}

export interface CriticalTable {
  /** Of critical vital signs, or of an abnormal result. */
  readonly vitals_id: string;
  readonly task_id: Id<"task"> | null;
  readonly settled: boolean;
}

/** The task of a privacy request, and the newest word that was heard of it (MSG-150). */
export interface PrivacyTaskTable {
  readonly request_id: string;
  readonly task_id: Id<"task"> | null;
  readonly heard: number;
}

/** A visit, in the newest version that was heard of (MSG-32). */
export interface AppointmentTable {
  readonly appointment_id: Id<"appointment">;
  readonly version: number;
  /** Null until a visit that was heard of before these were kept changes again. */
  readonly patient_id: Id<"patient"> | null;
  readonly starts_at: Instant | null;
  readonly status: AppointmentStatus | null;
  readonly visit_type_id: Id<"visit-type"> | null;
  readonly provider_resource_id: Id<"resource"> | null;
  readonly location_id: Id<"location"> | null;
}

export interface ReminderTable {
  readonly reminder_id: Id<"reminder">;
  readonly appointment_id: Id<"appointment">;
  readonly patient_id: Id<"patient">;
  readonly channel: ReminderChannel;
  readonly due_at: Instant;
  readonly starts_at: Instant;
  /** What the patient is to do before the visit, in the practice's words. */
  readonly preparation: { readonly en: string; readonly es: string } | null;
  readonly sent_at: Instant | null;
  /** `due` is on its way: its moment has come and the worker has it. */
  readonly status: "scheduled" | "due" | "sent" | "failed" | "cancelled" | "no-address";
  readonly text: string;
  readonly problem: string | null;
  readonly attempts: number;
  /** When it may be tried: its due moment, later after a failure. */
  readonly not_before: Instant;
}

/** Mail to a person of the practice about the own account. */
export interface StaffMailTable {
  /** The notice and the place of the address in it: the same again is the same mail. */
  readonly mail_key: string;
  readonly address: string;
  readonly subject: string;
  readonly text: string;
  readonly status: "due" | "sent" | "failed";
  readonly problem: string | null;
  readonly attempts: number;
  readonly not_before: Instant;
}

/** What a patient is told of an offered time: that it is offered, and that it is gone (MSG-46, MSG-47). */
export interface OfferNoticeTable {
  readonly offer_id: Id<"slot-offer">;
  readonly what: "offer" | "end";
  readonly patient_id: Id<"patient">;
  readonly starts_at: Instant;
  readonly expires_at: Instant;
  /** Dropped: there is nothing to tell any more. */
  readonly status: "due" | "sent" | "failed" | "no-address" | "dropped";
  readonly problem: string | null;
  readonly attempts: number;
  readonly not_before: Instant;
}

/** Copied from scheduling: the ways that a patient does not want to be written to. Who refuses nothing may have no row. */
export interface ContactRefusalTable {
  readonly patient_id: Id<"patient">;
  readonly text: boolean;
  readonly email: boolean;
  readonly at: Instant;
}

export interface MessagingSchema
  extends AnnouncementSchema, LinkSchema, OutreachSchema, PhoneSchema, RecallSchema, ReplySchema {
  readonly restricted_chart: { readonly patient_id: string; readonly version: number };
  readonly chart_shut: ChartShutTable;
  readonly chart_opened: {
    readonly entry_id: string;
    readonly patient_id: string;
    readonly staff_id: string;
    readonly until: Instant;
  };
  readonly contact_refusal: ContactRefusalTable;
  readonly offer_notice: OfferNoticeTable;
  readonly staff_mail: StaffMailTable;
  readonly patient: PatientTable;
  readonly staff: StaffTable;
  readonly thread: ThreadTable;
  readonly message: MessageTable;
  readonly task: TaskTable;
  readonly denial: DenialTable;
  readonly critical: CriticalTable;
  readonly privacy_task: PrivacyTaskTable;
  readonly appointment: AppointmentTable;
  readonly reminder: ReminderTable;
}
