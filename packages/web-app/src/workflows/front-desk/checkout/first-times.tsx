import { Button } from "@mantine/core";
import { describeError } from "@practicum/contracts/error";
import type { Appointment } from "@practicum/contracts/scheduling/appointments";
import { formatDate, minutesOf } from "@practicum/kernel/local-date";
import { formatMinutes, formatName, formatWeekday } from "@practicum/ui/format.ts";
import { ErrorState, LoadingState, Notice } from "@practicum/ui/states.tsx";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { newId } from "../../../api/command-id.ts";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC } from "../../../api/trpc.ts";
import { useCommand } from "../../../api/use-command.ts";
import { useToday } from "../../../session/session-context.ts";
import { useDock } from "../../../shell/dock/dock-context.ts";
import { offerUndo, sayError } from "../../../shell/undo.tsx";
import { bookingAddress, spotKey, type AskedBack, type Spot } from "./next-visit-model.ts";

/** The visit whose note asks the patient back. */
export type AskingVisit = Pick<Appointment, "patientId" | "patientName" | "date">;

const TIMES_SHOWN = 3;

/** The first open times from the day on that was asked for, each booked by one press. */
export function FirstTimes(props: {
  readonly visit: AskingVisit;
  readonly asked: AskedBack;
  readonly disabled: boolean;
}) {
  const { visit, asked, disabled } = props;
  const { patientId } = visit;
  const trpc = useTRPC();
  const today = useToday();
  const dock = useDock();
  const resources = useQuery(trpc.scheduling.listResources.queryOptions({}));
  const provider = resources.data?.find((one) => one.active && one.staffId === asked.providerId)?.resourceId ?? null;
  const from = asked.due > today ? asked.due : today;
  const times = useQuery({
    ...trpc.scheduling.findSlots.queryOptions({
      patientId,
      visitTypeId: asked.visitTypeId,
      providerResourceId: provider,
      locationId: null,
      from,
      // limit: the first ones; "Other times" has the rest.
      limit: TIMES_SHOWN,
    }),
    enabled: resources.data !== undefined,
    staleTime: 10_000,
  });
  const { book, take } = useTake(visit, asked, () => void times.refetch());
  const failed = [resources, times].find((one) => one.isError);
  return (
    <>
      {failed && (
        <ErrorState what="Open times" message={errorText(failed.error)} onRetry={() => void failed.refetch()} />
      )}
      {!failed && !times.data && <LoadingState rows={3} label="Looking for open times" />}
      {resources.data && provider === null && (
        <Notice tone="info">{asked.providerName} has no schedule here: these are other providers&apos; times.</Notice>
      )}
      {times.data?.slots.length === 0 && (
        <Notice tone="info">Nothing is free until {formatDate(times.data.searchedTo)}. Look at other times.</Notice>
      )}
      {times.data?.slots.map((one) => (
        <Button
          key={spotKey(one)}
          variant="default"
          justify="flex-start"
          disabled={disabled || book.pending}
          onClick={() => void take(one)}
        >
          Book {formatWeekday(one.date)} {formatMinutes(minutesOf(one.start))} · {one.providerName}
        </Button>
      ))}
      {book.error && (
        <Notice tone="danger" role="alert">
          {describeError(book.error)}
        </Notice>
      )}
      <Button
        size="compact-sm"
        variant="default"
        style={{ alignSelf: "flex-start", justifySelf: "start" }}
        disabled={disabled}
        onClick={() => dock.open("booking", patientId, bookingAddress(asked, provider, from))}
      >
        Other times
      </Button>
    </>
  );
}

/** Books an open time. Each time has an appointment of its own: pressed again after a lost answer it is the same booking. */
function useTake(visit: AskingVisit, asked: AskedBack, onGone: () => void) {
  const book = useCommand("scheduling", "bookAppointment");
  const cancel = useCommand("scheduling", "cancelAppointment");
  const [ids] = useState(() => new Map<string, string>());
  const take = async (spot: Spot) => {
    if (book.pending) return;
    const key = spotKey(spot);
    const appointmentId = ids.get(key) ?? newId<"appointment">();
    ids.set(key, appointmentId);
    const result = await book.run({
      appointmentId,
      patientId: visit.patientId,
      visitTypeId: asked.visitTypeId,
      providerResourceId: spot.providerResourceId,
      roomResourceId: null,
      date: spot.date,
      start: spot.start,
      minutes: null,
      reason: `Follow-up of ${formatDate(visit.date)}`,
      overbookReason: null,
    });
    if (!result.ok) {
      onGone();
      return;
    }
    // What is taken back and booked once more is another visit.
    ids.delete(key);
    const { version } = result.value;
    const when = `${formatDate(spot.date)} ${formatMinutes(minutesOf(spot.start))}`;
    offerUndo(
      `${formatName(visit.patientName)} is booked for ${when}.`,
      () => {
        const because = { appointmentId, version, reason: "Booked by mistake" };
        void cancel.run(because).then((undone) => {
          if (!undone.ok) sayError(describeError(undone.error));
        });
      },
      { about: visit.patientId },
    );
  };
  return { book, take };
}
