import { Button } from "@mantine/core";
import { dateIn, timeIn } from "@practicum/kernel/instant";
import { formatDate } from "@practicum/kernel/local-date";
import { ChoiceList } from "@practicum/ui/choice-list.tsx";
import { formatName, formatTime } from "@practicum/ui/format.ts";
import { EmptyState, ErrorState, LoadingState } from "@practicum/ui/states.tsx";
import { Worklist, type WorklistColumn } from "@practicum/ui/worklist.tsx";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { errorText } from "../../api/domain-error.ts";
import { useTRPC, useTRPCClient } from "../../api/trpc.ts";
import { useEndless } from "../../lists/use-endless.ts";
import { PatientPicker, PickedPatient } from "../../patient/patient-picker.tsx";
import { useSession } from "../../session/session-context.ts";
import { Page } from "../../shell/page.tsx";
import { AdminTabs } from "./admin-tabs.tsx";
import {
  cameMuchLater,
  outcomeText,
  periods,
  periodWords,
  sentenceOf,
  spanOf,
  whatWasDone,
  type AuditEntry,
  type Period,
} from "./audit-sentence.ts";
import { ExportTrail } from "./export-trail.tsx";
import { ChainCheck } from "./chain-check.tsx";
import { wordsOf } from "./permission-words.ts";
import type { AuditSearch } from "./audit-search.ts";

const PAGE = 100;

/** Who did and opened what: a question of three parts, and its answer as a list. */
export function AuditPage() {
  const session = useSession();
  const search: AuditSearch = useSearch({ strict: false });
  const period = search.when ?? "today";
  const names = useNames(search);
  return (
    <Page
      title="Audit trail"
      actions={
        <>
          <ExportTrail search={search} period={period} />
          {session.can("audit.verify") && <ChainCheck />}
        </>
      }
    >
      <AdminTabs />
      <Question search={search} period={period} />
      <h2 style={{ fontSize: 15 }}>{sentenceOf({ ...names, period })}</h2>
      <Answer search={search} period={period} />
    </Page>
  );
}

function useNames({ patient, by }: AuditSearch) {
  const trpc = useTRPC();
  const { can } = useSession();
  const found = useQuery({
    ...trpc.scheduling.getPatient.queryOptions({ patientId: patient ?? "" }),
    // An auditor sees ids alone.
    enabled: patient !== undefined && can("patient.read"),
  });
  const staff = useQuery({ ...trpc.identity.listStaff.queryOptions({}), staleTime: 10 * 60_000 });
  const person = staff.data?.find((each) => each.staffId === by);
  return {
    patient: patient === undefined ? null : found.data ? formatName(found.data.name) : "this patient",
    person: by === undefined ? null : person ? `${person.given} ${person.family}` : "this person",
  };
}

function Question({ search, period }: { readonly search: AuditSearch; readonly period: Period }) {
  const trpc = useTRPC();
  const navigate = useNavigate();
  const { can } = useSession();
  const staff = useQuery({ ...trpc.identity.listStaff.queryOptions({}), staleTime: 10 * 60_000 });
  const patient = useQuery({
    ...trpc.scheduling.getPatient.queryOptions({ patientId: search.patient ?? "" }),
    enabled: search.patient !== undefined && can("patient.read"),
  });
  const change = (next: AuditSearch) => void navigate({ to: ".", search: (old: object) => ({ ...old, ...next }) });
  return (
    <div className="a-sentence">
      <ChoiceList
        label="Who"
        placeholder="Anybody"
        clearable
        w={220}
        data={(staff.data ?? []).map((person) => ({
          value: person.staffId as string,
          label: `${person.given} ${person.family}`,
        }))}
        value={search.by ?? null}
        onChange={(value) => change({ by: value ?? undefined })}
      />
      <div style={{ width: 320 }} hidden={!can("patient.read") && search.patient === undefined}>
        {!can("patient.read") ? (
          <Button size="xs" variant="default" onClick={() => change({ patient: undefined })}>
            Of all patients again
          </Button>
        ) : search.patient === undefined ? (
          <PatientPicker label="Which patient" onPick={(picked) => change({ patient: picked.patientId })} />
        ) : (
          patient.data && <PickedPatient patient={patient.data} onChange={() => change({ patient: undefined })} />
        )}
      </div>
      <ChoiceList
        label="When"
        w={200}
        data={periods.map((each) => ({ value: each, label: periodWords[each] }))}
        value={period}
        onChange={(value) => change({ when: periods.find((each) => each === value) })}
      />
    </div>
  );
}

