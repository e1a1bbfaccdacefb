import { statementIssued } from "@practicum/contracts/billing/statements";
import { formatDate } from "@practicum/kernel/local-date";
import { formatCents } from "@practicum/kernel/money";
import { consumer } from "@practicum/service/define-service";
import { currentPatient } from "@practicum/service/settle-patients";
import type { MessagingPorts } from "../ports/notifier.ts";
import type { MessagingSchema, ThreadTable } from "../sql/tables.ts";
import { insertMessage, insertThread, selectThreadOfKind, updateThread } from "../sql/threads.ts";
import { tell } from "./threads.ts";

/** A statement leaves a note in the patient's conversation "Statements" (MSG-22). */
export const noteStatement = consumer<MessagingSchema, MessagingPorts, typeof statementIssued.payload>(
  statementIssued,
  async (context, statement) => {
    const { tx, now, ids } = context;
    // Late, of a record that was merged meanwhile, it goes into the conversation that people read (MSG-61).
    const patientId = (await currentPatient(tx, statement.patientId)) as typeof statement.patientId;
    const fresh: ThreadTable = {
      thread_id: ids.next(),
      patient_id: patientId,
      kind: "statements",
      subject: "Statements",
      status: "done",
      owner_id: null,
      pool: null,
      due_at: null,
      last_at: now,
      clinical: false,
      version: 1,
    };
    await insertThread(tx, fresh);
    const thread = (await selectThreadOfKind(tx, patientId, "statements")) ?? fresh;
    await insertMessage(tx, {
      message_id: ids.next(),
      thread_id: thread.thread_id,
      at: now,
      by: "Billing",
      staff_id: null,
      body: `Statement sent: ${formatCents(statement.balance)}, due ${formatDate(statement.dueDate)}.`,
    });
    const version = thread.version + 1;
    await updateThread(tx, thread.thread_id, { last_at: now, version });
    tell(context, { ...thread, version });
  },
);
