import { Button, Stack } from "@mantine/core";
import { describeError } from "@practicum/contracts/error";
import type { Appointment } from "@practicum/contracts/scheduling/appointments";
import { formatDate, minutesOf } from "@practicum/kernel/local-date";
import { formatMinutes, formatName, formatPhone, formatWeekday } from "@practicum/ui/format.ts";
import { useKeys } from "@practicum/ui/keys.ts";
import { EmptyState, ErrorState, LoadingState } from "@practicum/ui/states.tsx";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC } from "../../../api/trpc.ts";
import { useCommand } from "../../../api/use-command.ts";
import type { DockContentProps } from "../../../app/workflow.ts";
import { useToday } from "../../../session/session-context.ts";
import { useDock } from "../../../shell/dock/dock-context.ts";
import { say, sayError } from "../../../shell/undo.tsx";
import { SlotList, type OfferedSlot } from "../booking/slot-list.tsx";
import "../schedule.css";

/** Somebody is ill, or a room is closed: who is still booked then, one call and one other time each. */
export function ToMoveDock({ about }: DockContentProps) {
  return about === null ? <Closures /> : <VisitsOf key={about} closureId={about} />;
}

function Closures() {
  const trpc = useTRPC();
  const dock = useDock();
  const closures = useQuery(trpc.scheduling.listClosures.queryOptions({ from: useToday() }));
  if (closures.isError)
    return (
      <ErrorState what="The closures" message={errorText(closures.error)} onRetry={() => void closures.refetch()} />
    );
  if (!closures.data) return <LoadingState rows={4} />;
  const open = closures.data.filter((one) => one.bookedVisits > 0);
  if (open.length === 0)
    return <EmptyState title="Nobody to move">No visit is booked while somebody or something is closed.</EmptyState>;
  return (
    <Stack gap="xs">
      {open.map((one) => (
        <Button
          key={one.closureId}
          variant="default"
          justify="space-between"
          onClick={() => dock.open("to-move", one.closureId)}
          rightSection={`${one.bookedVisits} to move`}
        >
          {formatDate(one.date)} · {one.reason}
        </Button>
      ))}
    </Stack>
  );
}

type Waiting = Appointment & { readonly phone: string | null };

/** Each stays here until it is moved or cancelled. */
function VisitsOf({ closureId }: { readonly closureId: string }) {
  const trpc = useTRPC();
  const dock = useDock();
  const visits = useQuery(trpc.scheduling.closureVisits.queryOptions({ closureId }));
  const [open, setOpen] = useState<string | null>(null);
  const [moved, setMoved] = useState<readonly { readonly visit: Waiting; readonly to: OfferedSlot }[]>([]);
  if (visits.isError)
    return <ErrorState what="The visits" message={errorText(visits.error)} onRetry={() => void visits.refetch()} />;
  if (!visits.data) return <LoadingState rows={6} />;
  return (
    <Stack gap="sm">
      {visits.data.length === 0 && (
        <EmptyState title="Nobody is left to move">
          Every visit of this closure has another time, or is cancelled.
        </EmptyState>
      )}
      {visits.data.map((visit) => (
        <section key={visit.appointmentId} className="w-panel" aria-label={formatName(visit.patientName)}>
          <header>
            <h2>{formatName(visit.patientName)}</h2>
            <Button
              size="compact-sm"
              variant="default"
              aria-expanded={open === visit.appointmentId}
              aria-label={`Find another time for ${formatName(visit.patientName)}`}
              onClick={() => setOpen(open === visit.appointmentId ? null : visit.appointmentId)}
            >
              Find another time
            </Button>
            <Button
              size="compact-sm"
              variant="subtle"
              aria-label={`Open the visit of ${formatName(visit.patientName)}`}
              onClick={() => dock.open("appointment", visit.appointmentId)}
            >
              Open
            </Button>
          </header>
          <p className="s-to-move">
            {formatWeekday(visit.date)} {formatMinutes(minutesOf(visit.start))} · {visit.visitTypeName} ·{" "}
            {visit.phone === null ? "no phone on record" : formatPhone(visit.phone)}
          </p>
          {open === visit.appointmentId && (
            <OtherTimes
              visit={visit}
              onMoved={(to) => {
                setOpen(null);
                setMoved([{ visit, to }, ...moved]);
                void visits.refetch();
              }}
            />
          )}
        </section>
      ))}
      {moved.length > 0 && (
        <section className="w-panel" aria-label="Moved just now">
          <header>
            <h2>Moved just now</h2>
          </header>
          {moved.map(({ visit, to }) => (
            <p key={`${visit.appointmentId}${to.date}${to.start}`} className="s-to-move">
              {formatName(visit.patientName)}: {formatWeekday(to.date)} {formatMinutes(minutesOf(to.start))},{" "}
              {to.providerName}{" "}
              <Button
                size="compact-xs"
                variant="subtle"
                aria-label={`Another time for ${formatName(visit.patientName)}`}
                onClick={() => dock.open("appointment", visit.appointmentId)}
              >
                Change
              </Button>
            </p>
          ))}
        </section>
      )}
    </Stack>
  );
}

const SHOWN = 6;

/** Open times at the same site, best first; 1 to 6 take one. */
function OtherTimes({ visit, onMoved }: { readonly visit: Waiting; readonly onMoved: (to: OfferedSlot) => void }) {
  const trpc = useTRPC();
  const today = useToday();
  const move = useCommand("scheduling", "moveAppointment");
  const slots = useQuery(
    trpc.scheduling.findSlots.queryOptions({
      patientId: visit.patientId,
      visitTypeId: visit.visitTypeId,
      providerResourceId: null,
      locationId: visit.locationId,
      from: today,
      limit: SHOWN,
    }),
  );
  const take = async (slot: OfferedSlot) => {
    if (move.pending) return;
    const result = await move.run({
      appointmentId: visit.appointmentId,
      version: visit.version,
      providerResourceId: slot.providerResourceId,
      date: slot.date,
      start: slot.start,
      minutes: null,
      overbookReason: null,
    });
    await move.refresh();
    if (!result.ok) {
      void slots.refetch();
      return sayError(describeError(result.error));
    }
    const when = `${formatWeekday(slot.date)} ${formatMinutes(minutesOf(slot.start))}`;
    say(`${formatName(visit.patientName)} is moved to ${when}.`);
    onMoved(slot);
  };
  const onKeyDown = useKeys(
    Object.fromEntries(
      Array.from({ length: SHOWN }, (_, index) => [
        String(index + 1),
        () => {
          const slot = slots.data?.slots[index];
          return slot ? void take(slot) : false;
        },
      ]),
    ),
  );
  if (slots.isError)
    return <ErrorState what="Open times" message={errorText(slots.error)} onRetry={() => void slots.refetch()} />;
  if (!slots.data) return <LoadingState rows={3} />;
  if (slots.data.slots.length === 0)
    return <EmptyState title="No open time">Nothing is free until {formatDate(slots.data.searchedTo)}.</EmptyState>;
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions, jsx-a11y/no-noninteractive-tabindex -- the keys are shortcuts to the buttons inside
    <div tabIndex={-1} onKeyDown={onKeyDown}>
      <SlotList slots={slots.data.slots} chosen={null} onChoose={(slot) => void take(slot)} />
    </div>
  );
}
