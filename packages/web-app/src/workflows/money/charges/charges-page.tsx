import { Button, SegmentedControl } from "@mantine/core";
import { describeError } from "@practicum/contracts/error";
import { formatDate } from "@practicum/kernel/local-date";
import { formatName } from "@practicum/ui/format.ts";
import { EmptyState, ErrorState, LoadingState, Notice } from "@practicum/ui/states.tsx";
import { Worklist, type WorklistColumn } from "@practicum/ui/worklist.tsx";
import { IconAlertTriangle, IconCircleCheck } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useHotkeys } from "@mantine/hooks";
import { useState } from "react";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC } from "../../../api/trpc.ts";
import { useCommand } from "../../../api/use-command.ts";
import { useSteadyRows } from "../../../live/steady-rows.ts";
import { useSession } from "../../../session/session-context.ts";
import { Page } from "../../../shell/page.tsx";
import { say } from "../../../shell/undo.tsx";
import { Amount } from "../amount.tsx";
import { MoneyTabs } from "../money-tabs.tsx";
import type { ChargedVisit } from "./charged-visit.ts";
import { WithoutNote } from "./without-note.tsx";
import { VisitCharges } from "./visit-charges.tsx";

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

const keyOf = (visit: ChargedVisit) => visit.encounterId;

/** Signed visits whose charges wait for release: the ones without charges and with problems first. */
export function ChargesPage() {
  const trpc = useTRPC();
  const session = useSession();
  const navigate = useNavigate();
  const [status, setStatus] = useState<"review" | "released">("review");
  const query = useQuery(trpc.billing.listCharges.queryOptions({ status }));
  const all = query.data && [...query.data.missing, ...query.data.visits];
  const { rows, waiting, accept } = useSteadyRows(all, keyOf, status);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [withoutNote, setWithoutNote] = useState(false);
  const [openId, setOpenId] = useState<string | null>(null);
  const { release, pending, notice } = useRelease();
  const clean = rows.filter((visit) => visit.problems.length === 0);
  const chosen = selected.size > 0 ? clean.filter((visit) => selected.has(visit.encounterId)) : clean;
  const open = rows.find((visit) => visit.encounterId === openId) ?? rows[0];
  const mayWrite = session.can("charge.write");
  const releaseChosen = () =>
    status === "review" && void release(chosen.slice(0, RELEASE_MAX)).then(() => setSelected(new Set()));
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
              onChange={(value) => setStatus(value as typeof status)}
            />
            <Button size="xs" variant="default" onClick={() => setWithoutNote(true)}>
              Charge without a note
            </Button>
            <Button
              size="xs"
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
      {query.data && rows.length === 0 && (
        <EmptyState title={status === "review" ? "Every signed visit is released" : "Every released visit was sent"}>
          New ones come here when a note is signed.
        </EmptyState>
      )}
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

/** Releases visits; what stayed is said with its reason, in place. */
function useRelease() {
  const trpc = useTRPC();
  const client = useQueryClient();
  const command = useCommand("billing", "releaseCharges");
  const [left, setLeft] = useState<readonly string[]>([]);
  const release = async (visits: readonly ChargedVisit[]) => {
    if (visits.length === 0) return;
    const result = await command.run({ encounterIds: visits.map((visit) => visit.encounterId) });
    if (!result.ok) return;
    const { released } = result.value;
    setLeft(result.value.left.map((one) => one.because));
    const claims = released.filter((one) => one.claimId !== null).length;
    say(`${released.length} released, ${claims} ${claims === 1 ? "claim" : "claims"} built.`);
    void client.invalidateQueries(trpc.billing.pathFilter());
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
