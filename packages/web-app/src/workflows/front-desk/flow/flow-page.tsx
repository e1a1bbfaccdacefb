import { Button } from "@mantine/core";
import type { Appointment } from "@practicum/contracts/scheduling/appointments";
import { describeError } from "@practicum/contracts/error";
import { minutesOf } from "@practicum/kernel/local-date";
import { formatMinutes, formatName } from "@practicum/ui/format.ts";
import { EmptyState, ErrorState, LoadingState } from "@practicum/ui/states.tsx";
import { focusIsFree } from "@practicum/ui/landing.ts";
import { StatusIcon } from "@practicum/ui/status.tsx";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC } from "../../../api/trpc.ts";
import { useCommand } from "../../../api/use-command.ts";
import { useOnline } from "@practicum/ui/use-online.ts";
import { useSession } from "../../../session/session-context.ts";
import { useNow } from "../../../session/use-now.ts";
import { useDock } from "../../../shell/dock/dock-context.ts";
import { say, sayError } from "../../../shell/undo.tsx";
import { InHouseWork } from "../../../chart/in-house/in-house-work.tsx";
import { usePaper } from "../../../shell/paper.ts";
import { Page } from "../../../shell/page.tsx";
import "./flow.css";
import { FlowCard, type OpenCritical } from "./flow-card.tsx";
import { useStartNote } from "./use-start-note.ts";
import { flowColumns, inBoardOrder, isInRoom } from "./flow-model.ts";
import { useAdvance } from "./use-advance.ts";

/** Who is in the house, where, and for how long; the same for everybody, live. */
export function FlowPage() {
  const trpc = useTRPC();
  const board = useQuery({ ...trpc.scheduling.flowBoard.queryOptions({ locationId: null }), refetchInterval: 60_000 });
  const shown = [...(board.data?.visits ?? []), ...(board.data?.next ?? [])];
  usePaper({ kind: "printFlowBoard", about: shown.map((visit) => visit.patientId) });
  return (
    <Page title="Flow" fill>
      {board.isError && !board.data && (
        <ErrorState what="The flow board" message={errorText(board.error)} onRetry={() => void board.refetch()} />
      )}
      {board.isPending && <LoadingState rows={8} />}
      <InHouseWork />
      {board.data && <Next visits={board.data.next} />}
      {board.data?.visits.length === 0 && (
        <EmptyState title="Nobody is waiting">Visits appear here when they are checked in.</EmptyState>
      )}
      {board.data && board.data.visits.length > 0 && <Board visits={board.data.visits} />}
    </Page>
  );
}

