import { Button, TextInput } from "@mantine/core";
import { useDebouncedValue, useHotkeys } from "@mantine/hooks";
import { describeError } from "@practicum/contracts/error";
import { formatDate } from "@practicum/kernel/local-date";
import { formatName } from "@practicum/ui/format.ts";
import { EmptyState, ErrorState, LoadingState } from "@practicum/ui/states.tsx";
import { Worklist, type WorklistColumn } from "@practicum/ui/worklist.tsx";
import { IconSearch } from "@tabler/icons-react";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { StateChip } from "../../../states/state-chip.tsx";
import { errorText } from "../../../api/domain-error.ts";
import { useCommand } from "../../../api/use-command.ts";
import { useTRPC, useTRPCClient } from "../../../api/trpc.ts";
import { useEndless } from "../../../lists/use-endless.ts";
import { useSteadyRows } from "../../../live/steady-rows.ts";
import { useSession } from "../../../session/session-context.ts";
import { say, sayError } from "../../../shell/undo.tsx";
import { Page } from "../../../shell/page.tsx";
import { Amount } from "../amount.tsx";
import { payerTurns } from "../claim-words.ts";
import { MoneyTabs } from "../money-tabs.tsx";
import { ClaimBench } from "./claim-bench.tsx";
import { claimFilter, claimFilters } from "./claim-filters.ts";
import type { ClaimSummary } from "./claim-types.ts";
import { HandChosen, useChosen } from "../work/hand-chosen.tsx";
import { useHandOver } from "../work/use-hand-over.ts";
import { useWhose, WhoseFilter } from "../work/whose-filter.tsx";
import { WorkLine } from "../work/work-line.tsx";
import { readyAmong, useSendReady } from "./use-send-ready.tsx";

const PAGE = 100;
const TYPED_MS = 200;
const keyOf = (claim: ClaimSummary) => claim.claimId;
/** What is held back is a list of its own; what is ready is what may go. */
const heldIn = (filter: string) => (filter === "held" ? { held: true } : filter === "send" ? { held: false } : {});
const ownedOf = ({ claimId, ownerId }: ClaimSummary) => ({ id: claimId, ownerId });

const columns: readonly WorklistColumn<ClaimSummary>[] = [
  {
    id: "claim",
    header: "Claim",
    width: "minmax(0, 1fr)",
    cell: (claim) => (
      <span>
        <b>{formatName(claim.patientName)}</b>
        <span className="m-small" style={{ display: "block" }}>
          {claim.number} · {formatDate(claim.serviceDate)} · {claim.payerName}
          {claim.order > 1 && ` (${payerTurns[claim.order]?.toLowerCase()})`}
        </span>
        <StateChip kind="claim" state={claim.status} />
        {claim.errorCount > 0 && (
          <span className="m-small"> {claim.errorCount === 1 ? "1 error" : `${claim.errorCount} errors`}</span>
        )}
        {claim.held && <span className="m-small"> · on hold</span>}
        <WorkLine of={claim} />
      </span>
    ),
  },
  { id: "total", header: "Total", width: "84px", align: "right", cell: (claim) => <Amount value={claim.total} /> },
];

