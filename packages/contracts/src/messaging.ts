import { reminderOperations } from "./messaging/reminders.ts";
import { taskOperations } from "./messaging/tasks.ts";
import { threadOperations } from "./messaging/threads.ts";

/** Conversations in the patient's record, tasks and pools, reminders. Each area stands in a file of its own. */
export const messaging = {
  ...threadOperations,
  ...taskOperations,
  ...reminderOperations,
};
