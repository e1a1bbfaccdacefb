import { Button } from "@mantine/core";
import type { LeftBecause, statementRunOperations } from "@practicum/contracts/billing/statement-runs";
import { describeError } from "@practicum/contracts/error";
import { formatDate } from "@practicum/kernel/local-date";
import { formatCents } from "@practicum/kernel/money";
import { formatCount, formatName } from "@practicum/ui/format.ts";
import { EmptyState, ErrorState, LoadingState, Notice } from "@practicum/ui/states.tsx";
import { Worklist, type WorklistColumn } from "@practicum/ui/worklist.tsx";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import type { z } from "zod";
import { newId } from "../../../api/command-id.ts";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC } from "../../../api/trpc.ts";
import { useCommand } from "../../../api/use-command.ts";
import { Page } from "../../../shell/page.tsx";
import { StateChip } from "../../../states/state-chip.tsx";
import { Amount } from "../amount.tsx";
import { MoneyTabs } from "../money-tabs.tsx";
import { leftWords, reasonCounts } from "./run-words.ts";

type Preview = z.output<typeof statementRunOperations.previewStatementRun.output>;
type Going = Preview["going"][number];
type Left = Preview["left"][number];

const goingColumns: readonly WorklistColumn<Going>[] = [
  { id: "patient", header: "Patient", width: "minmax(120px, 1fr)", cell: (one) => formatName(one.patientName) },
  { id: "to", header: "Goes to", width: "minmax(110px, 1fr)", below: true, cell: (one) => one.to ?? "the patient" },
  { id: "step", header: "Paper", width: "130px", cell: (one) => <StateChip kind="paper" state={one.step} /> },
  { id: "asks", header: "Asks for", width: "90px", align: "right", cell: (one) => <Amount value={one.asks} /> },
];
const leftColumns: readonly WorklistColumn<Left>[] = [
  { id: "patient", header: "Patient", width: "minmax(120px, 1fr)", cell: (one) => formatName(one.patientName) },
  {
    id: "because",
    header: "Why not",
    width: "minmax(150px, 1fr)",
    cell: (one) => `${leftWords[one.because]}${one.on ? `, not before ${formatDate(one.on)}` : ""}`,
  },
  { id: "due", header: "Owes", width: "90px", align: "right", cell: (one) => <Amount value={one.due} /> },
];

/** A batch of statements before it is made: who gets one, who does not and why. */
export function ReviewRunPage() {
  const trpc = useTRPC();
  const query = useQuery(trpc.billing.previewStatementRun.queryOptions({}));
  return (
    <Page title="Batch of statements">
      <MoneyTabs />
      <Link to="/money/statements" className="p-anchor">
        All statements
      </Link>
      {query.isError && (
        <ErrorState what="The batch" message={errorText(query.error)} onRetry={() => void query.refetch()} />
      )}
      {query.isPending && <LoadingState rows={8} />}
      {query.data && <Review of={query.data} />}
    </Page>
  );
}

function Review({ of }: { readonly of: Preview }) {
  const navigate = useNavigate();
  const start = useCommand("billing", "startStatementRun");
  const [show, setShow] = useState<LeftBecause | null>(null);
  /** One intent, one id: pressed again after a failure it is the same batch. */
  const [runId] = useState(() => newId<"statement-run">());
  const { going, left, total } = of;
  const reasons = reasonCounts(left);
  const make = async () => {
    const result = await start.run({ runId, count: going.length, total });
    if (result.ok) void navigate({ href: `/money/statements/runs/${runId}` });
  };
  const open = (one: { readonly patientId: string }) => void navigate({ href: `/p/${one.patientId}/ledger` });
  return (
    <div className="m-stack" style={{ marginTop: 8 }}>
      {start.error && <Notice tone="danger">{describeError(start.error)}</Notice>}
      <div className="m-row">
        <Button size="sm" loading={start.pending} disabled={going.length === 0} onClick={() => void make()}>
          {going.length === 0 ? "Nothing to make" : `Make ${formatCount(going.length, "statement")}`}
        </Button>
        <span role="status">
          They ask for <b>{formatCents(total)}</b>. {formatCount(left.length, "patient")} with a balance get none.
        </span>
      </div>
      <div className="m-split">
        <section className="m-stack" aria-label="Who gets one">
          <h2 style={{ margin: 0, fontSize: 15 }}>Who gets one ({going.length})</h2>
          {going.length === 0 ? (
            <EmptyState title="No statement, reminder or notice is due by the cycle" />
          ) : (
            <Worklist
              label="Who gets a statement"
              items={going}
              columns={goingColumns}
              keyOf={(one) => one.patientId}
              onOpen={open}
              maxHeight="62vh"
              landing
            />
          )}
        </section>
        <section className="m-stack" aria-label="Who gets none">
          <h2 style={{ margin: 0, fontSize: 15 }}>Who gets none ({left.length})</h2>
          <div className="m-row" role="group" aria-label="Why not">
            {reasons.map(({ because, count }) => (
              <Button
                key={because}
                size="compact-xs"
                variant={show === because ? "filled" : "default"}
                aria-pressed={show === because}
                onClick={() => setShow(show === because ? null : because)}
              >
                {leftWords[because]} {count}
              </Button>
            ))}
          </div>
          {left.length === 0 ? (
            <EmptyState title="Everybody with a balance gets one" />
          ) : (
            <Worklist
              label="Who gets no statement"
              items={show === null ? left : left.filter((one) => one.because === show)}
              columns={leftColumns}
              keyOf={(one) => one.patientId}
              onOpen={open}
              maxHeight="58vh"
            />
          )}
        </section>
      </div>
    </div>
  );
}
