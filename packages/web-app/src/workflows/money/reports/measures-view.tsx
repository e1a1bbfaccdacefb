import { Skeleton } from "@mantine/core";
import { measure, type Measure, type MeasureView } from "@practicum/contracts/billing/reports";
import { ErrorState, LoadingState } from "@practicum/ui/states.tsx";
import { Worklist, type WorklistColumn } from "@practicum/ui/worklist.tsx";
import { useQueries } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC } from "../../../api/trpc.ts";
import { MeasureDetail } from "./measure-detail.tsx";
import { measureWords, meets, valueText } from "./measure-words.ts";

interface Line {
  readonly measure: Measure;
  /** Null while it is being counted, and where that failed. */
  readonly view: MeasureView | null;
  readonly failed: boolean;
}

/** The groups as they stand on the screen: each is counted by itself, so that what takes long keeps nothing else back. */
const groups = [...new Set(measure.options.map((one) => measureWords[one].group))].map((group) =>
  measure.options.filter((one) => measureWords[one].group === group),
);

/** The last month that is over. */
const lastOver = (of: MeasureView) => of.months.at(-2);

/** What a line shows once it is counted. */
const counted = (show: (view: MeasureView) => ReactNode) => (line: Line) => {
  if (line.view) return show(line.view);
  return line.failed ? <span className="m-small">not counted</span> : <Skeleton height={14} aria-label="Counting" />;
};

function Verdict({ of }: { readonly of: MeasureView }) {
  const met = meets(of, lastOver(of)?.value ?? null);
  if (met === null) return <span className="m-small">not known</span>;
  return (
    <span className="m-chip" data-tone={met ? "ok" : "warn"}>
      {met ? "met" : "missed"}
    </span>
  );
}

const columns: readonly WorklistColumn<Line>[] = [
  {
    id: "name",
    header: "Measure",
    width: "minmax(150px, 1.5fr)",
    cell: (one) => (
      <span>
        <b>{measureWords[one.measure].name}</b>
        <span className="m-small" style={{ display: "block" }}>
          {measureWords[one.measure].group}
        </span>
      </span>
    ),
  },
  {
    id: "last",
    header: "Last month",
    width: "94px",
    align: "right",
    cell: counted((one) => <b>{valueText(one.unit, lastOver(one)?.value ?? null)}</b>),
  },
  {
    id: "now",
    header: "This month",
    width: "94px",
    align: "right",
    cell: counted((one) => valueText(one.unit, one.months.at(-1)?.value ?? null)),
  },
  {
    id: "target",
    header: "Target",
    width: "104px",
    align: "right",
    cell: counted((one) => `${one.better === "lower" ? "≤" : "≥"} ${valueText(one.unit, one.target.value)}`),
  },
  { id: "met", header: "Target was", width: "88px", cell: counted((one) => <Verdict of={one} />) },
];

/** The measures; the chosen one beside them, with its trend and the rows behind it. */
export function MeasuresView({ chosen }: { readonly chosen: string | undefined }) {
  const trpc = useTRPC();
  const navigate = useNavigate();
  const asked = useQueries({ queries: groups.map((only) => trpc.billing.listMeasures.queryOptions({ only })) });
  const lines = groups.flatMap((group, at) =>
    group.map((name): Line => {
      const query = asked[at];
      const view = query?.data?.measures.find((one) => one.measure === name) ?? null;
      return { measure: name, view, failed: query?.isError ?? false };
    }),
  );
  const failed = asked.find((query) => query.isError);
  const again = () => {
    for (const query of asked) if (query.isError) void query.refetch();
  };
  const opened = lines.find((one) => one.measure === chosen) ?? lines[0];
  return (
    <>
      {failed?.error && <ErrorState what="Some of the measures" message={errorText(failed.error)} onRetry={again} />}
      <div className="m-split">
        <Worklist
          label="Measures"
          landing
          items={lines}
          columns={columns}
          keyOf={(one) => one.measure}
          opened={opened?.measure}
          selected={new Set(opened ? [opened.measure] : [])}
          onOpen={(one) => void navigate({ to: "/money/reports", search: { measure: one.measure } })}
          maxHeight="76vh"
        />
        {opened?.view && <MeasureDetail key={opened.measure} of={opened.view} />}
        {opened?.view === null && !opened.failed && <LoadingState />}
      </div>
    </>
  );
}
