import type { PrivacyRequestKind } from "@practicum/contracts/charting/privacy-law";
import { WARN_DAYS } from "@practicum/contracts/charting/privacy-law";
import { privacyRequestChanged } from "@practicum/contracts/charting/privacy-requests";
import { addDays, formatDate } from "@practicum/kernel/local-date";
import { consumer } from "@practicum/service/define-service";
import type { MessagingPorts } from "../ports/notifier.ts";
import { lockPrivacyTask, updatePrivacyTask } from "../sql/privacy-tasks.ts";
import type { MessagingSchema, TaskTable } from "../sql/tables.ts";
import { insertTask, selectTask } from "../sql/tasks.ts";
import { changeTask, doneBy, tellTask } from "./tasks.ts";

const KINDS: { readonly [K in PrivacyRequestKind]: string } = {
  access: "a copy of the record",
  amendment: "an amendment",
  accounting: "an account of disclosures",
  restriction: "a restriction",
  confidential: "another way to be reached",
};

/**
 * What a patient asked about the own information is one task until it is answered (MSG-150): whose it is, and of the managers from a week before its deadline
 * on, whoever has it. It names no patient: that stands at the request. Somebody who marks the task as done answers nothing: the next look opens it again.
 */
export const followPrivacyRequest = consumer<MessagingSchema, MessagingPorts, typeof privacyRequestChanged.payload>(
  privacyRequestChanged,
  async (context, { requestId, kind, order, stage, ownerId, dueOn, by }) => {
    const known = await lockPrivacyTask(context.tx, requestId);
    if (order < known.heard) return;
    await updatePrivacyTask(context.tx, requestId, { heard: order });
    const task = known.task_id === null ? null : await selectTask(context.tx, known.task_id);
    if (stage === "done") {
      if (task?.status === "open") await changeTask(context, task, { ...doneBy(context), done_by: by });
      return;
    }
    const isPressing = stage !== "open";
    const ownDay = addDays(dueOn, -WARN_DAYS);
    const said = {
      title: `${stage === "overdue" ? "Overdue: a" : "A"} patient asked for ${KINDS[kind]}`,
      detail: `The law wants an answer by ${formatDate(dueOn)}. It stands under Admin, Privacy requests.`,
      owner_id: isPressing ? null : ownerId,
      pool: isPressing || ownerId === null ? ("practice-manager" as const) : null,
      due_on: isPressing ? dueOn : ownDay < context.today ? context.today : ownDay,
      priority: isPressing ? ("high" as const) : ("normal" as const),
    };
    if (task) {
      await changeTask(context, task, { ...said, status: "open", done_at: null, done_by: null });
      return;
    }
    const made: TaskTable = {
      task_id: context.ids.next(),
      ...said,
      patient_id: null,
      status: "open",
      about: `privacy-request:${requestId}`,
      created_at: context.now,
      created_by: "Privacy requests",
      done_at: null,
      done_by: null,
      clinical: false,
      version: 1,
    };
    await insertTask(context.tx, made);
    await updatePrivacyTask(context.tx, requestId, { task_id: made.task_id });
    tellTask(context, made);
  },
);
