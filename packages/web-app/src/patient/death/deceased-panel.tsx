import { Button, TextInput } from "@mantine/core";
import { describeError, type DomainError } from "@practicum/contracts/error";
import type { Appointment } from "@practicum/contracts/scheduling/appointments";
import type { Death } from "@practicum/contracts/scheduling/deaths";
import type { Patient } from "@practicum/contracts/scheduling/patients";
import { dateIn } from "@practicum/kernel/instant";
import { formatDate, minutesOf } from "@practicum/kernel/local-date";
import { formatMinutes } from "@practicum/ui/format.ts";
import { ErrorState, LoadingState, Notice } from "@practicum/ui/states.tsx";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { errorText } from "../../api/domain-error.ts";
import { useTRPC } from "../../api/trpc.ts";
import { useCommand } from "../../api/use-command.ts";
import { useSession } from "../../session/session-context.ts";
import { offerUndo, sayError } from "../../shell/undo.tsx";
import { deathSources, deathWords } from "./death-words.ts";

const BECAUSE = "The patient has died.";

/** What the desk does after a death: the visits that are booked still, and what contradicts the date (SCH-278, SCH-281). */
export function DeceasedPanel({ patient, death }: { readonly patient: Patient; readonly death: Death }) {
  const trpc = useTRPC();
  const { can, timeZone } = useSession();
  const { patientId } = patient;
  const [takingBack, setTakingBack] = useState(false);
  const visits = useQuery(trpc.scheduling.patientAppointments.queryOptions({ patientId }));
  const ahead = (visits.data ?? [])
    .filter((visit) => visit.status === "booked")
    .toSorted((a, b) => (a.startsAt < b.startsAt ? -1 : 1));
  const after = (visits.data ?? []).filter((visit) => isAfter(visit, death));
  return (
    <section className="w-panel" aria-label="Deceased" style={{ marginBottom: 12 }}>
      <header>
        <h2>{deathWords(death)}</h2>
        {can("patient.edit") && (
          <Button size="compact-xs" variant="default" onClick={() => setTakingBack(!takingBack)}>
            {takingBack ? "Keep it" : "Entered in error"}
          </Button>
        )}
      </header>
      <div style={{ fontSize: 13 }}>
        {deathSources[death.source]}: {death.saidBy}. Recorded {formatDate(dateIn(death.at, timeZone))} by {death.by}.
      </div>
      {takingBack && <TakeBack patient={patient} death={death} onDone={() => setTakingBack(false)} />}
      {visits.isError && (
        <ErrorState what="The visits" message={errorText(visits.error)} onRetry={() => void visits.refetch()} />
      )}
      {visits.isPending && <LoadingState rows={1} />}
      {after.map((visit) => (
        <Notice key={visit.appointmentId} tone="danger">
          The patient was seen on {formatDate(visit.date)}, after the date of death. One of the two is wrong.
        </Notice>
      ))}
      {ahead.length > 0 && <StillBooked visits={ahead} />}
    </section>
  );
}

/** Whoever was received here was alive on that day. */
const isAfter = (visit: Appointment, { date }: Death) =>
  date !== null && visit.date > date && visit.arrivedAt !== null && visit.status !== "cancelled";

function StillBooked({ visits }: { readonly visits: readonly Appointment[] }) {
  const { can } = useSession();
  const cancel = useCommand("scheduling", "cancelAppointment", { quiet: true });
  const reinstate = useCommand("scheduling", "reinstateAppointment", { quiet: true });
  const [refusal, setRefusal] = useState<DomainError | null>(null);
  const [busy, setBusy] = useState(false);
  const putBack = async (cancelled: readonly { appointmentId: string; version: number }[]) => {
    for (const visit of cancelled) {
      const result = await reinstate.run(visit);
      if (!result.ok) sayError(`A visit could not be put back. ${describeError(result.error)}`);
    }
    await reinstate.refresh();
  };
  const cancelAll = async () => {
    setBusy(true);
    setRefusal(null);
    const cancelled: { appointmentId: string; version: number }[] = [];
    for (const { appointmentId, version } of visits) {
      const result = await cancel.run({ appointmentId, version, reason: BECAUSE });
      if (result.ok) cancelled.push({ appointmentId, version: result.value.version });
      else setRefusal(result.error);
    }
    await cancel.refresh();
    setBusy(false);
    if (cancelled.length > 0) offerUndo(`${counted(cancelled.length)} cancelled.`, () => void putBack(cancelled));
  };
  return (
    <>
      <Notice tone="warn">
        Still booked: {counted(visits.length)}. Nothing is cancelled by itself.
        <ul style={{ margin: "4px 0", paddingInlineStart: 18 }}>
          {visits.map((visit) => (
            <li key={visit.appointmentId}>
              {formatDate(visit.date)} {formatMinutes(minutesOf(visit.start))} · {visit.visitTypeName}
            </li>
          ))}
        </ul>
        {can("appointment.cancel") && (
          <Button size="xs" color="red" loading={busy} onClick={() => void cancelAll()}>
            {visits.length === 1 ? "Cancel the visit" : `Cancel all ${visits.length} visits`}
          </Button>
        )}
      </Notice>
      {refusal && (
        <Notice tone="danger" role="alert">
          {describeError(refusal)}
        </Notice>
      )}
    </>
  );
}

const counted = (count: number) => (count === 1 ? "1 visit" : `${count} visits`);

interface TakeBackProps {
  readonly patient: Patient;
  readonly death: Death;
  readonly onDone: () => void;
}

/** With the reason: it stays beside what was recorded (SCH-276). */
function TakeBack({ patient, death, onDone }: TakeBackProps) {
  const takeBack = useCommand("scheduling", "takeBackDeath");
  const [because, setBecause] = useState("");
  const { patientId, version } = patient;
  const run = async () => {
    const result = await takeBack.run({ patientId, version, deathId: death.deathId, because: because.trim() });
    if (result.ok) onDone();
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (because.trim() !== "") void run();
      }}
    >
      <TextInput
        label="What was the error?"
        required
        data-autofocus
        maxLength={300}
        value={because}
        onChange={(event) => setBecause(event.currentTarget.value)}
      />
      <p className="r-hint">The wait list, links and tablets that ended by it are not put back.</p>
      {takeBack.error && (
        <Notice tone="danger" role="alert">
          {describeError(takeBack.error)}
        </Notice>
      )}
      <Button type="submit" size="xs" loading={takeBack.pending} disabled={because.trim() === ""}>
        Mark as entered in error
      </Button>
    </form>
  );
}
