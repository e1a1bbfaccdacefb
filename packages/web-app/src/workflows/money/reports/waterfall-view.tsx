import { Button } from "@mantine/core";
import type { WaterfallLine } from "@practicum/contracts/billing/reports";
import { addMonths, formatMonth } from "@practicum/kernel/local-date";
import { EmptyState, ErrorState, LoadingState } from "@practicum/ui/states.tsx";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC, useTRPCClient } from "../../../api/trpc.ts";
import { Amount } from "../amount.tsx";
import { ExportRows } from "./export-rows.tsx";
import { WaterfallPicture } from "./waterfall-picture.tsx";
import { Wide } from "./wide.tsx";

const columns: readonly (readonly [key: Exclude<keyof WaterfallLine, "month" | "visits">, label: string])[] = [
  ["charged", "Charged"],
  ["contractual", "Contractual"],
  ["payersPaid", "Payers paid"],
  ["patientsPaid", "Patients paid"],
  ["writtenOff", "Written off"],
  ["collections", "With agency"],
  ["other", "Other"],
  ["openPayers", "Payers owe"],
  ["openPatients", "Patients owe"],
];

/** What became of each month's charges until now. */
export function WaterfallView() {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const [until, setUntil] = useState<string | null>(null);
  const query = useQuery(trpc.billing.waterfall.queryOptions({ until }));
  if (query.isError)
    return <ErrorState what="The waterfall" message={errorText(query.error)} onRetry={() => void query.refetch()} />;
  if (!query.data) return <LoadingState />;
  const { lines, first } = query.data;
  const shown = columns.filter(([key]) => key === "charged" || lines.some((line) => line[key] !== 0));
  return (
    <div className="m-stack">
      <p className="m-small" style={{ margin: 0 }}>
        Each line is of the visits of one month. Charged less all that follows is what is still owed, to the cent.
      </p>
      {lines.length === 0 ? (
        <EmptyState title="No visits in these months">Nothing was charged for a visit in them.</EmptyState>
      ) : (
        <>
          <WaterfallPicture lines={lines} />
          <Wide label="Collections by month">
            <table className="m-table" aria-label="Collections by month of service">
              <thead>
                <tr>
                  <th>Month of service</th>
                  <th className="m-num">Visits</th>
                  {shown.map(([key, label]) => (
                    <th key={key} className="m-num">
                      {label}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {lines.toReversed().map((line) => (
                  <tr key={line.month}>
                    <td>{line.month && formatMonth(line.month)}</td>
                    <td className="m-num">{line.visits}</td>
                    {shown.map(([key]) => (
                      <td key={key} className="m-num">
                        {line[key] !== 0 && <Amount value={line[key]} strong={key === "charged"} />}
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
              <tfoot>
                <tr>
                  <th scope="row">Total</th>
                  <td className="m-num">{lines.reduce((sum, line) => sum + line.visits, 0)}</td>
                  {shown.map(([key]) => (
                    <td key={key} className="m-num">
                      <Amount value={lines.reduce((sum, line) => sum + line[key], 0)} />
                    </td>
                  ))}
                </tr>
              </tfoot>
            </table>
          </Wide>
        </>
      )}
      <div className="m-row">
        {lines.length > 0 && <ExportRows get={() => client.billing.exportWaterfall.query({ until })} />}
        <Button
          size="xs"
          variant="default"
          // limit: of a day its month.
          onClick={() => setUntil(addMonths(`${first}-01`, -1).slice(0, 7))}
        >
          Earlier 12 months
        </Button>
        {until !== null && (
          <Button size="xs" variant="default" onClick={() => setUntil(null)}>
            The last twelve months
          </Button>
        )}
      </div>
    </div>
  );
}
