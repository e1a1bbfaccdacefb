import { Button } from "@mantine/core";
import type { PayerContract } from "@practicum/contracts/billing/payer-contracts";
import { formatDate } from "@practicum/kernel/local-date";
import { EmptyState } from "@practicum/ui/states.tsx";
import type { WorklistColumn } from "@practicum/ui/worklist.tsx";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useTRPC } from "../../../api/trpc.ts";
import { hasFormDraft } from "../../../forms/use-form-draft.ts";
import { useListText } from "../../../lists/find-box.tsx";
import { useSession } from "../../../session/session-context.ts";
import { MoneyListPage, SplitList } from "../list-page.tsx";
import { ContractDetail } from "./contract-detail.tsx";
import { contractDraft, ContractForm } from "./contract-form.tsx";
import { ContractHistory } from "./contract-history.tsx";
import { contractWords } from "./contract-words.ts";

const shows = [
  { id: "all", label: "All" },
  { id: "in-force", label: "In force" },
  { id: "silent", label: "Something is missing" },
] as const;
type Show = (typeof shows)[number]["id"];

const shown: { readonly [S in Show]: (one: PayerContract) => boolean } = {
  all: () => true,
  "in-force": (one) => one.content !== null,
  silent: (one) => one.silent.length > 0,
};

function nameOf(one: PayerContract): string {
  return one.content?.name ?? one.latest.name ?? "";
}

/** Every word that was typed is in the payer's or the contract's name, or in a term's. */
function fits(one: PayerContract, text: string): boolean {
  const terms = one.content?.terms.map((term) => `${term.name} ${term.codes.join(" ")}`).join(" ") ?? "";
  const all = `${one.payerName} ${nameOf(one)} ${terms}`.toLowerCase();
  return text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => all.includes(word));
}

/** BIL-380: contracts with payers, what each allows, and since when. */
export function ContractsPage() {
  const { contractId: opened }: { contractId?: string } = useParams({ strict: false });
  const search: { show?: string } = useSearch({ strict: false });
  const show = shows.find((one) => one.id === search.show)?.id ?? "all";
  const trpc = useTRPC();
  const session = useSession();
  const navigate = useNavigate();
  const find = useListText();
  const [adding, setAdding] = useState(() => hasFormDraft(contractDraft(null)));
  const query = useQuery(trpc.billing.listContracts.queryOptions({ onDate: session.today }));
  const payers = useQuery(trpc.billing.listPayers.queryOptions({}));
  const sites = useQuery(trpc.identity.listLocations.queryOptions({}));
  const schedules = useQuery(trpc.billing.listFeeSchedules.queryOptions({ onDate: session.today }));
  const scheduleName = (id: string) => schedules.data?.find((one) => one.scheduleId === id)?.name ?? "a fee schedule";
  const locationName = (id: string) => sites.data?.find((one) => one.locationId === id)?.name ?? "a place";
  const rows = (query.data ?? []).filter((one) => shown[show](one) && fits(one, find.text));
  const chosen = adding ? undefined : (query.data?.find((one) => one.contractId === opened) ?? rows[0]);
  const open = (contractId: string) => {
    setAdding(false);
    void navigate({
      to: "/money/contracts/$contractId",
      params: { contractId },
      search: show === "all" ? {} : { show },
    });
  };
  return (
    <MoneyListPage
      title="Contracts"
      actions={
        session.can("payer.manage") && (
          <Button size="xs" variant="default" onClick={() => setAdding(true)}>
            Add a contract
          </Button>
        )
      }
      shows={shows}
      show={show}
      to="/money/contracts"
      beside={
        <>
          <Link to="/money/contracts/fee-schedules" className="p-anchor">
            Fee schedules
          </Link>
          <Link to="/money/contracts/lab" className="p-anchor">
            Contract lab
          </Link>
        </>
      }
      a="a contract"
      words={["contract", "contracts"]}
      by="Payer, name, term or code"
      find={find}
      all={query.data ? { count: rows.length } : undefined}
      query={{ error: query.error, isPending: query.isPending, refetch: () => void query.refetch() }}
    >
      {query.data && rows.length === 0 && !adding && (
        <EmptyState title={query.data.length === 0 ? "No contracts yet" : "No contract fits"}>
          With a contract, what a payer allows is compared with what it agreed to, line by line, when its remittance is
          posted.
        </EmptyState>
      )}
      <SplitList
        label="Contracts"
        rows={rows}
        waiting={0}
        accept={() => {}}
        columns={columns(scheduleName)}
        keyOf={(one) => one.contractId}
        chosen={chosen?.contractId}
        onOpen={(one) => open(one.contractId)}
        more={undefined}
        detail={
          chosen && (
            <div className="m-stack" key={chosen.contractId}>
              <ContractDetail contract={chosen} scheduleName={scheduleName} locationName={locationName} />
              {session.can("payer.manage") && (
                <ContractForm key={chosen.version} contract={chosen} payers={payers.data ?? []} onSaved={open} />
              )}
              <ContractHistory contract={chosen} scheduleName={scheduleName} />
            </div>
          )
        }
      />
      {adding && (
        <ContractForm contract={null} payers={payers.data ?? []} onSaved={open} onCancel={() => setAdding(false)} />
      )}
    </MoneyListPage>
  );
}

function columns(scheduleName: (id: string) => string): readonly WorklistColumn<PayerContract>[] {
  return [
    {
      id: "contract",
      header: "Contract",
      width: "minmax(180px, 2fr)",
      cell: (one) => (
        <span>
          <b>{one.payerName}</b> {nameOf(one)}
          <span className="m-small" style={{ display: "block" }}>
            {one.content === null ? "not in force today" : contractWords(one.content, scheduleName)}
          </span>
        </span>
      ),
    },
    {
      id: "from",
      header: "Since",
      width: "92px",
      cell: (one) => (one.from === null ? "" : formatDate(one.from)),
    },
    {
      id: "state",
      header: "State",
      width: "minmax(96px, 0.6fr)",
      cell: (one) => (
        <span className="m-chip" data-tone={one.content === null ? "plain" : one.silent.length > 0 ? "warn" : "ok"}>
          {one.content === null ? "Not in force" : one.silent.length > 0 ? "Something is missing" : "In force"}
        </span>
      ),
    },
  ];
}
