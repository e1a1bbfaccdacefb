import { Button } from "@mantine/core";
import { describeError } from "@practicum/contracts/error";
import { EmptyState, ErrorState, LoadingState, Notice } from "@practicum/ui/states.tsx";
import type { Instant } from "@practicum/kernel/instant";
import { StatusChip } from "@practicum/ui/status.tsx";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { errorText } from "../../api/domain-error.ts";
import { useTRPC } from "../../api/trpc.ts";
import { useCommand } from "../../api/use-command.ts";
import { AllergiesPanel } from "../../chart/allergies-panel.tsx";
import "../../chart/chart.css";
import { useChart } from "../../chart/chart-queries.ts";
import { HistoriesPanel } from "../../chart/histories/histories-panel.tsx";
import { ImmunizationsPanel } from "../../chart/immunizations/immunizations-panel.tsx";
import { GrowthLink } from "../../chart/growth-link.tsx";
import { InHousePanel } from "../../chart/in-house/in-house-panel.tsx";
import { CriticalNotice } from "../../chart/critical-notice.tsx";
import { MedicationsPanel } from "../../chart/medications-panel.tsx";
import "../../chart/note/note.css";
import { RoomingFields } from "../../chart/note/fields/rooming-fields.tsx";
import { BookedFor } from "../../chart/note/booked-for.tsx";
import { SectionEditor } from "../../chart/note/section-editor.tsx";
import { PatientSays } from "../../chart/patient-says.tsx";
import { VitalsForm } from "../../chart/vitals-form.tsx";
import { VitalsFlowsheet } from "../../chart/vitals-flowsheet.tsx";
import { localDateOf, useSession } from "../../session/session-context.ts";
import { Page } from "../../shell/page.tsx";

/** What the room needs, on one page with large targets: vitals, why the patient came, allergies, medications. */
export function RoomingPage() {
  const { patientId = "" }: { patientId?: string } = useParams({ strict: false });
  const trpc = useTRPC();
  const session = useSession();
  const { today } = session;
  const [toldAwaited, setToldAwaited] = useState(false);
  const isOfToday = (at: Instant) => localDateOf(session, at) === today;
  const chart = useChart(patientId);
  const patient = useQuery(trpc.scheduling.getPatient.queryOptions({ patientId }));
  const visit = chart.data?.encounters.find((one) => one.status === "open" && one.serviceDate === today) ?? null;
  const critical = chart.data?.vitals[0];
  useEffect(() => {
    // Enter says that the provider was told: the key is under the finger that saved.
    if (!toldAwaited) return;
    const button = document.querySelector<HTMLElement>("[data-critical-told]");
    if (!button) return;
    button.focus();
    setToldAwaited(false);
  }, [toldAwaited, critical]);
  return (
    <Page
      title="Rooming"
      actions={
        visit && (
          <RoomingActions patientId={patientId} appointmentId={visit.appointmentId} encounterId={visit.encounterId} />
        )
      }
    >
      {chart.isError && (
        <ErrorState what="The chart" message={errorText(chart.error)} onRetry={() => void chart.refetch()} />
      )}
      {chart.isPending && <LoadingState rows={8} />}
      {chart.data && !visit && (
        <EmptyState
          title="No visit is open today"
          action={
            <Link className="p-anchor" to="/flow">
              To the flow board
            </Link>
          }
        >
          The check-in opens it. Vital signs and lists can be written down all the same.
        </EmptyState>
      )}
      {chart.data && (
        <CriticalNotice
          sets={chart.data.vitals.filter((set, index) => index === 0 && isOfToday(set.takenAt))}
          providerName={visit?.providerName ?? "the provider"}
          isProvider={visit !== null && visit.providerId === session.staff.staffId}
        />
      )}
      {chart.data && patient.data && (
        <div className="c-columns">
          <div className="c-stack">
            <VitalsForm
              patientId={patientId}
              encounterId={visit?.encounterId ?? null}
              birthDate={patient.data.birthDate}
              onCritical={() => setToldAwaited(true)}
            />
            <ToDo patientId={patientId} />
            {visit && <Reason encounterId={visit.encounterId} appointmentId={visit.appointmentId} />}
            <section className="w-panel" aria-label="Vital signs so far">
              <header>
                <h2>So far</h2>
                <GrowthLink patientId={patientId} />
              </header>
              <VitalsFlowsheet sets={chart.data.vitals} />
            </section>
          </div>
          <div className="c-stack">
            <PatientSays patientId={patientId} />
            <AllergiesPanel patientId={patientId} list={chart.data.allergies} large />
            <MedicationsPanel
              patientId={patientId}
              reviewedAt={chart.data.medications.reviewedAt}
              entries={chart.data.medications.entries}
              large
            />
            <HistoriesPanel patientId={patientId} large />
            <ImmunizationsPanel patientId={patientId} immunizations={chart.data.immunizations} />
          </div>
        </div>
      )}
    </Page>
  );
}

