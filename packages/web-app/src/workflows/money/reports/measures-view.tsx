import type { MeasureView } from "@practicum/contracts/billing/reports";
import { ErrorState, LoadingState } from "@practicum/ui/states.tsx";
import { Worklist, type WorklistColumn } from "@practicum/ui/worklist.tsx";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC } from "../../../api/trpc.ts";
import { MeasureDetail } from "./measure-detail.tsx";
import { measureWords, meets, valueText } from "./measure-words.ts";

/** The last month that is over. */
const lastOver = (of: MeasureView) => of.months.at(-2);

function Verdict({ of }: { readonly of: MeasureView }) {
  const met = meets(of, lastOver(of)?.value ?? null);
  if (met === null) return <span className="m-small">not known</span>;
  return (
    <span className="m-chip" data-tone={met ? "ok" : "warn"}>
      {met ? "met" : "missed"}
    </span>
  );
}

const columns: readonly WorklistColumn<MeasureView>[] = [
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
    cell: (one) => <b>{valueText(one.unit, lastOver(one)?.value ?? null)}</b>,
  },
  {
    id: "now",
    header: "This month",
    width: "94px",
    align: "right",
    cell: (one) => valueText(one.unit, one.months.at(-1)?.value ?? null),
  },
  {
    id: "target",
    header: "Target",
    width: "104px",
    align: "right",
    cell: (one) => `${one.better === "lower" ? "≤" : "≥"} ${valueText(one.unit, one.target.value)}`,
  },
  { id: "met", header: "Target was", width: "88px", cell: (one) => <Verdict of={one} /> },
];

/** The measures; the chosen one beside them, with its trend and the rows behind it. */
export function MeasuresView({ chosen }: { readonly chosen: string | undefined }) {
  const trpc = useTRPC();
  const navigate = useNavigate();
  const query = useQuery(trpc.billing.listMeasures.queryOptions({}));
  if (query.isError)
    return <ErrorState what="The measures" message={errorText(query.error)} onRetry={() => void query.refetch()} />;
  if (!query.data) return <LoadingState />;
  const { measures } = query.data;
  const opened = measures.find((one) => one.measure === chosen) ?? measures[0];
  return (
    <div className="m-split">
      <Worklist
        label="Measures"
        landing
        items={measures}
        columns={columns}
        keyOf={(one) => one.measure}
        opened={opened?.measure}
        selected={new Set(opened ? [opened.measure] : [])}
        onOpen={(one) => void navigate({ to: "/money/reports", search: { measure: one.measure } })}
        maxHeight="76vh"
      />
      {opened && <MeasureDetail key={opened.measure} of={opened} />}
    </div>
  );
}
