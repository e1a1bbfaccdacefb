import { claimDenied, denialResolved } from "@practicum/contracts/billing/denials";
import { formatDate } from "@practicum/kernel/local-date";
import { formatCents } from "@practicum/kernel/money";
import { consumer } from "@practicum/service/define-service";
import { denialTask } from "../domain/denial-task.ts";
import type { MessagingPorts } from "../ports/notifier.ts";
import { lockDenial, updateDenial } from "../sql/denials.ts";
import type { MessagingSchema, TaskTable } from "../sql/tables.ts";
import { insertTask, selectTask } from "../sql/tasks.ts";
import { changeTask, doneBy, tellTask } from "./tasks.ts";

/** A denied claim becomes a task of the billers (MSG-20). */
export const raiseDenialTask = consumer<MessagingSchema, MessagingPorts, typeof claimDenied.payload>(
  claimDenied,
  async (context, denied) => {
    const known = await lockDenial(context.tx, denied.denialId);
    if (known.task_id !== null || known.resolved) return;
    const { dueOn, priority } = denialTask(context.today, denied.deadline);
    const until =
      denied.deadline === null ? "The payer gives no deadline." : `Deadline ${formatDate(denied.deadline)}.`;
    const task: TaskTable = {
      task_id: context.ids.next(),
      title: `Denied: claim ${denied.claimNumber}, ${formatCents(denied.amount)}`,
      detail: `Reason ${denied.reason}. ${denied.recommendation} ${until}`.slice(0, 2000),
      patient_id: denied.patientId,
      owner_id: null,
      pool: "biller",
      due_on: dueOn,
      priority,
      status: "open",
      about: `denial:${denied.denialId}`,
      created_at: context.now,
      created_by: "Billing",
      done_at: null,
      done_by: null,
      clinical: false,
      version: 1,
    };
    await insertTask(context.tx, task);
    await updateDenial(context.tx, denied.denialId, { task_id: task.task_id });
    tellTask(context, task);
  },
);

/** The denial is settled, and so is its task (MSG-21). */
export const closeDenialTask = consumer<MessagingSchema, MessagingPorts, typeof denialResolved.payload>(
  denialResolved,
  async (context, resolved) => {
    const known = await lockDenial(context.tx, resolved.denialId);
    const isResolved = resolved.status !== "open";
    await updateDenial(context.tx, resolved.denialId, { resolved: isResolved });
    const task = known.task_id === null ? null : await selectTask(context.tx, known.task_id);
    if (isResolved && task?.status === "open")
      await changeTask(context, task, { ...doneBy(context), done_by: "Billing" });
  },
);
