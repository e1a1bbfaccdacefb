import { chartRestricted, glassBroken, glassReviewed } from "@practicum/contracts/charting/restrictions";
import { consumer } from "@practicum/service/define-service";
import type { MessagingPorts } from "../ports/notifier.ts";
import { endRecalls } from "../recalls/application/follow-recalls.ts";
import { lockCritical, updateCritical } from "../sql/criticals.ts";
import { keepGlass as saveGlass, keepRestrictions as saveRestrictions } from "../sql/restrictions.ts";
import type { MessagingSchema, TaskTable } from "../sql/tables.ts";
import { insertTask, selectTask } from "../sql/tasks.ts";
import { changeTask, doneBy, tellTask } from "./tasks.ts";

/** Keeps who may open a restricted chart (MSG-100). The newest version counts. */
export const keepRestrictions = consumer<MessagingSchema, MessagingPorts, typeof chartRestricted.payload>(
  chartRestricted,
  async (context, told) => {
    await saveRestrictions(context.tx, told);
    // What is sent or said to a patient whose chart is restricted is for a person to decide (MSG-118).
    if (told.restrictions.length > 0) await endRecalls(context, told.patientId, "To be asked by a person.");
  },
);

/**
 * Who opened a restricted chart has its conversations, too, for as long; and managers have a task until one of them has looked at it
 * (MSG-102). The task names nobody: whose chart it was stands in the review.
 */
export const raiseGlassTask = consumer<MessagingSchema, MessagingPorts, typeof glassBroken.payload>(
  glassBroken,
  async (context, { entryId, ...opened }) => {
    const known = await lockCritical(context.tx, entryId);
    if (known.settled) return;
    await saveGlass(context.tx, { entryId, ...opened });
    if (known.task_id !== null) return;
    const task: TaskTable = {
      task_id: context.ids.next(),
      title: "Review: a restricted chart was opened with a reason",
      detail: `${opened.by} opened it. Read the reason, and say whether it was appropriate.`,
      patient_id: null,
      owner_id: null,
      pool: "practice-manager",
      due_on: context.today,
      priority: "normal",
      status: "open",
      about: `glass:${entryId}`,
      created_at: context.now,
      created_by: "Charting",
      done_at: null,
      done_by: null,
      clinical: false,
      version: 1,
    };
    await insertTask(context.tx, task);
    await updateCritical(context.tx, entryId, { task_id: task.task_id });
    tellTask(context, task);
  },
);

/** Looked at: the task is done, and what was not appropriate has ended (MSG-102). */
export const closeGlassTask = consumer<MessagingSchema, MessagingPorts, typeof glassReviewed.payload>(
  glassReviewed,
  async (context, { entryId, by, ...opened }) => {
    const known = await lockCritical(context.tx, entryId);
    await updateCritical(context.tx, entryId, { settled: true });
    await saveGlass(context.tx, { entryId, ...opened });
    const task = known.task_id === null ? null : await selectTask(context.tx, known.task_id);
    if (task?.status === "open") await changeTask(context, task, { ...doneBy(context), done_by: by });
  },
);
