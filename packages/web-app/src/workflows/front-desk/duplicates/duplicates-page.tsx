import { Button } from "@mantine/core";
import type { DuplicatePair } from "@practicum/contracts/scheduling/merges";
import type { PatientMatch } from "@practicum/contracts/scheduling/patients";
import { formatDate } from "@practicum/kernel/local-date";
import { formatCount, formatName } from "@practicum/ui/format.ts";
import { EmptyState, ErrorState, LoadingState } from "@practicum/ui/states.tsx";
import { Worklist, type WorklistColumn } from "@practicum/ui/worklist.tsx";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState, type ReactNode } from "react";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC, useTRPCClient } from "../../../api/trpc.ts";
import { useEndless } from "../../../lists/use-endless.ts";
import { PatientPicker } from "../../../patient/patient-picker.tsx";
import { Page } from "../../../shell/page.tsx";
import { PairPanel } from "./pair-panel.tsx";
import "./duplicates.css";

const PAGE = 50;
const keyOf = (pair: DuplicatePair) => `${pair.first.patientId} ${pair.second.patientId}`;

/** Records that may be one person, to be looked at. */
export function DuplicatesPage() {
  return (
    <DuplicatesFrame title="Duplicates">
      <Pairs dismissed={false} />
      <CompareAnyTwo />
    </DuplicatesFrame>
  );
}

/** Records that somebody said to be two people. */
export function TwoPeoplePage() {
  return (
    <DuplicatesFrame title="Two people">
      <Pairs dismissed />
    </DuplicatesFrame>
  );
}

export function DuplicatesFrame({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <Page title={title}>
      <nav className="w-tabs p-no-print" aria-label="Duplicates">
        {[
          ["/patients/duplicates", "To review"],
          ["/patients/duplicates/two-people", "Two people"],
          ["/patients/duplicates/merged", "Merged"],
        ].map(([to, label]) => (
          <Link
            key={to}
            to={to ?? ""}
            className="w-tab"
            activeOptions={{ exact: true }}
            activeProps={{ "aria-current": "page" }}
          >
            {label}
          </Link>
        ))}
      </nav>
      <div className="du-stack">{children}</div>
    </Page>
  );
}

function Pairs({ dismissed }: { readonly dismissed: boolean }) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const [openedKey, setOpenedKey] = useState<string | null>(null);
  const input = { dismissed, limit: PAGE };
  const list = useEndless({
    queryKey: trpc.scheduling.listDuplicates.queryKey({ ...input, before: null }),
    page: (before, signal) => client.scheduling.listDuplicates.query({ ...input, before }, { signal }),
    itemsOf: (page) => page.pairs,
    keyOf,
  });
  if (list.error) return <ErrorState what="The duplicates" message={errorText(list.error)} onRetry={list.refetch} />;
  if (!list.items) return <LoadingState />;
  if (list.items.length === 0)
    return dismissed ? (
      <EmptyState title="Nobody was said to be two people">Pairs that you keep apart stand here.</EmptyState>
    ) : (
      <EmptyState title="No duplicates to review">
        Each night records that came or changed are compared with all others. You can compare any two below.
      </EmptyState>
    );
  const opened = list.items.find((pair) => keyOf(pair) === openedKey);
  const close = () => {
    setOpenedKey(null);
    // The pair goes, and its row with it: the keys go on from the page's title.
    document.querySelector<HTMLElement>("[data-landing]")?.focus();
  };
  return (
    <>
      <div className="du-dim">{formatCount(list.first?.all?.count ?? list.items.length, "pair")}</div>
      <Worklist
        label={dismissed ? "Two people" : "Pairs to review"}
        items={list.items}
        columns={columns}
        keyOf={keyOf}
        opened={openedKey ?? undefined}
        landing
        onOpen={(pair) => setOpenedKey(keyOf(pair))}
        more={list.more}
      />
      {opened && <PairPanel key={keyOf(opened)} pair={opened} onDone={close} />}
    </>
  );
}

const columns: WorklistColumn<DuplicatePair>[] = [
  { id: "one", header: "One record", width: "minmax(150px, 1.5fr)", cell: ({ first }) => <Who one={first} /> },
  { id: "other", header: "The other", width: "minmax(150px, 1.5fr)", cell: ({ second }) => <Who one={second} /> },
  { id: "score", header: "Match", width: "70px", align: "right", cell: (pair) => pair.score },
  {
    id: "why",
    header: "Why",
    width: "minmax(160px, 2fr)",
    below: true,
    cell: (pair) => pair.proposed?.note ?? pair.dismissed?.because ?? pair.because.join(", "),
  },
  {
    id: "by",
    header: "By",
    width: "minmax(110px, 1fr)",
    below: true,
    cell: (pair) => pair.proposed?.by ?? pair.dismissed?.by ?? "Nightly check",
  },
];

function Who({ one }: { readonly one: DuplicatePair["first"] }) {
  return (
    <span>
      <b>{formatName(one.name)}</b>
      <br />
      <span className="du-dim">
        {formatDate(one.birthDate)} · MRN {one.mrn}
      </span>
    </span>
  );
}

/** Who knows that somebody is here twice needs no score. */
function CompareAnyTwo() {
  const [open, setOpen] = useState(false);
  const [one, setOne] = useState<PatientMatch | null>(null);
  const [other, setOther] = useState<PatientMatch | null>(null);
  const close = () => {
    setOpen(false);
    setOne(null);
    setOther(null);
  };
  if (!open)
    return (
      <div>
        <Button size="sm" variant="default" onClick={() => setOpen(true)}>
          Compare two records
        </Button>
      </div>
    );
  return (
    <section className="w-panel" aria-label="Compare two records">
      <div className="du-row">
        <div style={{ flex: "1 1 260px" }}>
          <PatientPicker label="One record" autoFocus onPick={setOne} />
          {one && <Picked one={one} />}
        </div>
        <div style={{ flex: "1 1 260px" }}>
          <PatientPicker label="The other record" onPick={setOther} />
          {other && <Picked one={other} />}
        </div>
        <Button size="sm" variant="default" onClick={close}>
          Close
        </Button>
      </div>
      {one && other && <Compared firstId={one.patientId} secondId={other.patientId} onDone={close} />}
    </section>
  );
}

function Picked({ one }: { readonly one: PatientMatch }) {
  return (
    <div className="du-dim">
      {formatName(one.name)}, {formatDate(one.birthDate)}, MRN {one.mrn}
    </div>
  );
}

interface ComparedProps {
  readonly firstId: PatientMatch["patientId"];
  readonly secondId: PatientMatch["patientId"];
  readonly onDone: () => void;
}

function Compared({ firstId, secondId, onDone }: ComparedProps) {
  const trpc = useTRPC();
  const found = useQuery(trpc.scheduling.comparePatients.queryOptions({ firstId, secondId }));
  if (firstId === secondId) return <EmptyState title="This is the same record twice">Choose another one.</EmptyState>;
  if (found.isError)
    return <ErrorState what="The two records" message={errorText(found.error)} onRetry={() => void found.refetch()} />;
  return found.data ? <PairPanel pair={found.data} onDone={onDone} /> : <LoadingState rows={3} />;
}
