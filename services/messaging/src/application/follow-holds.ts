import { accountHoldChanged } from "@practicum/contracts/billing/dunning";
import { addDays } from "@practicum/kernel/local-date";
import type { Id } from "@practicum/kernel/brand";
import { consumer } from "@practicum/service/define-service";
import type { MessagingPorts } from "../ports/notifier.ts";
import type { MessagingSchema, TaskTable } from "../sql/tables.ts";
import { insertTask, selectTask } from "../sql/tasks.ts";
import { changeTask, doneBy, tellTask } from "./tasks.ts";

const WORDS = {
  "returned-mail": {
    title: "A statement came back: find the address",
    detail: "Ask the patient for the address that mail reaches. Statements stop until there is another one.",
    pool: "front-desk",
    days: 7,
  },
  dispute: {
    title: "The patient disputes the bill",
    detail:
      "Look at what is disputed on the ledger, and tell the patient how it was settled. Statements stop until then.",
    pool: "biller",
    days: 14,
  },
} as const;

/**
 * What stops a patient's statements is one task, of the desk or of the billers, until it is settled (MSG-50). It has the hold's own id, so that it is
 * there once, whichever word of it comes first.
 */
export const followHold = consumer<MessagingSchema, MessagingPorts, typeof accountHoldChanged.payload>(
  accountHoldChanged,
  async (context, { holdId, patientId, kind, open, at }) => {
    const { title, detail, pool, days } = WORDS[kind];
    const task: TaskTable = {
      task_id: holdId as string as Id<"task">,
      title,
      detail,
      patient_id: patientId,
      owner_id: null,
      pool,
      due_on: addDays(context.today, days),
      priority: "normal",
      status: open ? "open" : "done",
      about: `hold:${holdId}`,
      created_at: at,
      created_by: "Billing",
      done_at: open ? null : at,
      done_by: open ? null : "Billing",
      clinical: false,
      version: 1,
    };
    if (await insertTask(context.tx, task)) {
      tellTask(context, task);
      return;
    }
    const known = await selectTask(context.tx, task.task_id);
    if (!open && known?.status === "open") await changeTask(context, known, { ...doneBy(context), done_by: "Billing" });
  },
);
