import type {
  announcementOperations,
  AnnouncementState,
  LeftOutBecause,
  ReceiverState,
} from "@practicum/contracts/messaging/announcements";
import type { Id } from "@practicum/kernel/brand";
import type { Instant } from "@practicum/kernel/instant";
import type { LocalDate, LocalTime } from "@practicum/kernel/local-date";
import type { z } from "zod";

type Content = z.output<(typeof announcementOperations)["saveAnnouncement"]["input"]>;

export interface AnnouncementTable {
  readonly announcement_id: Id<"announcement">;
  readonly name: string;
  readonly messages: Content["messages"];
  readonly whom: Content["whom"];
  readonly way: Content["way"];
  readonly send_from: LocalTime;
  readonly send_until: LocalTime;
  readonly weekends: boolean;
  readonly start_on: LocalDate | null;
  readonly start_time: LocalTime | null;
  readonly state: AnnouncementState;
  readonly begins_at: Instant | null;
  readonly began_at: Instant | null;
  readonly ended_at: Instant | null;
  readonly made_at: Instant;
  readonly saved_at: Instant;
  readonly saved_by: string;
  readonly sent_by: string | null;
  readonly stopped_by: string | null;
  readonly version: number;
}

/** A patient whom an announcement meant when it began. */
export interface ReceiverTable {
  readonly receiver_id: Id<"announcement-receiver">;
  readonly announcement_id: Id<"announcement">;
  readonly patient_id: Id<"patient">;
  readonly state: ReceiverState;
  readonly because: LeftOutBecause | null;
  readonly channel: "sms" | "email" | null;
  /** The number or the address that is this one's among the receivers: kept from the first try on. */
  readonly address: string | null;
  /** Who of the family has the address. */
  readonly told_with: Id<"announcement-receiver"> | null;
  readonly attempts: number;
  readonly not_before: Instant;
  readonly sent_at: Instant | null;
  readonly problem: string | null;
}

export interface AnnouncementSchema {
  readonly announcement: AnnouncementTable;
  readonly announcement_receiver: ReceiverTable;
}
