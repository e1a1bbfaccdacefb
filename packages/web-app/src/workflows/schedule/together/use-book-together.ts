import { describeError } from "@practicum/contracts/error";
import { formatDate, minutesOf } from "@practicum/kernel/local-date";
import { formatMinutes } from "@practicum/ui/format.ts";
import { useRef } from "react";
import { newId } from "../../../api/command-id.ts";
import { useCommand } from "../../../api/use-command.ts";
import { offerUndo, sayError } from "../../../shell/undo.tsx";
import type { TogetherDraft } from "./together-draft.ts";
import type { TogetherData } from "./use-together-data.ts";

interface Booking {
  /** Made once and kept with the draft, so that a repeat is the same booking. */
  readonly groupId: string;
  readonly onBooked: () => void;
}

/** Books all visits of the chosen time, or none. */
export function useBookTogether(draft: TogetherDraft, data: TogetherData, { groupId, onBooked }: Booking) {
  const book = useCommand("scheduling", "bookTogether");
  const cancel = useCommand("scheduling", "cancelTogether");
  /** The visits' ids, made once for one choice: pressed again it is the same booking. */
  const ids = useRef<{ readonly key: string; readonly ids: readonly string[]; readonly groupId: string } | null>(null);
  const confirm = async () => {
    const { chosen, arrangement, leadMinutes, reason } = draft;
    if (!chosen || book.pending) return;
    const key = JSON.stringify([chosen, reason]);
    if (ids.current?.key !== key) {
      // Another choice after a refusal is another booking.
      const own = ids.current === null ? groupId : newId<"visit-group">();
      ids.current = { key, ids: chosen.map(() => newId<"appointment">()), groupId: own };
    }
    const made = ids.current;
    const visits = chosen.map(({ patientId, visitTypeId, providerResourceId, date, start }, place) => ({
      appointmentId: made.ids[place] ?? newId<"appointment">(),
      patientId,
      visitTypeId,
      providerResourceId,
      date,
      start,
      reason,
    }));
    const before = arrangement === "before";
    const result = await book.run({
      groupId: made.groupId,
      kind: before ? "before" : "family",
      leadMinutes: before ? leadMinutes : null,
      visits,
    });
    if (!result.ok) {
      void data.found.refetch();
      return;
    }
    onBooked();
    const first = visits[0];
    const when = first ? `${formatDate(first.date)} ${formatMinutes(minutesOf(first.start))}` : "";
    offerUndo(`${visits.length} visits are booked, from ${when}.`, () => {
      const undo = { groupId: made.groupId, visits: result.value.visits, reason: "Booked by mistake" };
      void cancel.run(undo).then((undone) => {
        if (!undone.ok) sayError(describeError(undone.error));
      });
    });
  };
  return { confirm, book };
}
