import { Button, SegmentedControl } from "@mantine/core";
import { describeError } from "@practicum/contracts/error";
import { formatDate } from "@practicum/kernel/local-date";
import { formatName } from "@practicum/ui/format.ts";
import { EmptyState, ErrorState, LoadingState, Notice } from "@practicum/ui/states.tsx";
import { Worklist, type WorklistColumn } from "@practicum/ui/worklist.tsx";
import { IconAlertTriangle, IconCircleCheck } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useHotkeys } from "@mantine/hooks";
import { useMemo, useState } from "react";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC } from "../../../api/trpc.ts";
import { useCommand } from "../../../api/use-command.ts";
import { FindBox, useListText, type ListText } from "../../../lists/find-box.tsx";
import { useSteadyRows } from "../../../live/steady-rows.ts";
import { useSession } from "../../../session/session-context.ts";
import { Page } from "../../../shell/page.tsx";
import { say } from "../../../shell/undo.tsx";
import { Amount } from "../amount.tsx";
import { MoneyTabs } from "../money-tabs.tsx";
import type { ChargedVisit } from "./charged-visit.ts";
import { fitsOf } from "./find-visit.ts";
import { WithoutNote } from "./without-note.tsx";
import { VisitCharges } from "./visit-charges.tsx";

/** One command takes as many; a longer list goes in several. */
const RELEASE_MAX = 100;

const columns: readonly WorklistColumn<ChargedVisit>[] = [
  {
    id: "state",
    header: "",
    width: "24px",
    cell: (visit) =>
      visit.problems.length > 0 ? (
        <IconAlertTriangle size={16} color="var(--p-danger)" aria-label="Has problems" />
      ) : (
        <IconCircleCheck size={16} aria-label="Clean" />
      ),
  },
  { id: "date", header: "Visit", width: "86px", cell: (visit) => formatDate(visit.serviceDate) },
  { id: "patient", header: "Patient", width: "minmax(120px, 1.2fr)", cell: (visit) => formatName(visit.patientName) },
  {
    id: "payer",
    header: "Payer",
    width: "minmax(90px, 1fr)",
    cell: (visit) => visit.coverage?.payerName ?? "Self-pay",
  },
  {
    id: "codes",
    header: "Codes",
    width: "minmax(90px, 1fr)",
    cell: (visit) => visit.charges.map((one) => one.code).join(" ") || "none",
  },
  { id: "total", header: "Total", width: "86px", align: "right", cell: (visit) => <Amount value={visit.total} /> },
];

type Status = "review" | "released";
const keyOf = (visit: ChargedVisit) => visit.encounterId;

/** Signed visits whose charges wait for release: the ones without charges and with problems first. */
export function ChargesPage() {
  const session = useSession();
  const navigate = useNavigate();
  const { status, query, find, all, fitting, rows, waiting, accept } = useVisits();
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [withoutNote, setWithoutNote] = useState(false);
  const { visit }: { visit?: string } = useSearch({ strict: false });
  const [openId, setOpenId] = useState<string | null>(visit ?? null);
  const { release, pending, notice } = useRelease();
  // What was selected stays so while something else is searched for.
  const clean = (selected.size > 0 ? (all ?? []) : rows).filter((visit) => visit.problems.length === 0);
  const chosen = selected.size > 0 ? clean.filter((visit) => selected.has(visit.encounterId)) : clean;
  const open = rows.find((visit) => visit.encounterId === openId) ?? rows[0];
  const mayWrite = session.can("charge.write");
  const releaseChosen = () => status === "review" && void release(chosen).then(() => setSelected(new Set()));
  useHotkeys([["mod+Enter", releaseChosen]], []);

  const toNote = (visit: ChargedVisit) => void navigate({ href: `/p/${visit.patientId}/visit/${visit.encounterId}` });
  const toggle = (visit: ChargedVisit) =>
    setSelected((old) => {
      const next = new Set(old);
      if (!next.delete(visit.encounterId)) next.add(visit.encounterId);
      return next;
    });
  return (
    <Page
      title="Charge review"
      actions={
        mayWrite && (
          <>
            <SegmentedControl
              size="xs"
              aria-label="Which visits"
              data={[
                { value: "review", label: "To review" },
                { value: "released", label: "Released, not sent" },
              ]}
              value={status}
              onChange={(value) => void navigate({ href: `/money/charges?show=${value}`, replace: true })}
            />
            <Button size="xs" variant="default" onClick={() => setWithoutNote(true)}>
              Charge without a note
            </Button>
            <Button
              size="xs"
              data-guide="charges.release"
              loading={pending}
              disabled={status !== "review" || chosen.length === 0}
              onClick={releaseChosen}
            >
              Release {chosen.length === 0 ? "" : `${chosen.length} `}
              {selected.size > 0 ? "selected" : "clean"} {chosen.length === 1 ? "visit" : "visits"}
            </Button>
          </>
        )
      }
    >
      <MoneyTabs />
      {query.isError && (
        <ErrorState what="The charges" message={errorText(query.error)} onRetry={() => void query.refetch()} />
      )}
      {query.isPending && <LoadingState />}
      {notice}
      {withoutNote && <WithoutNote onClose={() => setWithoutNote(false)} />}
      {all && fitting && <FindVisit status={status} find={find} all={all} fitting={fitting} />}
      {rows.length > 0 && (
        <div className="m-split" style={{ marginTop: 8 }}>
          <div className="m-stack">
            {waiting > 0 && (
              <Button size="compact-sm" variant="default" onClick={accept} style={{ alignSelf: "flex-start" }}>
                {waiting} new
              </Button>
            )}
            <Worklist
              label="Visits to review"
              landing
              items={rows}
              columns={columns}
              keyOf={keyOf}
              onOpen={(visit) => setOpenId(visit.encounterId)}
              onToggle={toggle}
              selected={selected}
              keys={{ g: toNote }}
              maxHeight="70vh"
            />
          </div>
          {open && <VisitCharges key={open.encounterId} visit={open} mayWrite={mayWrite} onNote={() => toNote(open)} />}
        </div>
      )}
    </Page>
  );
}