/** The claim workbench: the queue, the claim in plain labels, its errors. */
export function ClaimsPage() {
  const trpc = useTRPC();
  const session = useSession();
  const navigate = useNavigate();
  const { claimId }: { claimId?: string } = useParams({ strict: false });
  const { show, owner }: { show?: string; owner?: string } = useSearch({ strict: false });
  const filter = claimFilter(show);
  const whose = useWhose(owner);
  const search = { show: filter.id, ...(owner === undefined ? {} : { owner }) };
  const client = useTRPCClient();
  // Names of patients are looked for here, so what is typed stays out of the address.
  const [typed, setTyped] = useState("");
  const [text] = useDebouncedValue(typed.trim(), TYPED_MS);
  const asked = {
    statuses: [...filter.statuses],
    patientId: null,
    text,
    soon: filter.id === "soon",
    whose,
    due: filter.id === "follow",
    voidedOpen: filter.id === "voided",
    ...heldIn(filter.id),
  };
  const input = { ...asked, limit: PAGE };
  const query = useEndless({
    queryKey: trpc.billing.listClaims.queryKey({ ...input, before: null }),
    page: (before, signal) => client.billing.listClaims.query({ ...input, before }, { signal }),
    itemsOf: (page) => page.claims,
  });
  const { rows, waiting, accept } = useSteadyRows(
    query.items,
    keyOf,
    `${filter.id} ${whose} ${query.pages} ${text} ${query.stale}`,
  );
  const mayWork = session.can("claim.write");
  const known = mayWork && filter.id !== "held" ? readyAmong(rows, filter.statuses, query.more !== undefined) : 0;
  const ready = useSendReady({ text, soon: asked.soon, whose, due: asked.due }, known);
  const open = (claim: ClaimSummary) => void navigate({ to: `/money/claims/${claim.claimId}`, search });
  const picked = useChosen(rows, ownedOf);
  const keys = useClaimKeys(picked);
  useHotkeys([["mod+Enter", () => ready.count > 0 && void ready.send()]], []);
  return (
    <Page
      title="Claims"
      actions={
        ready.count > 0 && (
          <Button size="xs" loading={ready.pending} onClick={() => void ready.send()}>
            Send {ready.count} ready {ready.count === 1 ? "claim" : "claims"}
          </Button>
        )
      }
    >
      <MoneyTabs />
      <ClaimShows show={filter.id} owner={owner} />
      {ready.notice}
      {query.error && <ErrorState what="The claims" message={errorText(query.error)} onRetry={query.refetch} />}
      <div className="m-bench" data-open={claimId !== undefined}>
        <div className="m-bench-queue m-stack">
          <TextInput
            className="p-no-print"
            size="xs"
            aria-label="Find a claim"
            placeholder="Name, number, payer, code, $ amount or date"
            leftSection={<IconSearch size={14} />}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          <Found all={query.first?.all} />
          {query.isPending && <LoadingState />}
          {waiting > 0 && (
            <Button size="compact-sm" variant="default" onClick={accept} style={{ alignSelf: "flex-start" }}>
              {waiting} new
            </Button>
          )}
          {query.items && rows.length === 0 && (
            <NoClaim searched={text !== "" || whose !== "anybody"} follow={asked.due} />
          )}
          <HandChosen kind="claims" chosen={picked.chosen} onDone={picked.clear} />
          {rows.length > 0 && (
            <Worklist
              label="Claims"
              landing
              items={rows}
              columns={columns}
              keyOf={keyOf}
              onOpen={open}
              maxHeight="72vh"
              more={query.more}
              opened={claimId}
              selected={picked.ids.size > 0 ? picked.ids : new Set(claimId ? [claimId] : [])}
              {...(mayWork ? { onToggle: picked.toggle, keys } : {})}
            />
          )}
        </div>
        {claimId ? (
          <ClaimBench key={claimId} claimId={claimId} />
        ) : (
          rows.length > 0 && (
            <EmptyState title="Choose a claim">
              J and K move, Enter opens, X chooses, A takes it, S asks the payer.
            </EmptyState>
          )
        )}
      </div>
    </Page>
  );
}

/** A takes what is chosen, or else the row of the keys; S asks its payer. */
function useClaimKeys(picked: ReturnType<typeof useChosen<ClaimSummary>>) {
  const { staff } = useSession();
  const hand = useHandOver("claims");
  const status = useCommand("billing", "askClaimStatus");
  const ask = async ({ claimId, number, payerName }: ClaimSummary) => {
    const asked = await status.run({ claimId });
    if (asked.ok) say(`${payerName} is asked where claim ${number} stands.`);
    else sayError(describeError(asked.error));
  };
  const take = (claim: ClaimSummary) => {
    const items = picked.chosen.length > 0 ? picked.chosen : [ownedOf(claim)];
    void hand.handOver(items, { id: staff.staffId, name: `${staff.family}, ${staff.given}` }).then(picked.clear);
  };
  return { a: take, s: (claim: ClaimSummary) => void ask(claim) };
}

/** How many fit, and what they come to. */
function Found({ all }: { readonly all: { readonly count: number; readonly total: number } | null | undefined }) {
  if (!all) return null;
  return (
    <p className="m-small" style={{ margin: 0 }} role="status">
      {all.count === 1 ? "1 claim" : `${all.count} claims`} · <Amount value={all.total} />
    </p>
  );
}

/** Which queue and whose work; both stand in the address. */
function ClaimShows({ show, owner }: { readonly show: string; readonly owner: string | undefined }) {
  const navigate = useNavigate();
  const searchOf = (shown: string, whose: string | undefined) => ({
    show: shown,
    ...(whose === undefined ? {} : { owner: whose }),
  });
  return (
    <nav className="m-row" aria-label="Show" style={{ marginBottom: 10 }}>
      {claimFilters.map((one) => (
        <Link
          key={one.id}
          to="/money/claims"
          search={searchOf(one.id, owner)}
          className="m-chip"
          data-tone={one.id === show ? "info" : "plain"}
          aria-current={one.id === show ? "true" : undefined}
          style={{ textDecoration: "none", lineHeight: "24px" }}
        >
          {one.label}
        </Link>
      ))}
      <WhoseFilter owner={owner} onChange={(next) => void navigate({ to: ".", search: searchOf(show, next) })} />
    </nav>
  );
}

function NoClaim({ searched, follow }: { readonly searched: boolean; readonly follow: boolean }) {
  if (searched) return <EmptyState title="No claim fits">Try fewer words, everybody&apos;s, or all claims.</EmptyState>;
  if (follow)
    return <EmptyState title="Nothing to follow up today">A claim says itself on which day to look again.</EmptyState>;
  return <EmptyState title="No claims here">Claims are built when charges are released.</EmptyState>;
}
