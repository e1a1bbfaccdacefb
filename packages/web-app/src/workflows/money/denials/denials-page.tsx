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
import { DenialDetail } from "./denial-detail.tsx";

const PAGE = 100;
const keyOf = (denial: DenialView) => denial.denialId;

const shows = [
  { id: "open", label: "Open" },
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
  const { show, sort }: { show?: string; sort?: string } = useSearch({ strict: false });
  const open = show !== "settled";
  const find = useListText();
  const input = {
    open,
    text: find.text,
    sort: orders.find((one) => one === sort) ?? ("dollars" as const),
    limit: PAGE,
  };
  const query = useEndless({
    queryKey: trpc.billing.listDenials.queryKey({ ...input, before: null }),
    page: (before, signal) => client.billing.listDenials.query({ ...input, before }, { signal }),
    itemsOf: (page) => page.denials,
    keyOf,
  });
  const search = {
    show: open ? ("open" as const) : ("settled" as const),
    ...(input.sort === "dollars" ? {} : { sort: input.sort }),
  };
  return { open, find, input, query, search };
}

function NoDenial({ open, searched }: { readonly open: boolean; readonly searched: boolean }) {
  if (searched) return <EmptyState title="No denial fits">Try fewer words, or the other list.</EmptyState>;
  return (
    <EmptyState title={open ? "No open denials" : "No resolved denials yet"}>
      Refusals come with the payers' remittances.
    </EmptyState>
  );
}

function Order({ show, sort }: { readonly show: string; readonly sort: (typeof orders)[number] }) {
  const navigate = useNavigate();
  const change = (next: string) =>
    void navigate({ to: ".", search: { show, ...(next === "dollars" ? {} : { sort: next }) } });
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
  const { open, find, input, query, search } = useDenials();
  const scope = `${open} ${input.sort} ${find.text} ${query.pages} ${query.stale}`;
  const { rows, waiting, accept } = useSteadyRows(query.items, keyOf, scope);
  // What is open stays open: a denial that was just settled leaves the list, and no other one slides under the pointer.
  const first = rows[0]?.denialId;
  const [kept, setKept] = useState<{ readonly open: boolean; readonly id: string } | null>(null);
  if (first !== undefined && kept?.open !== open) setKept({ open, id: first });
  const chosen = denialId ?? (kept?.open === open ? kept.id : first);
  return (
    <MoneyListPage
      title="Denials"
      shows={shows}
      show={search.show}
      to="/money/denials"
      search={search}
      beside={<Order show={search.show} sort={input.sort} />}
      a="a denial"
      words={["denial", "denials"]}
      by="Name, claim, payer, reason, $ amount or date"
      find={find}
      all={query.first?.all}
      query={query}
    >
      {query.items?.length === 0 && rows.length === 0 && <NoDenial open={open} searched={find.text !== ""} />}
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
        detail={chosen && <DenialDetail key={chosen} denialId={chosen} />}
      />
    </MoneyListPage>
  );
}
