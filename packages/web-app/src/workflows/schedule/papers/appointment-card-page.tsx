import "../schedule.css";
import { SegmentedControl } from "@mantine/core";
import type { Appointment } from "@practicum/contracts/scheduling/appointments";
import type { Patient } from "@practicum/contracts/scheduling/patients";
import { formatDate } from "@practicum/kernel/local-date";
import { formatName, formatPhone } from "@practicum/ui/format.ts";
import { ErrorState, LoadingState } from "@practicum/ui/states.tsx";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useState } from "react";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC } from "../../../api/trpc.ts";
import { useSession } from "../../../session/session-context.ts";
import { Page } from "../../../shell/page.tsx";
import { usePaper } from "../../../shell/paper.ts";
import { PrintButton, Sheet } from "../../../shell/sheet.tsx";
import { cardWords, whenOf, type CardLanguage } from "./card-words.ts";
import { comingVisits } from "./coming-visits.ts";

/** The card that a patient takes home: when, with whom and where the next visits are. Why somebody comes is nobody's business on a refrigerator. */
export function AppointmentCardPage() {
  const { patientId = "" }: { patientId?: string } = useParams({ strict: false });
  const trpc = useTRPC();
  const { now } = useSession();
  const patient = useQuery(trpc.scheduling.getPatient.queryOptions({ patientId }));
  const visits = useQuery(trpc.scheduling.patientAppointments.queryOptions({ patientId }));
  const [chosen, setChosen] = useState<CardLanguage | null>(null);
  const spoken: CardLanguage = patient.data?.language.startsWith("es") ? "es" : "en";
  const language = chosen ?? spoken;
  usePaper({ kind: "printAppointmentCard", patient: patient.data, language });
  const failed = [patient, visits].find((one) => one.isError);
  return (
    <Page
      title="Appointment card"
      actions={
        <>
          <SegmentedControl
            size="xs"
            aria-label="Language of the card"
            data={[
              { value: "en", label: "English" },
              { value: "es", label: "Español" },
            ]}
            value={language}
            onChange={(value) => setChosen(value === "es" ? "es" : "en")}
          />
          <PrintButton disabled={!patient.data || !visits.data} />
        </>
      }
    >
      {failed && (
        <ErrorState
          what="The appointment card"
          message={errorText(failed.error)}
          onRetry={() => [patient, visits].forEach((one) => void one.refetch())}
        />
      )}
      {!failed && (!patient.data || !visits.data) && <LoadingState rows={6} />}
      {!failed && patient.data && visits.data && (
        <Card patient={patient.data} visits={comingVisits(visits.data, now())} language={language} />
      )}
    </Page>
  );
}

interface CardProps {
  readonly patient: Patient;
  readonly visits: readonly Appointment[];
  readonly language: CardLanguage;
}

function Card({ patient, visits, language }: CardProps) {
  const { practice } = useSession();
  const say = cardWords[language];
  return (
    <Sheet title={say.title} lang={language}>
      <p>
        <b>{formatName(patient.name)}</b> · {formatDate(patient.birthDate)}
      </p>
      {visits.length === 0 && <p>{say.none}</p>}
      {visits.map((visit) => (
        <CardVisit key={visit.appointmentId} visit={visit} language={language} />
      ))}
      {visits.length > 0 && (
        <>
          <p>{say.bring}</p>
          <p>{say.call(practice.phone)}</p>
        </>
      )}
    </Sheet>
  );
}

function CardVisit({ visit, language }: { readonly visit: Appointment; readonly language: CardLanguage }) {
  const trpc = useTRPC();
  const resources = useQuery({ ...trpc.scheduling.listResources.queryOptions({}), staleTime: 10 * 60_000 });
  const sites = useQuery({ ...trpc.identity.listLocations.queryOptions({}), staleTime: 10 * 60_000 });
  const provider = resources.data?.find((one) => one.resourceId === visit.providerResourceId)?.name;
  const site = sites.data?.find((one) => one.locationId === visit.locationId);
  return (
    <section className="s-card-visit">
      <b>{whenOf(visit.date, visit.start, language)}</b>
      <div>{[provider, cardWords[language].minutes(visit.minutes)].filter(Boolean).join(", ")}</div>
      {site && (
        <div>
          {site.name}, {site.address.line1}, {site.address.city} · {formatPhone(site.phone)}
        </div>
      )}
    </section>
  );
}