/** Tests and injections that are ordered for this patient, and those of the last day. */
function ToDo({ patientId }: { readonly patientId: string }) {
  const trpc = useTRPC();
  const orders = useQuery(trpc.charting.inHouseOfPatient.queryOptions({ patientId }));
  if (orders.isError) return <Notice tone="warn">The orders could not be loaded. {errorText(orders.error)}</Notice>;
  if (!orders.data || orders.data.length === 0) return null;
  return <InHousePanel orders={orders.data} large />;
}

/** Why the patient came, in the patient's words; it is the first section of the provider's note. */
function Reason({
  encounterId,
  appointmentId,
}: {
  readonly encounterId: string;
  readonly appointmentId: string | null;
}) {
  const trpc = useTRPC();
  const [taken, setTaken] = useState<{ id: number; text: string } | null>(null);
  const encounter = useQuery(trpc.charting.getEncounter.queryOptions({ encounterId }));
  if (encounter.isError) return <Notice tone="warn">The note could not be loaded. {errorText(encounter.error)}</Notice>;
  if (!encounter.data) return <LoadingState rows={2} />;
  return (
    <div className="w-panel">
      <RoomingFields encounter={encounter.data} />
      {encounter.data.sections.reason.text === "" && (
        <BookedFor appointmentId={appointmentId} onUse={(text) => setTaken({ id: 1, text })} />
      )}
      <SectionEditor
        key={encounterId}
        encounterId={encounterId}
        section="reason"
        label="Reason for visit"
        placeholder="In the patient’s words"
        stored={encounter.data.sections.reason}
        rows={2}
        size="md"
        insertion={taken}
      />
    </div>
  );
}

interface ActionsProps {
  readonly patientId: string;
  readonly appointmentId: string | null;
  readonly encounterId: string;
}

/** Where the visit stands, and handing it to the provider. */
function RoomingActions({ patientId, appointmentId, encounterId }: ActionsProps) {
  const trpc = useTRPC();
  const session = useSession();
  const advance = useCommand("scheduling", "advanceVisit");
  const [handedOver, setHandedOver] = useState(false);
  const visit = useQuery({
    ...trpc.scheduling.getAppointment.queryOptions({ appointmentId: appointmentId ?? "" }),
    enabled: appointmentId !== null,
  });
  const next = visit.data?.status === "arrived" ? "rooming" : visit.data?.status === "rooming" ? "ready" : null;
  const go = async () => {
    if (!visit.data || !next) return;
    setHandedOver(next === "ready");
    await advance.run({
      appointmentId: visit.data.appointmentId,
      version: visit.data.version,
      to: next,
      roomResourceId: null,
    });
  };
  return (
    <>
      {advance.error && <span role="alert">{describeError(advance.error)}</span>}
      {visit.data && <StatusChip status={visit.data.status} />}
      {session.can("note.write") && (
        <Link className="p-anchor" to={`/p/${patientId}/visit/${encounterId}`}>
          Open the note
        </Link>
      )}
      {next && (
        <Button h={44} loading={advance.pending} onClick={() => void go()}>
          {next === "rooming" ? "Start rooming" : "Ready for the provider"}
        </Button>
      )}
      {visit.data?.status === "ready" && (
        <Button component={Link} to="/flow" h={44} variant="default" autoFocus={handedOver}>
          To the flow board
        </Button>
      )}
    </>
  );
}
