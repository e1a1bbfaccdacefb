import { Button, Group } from "@mantine/core";
import type { Appointment } from "@practicum/contracts/scheduling/appointments";
import type { SeriesScope } from "@practicum/contracts/scheduling/series";
import type { Instant } from "@practicum/kernel/instant";
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
  const [doing, setDoing] = useState<Doing | null>(null);
  const found = useQuery(trpc.scheduling.getSeries.queryOptions({ seriesId: series.seriesId }));
  if (found.isError) return <Notice tone="warn">The series could not be loaded. {errorText(found.error)}</Notice>;
  if (!found.data) return <LoadingState rows={3} />;
  const { visits, rule, undoable } = found.data;
  const { ahead, later, leads } = reachedBy(visit, series, visits, session.now());
  const first = visits[0];
  const toggle = ({ what, scope }: Doing) =>
    setDoing((old) => (old?.what === what && old.scope === scope ? null : { what, scope }));
  return (
    <section className="w-panel" aria-label="Series">
      <header>
        <h2>
          Visit {series.place} of {series.of}
        </h2>
        <small>{first ? ruleWords(rule, first.date) : ""}</small>
      </header>
      <Visits visits={visits} here={visit.appointmentId} />
      {series.apart && visit.status === "booked" && (
        <p className="s-off">This visit was moved by itself: it keeps its time when the series moves.</p>
      )}
      <Group gap="xs" mt="xs">
        {session.can("appointment.book") && leads && (
          <Reach what="move" doing={doing} later={later.length} ahead={ahead.length} onToggle={toggle} />
        )}
        {session.can("appointment.cancel") && (
          <Reach what="cancel" doing={doing} later={later.length} ahead={ahead.length} onToggle={toggle} />
        )}
        {undoable && doing === null && <UndoLast undoable={undoable} />}
      </Group>
      {doing?.what === "cancel" && (
        <CancelSeries
          key={doing.scope}
          visit={visit}
          series={series}
          scope={doing.scope}
          reached={doing.scope === "later" ? later : ahead}
          onDone={() => setDoing(null)}
        />
      )}
      {doing?.what === "move" && leads && (
        <MoveSeries key={doing.scope} visit={visit} series={series} scope={doing.scope} onDone={() => setDoing(null)} />
      )}
    </section>
  );
}

/** The visits that are still ahead, those of them from this one on, and whether this one can lead them. */
function reachedBy(visit: Appointment, series: SeriesPlace, visits: readonly Appointment[], now: Instant) {
  const ahead = visits.filter((one) => one.status === "booked" && one.startsAt > now);
  const later = ahead.filter((one) => one.series && one.series.place >= series.place);
  return { ahead, later, leads: !series.apart && ahead.some((one) => one.appointmentId === visit.appointmentId) };
}

interface Undoable {
  readonly changeId: string;
  readonly kind: "moved" | "cancelled";
  readonly count: number;
}

/** The last change of several visits, as long as it can be taken back whole. */
function UndoLast({ undoable }: { readonly undoable: Undoable }) {
  const session = useSession();
  const { undo, pending } = useUndoSeries();
  if (!session.can("appointment.book")) return null;
  if (undoable.kind === "cancelled" && !session.can("appointment.cancel")) return null;
  return (
    <Button size="compact-sm" variant="default" loading={pending} onClick={() => void undo(undoable.changeId)}>
      Undo: {formatCount(undoable.count, "visit")} {undoable.kind}
    </Button>
  );
}

interface Doing {
  readonly what: "move" | "cancel";
  readonly scope: SeriesScope;
}

interface ReachProps {
  readonly what: Doing["what"];
  readonly doing: Doing | null;
  readonly later: number;
  readonly ahead: number;
  readonly onToggle: (next: Doing) => void;
}

const reachWords = {
  move: { later: "Move this and later", ahead: "Move all still ahead" },
  cancel: { later: "Cancel this and later", ahead: "Cancel all still ahead" },
} as const;

/** How many of the series a change reaches. For one alone the visit has buttons of its own. */
function Reach({ what, doing, later, ahead, onToggle }: ReachProps) {
  const button = (scope: SeriesScope) => (
    <Button
      size="compact-sm"
      variant="default"
      aria-expanded={doing?.what === what && doing.scope === scope}
      onClick={() => onToggle({ what, scope })}
    >
      {reachWords[what][scope]}
    </Button>
  );
  return (
    <>
      {later > 1 && button("later")}
      {ahead > later && button("ahead")}
    </>
  );
}

/** Each visit of the series, with its state; the others are opened from here. */
function Visits({ visits, here }: { readonly visits: readonly Appointment[]; readonly here: string }) {
  const dock = useDock();
  return (
    <ol className="s-series-visits" aria-label="Visits of the series">
      {visits.map((one) => (
        <li key={one.appointmentId}>
          {one.appointmentId === here ? (
            <b>{slotWords(one)}</b>
          ) : (
            <Button size="compact-sm" variant="subtle" onClick={() => dock.open("appointment", one.appointmentId)}>
              {slotWords(one)}
            </Button>
          )}
          <span>{one.series?.apart && one.status !== "cancelled" ? "moved by itself" : ""}</span>
          <StatusChip status={one.status === "booked" && one.confirmedAt ? "confirmed" : one.status} />
        </li>
      ))}
    </ol>
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
      reach: scope,
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