function Board({ visits }: { readonly visits: readonly Appointment[] }) {
  const trpc = useTRPC();
  const session = useSession();
  const online = useOnline();
  const now = useNow();
  const dock = useDock();
  const { advance } = useAdvance();
  const frame = useRef<HTMLDivElement>(null);
  const [focused, setFocused] = useState<string | null>(null);
  useEffect(() => {
    if (focusIsFree()) frame.current?.querySelector<HTMLElement>("[data-visit]")?.focus({ preventScroll: true });
  }, []);
  const moved = useRef<string | null>(null);
  useEffect(() => {
    // A card that went to another column is a new one there: the keys go with it.
    if (moved.current === null || !focusIsFree()) return;
    frame.current?.querySelector<HTMLElement>(`[data-visit="${moved.current}"]`)?.focus();
    moved.current = null;
  }, [visits]);
  const resources = useQuery({ ...trpc.scheduling.listResources.queryOptions({}), staleTime: 10 * 60_000 });
  const rooms = resources.data?.filter((r) => r.kind === "room" && r.active) ?? [];
  const criticals = useQuery({
    ...trpc.charting.openCriticals.queryOptions({}),
    enabled: session.can("vitals.record"),
  });
  const leaving = visits.filter((visit) => visit.status === "checkout").map((visit) => visit.patientId);
  const papers = useQuery({
    ...trpc.charting.papersToGive.queryOptions({ patientIds: [...new Set(leaving)].toSorted() }),
    enabled: leaving.length > 0 && session.can("visit.advance"),
  });
  const tell = useCommand("charting", "tellCritical");
  const client = useQueryClient();
  const criticalOf = (visit: Appointment) =>
    criticals.data?.find((one) => one.appointmentId === visit.appointmentId) ?? null;
  const told = async (critical: OpenCritical) => {
    const { vitalsId, patientId, providerName } = critical;
    const result = await tell.run({ vitalsId, patientId, to: providerName ?? "the provider" });
    await client.invalidateQueries(trpc.charting.openCriticals.pathFilter());
    if (result.ok) say(`${providerName ?? "The provider"} was told.`);
    else sayError(describeError(result.error));
  };
  const startNote = useStartNote();
  const ordered = inBoardOrder(visits);
  const stop = ordered.find((v) => v.appointmentId === focused)?.appointmentId ?? ordered[0]?.appointmentId;
  const taken = new Map(
    ordered.flatMap((v) =>
      v.roomResourceId && isInRoom(v.status) ? [[v.roomResourceId as string, v.appointmentId as string]] : [],
    ),
  );
  const step = (from: string, by: 1 | -1) => {
    const target = ordered[ordered.findIndex((v) => v.appointmentId === from) + by];
    if (target) frame.current?.querySelector<HTMLElement>(`[data-visit="${target.appointmentId}"]`)?.focus();
  };
  const cardOf = (visit: Appointment) => (
    <FlowCard
      key={visit.appointmentId}
      visit={visit}
      now={now}
      today={session.today}
      rooms={rooms.filter((room) => room.locationId === visit.locationId)}
      taken={taken}
      providerName={resources.data?.find((r) => r.resourceId === visit.providerResourceId)?.name ?? ""}
      may={(to) => session.can(isInRoom(to) ? "visit.room" : "visit.advance")}
      critical={criticalOf(visit)}
      papers={
        visit.status === "checkout" ? (papers.data?.find((one) => one.patientId === visit.patientId) ?? null) : null
      }
      onShare={
        visit.status === "checkout" && session.can("payment.take")
          ? () => dock.open("checkout", visit.appointmentId)
          : null
      }
      onTold={(critical) => void told(critical)}
      focusable={visit.appointmentId === stop}
      onFocus={() => setFocused(visit.appointmentId)}
      onStep={(by) => step(visit.appointmentId, by)}
      onAdvance={(to, room) => {
        moved.current = visit.appointmentId;
        const done = advance(visit, to, room === undefined ? visit.roomResourceId : room);
        // Who sees the patient begins to write: the note is the next thing.
        if (visit.status === "ready" && to === "with-provider" && session.can("note.write"))
          void done.then((refused) => (refused ? undefined : startNote(visit)));
      }}
    />
  );
  return (
    <div ref={frame} className="f-board" data-offline={!online}>
      {flowColumns.map((column) => {
        const here = ordered.filter((visit) => visit.status === column.status);
        return (
          <section key={column.status} className="f-column" data-status={column.status} aria-label={column.label}>
            <h2>
              <StatusIcon status={column.status} size={16} /> {column.label}{" "}
              <span style={{ color: "var(--p-dim)" }}>{here.length}</span>
            </h2>
            {here.map(cardOf)}
          </section>
        );
      })}
    </div>
  );
}

const nextShown = 5;

function Next({ visits }: { readonly visits: readonly Appointment[] }) {
  const session = useSession();
  const dock = useDock();
  if (visits.length === 0) return null;
  return (
    <section className="f-next" aria-label="Who comes next">
      <b>Next:</b>
      {/* limit: how many more come stands behind. */}
      {visits.slice(0, nextShown).map((visit) =>
        session.can("visit.check-in") ? (
          <Button
            key={visit.appointmentId}
            data-print
            size="compact-sm"
            variant="default"
            onClick={() => dock.open("check-in", visit.appointmentId)}
          >
            {formatMinutes(minutesOf(visit.start))} {formatName(visit.patientName)}
          </Button>
        ) : (
          <Link key={visit.appointmentId} to={`/p/${visit.patientId}/summary`} className="p-anchor">
            {formatMinutes(minutesOf(visit.start))} {formatName(visit.patientName)}
          </Link>
        ),
      )}
      {visits.length > nextShown && <span style={{ color: "var(--p-dim)" }}>and {visits.length - nextShown} more</span>}
    </section>
  );
}
