import { Checkbox, SegmentedControl, TextInput } from "@mantine/core";
import type { Appointment } from "@practicum/contracts/scheduling/appointments";
import type { Patient } from "@practicum/contracts/scheduling/patients";
import { timeIn } from "@practicum/kernel/instant";
import { formatDate } from "@practicum/kernel/local-date";
import { DateInput } from "@practicum/ui/date-input.tsx";
import { ErrorState, LoadingState, Notice } from "@practicum/ui/states.tsx";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC } from "../../../api/trpc.ts";
import { RestoredNotice } from "../../../forms/restored-notice.tsx";
import { useSession } from "../../../session/session-context.ts";
import { useDraft } from "../../../shell/dock/drafts.ts";
import { Page } from "../../../shell/page.tsx";
import { usePaper } from "../../../shell/paper.ts";
import { PrintButton, Sheet, SignatureLine } from "../../../shell/sheet.tsx";
import { wasSeen } from "./coming-visits.ts";
import { blankChoice, excuseFault, excuseText, type ExcuseChoice } from "./excuse-text.ts";

/** A letter to an employer or a school that somebody was here: of a visit, and only of one that took place. */
export function ExcusePage() {
  const params: { patientId?: string; appointmentId?: string } = useParams({ strict: false });
  const { patientId = "", appointmentId = "" } = params;
  const trpc = useTRPC();
  const patient = useQuery(trpc.scheduling.getPatient.queryOptions({ patientId }));
  const visit = useQuery(trpc.scheduling.getAppointment.queryOptions({ appointmentId }));
  const failed = [patient, visit].find((one) => one.isError);
  if (failed)
    return (
      <Page title="Work or school excuse">
        <ErrorState
          what="The visit"
          message={errorText(failed.error)}
          onRetry={() => [patient, visit].forEach((one) => void one.refetch())}
        />
      </Page>
    );
  if (!patient.data || !visit.data)
    return (
      <Page title="Work or school excuse">
        <LoadingState rows={8} />
      </Page>
    );
  const refusal =
    visit.data.patientId !== patientId
      ? "This visit is of another patient than the address says. Open it from that patient’s appointments."
      : wasSeen(visit.data)
        ? null
        : "The patient was not checked in for this visit, so nothing can be attested. Choose a visit that took place.";
  if (refusal)
    return (
      <Page title="Work or school excuse">
        <Notice tone="danger" role="alert">
          {refusal}
        </Notice>
      </Page>
    );
  return <Letter key={appointmentId} patient={patient.data} visit={visit.data} />;
}

function Letter({ patient, visit }: { readonly patient: Patient; readonly visit: Appointment }) {
  const session = useSession();
  const { timeZone, today } = session;
  const { patientId, name } = patient;
  // When it was marked as done; whoever knows better changes it.
  const left = visit.status === "done" ? timeIn(visit.statusSince, timeZone) : "";
  const [choice, setChoice, , kept] = useDraft<ExcuseChoice & { readonly left: string }>(
    `excuse:${visit.appointmentId}`,
    { ...blankChoice, left },
  );
  const put = (part: Partial<typeof choice>) => setChoice((old) => ({ ...old, ...part }));
  // Who came along learns nothing of the patient in the margin either.
  const isAboutPatient = choice.whom === "patient";
  usePaper({
    kind: "printExcuseLetter",
    patient: isAboutPatient ? { patientId, name, birthDate: null } : null,
    about: [patientId],
  });
  const fault = excuseFault(choice);
  const text = excuseText(choice, {
    patient: `${name.given} ${name.family}`,
    date: visit.date,
    arrived: visit.arrivedAt === null ? null : timeIn(visit.arrivedAt, timeZone),
    left: choice.left || null,
  });
  return (
    <Page title="Work or school excuse" actions={<PrintButton disabled={fault !== null} />}>
      <div className="w-paper-layout">
        <div className="p-no-print">
          <RestoredNotice draft={kept} />
          <SegmentedControl
            aria-label="Excuse from"
            data={[
              { value: "work", label: "Work" },
              { value: "school", label: "School" },
            ]}
            value={choice.to}
            onChange={(to) => put({ to: to === "school" ? "school" : "work" })}
          />
          <Checkbox
            label="For somebody who came along"
            checked={!isAboutPatient}
            onChange={(event) => put({ whom: event.currentTarget.checked ? "companion" : "patient" })}
          />
          {!isAboutPatient && (
            <TextInput
              label="Name of who came along"
              maxLength={80}
              value={choice.companion}
              onChange={(event) => put({ companion: event.currentTarget.value })}
            />
          )}
          <TextInput
            type="time"
            label="Left at"
            description="Leave it empty if nobody knows."
            value={choice.left}
            onChange={(event) => put({ left: event.currentTarget.value })}
          />
          {session.can("note.write") ? (
            <Clinical choice={choice} put={put} />
          ) : (
            <Notice tone="info">Days away and limits are for a provider to add.</Notice>
          )}
          {fault && (
            <Notice tone="warn" role="status">
              {fault}
            </Notice>
          )}
        </div>
        <Sheet title={choice.to === "work" ? "Work excuse" : "School excuse"} aside={formatDate(today)}>
          <p>To whom it may concern:</p>
          {text.map((line) => (
            <p key={line}>{line}</p>
          ))}
          <p>Call us if you want to make sure that this letter is ours.</p>
          <SignatureLine label={`Signature, ${session.practice.name}`} />
        </Sheet>
      </div>
    </Page>
  );
}

interface ClinicalProps {
  readonly choice: ExcuseChoice;
  readonly put: (part: Partial<ExcuseChoice>) => void;
}

/** How long to stay away and what not to do: a provider's judgment. */
function Clinical({ choice, put }: ClinicalProps) {
  const { today } = useSession();
  return (
    <>
      <DateInput label="Away from" today={today} value={choice.awayFrom} onChange={(awayFrom) => put({ awayFrom })} />
      <DateInput label="Away through" today={today} value={choice.awayTo} onChange={(awayTo) => put({ awayTo })} />
      <TextInput
        label="Restrictions on return"
        description="What not to do; never why."
        maxLength={200}
        value={choice.limits}
        onChange={(event) => put({ limits: event.currentTarget.value })}
      />
    </>
  );
}
