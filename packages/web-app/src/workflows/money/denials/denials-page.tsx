import { NativeSelect } from "@mantine/core";
import { formatDate } from "@practicum/kernel/local-date";
import { formatName } from "@practicum/ui/format.ts";
import { EmptyState } from "@practicum/ui/states.tsx";
import type { WorklistColumn } from "@practicum/ui/worklist.tsx";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { StateChip } from "../../../states/state-chip.tsx";
import { useTRPC, useTRPCClient } from "../../../api/trpc.ts";
import { useListText } from "../../../lists/find-box.tsx";
import { useEndless } from "../../../lists/use-endless.ts";
import { useSteadyRows } from "../../../live/steady-rows.ts";
import { Amount } from "../amount.tsx";
import { actionWords, type DenialView } from "../claim-words.ts";
import { MoneyListPage, SplitList } from "../list-page.tsx";
import { useSession } from "../../../session/session-context.ts";
import { HandChosen, useChosen } from "../work/hand-chosen.tsx";
import { useHandOver } from "../work/use-hand-over.ts";
import { useWhose, WhoseFilter } from "../work/whose-filter.tsx";
import { WorkLine } from "../work/work-line.tsx";
import { DenialDetail } from "./denial-detail.tsx";

const PAGE = 100;
const keyOf = (denial: DenialView) => denial.denialId;
const ownedOf = ({ denialId, ownerId }: DenialView) => ({ id: denialId, ownerId });

const shows = [
  { id: "open", label: "Open" },
  { id: "follow", label: "Follow up" },
  { id: "settled", label: "Settled" },
] as const;

const orders = ["dollars", "deadline", "worth"] as const;

const columns: readonly WorklistColumn<DenialView>[] = [
  {
    id: "amount",
    header: "Dollars",
    width: "88px",
    align: "right",
    cell: (one) => <Amount value={one.amount} strong />,
  },
  { id: "deadline", header: "Deadline", width: "88px", cell: (one) => (one.deadline ? formatDate(one.deadline) : "") },
  {
    id: "what",
    header: "Denied",
    width: "minmax(160px, 1.6fr)",
    cell: (one) => (
      <span>
        <b>
          {one.group}-{one.reason}
        </b>{" "}
        {one.meaning}
        <span className="m-small" style={{ display: "block" }}>
          {formatName(one.patientName)} · {one.payerName} · {formatDate(one.serviceDate)}
        </span>
        <WorkLine of={one} />
      </span>
    ),
  },
  { id: "do", header: "First step", width: "minmax(96px, 0.8fr)", cell: (one) => actionWords[one.recommendedAction] },
  { id: "status", header: "State", width: "110px", cell: (one) => <StateChip kind="denial" state={one.status} /> },
];

/** The list that the address and the search ask for. */
function useDenials() {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const { show, sort, owner }: { show?: string; sort?: string; owner?: string } = useSearch({ strict: false });
  const open = show !== "settled";
  const due = show === "follow";
  const whose = useWhose(owner);
  const find = useListText();
  const input = {
    open,
    text: find.text,
    sort: orders.find((one) => one === sort) ?? ("dollars" as const),
    whose,
    due,
    limit: PAGE,
  };
  const query = useEndless({
    queryKey: trpc.billing.listDenials.queryKey({ ...input, before: null }),
    page: (before, signal) => client.billing.listDenials.query({ ...input, before }, { signal }),
    itemsOf: (page) => page.denials,
    keyOf,
  });
  const search = {
    show: due ? ("follow" as const) : open ? ("open" as const) : ("settled" as const),
    ...(owner === undefined ? {} : { owner }),
    ...(input.sort === "dollars" ? {} : { sort: input.sort }),
  };
  return { due, owner, find, input, query, search };
}

function NoDenial({ show, searched }: { readonly show: string; readonly searched: boolean }) {
  if (searched)
    return <EmptyState title="No denial fits">Try fewer words, everybody&apos;s, or another list.</EmptyState>;
  if (show === "follow")
    return <EmptyState title="Nothing to follow up today">A denial says itself on which day to look again.</EmptyState>;
  const open = show === "open";
  return (
    <EmptyState title={open ? "No open denials" : "No resolved denials yet"}>
      Refusals come with the payers' remittances.
    </EmptyState>
  );
}

function Order({ search, sort }: { readonly search: object; readonly sort: (typeof orders)[number] }) {
  const navigate = useNavigate();
  const change = (next: string) =>
    void navigate({ to: ".", search: { ...search, sort: next === "dollars" ? undefined : next } });
  return (
    <NativeSelect
      size="xs"
      aria-label="Order"
      data={[
        { value: "dollars", label: "Most dollars first" },
        { value: "deadline", label: "Nearest deadline first" },
        { value: "worth", label: "Dollars × time left" },
      ]}
      value={sort}
      onChange={(event) => change(event.currentTarget.value)}
    />
  );
}

/** What payers refused: the most dollars first, each with its way back to the field in the chart. */
export function DenialsPage() {
  const navigate = useNavigate();
  const { denialId }: { denialId?: string } = useParams({ strict: false });
  const { due, owner, find, input, query, search } = useDenials();
  const scope = `${search.show} ${input.whose} ${input.sort} ${find.text} ${query.pages} ${query.stale}`;
  const { rows, waiting, accept } = useSteadyRows(query.items, keyOf, scope);
  // What is open stays open: a denial that was just settled leaves the list, and no other one slides under the pointer.
  const first = rows[0]?.denialId;
  const [kept, setKept] = useState<{ readonly show: string; readonly id: string } | null>(null);
  if (first !== undefined && kept?.show !== search.show) setKept({ show: search.show, id: first });
  const chosen = denialId ?? (kept?.show === search.show ? kept.id : first);
  const session = useSession();
  const hand = useHandOver("denials");
  const picked = useChosen(rows, ownedOf);
  const { staffId, family, given } = session.staff;
  const take = (one: DenialView) => {
    const items = picked.chosen.length > 0 ? picked.chosen : [ownedOf(one)];
    void hand.handOver(items, { id: staffId, name: `${family}, ${given}` }).then(picked.clear);
  };
  return (
    <MoneyListPage
      title="Denials"
      shows={shows}
      show={search.show}
      to="/money/denials"
      search={search}
      beside={
        <>
          {!due && <Order search={search} sort={input.sort} />}
          <WhoseFilter
            owner={owner}
            onChange={(next) => {
              const { owner: _, ...rest } = search;
              void navigate({ to: ".", search: next === undefined ? rest : { ...rest, owner: next } });
            }}
          />
        </>
      }
      a="a denial"
      words={["denial", "denials"]}
      by="Name, claim, payer, reason, $ amount or date"
      find={find}
      all={query.first?.all}
      query={query}
    >
      {query.items?.length === 0 && rows.length === 0 && (
        <NoDenial show={search.show} searched={find.text !== "" || input.whose !== "anybody"} />
      )}
      <HandChosen kind="denials" chosen={picked.chosen} onDone={picked.clear} />
      <SplitList
        label="Denials"
        rows={rows}
        waiting={waiting}
        accept={accept}
        columns={columns}
        keyOf={keyOf}
        chosen={chosen}
        onOpen={(one) => void navigate({ to: `/money/denials/${one.denialId}`, search })}
        more={query.more}
        {...(session.can("claim.write") ? { picked: picked.ids, onToggle: picked.toggle, keys: { a: take } } : {})}
        detail={chosen && <DenialDetail key={chosen} denialId={chosen} />}
      />
    </MoneyListPage>
  );
}
