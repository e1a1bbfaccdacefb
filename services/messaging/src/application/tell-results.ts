import { resultMessage } from "@practicum/contracts/charting/test-orders";
import { consumer } from "@practicum/service/define-service";
import type { MessagingPorts } from "../ports/notifier.ts";
import type { MessagingSchema, ThreadTable } from "../sql/tables.ts";
import { insertMessage, insertThread } from "../sql/threads.ts";
import { tell } from "./threads.ts";

/**
 * What a provider wrote to a patient about a result is a conversation in the patient's record, with the medical assistants, who pass it on (MSG-185). The
 * practice writes nothing of a chart to a telephone or a mailbox by itself.
 */
export const tellResult = consumer<MessagingSchema, MessagingPorts, typeof resultMessage.payload>(
  resultMessage,
  async (context, told) => {
    const { tx, now } = context;
    const thread: ThreadTable = {
      thread_id: context.ids.next(),
      patient_id: told.patientId,
      kind: null,
      subject: told.subject,
      status: "open",
      owner_id: null,
      pool: "medical-assistant",
      due_at: null,
      last_at: now,
      clinical: true,
      version: 1,
    };
    await insertThread(tx, thread);
    const message = { message_id: context.ids.next<"message">(), thread_id: thread.thread_id, at: now, by: told.by };
    await insertMessage(tx, { ...message, staff_id: told.byId, body: told.body });
    tell(context, thread);
  },
);
