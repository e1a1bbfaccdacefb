import { dateIn } from "@practicum/kernel/instant";
import { formatDate } from "@practicum/kernel/local-date";
import { PatientBanner } from "@practicum/ui/patient-banner.tsx";
import { ErrorState, LoadingState } from "@practicum/ui/states.tsx";
import { IconEyeQuestion, IconLock } from "@tabler/icons-react";
import { Link, Outlet, useLocation, useNavigate, useParams } from "@tanstack/react-router";
import { Fragment, useEffect } from "react";
import { errorText } from "../api/domain-error.ts";
import { workflows } from "../app/workflows.ts";
import { useSession } from "../session/session-context.ts";
import { usePaper } from "../shell/paper.ts";
import { say } from "../shell/undo.tsx";
import { interpretedIn } from "./about-words.ts";
import { deathWords } from "./death/death-words.ts";
import { ShutChart } from "./shut-chart.tsx";
import { describePatient, useBanner } from "./use-patient.ts";

/** Pages of the chart that are no tab of their own. */
const CHART_PAGES: readonly string[] = ["growth", "rooming"];

function isOfChart(page: string | undefined): boolean {
  const tabs = workflows.flatMap((workflow) => workflow.patientTabs);
  return (
    page !== undefined &&
    (CHART_PAGES.includes(page) || tabs.some((tab) => tab.path === page && tab.permission === "chart.read"))
  );
}

/** An old link to a record that was merged leads to the one that has everything, on the same page (SCH-128). */
function useMergedRedirect(merged: { readonly into: string; readonly at: string; readonly by: string } | null): void {
  const { timeZone } = useSession();
  const navigate = useNavigate();
  const { into, at, by } = merged ?? { into: null, at: "", by: "" };
  useEffect(() => {
    if (into === null) return;
    const page = location.pathname.split("/")[3] ?? "summary";
    say(`This record was merged into another one on ${formatDate(dateIn(at, timeZone))} by ${by}. You see that one.`);
    void navigate({ href: `/p/${into}/${page}`, replace: true });
  }, [into, at, by, timeZone, navigate]);
}

/** The banner, which stays whatever scrolls below it, and the tabs of one patient; the address carries the id and nothing else. */
export function PatientLayout() {
  const { patientId = "" }: { patientId?: string } = useParams({ strict: false });
  const session = useSession();
  const navigate = useNavigate();
  const { patient, allergies, coverage, balance, shut, restricted } = useBanner(patientId);
  const { pathname } = useLocation();
  usePaper({ kind: "printRecord", patient: patient.data, under: true });
  useMergedRedirect(patient.data?.merged ?? null);
  const tabs = workflows
    .flatMap((workflow) => workflow.patientTabs)
    .filter((tab) => session.can(tab.permission))
    .toSorted((a, b) => a.order - b.order);
  if (patient.isError) {
    return (
      <div style={{ padding: 24, maxWidth: 560 }}>
        <ErrorState what="This patient" message={errorText(patient.error)} onRetry={() => void patient.refetch()} />
      </div>
    );
  }
  if (!patient.data || patient.data.merged) return <LoadingState rows={3} label="Loading the patient" />;
  const { name, birth } = describePatient(patient.data, session.today);
  const spoken = interpretedIn(patient.data.about?.interpreter, patient.data.language);
  const open = (path: string) => void navigate({ href: `/p/${patientId}/${path}` });
  return (
    <div className="w-patient">
      <PatientBanner
        name={name}
        birth={birth}
        deceased={patient.data.death ? deathWords(patient.data.death) : null}
        interpreter={spoken && `Interpreter: ${spoken}`}
        mrn={`MRN ${patient.data.mrn}`}
        allergies={allergies}
        coverage={coverage}
        balance={balance}
        onOpen={(source) => open(tabs.some((tab) => tab.path === source) ? source : "summary")}
      >
        <Link
          to={`/p/${patientId}/access`}
          className="p-banner-item w-access p-no-print"
          data-restricted={restricted}
          aria-label={restricted ? "Restricted chart: why can I see this?" : "Access: why can I see this?"}
        >
          {restricted ? <IconLock size={15} aria-hidden /> : <IconEyeQuestion size={15} aria-hidden />}
          {restricted ? "Restricted chart" : "Access"}
        </Link>
      </PatientBanner>
      <div className="w-patient-page" data-scroll-restoration-id="patient">
        <nav className="w-tabs p-no-print" aria-label="Patient">
          {tabs.map((tab) => (
            <Link
              key={tab.path}
              to={`/p/${patientId}/${tab.path}`}
              className="w-tab"
              activeProps={{ "aria-current": "page" }}
            >
              {tab.label}
            </Link>
          ))}
        </nav>
        {/* Another patient's page is another page: nothing of the one before stays in it. */}
        <Fragment key={patientId}>
          {shut && isOfChart(pathname.split("/")[3]) ? <ShutChart patientId={patientId} /> : <Outlet />}
        </Fragment>
      </div>
    </div>
  );
}