function Answer({ search, period }: { readonly search: AuditSearch; readonly period: Period }) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const session = useSession();
  const span = spanOf(period, session.today, session.timeZone);
  const input = { patientId: search.patient ?? null, staffId: search.by ?? null, ...span, limit: PAGE };
  const trail = useEndless({
    queryKey: trpc.identity.auditTrail.queryKey({ ...input, before: null }),
    page: async (before, signal) => {
      const page = await client.identity.auditTrail.query(
        { ...input, before: before === null ? null : Number(before) },
        { signal },
      );
      return { entries: page.entries, next: page.next === null ? null : String(page.next) };
    },
    itemsOf: (page) => page.entries,
    keyOf,
  });
  const columns = useColumns();
  if (trail.error)
    return <ErrorState what="The audit trail" message={errorText(trail.error)} onRetry={trail.refetch} />;
  if (!trail.items) return <LoadingState />;
  if (trail.items.length === 0)
    return <EmptyState title="Nobody did">Widen the time, or ask about anybody.</EmptyState>;
  return (
    <Worklist
      label="Entries of the audit trail"
      compact
      items={trail.items}
      columns={columns}
      keyOf={keyOf}
      more={trail.more}
      maxHeight="65vh"
    />
  );
}

const keyOf = (entry: AuditEntry) => String(entry.sequence);

function useColumns(): readonly WorklistColumn<AuditEntry>[] {
  const { timeZone } = useSession();
  const trpc = useTRPC();
  const staff = useQuery({ ...trpc.identity.listStaff.queryOptions({}), staleTime: 10 * 60_000 });
  const forWhom = (staffId: string | null) => {
    const person = staffId === null ? undefined : staff.data?.find((each) => each.staffId === staffId);
    return person ? `for ${person.given} ${person.family}` : "";
  };
  const moment = (at: AuditEntry["at"]) => `${formatDate(dateIn(at, timeZone))} ${formatTime(timeIn(at, timeZone))}`;
  return [
    {
      id: "when",
      header: "When",
      width: "150px",
      cell: (entry) => (
        <>
          {moment(entry.at)}
          {cameMuchLater(entry) && <div className="a-denied">entered {moment(entry.receivedAt)}</div>}
        </>
      ),
    },
    { id: "who", header: "Who", width: "minmax(100px, 1fr)", cell: (entry) => entry.actorName },
    {
      id: "what",
      header: "What",
      width: "minmax(140px, 2fr)",
      cell: (entry) => (
        <>
          {entry.kind === "command" ? <b>{whatWasDone(entry)}</b> : whatWasDone(entry)}{" "}
          <span className="a-dim">{entry.kind === "query" ? "(read)" : forWhom(entry.aboutStaffId)}</span>
        </>
      ),
    },
    { id: "patients", header: "Patients", width: "110px", cell: (entry) => <Patients ids={entry.patientIds} /> },
    {
      id: "permission",
      header: "Allowed by",
      width: "minmax(100px, 1fr)",
      below: true,
      cell: (entry) => <span title={entry.permission}>{wordsOf(entry.permission)}</span>,
    },
    {
      id: "outcome",
      header: "Outcome",
      width: "90px",
      cell: (entry) => (
        <span className={entry.outcome === "ok" ? undefined : "a-denied"}>{outcomeText(entry.outcome)}</span>
      ),
    },
    {
      id: "number",
      header: "No.",
      width: "70px",
      align: "right",
      below: true,
      cell: (entry) => <span title={entry.hash}>{entry.sequence}</span>,
    },
  ];
}

/** Names are not looked up for every row: that alone would be another hundred reads of charts in the trail. */
function Patients({ ids }: { readonly ids: readonly string[] }) {
  const { can } = useSession();
  const [first] = ids;
  if (first === undefined) return <>—</>;
  if (ids.length > 1) return <>{ids.length} patients</>;
  if (!can("patient.read"))
    return (
      <Link to="." search={(old: object) => ({ ...old, patient: first })} className="p-anchor" title={first}>
        …{first.slice(-8)}
      </Link>
    );
  return (
    <Link to={`/p/${first}/summary`} className="p-anchor">
      Open the chart
    </Link>
  );
}
