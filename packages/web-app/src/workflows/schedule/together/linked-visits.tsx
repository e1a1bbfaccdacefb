import { Button, Group, Stack } from "@mantine/core";
import { describeError } from "@practicum/contracts/error";
import type { Appointment } from "@practicum/contracts/scheduling/appointments";
import { formatDate, minutesOf } from "@practicum/kernel/local-date";
import { DateInput } from "@practicum/ui/date-input.tsx";
import { formatMinutes, formatName, formatWeekday } from "@practicum/ui/format.ts";
import { EmptyState, LoadingState, Notice } from "@practicum/ui/states.tsx";
import { StatusChip } from "@practicum/ui/status.tsx";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC } from "../../../api/trpc.ts";
import { useCommand } from "../../../api/use-command.ts";
import { useSession } from "../../../session/session-context.ts";
import { useDock } from "../../../shell/dock/dock-context.ts";
import { offerUndo, sayError } from "../../../shell/undo.tsx";
import { useReinstate } from "../use-reinstate.ts";
import { whyNone } from "./together-words.ts";

interface Props {
  readonly groupId: string;
  readonly appointmentId: string;
}

/** The visits that belong together with one; they are moved and cancelled together here, or alone by their own buttons. */
export function LinkedVisits({ groupId, appointmentId }: Props) {
  const trpc = useTRPC();
  const session = useSession();
  const dock = useDock();
  const [moving, setMoving] = useState(false);
  const linked = useQuery(trpc.scheduling.linkedVisits.queryOptions({ groupId }));
  const cancel = useCommand("scheduling", "cancelTogether");
  const { reinstate } = useReinstate();
  if (linked.isError) return <Notice tone="warn">Linked visits could not be loaded. {errorText(linked.error)}</Notice>;
  if (!linked.data) return <LoadingState rows={2} />;
  const { visits, kind } = linked.data;
  const open = visits.filter((one) => one.status === "booked");
  const cancelAll = async () => {
    const result = await cancel.run({
      groupId,
      visits: open.map(({ appointmentId: id, version }) => ({ appointmentId: id, version })),
      reason: "Patient asked",
    });
    await cancel.refresh();
    if (!result.ok) return;
    offerUndo(`${open.length} visits are cancelled.`, () => {
      for (const one of result.value.visits) void reinstate(one);
    });
  };
  return (
    <section className="w-panel" aria-label="Linked visits">
      <header>
        <h2>{kind === "before" ? "One before another" : "Visits together"}</h2>
      </header>
      {visits.map((one) => (
        <Group key={one.appointmentId} gap="xs" justify="space-between" wrap="nowrap">
          {one.appointmentId === appointmentId ? (
            <b style={{ fontSize: 13 }}>{whenOf(one)}</b>
          ) : (
            <Button size="compact-xs" variant="subtle" onClick={() => dock.open("appointment", one.appointmentId)}>
              {whenOf(one)}
            </Button>
          )}
          <span style={{ flex: 1, fontSize: 13 }}>
            {kind === "before" ? one.visitTypeName : formatName(one.patientName)}
          </span>
          <StatusChip status={one.status} />
        </Group>
      ))}
      {open.length > 1 && (
        <Group gap="xs" mt="xs">
          {session.can("appointment.book") && (
            <Button size="compact-sm" variant="default" aria-expanded={moving} onClick={() => setMoving(!moving)}>
              Move all
            </Button>
          )}
          {session.can("appointment.cancel") && (
            <Button size="compact-sm" variant="default" loading={cancel.pending} onClick={() => void cancelAll()}>
              Cancel all
            </Button>
          )}
        </Group>
      )}
      {cancel.error && (
        <Notice tone="danger" role="alert">
          {whyNone(cancel.error, namesOf(open), "cancelled")}
        </Notice>
      )}
      {moving && open.length > 1 && (
        <MoveAll
          groupId={groupId}
          visits={open}
          kind={kind}
          leadMinutes={linked.data.leadMinutes}
          onDone={() => setMoving(false)}
        />
      )}
    </section>
  );
}

