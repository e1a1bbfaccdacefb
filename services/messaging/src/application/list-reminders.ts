import { ok } from "@practicum/kernel/result";
import type { Handlers } from "../handlers.ts";
import { selectRemindersOfPatient } from "../sql/reminders.ts";

export const listReminders: Handlers["listReminders"] = async ({ tx }, { patientId }) =>
  ok(await selectRemindersOfPatient(tx, patientId));
