import { Button, Group } from "@mantine/core";
import type { Appointment } from "@practicum/contracts/scheduling/appointments";
import type { SeriesScope } from "@practicum/contracts/scheduling/series";
import { formatCount } from "@practicum/ui/format.ts";
import { LoadingState, Notice } from "@practicum/ui/states.tsx";
import { StatusChip } from "@practicum/ui/status.tsx";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { newId } from "../../../api/command-id.ts";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC } from "../../../api/trpc.ts";
import { useCommand } from "../../../api/use-command.ts";
import { useSession } from "../../../session/session-context.ts";
import { useDock } from "../../../shell/dock/dock-context.ts";
import { offerUndo } from "../../../shell/undo.tsx";
import { usualReasons } from "../cancel-reasons.ts";
import { MoveSeries } from "./move-series.tsx";
import { ruleWords, slotWords, whyNothing } from "./series-words.ts";
import { useUndoSeries } from "./use-undo-series.ts";

type SeriesPlace = NonNullable<Appointment["series"]>;

interface Props {
  readonly visit: Appointment;
  readonly series: SeriesPlace;
}

/** The series that a visit is one of: all of its visits, and what can be done with several of them at once. */
export function SeriesPanel({ visit, series }: Props) {
  const trpc = useTRPC();
  const session = useSession();
  const dock = useDock();
  const [doing, setDoing] = useState<{ readonly what: "move" | "cancel"; readonly scope: SeriesScope } | null>(null);
  const found = useQuery(trpc.scheduling.getSeries.queryOptions({ seriesId: series.seriesId }));
  const { undo, pending: undoing } = useUndoSeries();
  if (found.isError) return <Notice tone="warn">The series could not be loaded. {errorText(found.error)}</Notice>;
  if (!found.data) return <LoadingState rows={3} />;
  const { visits, rule, undoable } = found.data;
  const now = session.now();
  const ahead = visits.filter((one) => one.status === "booked" && one.startsAt > now);
  const later = ahead.filter((one) => (one.series?.place ?? 0) >= series.place);
  const leads = visit.status === "booked" && visit.startsAt > now && !series.apart;
  const mayUndo = undoable && session.can(undoable.kind === "moved" ? "appointment.book" : "appointment.cancel");
  const first = visits[0];
  const toggle = (what: "move" | "cancel", scope: SeriesScope) =>
    setDoing((old) => (old?.what === what && old.scope === scope ? null : { what, scope }));
  const isDoing = (what: string, scope: SeriesScope) => doing?.what === what && doing.scope === scope;
  const reached = doing?.scope === "later" ? later : ahead;
  return (
    <section className="w-panel" aria-label="Series">
      <header>
        <h2>
          Visit {series.place} of {series.of}
        </h2>
        <small>{first ? ruleWords(rule, first.date) : ""}</small>
      </header>
      <ol className="s-series-visits" aria-label="Visits of the series">
        {visits.map((one) => (
          <li key={one.appointmentId}>
            {one.appointmentId === visit.appointmentId ? (
              <b>{slotWords(one)}</b>
            ) : (
              <Button size="compact-xs" variant="subtle" onClick={() => dock.open("appointment", one.appointmentId)}>
                {slotWords(one)}
              </Button>
            )}
            <span>{one.series?.apart && one.status !== "cancelled" ? "moved by itself" : ""}</span>
            <StatusChip status={one.status === "booked" && one.confirmedAt ? "confirmed" : one.status} />
          </li>
        ))}
      </ol>
      {series.apart && visit.status === "booked" && (
        <p className="s-off">This visit was moved by itself: it keeps its time when the series moves.</p>
      )}
      <Group gap="xs" mt="xs">
        {session.can("appointment.book") && leads && (
          <>
            {later.length > 1 && (
              <Button
                size="compact-sm"
                variant="default"
                aria-expanded={isDoing("move", "later")}
                onClick={() => toggle("move", "later")}
              >
                Move this and later
              </Button>
            )}
            {ahead.length > later.length && (
              <Button
                size="compact-sm"
                variant="default"
                aria-expanded={isDoing("move", "ahead")}
                onClick={() => toggle("move", "ahead")}
              >
                Move all still ahead
              </Button>
            )}
          </>
        )}
        {session.can("appointment.cancel") && (
          <>
            {later.length > 1 && (
              <Button
                size="compact-sm"
                variant="default"
                aria-expanded={isDoing("cancel", "later")}
                onClick={() => toggle("cancel", "later")}
              >
                Cancel this and later
              </Button>
            )}
            {ahead.length > later.length && (
              <Button
                size="compact-sm"
                variant="default"
                aria-expanded={isDoing("cancel", "ahead")}
                onClick={() => toggle("cancel", "ahead")}
              >
                Cancel all still ahead
              </Button>
            )}
          </>
        )}
        {mayUndo && doing === null && (
          <Button size="compact-sm" variant="default" loading={undoing} onClick={() => void undo(undoable.changeId)}>
            Undo: {formatCount(undoable.count, "visit")} {undoable.kind}
          </Button>
        )}
      </Group>
      {doing?.what === "cancel" && reached.length > 0 && (
        <CancelSeries
          key={doing.scope}
          visit={visit}
          series={series}
          scope={doing.scope}
          reached={reached}
          onDone={() => setDoing(null)}
        />
      )}
      {doing?.what === "move" && leads && (
        <MoveSeries key={doing.scope} visit={visit} series={series} scope={doing.scope} onDone={() => setDoing(null)} />
      )}
    </section>
  );
}

interface CancelProps extends Props {
  readonly scope: SeriesScope;
  /** The visits that are cancelled, as they are shown. */
  readonly reached: readonly Appointment[];
  readonly onDone: () => void;
}

function CancelSeries({ visit, series, scope, reached, onDone }: CancelProps) {
  const cancel = useCommand("scheduling", "cancelSeries");
  const { undo } = useUndoSeries();
  const [changeId] = useState(() => newId<"series-change">());
  const run = async (reason: string) => {
    const result = await cancel.run({
      changeId,
      seriesId: series.seriesId,
      appointmentId: visit.appointmentId,
      scope,
      visits: reached.map(({ appointmentId, version }) => ({ appointmentId, version })),
      reason,
    });
    await cancel.refresh();
    if (!result.ok) return;
    onDone();
    offerUndo(`${formatCount(reached.length, "visit is", "visits are")} cancelled.`, () => void undo(changeId));
  };
  return (
    <div role="group" aria-label={`Why ${formatCount(reached.length, "visit is", "visits are")} cancelled`}>
      <p className="s-off" style={{ marginTop: 8 }}>
        {formatCount(reached.length, "visit")} will be cancelled, from {reached[0] ? slotWords(reached[0]) : ""}. Why?
      </p>
      <Group gap={6}>
        {usualReasons.map((text) => (
          <Button
            key={text}
            size="compact-sm"
            variant="default"
            disabled={cancel.pending}
            onClick={() => void run(text)}
          >
            {text}
          </Button>
        ))}
      </Group>
      {cancel.error && (
        <Notice tone="danger" role="alert">
          {whyNothing(cancel.error, reached, "cancelled")}
        </Notice>
      )}
    </div>
  );
}
