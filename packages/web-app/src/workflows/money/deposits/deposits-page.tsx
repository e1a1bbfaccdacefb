import { Button, SegmentedControl } from "@mantine/core";
import { describeError } from "@practicum/contracts/error";
import { formatDate } from "@practicum/kernel/local-date";
import { formatCents } from "@practicum/kernel/money";
import { EmptyState, ErrorState, LoadingState, Notice } from "@practicum/ui/states.tsx";
import { Worklist, type WorklistColumn } from "@practicum/ui/worklist.tsx";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useRef } from "react";
import { StateChip } from "../../../states/state-chip.tsx";
import { newId } from "../../../api/command-id.ts";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC, useTRPCClient } from "../../../api/trpc.ts";
import { useCommand, type CommandInput } from "../../../api/use-command.ts";
import { useEndless } from "../../../lists/use-endless.ts";
import { useSession } from "../../../session/session-context.ts";
import { Page } from "../../../shell/page.tsx";
import { say } from "../../../shell/undo.tsx";
import { Amount } from "../amount.tsx";
import { MoneyTabs } from "../money-tabs.tsx";
import { depositKinds, type DepositCheck } from "./check-words.ts";
import { RecordDeposit } from "./record-deposit.tsx";

const PAGE = 100;
const views = [
  { value: "waiting", label: "Unmatched" },
  { value: "unbanked", label: "835s without a deposit" },
  { value: "all", label: "All" },
] as const;

const columns: readonly WorklistColumn<DepositCheck>[] = [
  { id: "on", header: "In the bank", width: "92px", cell: (one) => formatDate(one.depositedOn) },
  {
    id: "from",
    header: "From",
    width: "minmax(150px, 1fr)",
    cell: (one) => (
      <>
        <b>{one.payerName}</b> <span className="m-small">{one.number}</span>
      </>
    ),
  },
  {
    id: "deposit",
    header: "Deposit",
    width: "minmax(110px, 150px)",
    cell: (one) => (
      <span className="m-small">
        {depositKinds[one.depositKind]} {one.depositNumber}
      </span>
    ),
  },
  {
    id: "amount",
    header: "Amount",
    width: "110px",
    align: "right",
    cell: (one) => <Amount value={one.amount} strong />,
  },
  {
    id: "state",
    header: "Matched to",
    width: "150px",
    cell: (one) => (
      <>
        <StateChip kind="deposit" state={one.state} />
        {one.state === "waits" && one.begun && <span className="m-small"> EOB begun</span>}
      </>
    ),
  },
];

/** What the bank shows: what nothing explains yet, 835s whose money was not seen, and all of it. */
export function DepositsPage() {
  const session = useSession();
  const navigate = useNavigate();
  const { show = "waiting" }: { show?: string } = useSearch({ strict: false });
  return (
    <Page
      title="Deposits"
      actions={
        <>
          <Link to="/money/deposits/slip" className="p-anchor">
            Deposit slip
          </Link>
          <SegmentedControl
            size="xs"
            aria-label="Which deposits"
            data={[...views]}
            value={show}
            onChange={(value) => void navigate({ href: `/money/deposits?show=${value}`, replace: true })}
          />
        </>
      }
    >
      <MoneyTabs />
      <div className="m-stack">
        {session.can("remittance.post") && <RecordDeposit />}
        {show === "unbanked" ? <Unbanked /> : <Checks key={show} waiting={show !== "all"} />}
      </div>
    </Page>
  );
}

