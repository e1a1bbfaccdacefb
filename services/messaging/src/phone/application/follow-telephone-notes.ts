import { telephoneNoteTold } from "@practicum/contracts/charting/telephone-notes";
import { consumer } from "@practicum/service/define-service";
import type { MessagingPorts } from "../../ports/notifier.ts";
import type { MessagingSchema } from "../../sql/tables.ts";
import { insertEntry, lockCall, updateCall } from "../sql/calls.ts";
import { tellCall } from "./take-call.ts";

/** A call says that its telephone note stands in the chart, or that it was struck, whichever word comes first (MSG-210). */
export const followTelephoneNote = consumer<MessagingSchema, MessagingPorts, typeof telephoneNoteTold.payload>(
  telephoneNoteTold,
  async (context, { noteId, callId, by, at, struck }) => {
    const { tx } = context;
    const call = await lockCall(tx, callId);
    if (call === null) return;
    const entry = { entry_id: noteId, call_id: callId, kind: "charted", outcome: null, body: "" } as const;
    const isFirst = await insertEntry(tx, { ...entry, at, by, staff_id: null });
    // Signed, and its strike was heard of before: it does not stand.
    if (!struck && !isFirst) return;
    const struckNow = call.note_id === noteId ? null : call.note_id;
    const noteNow = struck ? struckNow : noteId;
    if (noteNow === call.note_id) return;
    const changed = { ...call, note_id: noteNow, version: call.version + 1 };
    await updateCall(tx, callId, { note_id: noteNow, version: changed.version });
    tellCall(context, changed);
  },
);
