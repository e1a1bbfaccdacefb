import { Button, SegmentedControl } from "@mantine/core";
import type { agingBucket, agingBy, agingFrom, AgingSums } from "@practicum/contracts/billing/reports";
import { formatDate } from "@practicum/kernel/local-date";
import { formatCents } from "@practicum/kernel/money";
import { EmptyState, ErrorState, LoadingState } from "@practicum/ui/states.tsx";
import { Worklist, type WorklistColumn } from "@practicum/ui/worklist.tsx";
import { useState } from "react";
import type { z } from "zod";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC, useTRPCClient } from "../../../api/trpc.ts";
import { useEndless } from "../../../lists/use-endless.ts";
import { Amount } from "../amount.tsx";
import { AgingPicture } from "./aging-picture.tsx";
import { bucketWords, bucketsOf } from "./aging-words.ts";
import { ExportRows } from "./export-rows.tsx";
import { ReportRows } from "./report-rows.tsx";

type By = z.output<typeof agingBy>;
type From = z.output<typeof agingFrom>;
type Bucket = z.output<typeof agingBucket>;
interface Line {
  readonly key: string;
  readonly name: string;
  readonly sums: AgingSums;
}

const columnsOf = (by: By, from: From): readonly WorklistColumn<Line>[] => [
  {
    id: "name",
    header: { payer: "Payer", patient: "Patient", provider: "Rendering provider" }[by],
    width: "minmax(140px, 1.6fr)",
    cell: (line) => <b>{line.name}</b>,
  },
  ...bucketsOf(from).map((bucket): WorklistColumn<Line> => ({
    id: bucket,
    header: bucketWords[bucket],
    width: "minmax(78px, 0.8fr)",
    align: "right",
    below: bucket !== "over-120",
    cell: (line) => line.sums[bucket] !== 0 && <Amount value={line.sums[bucket]} />,
  })),
  {
    id: "total",
    header: "Total",
    width: "104px",
    align: "right",
    cell: (line) => <Amount value={line.sums.total} strong />,
  },
];

/** What is owed today, by age; a line opens the visits and claims behind it. */
export function AgingView() {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const [by, setBy] = useState<By>("payer");
  const [from, setFrom] = useState<From>("service");
  const [opened, setOpened] = useState<string | null>(null);
  const [bucket, setBucket] = useState<Bucket | null>(null);
  const input = { by, from, limit: 100 };
  const query = useEndless({
    queryKey: trpc.billing.aging.queryKey({ ...input, before: null }),
    page: (before, signal) => client.billing.aging.query({ ...input, before }, { signal }),
    itemsOf: (page) => page.lines,
  });
  const all = query.first?.all;
  const line = query.items?.find((one) => one.key === opened);
  return (
    <div className="m-stack">
      <div className="m-row">
        <SegmentedControl
          size="xs"
          aria-label="By"
          data={[
            { value: "payer", label: "By payer" },
            { value: "patient", label: "By patient" },
            { value: "provider", label: "By rendering provider" },
          ]}
          value={by}
          onChange={(next) => {
            setBy(next as By);
            setOpened(null);
          }}
        />
        <SegmentedControl
          size="xs"
          aria-label="Age counts from"
          data={[
            { value: "service", label: "From date of service" },
            { value: "bill", label: "From date of bill" },
          ]}
          value={from}
          onChange={(next) => {
            setFrom(next as From);
            setBucket(null);
          }}
        />
        {query.first && <span className="m-small">As of {formatDate(query.first.asOf)}</span>}
        {query.items && query.items.length > 0 && (
          <ExportRows get={() => client.billing.exportAging.query({ by, from })} />
        )}
      </div>
      {query.error && <ErrorState what="The aging" message={errorText(query.error)} onRetry={query.refetch} />}
      {query.isPending && <LoadingState />}
      {query.items?.length === 0 && (
        <EmptyState title="Nothing is owed">No payer and no patient owes anything.</EmptyState>
      )}
      {all && query.items && query.items.length > 0 && (
        <>
          <AgingPicture sums={all.sums} from={from} />
          <p className="m-small" style={{ margin: 0 }}>
            Total <b>{formatCents(all.sums.total)}</b>, as the trial balance says of payers and patients.
            {all.collections !== 0 && ` With the collection agency, beside it: ${formatCents(all.collections)}.`}
            {all.unapplied !== 0 && ` Patients' money that is not applied yet: ${formatCents(all.unapplied)}.`}
          </p>
          <Worklist
            label="Aging"
            landing
            items={query.items}
            columns={columnsOf(by, from)}
            keyOf={(one) => one.key}
            opened={opened ?? undefined}
            selected={new Set(opened === null ? [] : [opened])}
            onOpen={(one) => setOpened(one.key)}
            more={query.more}
            maxHeight="40vh"
          />
        </>
      )}
      {line && (
        <section className="w-panel m-stack" aria-label={`Behind ${line.name}`}>
          <header style={{ marginBottom: 0 }}>
            <h2 style={{ margin: 0, fontSize: 16 }}>{line.name}</h2>
          </header>
          <div className="m-row" role="group" aria-label="Age">
            {[null, ...bucketsOf(from).filter((one) => line.sums[one] !== 0)].map((one) => (
              <Button
                key={one ?? "all"}
                size="compact-sm"
                variant={one === bucket ? "light" : "default"}
                aria-pressed={one === bucket}
                onClick={() => setBucket(one)}
              >
                {one === null ? "All" : bucketWords[one]}: {formatCents(line.sums[one ?? "total"])}
              </Button>
            ))}
          </div>
          <Behind key={`${by} ${from} ${line.key} ${bucket}`} by={by} from={from} lineKey={line.key} bucket={bucket} />
        </section>
      )}
    </div>
  );
}

function Behind(props: {
  readonly by: By;
  readonly from: From;
  readonly lineKey: string;
  readonly bucket: Bucket | null;
}) {
  const { by, from, lineKey: key, bucket } = props;
  const trpc = useTRPC();
  const client = useTRPCClient();
  const input = { by, from, key, bucket, limit: 100 };
  const query = useEndless({
    queryKey: trpc.billing.agingRows.queryKey({ ...input, before: null }),
    page: (before, signal) => client.billing.agingRows.query({ ...input, before }, { signal }),
    itemsOf: (page) => page.rows,
  });
  return <ReportRows label="Visits and claims" query={query} unit="cents" />;
}
