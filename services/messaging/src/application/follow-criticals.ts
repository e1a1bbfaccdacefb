import { criticalSettled, criticalVitals } from "@practicum/contracts/charting/vitals";
import { consumer } from "@practicum/service/define-service";
import type { MessagingPorts } from "../ports/notifier.ts";
import { lockCritical, updateCritical } from "../sql/criticals.ts";
import type { MessagingSchema, TaskTable } from "../sql/tables.ts";
import { insertTask, selectTask } from "../sql/tasks.ts";
import { changeTask, doneBy, tellTask } from "./tasks.ts";

/** Critical vital signs are a task of the visit's provider, due today, until the provider knows (MSG-23). */
export const raiseCriticalTask = consumer<MessagingSchema, MessagingPorts, typeof criticalVitals.payload>(
  criticalVitals,
  async (context, critical) => {
    const known = await lockCritical(context.tx, critical.vitalsId);
    if (known.task_id !== null || known.settled) return;
    const task: TaskTable = {
      task_id: context.ids.next(),
      title: `Critical vital signs: ${critical.values.join(", ").toLowerCase()}`.slice(0, 200),
      detail: `Taken by ${critical.takenBy}. Look at them now, and say in the note what was done.`,
      patient_id: critical.patientId,
      owner_id: critical.providerId,
      pool: critical.providerId === null ? "physician" : null,
      due_on: context.today,
      priority: "high",
      status: "open",
      about: `vitals:${critical.vitalsId}`,
      created_at: context.now,
      created_by: "Charting",
      done_at: null,
      done_by: null,
      clinical: true,
      version: 1,
    };
    await insertTask(context.tx, task);
    await updateCritical(context.tx, critical.vitalsId, { task_id: task.task_id });
    tellTask(context, task);
  },
);

/** The provider knows, or the values were a mistake: the task is done (MSG-23). */
export const closeCriticalTask = consumer<MessagingSchema, MessagingPorts, typeof criticalSettled.payload>(
  criticalSettled,
  async (context, settled) => {
    const known = await lockCritical(context.tx, settled.vitalsId);
    await updateCritical(context.tx, settled.vitalsId, { settled: true });
    const task = known.task_id === null ? null : await selectTask(context.tx, known.task_id);
    if (task?.status === "open") await changeTask(context, task, { ...doneBy(context), done_by: settled.by });
  },
);
