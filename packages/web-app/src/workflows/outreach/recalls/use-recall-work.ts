import { describeError } from "@practicum/contracts/error";
import type { RecallCallOutcome } from "@practicum/contracts/messaging/recalls";
import { newId } from "../../../api/command-id.ts";
import { useCommand } from "../../../api/use-command.ts";
import { useDock } from "../../../shell/dock/dock-context.ts";
import { offerUndo, say, sayError } from "../../../shell/undo.tsx";
import { callWords, type Recall } from "./recall-words.ts";

/** What is done about a recall from the list as from its dock: a call written down, an end, the booking; each with its undo. */
export function useRecallWork() {
  const dock = useDock();
  const log = useCommand("messaging", "logRecallCall");
  const stop = useCommand("messaging", "stopRecall");
  const undo = useCommand("messaging", "undoRecallEntry");
  const takeBack = async (entryId: string) => {
    const result = await undo.run({ entryId });
    if (result.ok) say("Undone: the recall stands as before.");
    else sayError(describeError(result.error));
  };
  const logCall = async (
    of: Recall,
    outcome: RecallCallOutcome,
    more: { readonly note?: string; readonly laterOn?: string | null } = {},
  ) => {
    const entryId = newId();
    const { recallId, version } = of;
    const { note = "", laterOn = null } = more;
    const result = await log.run({ entryId, recallId, version, outcome, laterOn, note });
    if (!result.ok) {
      sayError(result.error.fields?.[0]?.message ?? describeError(result.error));
      return false;
    }
    offerUndo(`Call with ${of.name.given} ${of.name.family}: ${callWords[outcome].toLowerCase()}.`, () => {
      void takeBack(entryId);
    });
    return true;
  };
  const end = async (of: Recall, because: string) => {
    const entryId = newId();
    const result = await stop.run({ entryId, recallId: of.recallId, version: of.version, because });
    if (!result.ok) {
      sayError(result.error.fields?.[0]?.message ?? describeError(result.error));
      return false;
    }
    offerUndo(`${of.name.given} ${of.name.family} is asked no more.`, () => void takeBack(entryId));
    return true;
  };
  /** The booking opens beside the page with the patient and the kind of visit chosen. */
  const book = (of: Recall) => dock.open("booking", of.patientId, `type:${of.visitTypeId}`);
  return { logCall, end, book, busy: log.pending || stop.pending };
}
