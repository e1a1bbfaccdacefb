import { formatDate } from "@practicum/kernel/local-date";
import { ErrorState, LoadingState, Notice } from "@practicum/ui/states.tsx";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { errorText } from "../api/domain-error.ts";
import { useSession } from "../session/session-context.ts";
import { digestChart, openLoops, type ChartDigest } from "./chart-digest.ts";
import { useChart } from "./chart-queries.ts";
import "./chart.css";
import { stateWords } from "../states/record-states.ts";
import { ContradictionsPanel } from "./contradictions/contradictions-panel.tsx";
import { PreventiveCard } from "./preventive/preventive-card.tsx";
import { OpenLoops } from "./open-loops.tsx";
import { PatientAsks } from "./patient-asks.tsx";
import { VitalsFlowsheet } from "./vitals-flowsheet.tsx";

interface Props {
  readonly patientId: string;
  /** What the page shows of the patient beside the chart. */
  readonly beside: ReactNode;
}

/** The chart as it is read in ten seconds, read-only; each part leads to the page where it is changed. For those who may read the chart. */
export function ChartGlance({ patientId, beside }: Props) {
  const { today } = useSession();
  const chart = useChart(patientId);
  if (chart.isPending)
    return (
      <div className="c-glance">
        <section className="w-panel" aria-label="Chart" data-area="lists">
          <LoadingState rows={8} label="Loading the chart" />
        </section>
        <div className="c-stack" data-area="beside">
          {beside}
        </div>
      </div>
    );
  if (!chart.data)
    return (
      <div className="c-glance">
        <div data-area="lists">
          <ErrorState what="The chart" message={errorText(chart.error)} onRetry={() => void chart.refetch()} />
        </div>
        <div className="c-stack" data-area="beside">
          {beside}
        </div>
      </div>
    );
  const digest = digestChart(chart.data);
  return (
    <div className="c-glance">
      <div className="c-stack" data-area="lists">
        <Part title="Allergies" to={`/p/${patientId}/meds`}>
          <Allergies allergies={digest.allergies} />
        </Part>
        <Part title="Problems" to={`/p/${patientId}/chart`}>
          <Problems patientId={patientId} problems={digest.problems} />
        </Part>
        <Part title="Medications" to={`/p/${patientId}/meds`}>
          <Medications medications={digest.medications} />
        </Part>
      </div>
      <div data-area="wide">
        <Part title="Vital signs" to={`/p/${patientId}/chart`}>
          <VitalsFlowsheet sets={chart.data.vitals} readOnly />
        </Part>
      </div>
      <div className="c-stack" data-area="open">
        <PatientAsks patientId={patientId} />
        <OpenLoops patientId={patientId} loops={openLoops(chart.data, today)} />
        <ContradictionsPanel patientId={patientId} />
        <PreventiveCard patientId={patientId} />
      </div>
      <div className="c-stack" data-area="visits">
        <Part title="Last visits" to={`/p/${patientId}/visit`}>
          <LastVisits patientId={patientId} visits={digest.visits} />
        </Part>
      </div>
      <div className="c-stack" data-area="beside">
        {beside}
      </div>
    </div>
  );
}

function Part({ title, to, children }: { readonly title: string; readonly to: string; readonly children: ReactNode }) {
  return (
    <section className="w-panel" aria-label={title}>
      <header>
        <h2>{title}</h2>
        <Link to={to} className="p-anchor" aria-label={`Open: ${title}`}>
          Open
        </Link>
      </header>
      {children}
    </section>
  );
}

function Problems({ patientId, problems }: { readonly patientId: string; readonly problems: ChartDigest["problems"] }) {
  if (problems.length === 0) return <div className="c-dim">No problem is listed.</div>;
  return (
    <ul className="c-list c-brief">
      {problems.map(({ problemId, label, onsetOn, lastIn }) => (
        <li key={problemId}>
          <span>
            {label} {onsetOn && <span className="c-dim">since {formatDate(onsetOn)}</span>}
            {lastIn && (
              <span className="c-dim">
                {" "}
                · last in the note of{" "}
                <Link to={`/p/${patientId}/visit/${lastIn.encounterId}`} className="p-anchor">
                  {formatDate(lastIn.serviceDate)}
                </Link>
              </span>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}

function Medications({ medications }: { readonly medications: ChartDigest["medications"] }) {
  if (medications.length === 0) return <div className="c-dim">No medication is listed.</div>;
  return (
    <ul className="c-list c-brief">
      {medications.map(({ medicationId, name, directions }) => (
        <li key={medicationId}>
          <span>
            {name} <span className="c-dim">{directions}</span>
          </span>
        </li>
      ))}
    </ul>
  );
}

function Allergies({ allergies: { status, active } }: { readonly allergies: ChartDigest["allergies"] }) {
  if (status === "not-asked") return <Notice tone="warn">Not asked. This is not the same as none.</Notice>;
  if (status === "none-known") return <Notice tone="ok">The patient was asked: no known allergies.</Notice>;
  return (
    <ul className="c-list c-brief">
      {active.map((one) => (
        <li key={one.allergyId}>
          <span>
            <b>{one.substance}</b>
            {one.reaction ? ` – ${one.reaction}` : ""}{" "}
            <span className="c-dim">({one.severity === "unknown" ? "severity unknown" : one.severity})</span>
          </span>
        </li>
      ))}
    </ul>
  );
}

function LastVisits({ patientId, visits }: { readonly patientId: string; readonly visits: ChartDigest["visits"] }) {
  if (visits.length === 0) return <div className="c-dim">No visit has a note yet.</div>;
  return (
    <ul className="c-list c-brief">
      {visits.map((visit) => (
        <li key={visit.encounterId}>
          <span>
            <Link to={`/p/${patientId}/visit/${visit.encounterId}`} className="p-anchor">
              {formatDate(visit.serviceDate)} {visit.visitTypeName}
            </Link>{" "}
            <span className="c-dim">
              {visit.providerName} · {stateWords("encounter", visit.status).word}
              {visit.diagnoses.length > 0 && <> · {visit.diagnoses.map((one) => one.label).join("; ")}</>}
            </span>
          </span>
        </li>
      ))}
    </ul>
  );
}
