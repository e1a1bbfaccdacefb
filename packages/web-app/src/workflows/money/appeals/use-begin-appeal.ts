import { useNavigate } from "@tanstack/react-router";
import { useRef } from "react";
import { newId } from "../../../api/command-id.ts";
import { useTRPCClient } from "../../../api/trpc.ts";
import { useCommand } from "../../../api/use-command.ts";

/** Drafts an appeal from the record, puts the signed note to it where there is one, and opens it. */
export function useBeginAppeal() {
  const api = useTRPCClient();
  const navigate = useNavigate();
  const draft = useCommand("billing", "draftAppeal");
  const attach = useCommand("billing", "attachNote");
  // The same appeal where the first try's end is not known.
  const ids = useRef(new Map<string, string>());
  const begin = async (denialId: string) => {
    const appealId = ids.current.get(denialId) ?? newId<"appeal">();
    ids.current.set(denialId, appealId);
    const drafted = await draft.run({ appealId, denialId });
    if (!drafted.ok) return;
    const appeal = await api.billing.getAppeal.query({ appealId }).catch(() => null);
    if (appeal?.papers.includes("note")) {
      // Without a sealed note, as of a history taken over, the appeal says that it is missing.
      const note = await api.charting.sealedNote.query({ encounterId: appeal.encounterId }).catch(() => null);
      if (note) await attach.run({ appealId, version: appeal.version, sealed: note.content });
    }
    // Where it waits is read anew before it is opened.
    await draft.refresh();
    void navigate({ to: `/money/appeals/${appealId}`, search: { show: "open" } });
  };
  return { begin, pending: draft.pending || attach.pending, error: draft.error };
}
