import { SegmentedControl } from "@mantine/core";
import type { GrowthChart } from "@practicum/contracts/charting/growth";
import { formatDate } from "@practicum/kernel/local-date";
import { EmptyState, ErrorState, LoadingState, Notice } from "@practicum/ui/states.tsx";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useState } from "react";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC } from "../../../api/trpc.ts";
import "../../../chart/chart.css";
import { localDateOf, useSession } from "../../../session/session-context.ts";
import { Page } from "../../../shell/page.tsx";
import { usePaper } from "../../../shell/paper.ts";
import { PrintButton } from "../../../shell/sheet.tsx";
import { GrowthPicture } from "./growth-picture.tsx";
import { ageWords, measureWords, percentileWords, sourceWords, valueText } from "./growth-words.ts";
import "./growth.css";

const keyOf = ({ measure, source }: GrowthChart) => `${measure} ${source}`;

/** A child's growth: a chart at a time, its values in a table, both on paper. */
export function GrowthPage() {
  const { patientId = "" }: { patientId?: string } = useParams({ strict: false });
  const trpc = useTRPC();
  const query = useQuery(trpc.charting.growthCharts.queryOptions({ patientId }));
  const patient = useQuery(trpc.scheduling.getPatient.queryOptions({ patientId }));
  const [wanted, setWanted] = useState<string | null>(null);
  const charts = query.data?.charts ?? [];
  // Of the newest measurement first: what one comes for.
  const newest = charts.toSorted((a, b) => ageOf(b) - ageOf(a))[0];
  const chart = charts.find((one) => keyOf(one) === wanted) ?? newest;
  usePaper({
    kind: "printGrowthChart",
    patient: patient.data && chart && { patientId, name: patient.data.name, birthDate: patient.data.birthDate },
  });
  return (
    <Page title="Growth" actions={<PrintButton disabled={!chart} />}>
      {query.isError && (
        <ErrorState what="The growth charts" message={errorText(query.error)} onRetry={() => void query.refetch()} />
      )}
      {query.isPending && <LoadingState rows={8} />}
      {query.data && <Missing data={query.data} />}
      {charts.length > 1 && chart && (
        <SegmentedControl
          className="p-no-print"
          size="xs"
          aria-label="Chart"
          mb={10}
          data={charts.map((one) => ({ value: keyOf(one), label: `${measureWords[one.measure]} (${one.source})` }))}
          value={keyOf(chart)}
          onChange={setWanted}
        />
      )}
      {chart && <Chart chart={chart} />}
    </Page>
  );
}

function ageOf({ points }: GrowthChart): number {
  return points.at(-1)?.ageMonths ?? -1;
}

interface Data {
  readonly sex: "female" | "male" | "unknown";
  readonly charts: readonly GrowthChart[];
  readonly missing: readonly { readonly source: GrowthChart["source"]; readonly measure: GrowthChart["measure"] }[];
  readonly beyond: number;
}

/** Why there is no chart, or not all of them: that nothing was measured is another thing than that a reference is not loaded. */
function Missing({ data }: { readonly data: Data }) {
  const { charts, missing, beyond, sex } = data;
  if (sex === "unknown" && missing.length > 0)
    return (
      <Notice tone="warn">
        The references are for girls and for boys: without the sex assigned at birth nothing can be compared.
      </Notice>
    );
  if (missing.length > 0)
    return (
      <Notice tone="warn" mb>
        Not loaded:{" "}
        {missing.map((one) => `${measureWords[one.measure].toLowerCase()} (${sourceWords[one.source]})`).join("; ")}.
        The tables are not part of Practicum. Whoever runs it loads them from the publishers&apos; files:{" "}
        <code>npm run practicum -- codes import growth FILE…</code>
      </Notice>
    );
  if (charts.length > 0) return null;
  return beyond > 0 ? (
    <EmptyState title="Nothing was measured before the twentieth birthday">
      The references end there. Weight and height are among the vital signs.
    </EmptyState>
  ) : (
    <EmptyState title="Nothing was measured yet">Weight and height of the vital signs appear here.</EmptyState>
  );
}

function Chart({ chart }: { readonly chart: GrowthChart }) {
  const session = useSession();
  return (
    <section className="w-panel g-chart" aria-label={measureWords[chart.measure]}>
      <header>
        <h2>{measureWords[chart.measure]}</h2>
        <span className="c-dim">{sourceWords[chart.source]}: 3rd to 97th percentile</span>
      </header>
      <GrowthPicture chart={chart} />
      <table className="g-table">
        <thead>
          <tr>
            <th scope="col">Date</th>
            <th scope="col">Age</th>
            <th scope="col">Measured</th>
            <th scope="col">Percentile</th>
            <th scope="col">z-score</th>
          </tr>
        </thead>
        <tbody>
          {chart.points.toReversed().map((one) => (
            <tr key={one.vitalsId}>
              <td>{formatDate(localDateOf(session, one.at))}</td>
              <td>{ageWords(one.ageMonths)}</td>
              <td>
                {valueText(one.value, chart.yUnit)}
                {chart.xUnit === "cm" && ` at ${one.x.toFixed(1)} cm`}
              </td>
              <td>{percentileWords(one.percentile)}</td>
              <td>{one.z.toFixed(2)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
