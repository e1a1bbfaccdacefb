import { Button } from "@mantine/core";
import type { MeasureView } from "@practicum/contracts/billing/reports";
import { ChoiceList } from "@practicum/ui/choice-list.tsx";
import { formatMonth } from "@practicum/kernel/local-date";
import { useState } from "react";
import { useTRPC, useTRPCClient } from "../../../api/trpc.ts";
import { useEndless } from "../../../lists/use-endless.ts";
import { ExportRows } from "./export-rows.tsx";
import { measureWords, sideText, valueText } from "./measure-words.ts";
import { ReportRows } from "./report-rows.tsx";
import { TargetForm } from "./target-form.tsx";
import { TrendPicture } from "./trend-picture.tsx";
import { Wide } from "./wide.tsx";

type Side = "numerator" | "denominator";

/** One measure: its formula, its months, and the rows behind each side of a month. */
export function MeasureDetail({ of }: { readonly of: MeasureView }) {
  const client = useTRPCClient();
  const words = measureWords[of.measure];
  // The last month that is over: the one that is running says little yet.
  const [month, setMonth] = useState(of.months.at(-2)?.month ?? "");
  const [side, setSide] = useState<Side>("numerator");
  const chosen = of.months.find((one) => one.month === month);
  return (
    <section className="w-panel m-stack" aria-label={words.name}>
      <header style={{ marginBottom: 0 }}>
        <h2 style={{ margin: 0, fontSize: 16 }}>{words.name}</h2>
        <TargetForm key={of.target.version} of={of} />
      </header>
      <p style={{ margin: 0 }}>{words.formula}</p>
      <TrendPicture of={of} />
      <details>
        <summary className="m-small">The twelve months as a table</summary>
        <MonthsTable of={of} />
      </details>
      <div className="m-row">
        <ChoiceList
          size="xs"
          label="Month"
          style={{ width: 170 }}
          data={of.months.toReversed().map((one) => ({ value: one.month, label: formatMonth(one.month) }))}
          value={month}
          onChange={(value) => value && setMonth(value)}
        />
        <ExportRows get={() => client.billing.exportMeasure.query({ measure: of.measure, month })} />
      </div>
      {chosen && (
        <div className="m-row" role="group" aria-label="Rows of" data-guide="measure.rows">
          {(["numerator", "denominator"] as const).map((one) => (
            <Button
              key={one}
              size="compact-sm"
              variant={one === side ? "light" : "default"}
              aria-pressed={one === side}
              onClick={() => setSide(one)}
            >
              {words[one]}: {sideText(of[`${one}Unit`], chosen[one])}
            </Button>
          ))}
          <b>{valueText(of.unit, chosen.value)}</b>
        </div>
      )}
      <Rows key={`${month} ${side}`} of={of} month={month} side={side} />
    </section>
  );
}

function MonthsTable({ of }: { readonly of: MeasureView }) {
  const words = measureWords[of.measure];
  return (
    <Wide label="Months">
      <table className="m-table" aria-label={`${words.name} by month`}>
        <thead>
          <tr>
            <th>Month</th>
            <th className="m-num">{words.numerator}</th>
            <th className="m-num">{words.denominator}</th>
            <th className="m-num">Value</th>
          </tr>
        </thead>
        <tbody>
          {of.months.toReversed().map((one) => (
            <tr key={one.month}>
              <td>{formatMonth(one.month)}</td>
              <td className="m-num">{sideText(of.numeratorUnit, one.numerator)}</td>
              <td className="m-num">{sideText(of.denominatorUnit, one.denominator)}</td>
              <td className="m-num">{valueText(of.unit, one.value)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
  );
}

function Rows({ of, month, side }: { readonly of: MeasureView; readonly month: string; readonly side: Side }) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const input = { measure: of.measure, month, side, limit: 100 };
  const query = useEndless({
    queryKey: trpc.billing.measureRows.queryKey({ ...input, before: null }),
    page: (before, signal) => client.billing.measureRows.query({ ...input, before }, { signal }),
    itemsOf: (page) => page.rows,
  });
  return <ReportRows label={measureWords[of.measure][side]} query={query} unit={of[`${side}Unit`]} />;
}
