import { accessEscalated } from "@practicum/contracts/identity/snooping";
import { consumer } from "@practicum/service/define-service";
import type { MessagingPorts } from "../ports/notifier.ts";
import { lockCritical, updateCritical } from "../sql/criticals.ts";
import type { MessagingSchema, TaskTable } from "../sql/tables.ts";
import { insertTask } from "../sql/tasks.ts";
import { tellTask } from "./tasks.ts";

/** An access that has to be looked into is a task of the managers (MSG-120). It names nobody: who and whose stands in the report of accesses. */
export const raiseAccessTask = consumer<MessagingSchema, MessagingPorts, typeof accessEscalated.payload>(
  accessEscalated,
  async (context, { reviewId, day, by }) => {
    const known = await lockCritical(context.tx, reviewId);
    if (known.task_id !== null) return;
    const task: TaskTable = {
      task_id: context.ids.next(),
      title: "Look into an access to a record",
      detail: `${by} wants an access of ${day} looked into. It stands under Admin, Accesses.`,
      patient_id: null,
      owner_id: null,
      pool: "practice-manager",
      due_on: context.today,
      priority: "high",
      status: "open",
      about: `access:${reviewId}`,
      created_at: context.now,
      created_by: "Accesses",
      done_at: null,
      done_by: null,
      clinical: false,
      version: 1,
    };
    await insertTask(context.tx, task);
    await updateCritical(context.tx, reviewId, { task_id: task.task_id });
    tellTask(context, task);
  },
);