function Checks({ waiting }: { readonly waiting: boolean }) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const navigate = useNavigate();
  const query = useEndless({
    queryKey: trpc.billing.listDeposits.queryKey({ waiting, before: null, limit: PAGE }),
    page: (before, signal) => client.billing.listDeposits.query({ waiting, before, limit: PAGE }, { signal }),
    itemsOf: (page) => page.checks,
  });
  const all = query.first?.all;
  return (
    <>
      {query.error && <ErrorState what="The deposits" message={errorText(query.error)} onRetry={query.refetch} />}
      {query.isPending && <LoadingState />}
      {query.items?.length === 0 && (
        <EmptyState title={waiting ? "All of the payers' money is matched" : "No deposit was recorded yet"}>
          Record what the bank shows; an EFT finds its 835 by trace and amount.
        </EmptyState>
      )}
      {waiting && all && all.count > 0 && (
        <span role="status">
          {all.count === 1 ? "1 check or EFT" : `${all.count} checks and EFTs`} unmatched:{" "}
          <b>{formatCents(all.total)}</b>
        </span>
      )}
      {query.items && query.items.length > 0 && (
        <Worklist
          label="Checks and EFTs"
          landing
          items={query.items}
          more={query.more}
          columns={columns}
          keyOf={(one) => one.checkId}
          onOpen={(one) => void navigate({ href: `/money/deposits/${one.checkId}` })}
          maxHeight="62vh"
        />
      )}
    </>
  );
}

/** 835s whose money nobody saw at the bank: one key each, as the eye goes down the bank's list. */
function Unbanked() {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const query = useEndless({
    queryKey: trpc.billing.listUnbanked.queryKey({ before: null, limit: PAGE }),
    page: (before, signal) => client.billing.listUnbanked.query({ before, limit: PAGE }, { signal }),
    itemsOf: (page) => page.remittances,
  });
  const { run, error, pending } = useBank();
  const session = useSession();
  const all = query.first?.all;
  if (query.error) return <ErrorState what="The 835s" message={errorText(query.error)} onRetry={query.refetch} />;
  if (query.isPending) return <LoadingState />;
  if (query.items?.length === 0)
    return <EmptyState title="The bank has shown the money of every 835">Nothing is on its way.</EmptyState>;
  return (
    <section className="w-panel" aria-label="835s without a deposit">
      <header>
        <h2 style={{ margin: 0, fontSize: 15 }}>835s without a deposit{all && ` (${all.count})`}</h2>
        {all && <Amount value={all.total} strong />}
      </header>
      {error && <Notice tone="danger">{describeError(error)}</Notice>}
      <div className="m-scroll">
        <table className="m-table">
          <thead>
            <tr>
              <th>Paid on</th>
              <th>Payer</th>
              <th>Check or EFT</th>
              <th className="m-num">Amount</th>
              <th>Bank</th>
            </tr>
          </thead>
          <tbody>
            {query.items?.map((one) => (
              <tr key={one.remittanceId}>
                <td>{formatDate(one.paymentDate)}</td>
                <td>{one.payerName}</td>
                <td>
                  <Link to={`/money/era/${one.remittanceId}`} className="p-anchor">
                    {one.trace}
                  </Link>
                </td>
                <td className="m-num">
                  <Amount value={one.total} />
                </td>
                <td>
                  {session.can("remittance.post") && (
                    <Button
                      size="compact-xs"
                      variant="default"
                      disabled={pending}
                      aria-label={`Mark as deposited: ${one.trace}`}
                      onClick={() => void run(one.remittanceId, session.today)}
                    >
                      Mark as deposited
                    </Button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {query.more && (
        <Button size="compact-sm" variant="default" loading={query.more.loading} onClick={query.more.load}>
          Show more
        </Button>
      )}
    </section>
  );
}

function useBank() {
  const bank = useCommand("billing", "bankRemittance");
  /** One intent, one id: pressing again after a failure is the same deposit. */
  const ids = useRef(new Map<string, Pick<CommandInput<"billing", "bankRemittance">, "depositId" | "checkId">>());
  const run = async (remittanceId: string, depositedOn: string) => {
    const known = ids.current.get(remittanceId) ?? { depositId: newId<"deposit">(), checkId: newId<"deposit-check">() };
    ids.current.set(remittanceId, known);
    const result = await bank.run({ ...known, remittanceId, depositedOn });
    if (result.ok) say("Recorded.");
  };
  return { run, error: bank.error, pending: bank.pending };
}
