import { ChoiceList } from "@practicum/ui/choice-list.tsx";
import { formatMonth } from "@practicum/kernel/local-date";
import { EmptyState, ErrorState, LoadingState } from "@practicum/ui/states.tsx";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC } from "../../../api/trpc.ts";
import { Amount } from "../amount.tsx";
import { Wide } from "./wide.tsx";

/** What each person has done in a month, by name; no order of merit. */
export function WorkView({ months }: { readonly months: readonly string[] }) {
  const trpc = useTRPC();
  const [month, setMonth] = useState(months[0] ?? "");
  const query = useQuery(trpc.billing.productivity.queryOptions({ month }));
  return (
    <div className="m-stack">
      <div className="m-row">
        <ChoiceList
          size="xs"
          aria-label="Month"
          style={{ width: 190 }}
          data={months.map((value) => ({ value, label: formatMonth(value) }))}
          value={month}
          onChange={(value) => value && setMonth(value)}
        />
        <span className="m-small">Counted from what each act wrote down; it says nothing of how hard a claim was.</span>
      </div>
      {query.isError && (
        <ErrorState what="The work done" message={errorText(query.error)} onRetry={() => void query.refetch()} />
      )}
      {query.isPending && <LoadingState />}
      {query.data?.people.length === 0 && (
        <EmptyState title="Nobody did anything">No act of this month is on record.</EmptyState>
      )}
      {query.data && query.data.people.length > 0 && (
        <Wide label="Work">
          <table className="m-table" aria-label="Work done">
            <thead>
              <tr>
                <th>Person</th>
                <th className="m-num">Claims worked</th>
                <th className="m-num">Claims sent</th>
                <th className="m-num">Denials and appeals followed</th>
                <th className="m-num">Payments taken</th>
                <th className="m-num">Dollars taken</th>
                <th className="m-num">Remittances and deposits posted</th>
                <th className="m-num">Adjustments</th>
              </tr>
            </thead>
            <tbody>
              {query.data.people.map((one) => (
                <tr key={one.name}>
                  <td>
                    <b>{one.name}</b>
                  </td>
                  <td className="m-num">{one.claimsWorked}</td>
                  <td className="m-num">{one.claimsSent}</td>
                  <td className="m-num">{one.followUps}</td>
                  <td className="m-num">{one.paymentsTaken}</td>
                  <td className="m-num">
                    <Amount value={one.paymentsAmount} />
                  </td>
                  <td className="m-num">{one.postings}</td>
                  <td className="m-num">{one.adjustments}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Wide>
      )}
    </div>
  );
}