function whenOf(visit: Appointment): string {
  return `${formatDate(visit.date)} ${formatMinutes(minutesOf(visit.start))}`;
}

function namesOf(visits: readonly Appointment[]) {
  return visits.map((one) => ({ name: formatName(one.patientName), start: one.start, providerName: "the provider" }));
}

interface MoveProps {
  readonly groupId: string;
  readonly visits: readonly Appointment[];
  readonly kind: "family" | "before";
  readonly leadMinutes: number | null;
  readonly onDone: () => void;
}

/** Other times at which all fit, laid out as they are now. */
function MoveAll({ groupId, visits, kind, leadMinutes, onDone }: MoveProps) {
  const trpc = useTRPC();
  const { today } = useSession();
  const [from, setFrom] = useState(() => (visits[0] && visits[0].date > today ? visits[0].date : today));
  const atOnce = new Set(visits.map((one) => one.startsAt)).size < visits.length;
  const found = useQuery(
    trpc.scheduling.findTogether.queryOptions({
      arrangement: kind === "before" ? "before" : atOnce ? "two-at-once" : "in-a-row",
      leadMinutes,
      visits: visits.map(({ patientId, visitTypeId, providerResourceId }, place) => ({
        patientId,
        visitTypeId,
        providerResourceId: kind === "before" || place === 0 ? providerResourceId : null,
      })),
      groupId,
      from,
      limit: 9,
    }),
  );
  const move = useCommand("scheduling", "moveTogether");
  const [asked, setAsked] = useState<readonly { name: string; start: string; providerName: string }[]>([]);
  type Place = Pick<Appointment, "providerResourceId" | "date" | "start">;
  const send = (seen: readonly { appointmentId: string; version: number }[], places: readonly Place[]) =>
    move.run({
      groupId,
      visits: seen.flatMap(({ appointmentId, version }, place) => {
        const to = places[place];
        if (!to) return [];
        const { providerResourceId, date, start } = to;
        return [{ appointmentId, version, providerResourceId, date, start }];
      }),
    });
  const take = async (places: readonly (Place & { readonly providerName: string })[]) => {
    setAsked(
      places.map((one, place) => {
        const visit = visits[place];
        return { name: visit ? formatName(visit.patientName) : "", start: one.start, providerName: one.providerName };
      }),
    );
    const result = await send(visits, places);
    await move.refresh();
    if (!result.ok) return;
    onDone();
    offerUndo(`${visits.length} visits are moved.`, () => {
      void send(result.value.visits, visits).then((back) => {
        if (!back.ok) sayError(describeError(back.error));
      });
    });
  };
  return (
    <Stack gap="xs" mt="xs">
      <DateInput label="From" today={today} sense="future" value={from} onChange={(value) => value && setFrom(value)} />
      {move.error && (
        <Notice tone="danger" role="alert">
          {whyNone(move.error, asked, "moved")}
        </Notice>
      )}
      {found.isError && <Notice tone="warn">Open times could not be looked up. {errorText(found.error)}</Notice>}
      {found.isPending && <LoadingState rows={3} label="Looking for times for all" />}
      {found.data?.options.length === 0 && (
        <EmptyState title="No time for all of them">Nothing fits until {formatDate(found.data.searchedTo)}.</EmptyState>
      )}
      <ol className="s-slots" aria-label="Other times for all">
        {found.data?.options.map(({ visits: places }) => (
          <li key={places.map((one) => `${one.date}${one.start}${one.providerResourceId}`).join(" ")}>
            <button
              type="button"
              className="s-slot"
              aria-label={`Move all to ${places[0] ? `${formatWeekday(places[0].date)} ${formatMinutes(minutesOf(places[0].start))}` : ""}`}
              disabled={move.pending}
              onClick={() => void take(places)}
            >
              <kbd className="p-kbd" aria-hidden />
              <span>
                <b>
                  {places[0] ? `${formatWeekday(places[0].date)} ${formatMinutes(minutesOf(places[0].start))}` : ""}
                </b>
                <small>{[...new Set(places.map((one) => one.providerName))].join(" · ")}</small>
              </span>
            </button>
          </li>
        ))}
      </ol>
    </Stack>
  );
}