/** All visits that wait, and those of them that fit what is searched for. */
function useVisits() {
  const trpc = useTRPC();
  const { show }: { show?: string } = useSearch({ strict: false });
  const status: Status = show === "released" ? "released" : "review";
  const query = useQuery(trpc.billing.listCharges.queryOptions({ status }));
  const find = useListText();
  const all = useMemo(() => query.data && [...query.data.missing, ...query.data.visits], [query.data]);
  const fitting = useMemo(() => all?.filter(fitsOf(find.text)), [all, find.text]);
  return { status, query, find, all, fitting, ...useSteadyRows(fitting, keyOf, `${status} ${find.text}`) };
}

/** Where the visits are searched, and what is said where none is left. */
function FindVisit(props: {
  readonly status: Status;
  readonly find: ListText;
  readonly all: readonly ChargedVisit[];
  readonly fitting: readonly ChargedVisit[];
}) {
  const { status, all, fitting } = props;
  if (all.length === 0)
    return (
      <EmptyState title={status === "review" ? "Every signed visit is released" : "Every released visit was sent"}>
        New ones come here when a note is signed.
      </EmptyState>
    );
  return (
    <>
      <FindBox
        label="Find a visit"
        by="Name, MRN, payer, code, $ amount or date"
        find={props.find}
        rows={["visit", "visits"]}
        all={{ count: fitting.length, total: fitting.reduce((sum, visit) => sum + visit.total, 0) }}
      />
      {fitting.length === 0 && <EmptyState title="No visit fits" />}
    </>
  );
}

/** Releases visits; what stayed is said with its reason, in place. */
function useRelease() {
  const command = useCommand("billing", "releaseCharges", { quiet: true });
  const [left, setLeft] = useState<readonly string[]>([]);
  const release = async (visits: readonly ChargedVisit[]) => {
    if (visits.length === 0) return;
    const stayed: string[] = [];
    let [released, claims] = [0, 0];
    for (let from = 0; from < visits.length; from += RELEASE_MAX) {
      const encounterIds = visits.slice(from, from + RELEASE_MAX).map((visit) => visit.encounterId);
      // One after the other: the next hundred does not start when this one failed.
      // oxlint-disable-next-line no-await-in-loop
      const result = await command.run({ encounterIds });
      if (!result.ok) break;
      stayed.push(...result.value.left.map((one) => one.because));
      released += result.value.released.length;
      claims += result.value.released.filter((one) => one.claimId !== null).length;
    }
    setLeft(stayed);
    void command.refresh();
    if (released === 0) return;
    say(`${released} released, ${claims} ${claims === 1 ? "claim" : "claims"} built.`);
  };
  const notice = (
    <>
      {command.error && <Notice tone="danger">{describeError(command.error)}</Notice>}
      {left.length > 0 && (
        <Notice tone="warn">
          {left.length} stayed: {[...new Set(left)].join(" ")}
        </Notice>
      )}
    </>
  );
  return { release, pending: command.pending, notice };
}
