import { describeError, type DomainError } from "@practicum/contracts/error";
import { useNavigate } from "@tanstack/react-router";
import { newId } from "../../../api/command-id.ts";
import { useCommand } from "../../../api/use-command.ts";
import { useSession } from "../../../session/session-context.ts";
import { offerUndo, say, sayError } from "../../../shell/undo.tsx";
import { momentWords } from "../outreach-words.ts";
import type { AnnouncementHead } from "./announcement-words.ts";

type Of = Pick<AnnouncementHead, "announcementId" | "version">;

/** What is done with an announcement, from its page as from the list: sent, stopped, copied; each with its undo. */
export function useAnnouncementWork() {
  const navigate = useNavigate();
  const { timeZone } = useSession();
  const sending = useCommand("messaging", "sendAnnouncement");
  const undoing = useCommand("messaging", "undoAnnouncement");
  const stopping = useCommand("messaging", "stopAnnouncement");
  const copying = useCommand("messaging", "copyAnnouncement");
  const refuse = (error: DomainError) => sayError(error.fields?.[0]?.message ?? describeError(error));
  const undo = async ({ announcementId, version }: Of) => {
    const result = await undoing.run({ announcementId, version });
    if (result.ok) say("Undone: it is a draft again, and nothing was sent.");
    else refuse(result.error);
  };
  const send = async ({ announcementId, version }: Of) => {
    const result = await sending.run({ announcementId, version });
    if (!result.ok) return refuse(result.error);
    const { value } = result;
    offerUndo(`It begins on ${momentWords(value.beginsAt, timeZone)}.`, () => {
      void undo({ announcementId, version: value.version });
    });
  };
  const stop = async ({ announcementId, version }: Of, isOver: boolean, withUndo = true) => {
    const result = await stopping.run({ announcementId, version, stop: isOver });
    if (!result.ok) return refuse(result.error);
    const text = isOver ? "Stopped: the rest is not sent." : "The rest is being sent.";
    const next = { announcementId, version: result.value.version };
    if (withUndo) offerUndo(text, () => void stop(next, !isOver, false));
    else say(text);
  };
  const copy = async ({ announcementId }: Pick<Of, "announcementId">) => {
    const copyId = newId();
    const result = await copying.run({ announcementId, copyId });
    if (!result.ok) return refuse(result.error);
    say("Copied as a new draft.");
    await navigate({ to: `/outreach/announcements/${copyId}` });
  };
  const busy = sending.pending || undoing.pending || stopping.pending || copying.pending;
  return { send, undo, stop, copy, busy };
}
