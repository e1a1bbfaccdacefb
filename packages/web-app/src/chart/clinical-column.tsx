import { formatDate } from "@practicum/kernel/local-date";
import { formatMinutes } from "@practicum/ui/format.ts";
import { ErrorState, LoadingState, Notice } from "@practicum/ui/states.tsx";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { errorText } from "../api/domain-error.ts";
import { localDateOf, localMinutesOf, useSession } from "../session/session-context.ts";
import { digestChart, type ChartDigest } from "./chart-digest.ts";
import { useChart } from "./chart-queries.ts";
import type { VitalsRecord } from "./chart-types.ts";
import "./chart.css";
import { noteStatus } from "./note-status.ts";
import { VitalsLines } from "./vitals-list.tsx";

/** The chart at a glance, read-only; each part leads to the page where it is changed. For those who may read the chart. */
export function ClinicalColumn({ patientId }: { readonly patientId: string }) {
  const chart = useChart(patientId);
  if (chart.isPending)
    return (
      <section className="w-panel" aria-label="Chart">
        <LoadingState rows={8} label="Loading the chart" />
      </section>
    );
  if (!chart.data)
    return <ErrorState what="The chart" message={errorText(chart.error)} onRetry={() => void chart.refetch()} />;
  const digest = digestChart(chart.data);
  return (
    <>
      <Part title="Allergies" to={`/p/${patientId}/meds`}>
        <Allergies allergies={digest.allergies} />
      </Part>
      <Part title="Problems" to={`/p/${patientId}/chart`}>
        <Lines
          none="No problem is listed."
          lines={digest.problems.map((one) => ({
            key: one.problemId,
            main: one.label,
            dim: one.onsetOn ? `since ${formatDate(one.onsetOn)}` : null,
          }))}
        />
      </Part>
      <Part title="Medications" to={`/p/${patientId}/meds`}>
        <Lines
          none="No medication is listed."
          lines={digest.medications.map((one) => ({ key: one.medicationId, main: one.name, dim: one.directions }))}
        />
      </Part>
      <Part title="Last vital signs" to={`/p/${patientId}/chart`}>
        <LastVitals set={digest.vitals} />
      </Part>
      <Part title="Last visits" to={`/p/${patientId}/visit`}>
        <LastVisits patientId={patientId} visits={digest.visits} />
      </Part>
    </>
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

interface Line {
  readonly key: string;
  readonly main: string;
  readonly dim: string | null;
}

function Lines({ lines, none }: { readonly lines: readonly Line[]; readonly none: string }) {
  if (lines.length === 0) return <div className="c-dim">{none}</div>;
  return (
    <ul className="c-list c-brief">
      {lines.map((line) => (
        <li key={line.key}>
          <span>
            {line.main}
            {line.dim && <span className="c-dim"> {line.dim}</span>}
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

function LastVitals({ set }: { readonly set: VitalsRecord | null }) {
  const session = useSession();
  if (!set) return <div className="c-dim">No vital signs are recorded.</div>;
  return (
    <>
      <div className="c-dim">
        {formatDate(localDateOf(session, set.takenAt))} {formatMinutes(localMinutesOf(session, set.takenAt))},{" "}
        {set.takenBy}
      </div>
      <VitalsLines set={set} />
    </>
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
              {visit.providerName} · {noteStatus[visit.status]}
              {visit.diagnoses.length > 0 && <> · {visit.diagnoses.map((one) => one.label).join("; ")}</>}
            </span>
          </span>
        </li>
      ))}
    </ul>
  );
}
