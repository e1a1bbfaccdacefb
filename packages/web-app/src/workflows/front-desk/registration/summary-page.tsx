import { Button } from "@mantine/core";
import type { Patient } from "@practicum/contracts/scheduling/patients";
import { formatDate, minutesOf } from "@practicum/kernel/local-date";
import { formatAge, formatMinutes, formatName, formatPhone } from "@practicum/ui/format.ts";
import { ErrorState, LoadingState, Notice } from "@practicum/ui/states.tsx";
import { StatusChip } from "@practicum/ui/status.tsx";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { alsoCalled, genderWords, interpreterWords, pronounWords, raceWords } from "../../../patient/about-words.ts";
import { otherPhoneWords } from "../../../patient/phones.tsx";
import { usePaidBy } from "../../../patient/use-paid-by.ts";
import { languageName } from "../../../patient/languages.ts";
import { sexWord } from "../../../patient/sexes.ts";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC } from "../../../api/trpc.ts";
import { ChartGlance } from "../../../chart/chart-glance.tsx";
import { OpenReferrals } from "../../../chart/referrals/open-referrals.tsx";
import { hasFormDraft } from "../../../forms/use-form-draft.ts";
import { useSession } from "../../../session/session-context.ts";
import { useDock } from "../../../shell/dock/dock-context.ts";
import { useFieldTarget } from "../../../shell/field-target.ts";
import { Page } from "../../../shell/page.tsx";
import { describeEligibility } from "../../../patient/eligibility-text.ts";
import { isEnded } from "../../../patient/first-in-force.ts";
import { DeceasedPanel } from "../../../patient/death/deceased-panel.tsx";
import { deathDraft, RecordDeath } from "../../../patient/death/record-death.tsx";
import { PreferredPharmacy } from "../../../patient/pharmacy/preferred-pharmacy.tsx";
import { FamilyPanel } from "../family/family-panel.tsx";
import { ContactChoices } from "./contact-choices.tsx";
import { demographicsDraft, EditDemographics } from "./edit-demographics.tsx";
import "./registration.css";

/** One page of a patient: who, next visits, insurance; for those who may read the chart, what it says now. */
export function SummaryPage() {
  const { patientId = "" }: { patientId?: string } = useParams({ strict: false });
  const trpc = useTRPC();
  const session = useSession();
  const dock = useDock();
  const [editing, setEditing] = useState(false);
  const [recordingDeath, setRecordingDeath] = useState(false);
  /** Whether a form was left half filled; null until the record is known. */
  const [unfinished, setUnfinished] = useState<boolean | null>(null);
  useFieldTarget(({ field }) => setEditing(field !== "contradictions" && session.can("patient.edit")));
  const patient = useQuery(trpc.scheduling.getPatient.queryOptions({ patientId }));
  if (patient.isError)
    return <ErrorState what="This patient" message={errorText(patient.error)} onRetry={() => void patient.refetch()} />;
  if (!patient.data) return <LoadingState />;
  if (unfinished === null && session.can("patient.edit")) setUnfinished(hasFormDraft(demographicsDraft(patient.data)));
  if (editing || unfinished) {
    return (
      <Page title="Demographics">
        <EditDemographics
          patient={patient.data}
          onDone={() => {
            setEditing(false);
            setUnfinished(false);
          }}
        />
      </Page>
    );
  }
  return (
    <Page
      title="Summary"
      actions={
        <>
          <Link to={`/p/${patientId}/face-sheet`} className="p-anchor">
            Face sheet
          </Link>
          <Link to={`/p/${patientId}/consents`} className="p-anchor">
            Signed forms
          </Link>
          {session.can("patient.edit") && (
            <Button size="xs" variant="default" data-guide="patient.edit" onClick={() => setEditing(true)}>
              Edit demographics
            </Button>
          )}
          {session.can("patient.edit") && !patient.data.death && (
            <Button size="xs" variant="default" onClick={() => setRecordingDeath(true)}>
              Record death
            </Button>
          )}
          {session.can("appointment.book") && !patient.data.death && (
            <Button size="xs" onClick={() => dock.open("booking", patientId)}>
              Book
            </Button>
          )}
        </>
      }
    >
      {patient.data.death && <DeceasedPanel patient={patient.data} death={patient.data.death} />}
      {(recordingDeath || hasFormDraft(deathDraft(patientId))) &&
        !patient.data.death &&
        session.can("patient.edit") && <RecordDeath patient={patient.data} onDone={() => setRecordingDeath(false)} />}
      {session.can("chart.read") ? (
        <ChartGlance
          patientId={patientId}
          beside={
            <>
              <Visits patientId={patientId} />
              <Insurance patientId={patientId} />
              <FamilyPanel patientId={patientId} />
              <PreferredPharmacy patientId={patientId} />
              <Facts patient={patient.data} />
              <ContactChoices patientId={patientId} />
            </>
          }
        />
      ) : (
        <div className="r-cards">
          <div className="r-stack">
            <Visits patientId={patientId} />
            {session.can("referral.read") && <OpenReferrals patientId={patientId} />}
            <Insurance patientId={patientId} />
            <FamilyPanel patientId={patientId} />
          </div>
          <div className="r-stack">
            <PreferredPharmacy patientId={patientId} />
            <Facts patient={patient.data} />
            <ContactChoices patientId={patientId} />
          </div>
        </div>
      )}
    </Page>
  );
}

