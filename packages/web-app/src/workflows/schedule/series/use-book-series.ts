import { describeError } from "@practicum/contracts/error";
import type { SeriesRule, SeriesSlot } from "@practicum/contracts/scheduling/series";
import { formatCount } from "@practicum/ui/format.ts";
import { useRef } from "react";
import { newId } from "../../../api/command-id.ts";
import { useCommand } from "../../../api/use-command.ts";
import { offerUndo, sayError } from "../../../shell/undo.tsx";
import type { SeriesDraft } from "./series-draft.ts";
import { slotWords } from "./series-words.ts";

/** A visit as it will be booked, and the day of the rule that it stands for. */
export interface ChosenVisit extends SeriesSlot {
  readonly on: string;
}

interface Booking {
  /** Made once and kept with the draft, so that a repeat is the same series. */
  readonly seriesId: string;
  readonly onBooked: () => void;
  readonly onRefused: () => void;
}

/** Books all visits that were chosen, or none. */
export function useBookSeries(draft: SeriesDraft, { seriesId, onBooked, onRefused }: Booking) {
  const book = useCommand("scheduling", "bookSeries");
  const cancel = useCommand("scheduling", "cancelSeries");
  /** The visits' ids, made once for one choice: pressed again it is the same series. */
  const made = useRef<{ readonly key: string; readonly ids: readonly string[]; readonly seriesId: string } | null>(
    null,
  );
  const confirm = async (visitTypeId: string, rule: SeriesRule, chosen: readonly ChosenVisit[]) => {
    const { patientId, slot, reason } = draft;
    if (!patientId || !slot || book.pending) return;
    const key = JSON.stringify([visitTypeId, slot, rule, chosen, reason]);
    if (made.current?.key !== key) {
      // Another choice after a refusal is another series.
      const own = made.current === null ? seriesId : newId<"visit-series">();
      made.current = { key, ids: chosen.map(() => newId<"appointment">()), seriesId: own };
    }
    const { ids, seriesId: id } = made.current;
    const result = await book.run({
      seriesId: id,
      patientId,
      visitTypeId,
      ...slot,
      rule,
      reason,
      visits: chosen.map(({ on, providerResourceId, date, start }, place) => ({
        appointmentId: ids[place] ?? newId<"appointment">(),
        on,
        providerResourceId,
        date,
        start,
      })),
    });
    if (!result.ok) {
      onRefused();
      return;
    }
    onBooked();
    const { visits } = result.value;
    const [first] = visits;
    const from = chosen[0] ? `, from ${slotWords(chosen[0])}` : "";
    offerUndo(`${formatCount(visits.length, "visit")} are booked${from}.`, () => {
      if (!first) return;
      const undo = {
        changeId: newId<"series-change">(),
        seriesId: id,
        appointmentId: first.appointmentId,
        reach: "ahead" as const,
        visits,
        reason: "Booked by mistake",
      };
      void cancel.run(undo).then((undone) => {
        if (!undone.ok) sayError(describeError(undone.error));
      });
    });
  };
  return { confirm, book };
}
