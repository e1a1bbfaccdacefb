import { ErrorState, Notice } from "@practicum/ui/states.tsx";
import { formatCents } from "@practicum/kernel/money";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { errorText } from "../../api/domain-error.ts";
import { useTRPC } from "../../api/trpc.ts";
import { accountNames } from "./account-names.ts";
import { Amount } from "./amount.tsx";

/** The sum of each ledger account. Their total is zero, and the page says so or raises the alarm. */
export function TrialBalance() {
  const trpc = useTRPC();
  const query = useQuery(trpc.billing.trialBalance.queryOptions({}));
  if (query.isError)
    return (
      <ErrorState what="The trial balance" message={errorText(query.error)} onRetry={() => void query.refetch()} />
    );
  if (!query.data) return null;
  const { accounts, total, unbalancedTransactions } = query.data;
  const debits = accounts.reduce((sum, one) => sum + Math.max(one.balance, 0), 0);
  const balanced = total === 0 && unbalancedTransactions === 0;
  return (
    <section className="w-panel" aria-label="Trial balance" style={{ maxWidth: 520 }}>
      <header>
        <h2 style={{ margin: 0, fontSize: 15 }}>Trial balance</h2>
        <Link to="/money/months" className="p-anchor">
          Month close
        </Link>
      </header>
      <table className="m-table">
        <thead>
          <tr>
            <th>Account</th>
            <th className="m-num">Debit</th>
            <th className="m-num">Credit</th>
          </tr>
        </thead>
        <tbody>
          {accounts
            .filter((one) => one.balance !== 0)
            .map((one) => (
              <tr key={one.account}>
                <td>{accountNames[one.account]}</td>
                <td className="m-num">{one.balance > 0 && <Amount value={one.balance} />}</td>
                <td className="m-num">{one.balance < 0 && <Amount value={-one.balance} />}</td>
              </tr>
            ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">Total</th>
            <td className="m-num">
              <b>
                <Amount value={debits} />
              </b>
            </td>
            <td className="m-num">
              <b>
                <Amount value={debits - total} />
              </b>
            </td>
          </tr>
        </tfoot>
      </table>
      <div style={{ marginTop: 8 }}>
        <Notice tone={balanced ? "ok" : "danger"}>
          {balanced
            ? `The ledger sums to ${formatCents(total)}.`
            : `The ledger sums to ${formatCents(total)}; ${unbalancedTransactions} transactions do not balance. Stop posting and call support.`}
        </Notice>
      </div>
    </section>
  );
}
