import { Button, Stack } from "@mantine/core";
import type { Appointment } from "@practicum/contracts/scheduling/appointments";
import { formatDate, minutesOf } from "@practicum/kernel/local-date";
import { formatMinutes, formatWeekday } from "@practicum/ui/format.ts";
import { ErrorState, LoadingState } from "@practicum/ui/states.tsx";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC } from "../../../api/trpc.ts";
import { useSession } from "../../../session/session-context.ts";
import { FirstTimes } from "./first-times.tsx";
import { bookedAhead, type AskedBack } from "./next-visit-model.ts";

const ASK_AGAIN_MS = 15_000;

interface Props {
  readonly visit: Appointment;
  /** Where the dock is about another patient than the page. */
  readonly disabled: boolean;
}

/** Before the patient leaves: the visit that the note asks for, and the first open times for it. */
export function NextVisit({ visit, disabled }: Props) {
  const trpc = useTRPC();
  const { now } = useSession();
  const { appointmentId, patientId } = visit;
  // The desk is told nothing of a note while it is written: it asks, until the note is signed.
  const told = useQuery({
    ...trpc.charting.followUpOfVisit.queryOptions({ appointmentId }),
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data?.signed ? false : ASK_AGAIN_MS),
  });
  const all = useQuery(trpc.scheduling.patientAppointments.queryOptions({ patientId }));
  const failed = [told, all].find((one) => one.isError);
  const asked = told.data?.visit ?? null;
  const ahead = bookedAhead(all.data ?? [], now());
  return (
    <section aria-labelledby="next-visit">
      <h3 id="next-visit" style={{ fontSize: 14, margin: "0 0 6px" }}>
        Next visit
      </h3>
      {failed && (
        <ErrorState what="The next visit" message={errorText(failed.error)} onRetry={() => void failed.refetch()} />
      )}
      {!failed && (!told.data || !all.data) && <LoadingState rows={3} />}
      {told.data && all.data && (
        <Stack gap="xs">
          <p style={{ margin: 0, fontSize: 13 }}>
            {asked
              ? `Asked back around ${formatDate(asked.due)}: ${asked.visitTypeName} with ${asked.providerName}.`
              : told.data.said === "none"
                ? "The note says that no follow-up visit is needed."
                : "The note does not say whether the patient comes back: ask the provider."}
            {told.data.said !== "nothing" && !told.data.signed && " The note is not signed yet."}
          </p>
          {ahead.length > 0 && (
            <ul style={{ margin: 0, paddingInlineStart: 18, fontSize: 13 }} aria-label="Booked already">
              {ahead.map((one) => (
                <li key={one.appointmentId}>
                  Booked: {formatWeekday(one.date)} {formatMinutes(minutesOf(one.start))}, {one.visitTypeName}
                </li>
              ))}
            </ul>
          )}
          {asked && <Times key={ahead.length} visit={visit} asked={asked} booked={ahead} disabled={disabled} />}
        </Stack>
      )}
    </section>
  );
}

/** What is booked with that provider is there: other times are looked for when they are wanted. */
function Times(props: {
  readonly visit: Appointment;
  readonly asked: AskedBack;
  readonly booked: readonly Appointment[];
  readonly disabled: boolean;
}) {
  const { visit, asked, booked, disabled } = props;
  const isThere = booked.some((one) => one.providerStaffId === asked.providerId);
  const [more, setMore] = useState(false);
  if (isThere && !more)
    return (
      <Button size="compact-sm" variant="default" style={{ alignSelf: "flex-start" }} onClick={() => setMore(true)}>
        Book another
      </Button>
    );
  return <FirstTimes visit={visit} asked={asked} disabled={disabled} />;
}
