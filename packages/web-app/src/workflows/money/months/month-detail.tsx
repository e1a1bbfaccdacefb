import { Button } from "@mantine/core";
import { describeError } from "@practicum/contracts/error";
import { dateIn } from "@practicum/kernel/instant";
import { formatDate, formatMonth } from "@practicum/kernel/local-date";
import { formatCount } from "@practicum/ui/format.ts";
import { ErrorState, LoadingState, Notice } from "@practicum/ui/states.tsx";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { errorText, toDomainError } from "../../../api/domain-error.ts";
import { useTRPC, useTRPCClient } from "../../../api/trpc.ts";
import { useCommand } from "../../../api/use-command.ts";
import { useSession } from "../../../session/session-context.ts";
import { accountNames } from "../account-names.ts";
import { Amount } from "../amount.tsx";
import { StateChip } from "../../../states/state-chip.tsx";
import { ReasonButton } from "../reason-form.tsx";
import { saveFile } from "../save-file.ts";
import { CloseMonth } from "./close-month.tsx";
import { openWords, type BookMonth } from "./month-words.ts";

/** One month: what is open, closing it, what moved in each account, and its journal. */
export function MonthDetail({ month }: { readonly month: string }) {
  const trpc = useTRPC();
  const query = useQuery(trpc.billing.getMonth.queryOptions({ month }));
  if (query.isError)
    return <ErrorState what="The month" message={errorText(query.error)} onRetry={() => void query.refetch()} />;
  if (!query.data) return <LoadingState />;
  const of = query.data;
  return (
    <section className="w-panel m-stack" aria-label={formatMonth(month)}>
      <header style={{ marginBottom: 0 }}>
        <h2 style={{ margin: 0, fontSize: 16 }}>{formatMonth(month)}</h2>
        <div className="m-row">
          <StateChip kind="month" state={of.state} />
          <ExportJournal month={month} />
        </div>
      </header>
      {of.state === "not-over" && <p className="m-small">It can be closed on the first day of the next month.</p>}
      {of.first !== null && (
        <Notice tone="info">
          <Link to="/money/months" search={{ month: of.first }} className="p-anchor">
            {formatMonth(of.first)}
          </Link>{" "}
          has to be closed first.
        </Notice>
      )}
      {of.asClosed === false && (
        <Notice tone="danger" role="alert">
          The accounts do not stand as they stood when this month was closed. Stop posting and call support.
        </Notice>
      )}
      {of.state !== "closed" && <OpenThings open={of.open} />}
      {of.state === "can-close" && <CloseMonth of={of} />}
      <Movements of={of} />
      <History of={of} />
      {of.state === "closed" && <Reopen of={of} />}
    </section>
  );
}

function OpenThings({ open }: { readonly open: BookMonth["open"] }) {
  if (open.length === 0)
    return <Notice tone="ok">Nothing is open: all of its charges, payments and deposits are posted.</Notice>;
  return (
    <div className="m-scroll">
      <table className="m-table" aria-label="Still open">
        <thead>
          <tr>
            <th>Still open</th>
            <th className="m-num">How many</th>
            <th className="m-num">Dollars</th>
            <th>Since</th>
          </tr>
        </thead>
        <tbody>
          {open.map((one) => (
            <tr key={one.what}>
              <td>
                <Link to={openWords[one.what].to} className="p-anchor">
                  {openWords[one.what].label}
                </Link>
              </td>
              <td className="m-num">{one.count}</td>
              <td className="m-num">{one.amount !== 0 && <Amount value={one.amount} />}</td>
              <td>{one.oldest && formatDate(one.oldest)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Movements({ of }: { readonly of: BookMonth }) {
  if (of.accounts.length === 0) return <p className="m-small">Nothing was posted up to its end.</p>;
  const sum = (pick: "opening" | "debits" | "credits" | "closing") =>
    of.accounts.reduce((total, one) => total + one[pick], 0);
  return (
    <div className="m-scroll">
      <table className="m-table" aria-label="Accounts">
        <thead>
          <tr>
            <th>Account</th>
            <th className="m-num">Before</th>
            <th className="m-num">Debits</th>
            <th className="m-num">Credits</th>
            <th className="m-num">At its end</th>
          </tr>
        </thead>
        <tbody>
          {of.accounts.map((one) => (
            <tr key={one.account}>
              <td>{accountNames[one.account]}</td>
              <td className="m-num">
                <Amount value={one.opening} />
              </td>
              <td className="m-num">{one.debits !== 0 && <Amount value={one.debits} />}</td>
              <td className="m-num">{one.credits !== 0 && <Amount value={one.credits} />}</td>
              <td className="m-num">
                <Amount value={one.closing} strong />
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{formatCount(of.transactions, "transaction")}</th>
            <td className="m-num">
              <Amount value={sum("opening")} />
            </td>
            <td className="m-num">
              <Amount value={sum("debits")} />
            </td>
            <td className="m-num">
              <Amount value={sum("credits")} />
            </td>
            <td className="m-num">
              <Amount value={sum("closing")} />
            </td>
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

function History({ of }: { readonly of: BookMonth }) {
  const { timeZone } = useSession();
  if (of.history.length === 0) return null;
  return (
    <ul className="m-small" aria-label="History" style={{ margin: 0, paddingLeft: 18 }}>
      {of.history.map((one) => (
        <li key={one.at}>
          {one.what === "closed" ? "Closed" : "Opened again"} on {formatDate(dateIn(one.at, timeZone))} by {one.by}
          {one.because && `: ${one.because}`}
          {one.open.length > 0 &&
            ` (open then: ${one.open.map((thing) => `${openWords[thing.what].label} ${thing.count}`).join(", ")})`}
        </li>
      ))}
    </ul>
  );
}

function Reopen({ of }: { readonly of: BookMonth }) {
  const session = useSession();
  const reopen = useCommand("billing", "reopenMonth");
  if (!of.last) return <p className="m-small">Only the last closed month can be opened again.</p>;
  if (!session.can("month.reopen")) return <p className="m-small">The practice manager can open it again.</p>;
  return (
    <ReasonButton
      draft={`reopen-month:${of.month}`}
      label="Why is it opened again?"
      action={`Open ${formatMonth(of.month)} again`}
      command={reopen}
      input={(because) => ({ month: of.month, because })}
      done={`${formatMonth(of.month)} is open again.`}
    >
      Open again…
    </ReasonButton>
  );
}

function ExportJournal({ month }: { readonly month: string }) {
  const client = useTRPCClient();
  const [failed, setFailed] = useState<string | null>(null);
  const save = async () => {
    setFailed(null);
    try {
      const { name, csv } = await client.billing.exportJournal.query({ month });
      saveFile(name, new Blob([csv], { type: "text/csv" }));
    } catch (failure) {
      setFailed(describeError(toDomainError(failure)));
    }
  };
  return (
    <>
      <Button size="compact-sm" variant="default" onClick={() => void save()}>
        Export journal
      </Button>
      {failed && (
        <Notice tone="danger" role="alert">
          {failed}
        </Notice>
      )}
    </>
  );
}
