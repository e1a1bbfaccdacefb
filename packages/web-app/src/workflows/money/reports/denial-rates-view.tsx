import { SegmentedControl } from "@mantine/core";
import { ChoiceList } from "@practicum/ui/choice-list.tsx";
import { addMonths, formatMonth } from "@practicum/kernel/local-date";
import { EmptyState, ErrorState, LoadingState } from "@practicum/ui/states.tsx";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC } from "../../../api/trpc.ts";
import { Amount } from "../amount.tsx";
import { Wide } from "./wide.tsx";

const percent = (part: number, whole: number) => (whole === 0 ? "–" : `${((100 * part) / whole).toFixed(1)}%`);

/** What payers refused of what they decided, by payer or by reason. */
export function DenialRatesView({ months }: { readonly months: readonly string[] }) {
  const trpc = useTRPC();
  const [by, setBy] = useState<"payer" | "reason">("payer");
  const until = months[0] ?? "";
  const [span, setSpan] = useState("3");
  // limit: of a day its month.
  const from = addMonths(`${until}-01`, 1 - Number(span)).slice(0, 7);
  const query = useQuery(trpc.billing.denialRates.queryOptions({ from, until, by }));
  return (
    <div className="m-stack">
      <div className="m-row">
        <SegmentedControl
          size="xs"
          aria-label="By"
          data={[
            { value: "payer", label: "By payer" },
            { value: "reason", label: "By reason" },
          ]}
          value={by}
          onChange={(next) => setBy(next as "payer" | "reason")}
        />
        <ChoiceList
          size="xs"
          aria-label="Months"
          style={{ width: 190 }}
          data={["1", "3", "6", "12"].map((value) => ({
            value,
            label: value === "1" ? "This month" : `The last ${value} months`,
          }))}
          value={span}
          onChange={(value) => value && setSpan(value)}
        />
        <span className="m-small">
          Decided from {formatMonth(from)} to {formatMonth(until)}
        </span>
      </div>
      {query.isError && (
        <ErrorState what="The denial rates" message={errorText(query.error)} onRetry={() => void query.refetch()} />
      )}
      {query.isPending && <LoadingState />}
      {query.data?.lines.length === 0 && (
        <EmptyState title={by === "payer" ? "Nothing was decided" : "Nothing was denied"}>
          No payer&apos;s decision of these months says otherwise.
        </EmptyState>
      )}
      {query.data && query.data.lines.length > 0 && (
        <Wide label="Rates">
          <table className="m-table" aria-label="Denial rates">
            <thead>
              <tr>
                <th>{by === "payer" ? "Payer" : "Reason"}</th>
                <th className="m-num">Decisions</th>
                <th className="m-num">Denied</th>
                <th className="m-num">Denial rate</th>
                <th className="m-num">Dollars decided</th>
                <th className="m-num">Dollars denied</th>
                <th className="m-num">Of the dollars</th>
              </tr>
            </thead>
            <tbody>
              {query.data.lines.map((line) => (
                <tr key={line.name}>
                  <td>
                    <b>{line.name}</b>
                    {line.meaning && (
                      <span className="m-small" style={{ display: "block" }}>
                        {line.meaning}
                      </span>
                    )}
                  </td>
                  <td className="m-num">{line.decisions}</td>
                  <td className="m-num">{line.denied}</td>
                  <td className="m-num">{percent(line.denied, line.decisions)}</td>
                  <td className="m-num">
                    <Amount value={line.billed} />
                  </td>
                  <td className="m-num">
                    <Amount value={line.deniedAmount} />
                  </td>
                  <td className="m-num">{percent(line.deniedAmount, line.billed)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Wide>
      )}
    </div>
  );
}