function Facts({ patient }: { readonly patient: Patient }) {
  const { today } = useSession();
  const { address, guarantor, emergencyContact: contact } = patient;
  const paidBy = usePaidBy(patient);
  return (
    <section className="w-panel">
      <header>
        <h2>Demographics</h2>
      </header>
      <dl className="w-facts">
        <dt>Name</dt>
        <dd data-field="name">
          {patient.name.given} {patient.name.middle} {patient.name.family} {patient.name.suffix}
          <span className="r-hint">{alsoCalled(patient.about)}</span>
        </dd>
        <dt>Date of birth</dt>
        <dd data-field="birthDate">
          {formatDate(patient.birthDate)} ({formatAge(patient.birthDate, today)})
        </dd>
        <dt>Sex</dt>
        <dd data-field="sex">
          {sexWord(patient.sex)}
          {patient.sex === "unknown" && <span className="r-hint">Many payers refuse a claim without it.</span>}
        </dd>
        <dt>Pronouns</dt>
        <dd>{pronounWords(patient.about)}</dd>
        <dt>Gender identity</dt>
        <dd>{genderWords(patient.about)}</dd>
        <dt>Race and ethnicity</dt>
        <dd>{raceWords(patient.about)}</dd>
        <dt>Phone</dt>
        <dd>
          {patient.phone ? formatPhone(patient.phone) : "—"}
          {patient.otherPhones?.map((one) => (
            <span key={one.phone} className="r-hint">
              {otherPhoneWords(one)}
            </span>
          ))}
        </dd>
        <dt>E-mail</dt>
        <dd>{patient.email ?? "—"}</dd>
        <dt>Address</dt>
        <dd data-field="address">
          {address
            ? `${address.line1}${address.line2 ? `, ${address.line2}` : ""}, ${address.city}, ${address.state} ${address.zip.slice(0, 5)}`
            : "—"}
        </dd>
        <dt>Language</dt>
        <dd>{languageName(patient.language)}</dd>
        <dt>Interpreter</dt>
        <dd>{interpreterWords(patient.about, patient.language)}</dd>
        <dt>Guarantor</dt>
        <dd>
          {paidBy
            ? `${formatName(paidBy.guarantor.name)} (${paidBy.how})`
            : guarantor
              ? `${formatName(guarantor.name)} (${guarantor.relationship})`
              : "The patient"}
        </dd>
        <dt>Emergency contact</dt>
        <dd>
          {contact
            ? `${contact.name}${contact.relationship ? ` (${contact.relationship})` : ""}, ${formatPhone(contact.phone)}`
            : "—"}
        </dd>
      </dl>
    </section>
  );
}

function Visits({ patientId }: { readonly patientId: string }) {
  const trpc = useTRPC();
  const { today } = useSession();
  const dock = useDock();
  const visits = useQuery(trpc.scheduling.patientAppointments.queryOptions({ patientId }));
  const coming = (visits.data ?? [])
    .filter((v) => v.date >= today && v.status !== "cancelled")
    .toSorted((a, b) => (a.startsAt < b.startsAt ? -1 : 1));
  // limit: the last few; "All" beside the title leads to the others.
  const past = (visits.data ?? []).filter((v) => v.date < today).slice(0, 5);
  return (
    <section className="w-panel">
      <header>
        <h2>Visits</h2>
        <Link to={`/p/${patientId}/appointments`} className="p-anchor">
          All
        </Link>
      </header>
      {visits.isError && <Notice tone="warn">Visits could not be loaded. {errorText(visits.error)}</Notice>}
      {visits.isPending && <LoadingState rows={2} />}
      {visits.data && coming.length === 0 && <div style={{ fontSize: 13 }}>Nothing booked.</div>}
      {[...coming, ...past].map((visit) => (
        <div
          key={visit.appointmentId}
          style={{
            display: "flex",
            gap: 8,
            alignItems: "center",
            justifyContent: "space-between",
            padding: "3px 0",
            fontSize: 13,
          }}
        >
          <Button
            data-print
            size="compact-sm"
            variant="subtle"
            onClick={() => dock.open("appointment", visit.appointmentId)}
          >
            {formatDate(visit.date)} {formatMinutes(minutesOf(visit.start))}
          </Button>
          <span style={{ flex: 1 }}>{visit.visitTypeName}</span>
          <StatusChip status={visit.status} />
        </div>
      ))}
    </section>
  );
}

function Insurance({ patientId }: { readonly patientId: string }) {
  const trpc = useTRPC();
  const { timeZone, today } = useSession();
  const coverages = useQuery(trpc.billing.listCoverages.queryOptions({ patientId }));
  const running = coverages.data?.filter((one) => !isEnded(one, today));
  return (
    <section className="w-panel">
      <header>
        <h2>Insurance</h2>
        <Link to={`/p/${patientId}/insurance`} className="p-anchor">
          Open
        </Link>
      </header>
      {coverages.isError && <Notice tone="warn">Insurance could not be loaded. {errorText(coverages.error)}</Notice>}
      {coverages.isPending && <LoadingState rows={2} />}
      {running?.length === 0 && (
        <div style={{ fontSize: 13 }}>
          {coverages.data?.length === 0 ? "None on file: self-pay." : "None in force: what was on file has ended."}
        </div>
      )}
      {running?.map((coverage) => {
        const text = describeEligibility(coverage.eligibility, coverage.payerName, timeZone);
        return (
          <div key={coverage.coverageId} style={{ marginTop: 6 }}>
            <Notice tone={text.tone}>
              <b>
                {coverage.priority}. {coverage.payerName}
              </b>{" "}
              · {text.word}
              <br />
              Member {coverage.memberId}. {text.sentences.join(" ")}
            </Notice>
          </div>
        );
      })}
    </section>
  );
}
