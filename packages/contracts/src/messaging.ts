import { patientHoldings } from "./patient-merges.ts";
import { announcementOperations } from "./messaging/announcements.ts";
import { bookingLinkMessages } from "./messaging/booking-links.ts";
import { callOperations } from "./messaging/calls.ts";
import { outreachOperations } from "./messaging/outreach.ts";
import { phoneOperations } from "./messaging/phone.ts";
import { recallOperations } from "./messaging/recalls.ts";
import { reminderOperations } from "./messaging/reminders.ts";
import { rosterOperations } from "./messaging/rosters.ts";
import { taskOperations } from "./messaging/tasks.ts";
import { threadOperations } from "./messaging/threads.ts";

/** Conversations in the patient's record, tasks and pools, reminders, outreach. Each area stands in a file of its own. */
export const messaging = {
  patientHoldings,
  ...threadOperations,
  ...taskOperations,
  ...reminderOperations,
  ...outreachOperations,
  ...rosterOperations,
  ...callOperations,
  ...recallOperations,
  ...announcementOperations,
  ...bookingLinkMessages,
  ...phoneOperations,
};
