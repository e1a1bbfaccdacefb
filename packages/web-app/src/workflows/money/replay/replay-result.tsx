import { Button } from "@mantine/core";
import type { ReplayOutcome, ReplayRow, RuleReplay } from "@practicum/contracts/billing/rule-replay";
import { formatDate } from "@practicum/kernel/local-date";
import { formatCount, formatName } from "@practicum/ui/format.ts";
import { ErrorState, LoadingState, Notice } from "@practicum/ui/states.tsx";
import { Worklist, type WorklistColumn } from "@practicum/ui/worklist.tsx";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC, useTRPCClient } from "../../../api/trpc.ts";
import { useEndless } from "../../../lists/use-endless.ts";
import { Amount } from "../amount.tsx";
import { outcomeWords, replayWords } from "./replay-words.ts";

const PAGE = 50;
const OUTCOMES: readonly ReplayOutcome[] = ["denied", "rejected", "paid", "waiting"];

const columns: readonly WorklistColumn<ReplayRow>[] = [
  {
    id: "claim",
    header: "Claim",
    width: "minmax(150px, 1.6fr)",
    cell: (row) => (
      <span>
        <b>{row.number}</b> {row.patientName && formatName(row.patientName)}
        <span className="m-small" style={{ display: "block" }}>
          {row.payerName} · {row.messages.join(" ")}
        </span>
      </span>
    ),
  },
  { id: "date", header: "Service", width: "92px", cell: (row) => formatDate(row.serviceDate) },
  { id: "total", header: "Dollars", width: "92px", align: "right", cell: (row) => <Amount value={row.total} /> },
  {
    id: "outcome",
    header: "First answer",
    width: "112px",
    cell: (row) => (
      <span>
        {outcomeWords[row.outcome]}
        {row.reasons.length > 0 && (
          <span className="m-small" style={{ display: "block" }}>
            {row.reasons.join(", ")}
          </span>
        )}
      </span>
    ),
  },
];

/** BIL-376: what a trial found: the sums, and the claims behind them. */
export function ReplayResult({ replay, same }: { readonly replay: RuleReplay; readonly same: boolean }) {
  const running = replay.state === "running";
  const [outcome, setOutcome] = useState<ReplayOutcome | null>(null);
  return (
    <div className="m-stack" style={{ gap: 6 }}>
      {/* Said once, when it has ended: a count that goes on would be read aloud with every piece. */}
      <Notice tone={same ? "info" : "warn"} {...(running ? {} : { role: "status" as const })}>
        {!same && "This was tried before the last change. "}
        {replayWords(replay)}
      </Notice>
      {replay.reasons.length > 0 && (
        <p className="m-small" style={{ margin: 0 }}>
          Denied for {replay.reasons.map((one) => `${one.reason} (${formatCount(one.claims, "claim")})`).join(", ")}.
        </p>
      )}
      {!running && replay.stopped > 0 && (
        <>
          <div className="m-row" role="group" aria-label="First answer">
            <Pick label={`All ${replay.stopped}`} on={outcome === null} onPick={() => setOutcome(null)} />
            {OUTCOMES.filter((one) => replay[one] > 0).map((one) => (
              <Pick
                key={one}
                label={`${replay[one]} ${outcomeWords[one]}`}
                on={outcome === one}
                onPick={() => setOutcome(one)}
              />
            ))}
          </div>
          <Rows replayId={replay.replayId} outcome={outcome} />
        </>
      )}
    </div>
  );
}

function Pick({ label, on, onPick }: { readonly label: string; readonly on: boolean; readonly onPick: () => void }) {
  return (
    <Button size="compact-xs" variant={on ? "light" : "default"} aria-pressed={on} onClick={onPick}>
      {label}
    </Button>
  );
}

function Rows({
  replayId,
  outcome,
}: {
  readonly replayId: RuleReplay["replayId"];
  readonly outcome: ReplayOutcome | null;
}) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const navigate = useNavigate();
  const input = { replayId, outcome, limit: PAGE };
  const query = useEndless({
    queryKey: trpc.billing.listRuleReplayRows.queryKey({ ...input, before: null }),
    page: (before, signal) => client.billing.listRuleReplayRows.query({ ...input, before }, { signal }),
    itemsOf: (page) => page.rows,
  });
  if (query.error) return <ErrorState what="The claims" message={errorText(query.error)} onRetry={query.refetch} />;
  if (query.isPending || !query.items) return <LoadingState />;
  return (
    <Worklist
      label="Claims that would have been stopped"
      items={query.items}
      columns={columns}
      keyOf={(row) => row.claimId}
      onOpen={(row) => void navigate({ to: "/money/claims/$claimId", params: { claimId: row.claimId } })}
      more={query.more}
      maxHeight="40vh"
      compact
    />
  );
}
