import { dateIn, timeIn } from "@practicum/kernel/instant";
import type { StatementRun } from "@practicum/contracts/billing/statement-runs";
import { formatDate } from "@practicum/kernel/local-date";
import { formatTime } from "@practicum/ui/format.ts";
import { EmptyState, ErrorState, LoadingState } from "@practicum/ui/states.tsx";
import { Worklist, type WorklistColumn } from "@practicum/ui/worklist.tsx";
import { useNavigate } from "@tanstack/react-router";
import { useMemo } from "react";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC, useTRPCClient } from "../../../api/trpc.ts";
import { useEndless } from "../../../lists/use-endless.ts";
import { useSession } from "../../../session/session-context.ts";
import { StateChip } from "../../../states/state-chip.tsx";
import { Amount } from "../amount.tsx";

const PAGE = 50;

/** The batches of statements, the newest first. */
export function RunsList() {
  const trpc = useTRPC();
  const links = useTRPCClient();
  const navigate = useNavigate();
  const { timeZone } = useSession();
  const query = useEndless({
    queryKey: trpc.billing.listStatementRuns.queryKey({ before: null, limit: PAGE }),
    page: (before, signal) => links.billing.listStatementRuns.query({ before, limit: PAGE }, { signal }),
    itemsOf: (page) => page.runs,
    keyOf: (one) => one.runId,
  });
  const columns = useMemo(
    (): readonly WorklistColumn<StatementRun>[] => [
      {
        id: "at",
        header: "Made",
        width: "150px",
        cell: (one) => `${formatDate(dateIn(one.startedAt, timeZone))} ${formatTime(timeIn(one.startedAt, timeZone))}`,
      },
      { id: "by", header: "By", width: "minmax(100px, 1fr)", below: true, cell: (one) => one.startedBy },
      {
        id: "state",
        header: "State",
        width: "minmax(130px, 1fr)",
        cell: (one) => (
          <span>
            <StateChip kind="statementRun" state={one.state} />
            {one.sentOn && <span className="m-small"> {formatDate(one.sentOn)}</span>}
          </span>
        ),
      },
      { id: "count", header: "Statements", width: "90px", align: "right", cell: (one) => one.made.count },
      { id: "left", header: "None", width: "60px", align: "right", below: true, cell: (one) => one.left },
      {
        id: "total",
        header: "Ask for",
        width: "110px",
        align: "right",
        cell: (one) => <Amount value={one.made.total} />,
      },
    ],
    [timeZone],
  );
  return (
    <>
      {query.error && <ErrorState what="The batches" message={errorText(query.error)} onRetry={query.refetch} />}
      {query.isPending && <LoadingState />}
      {query.items?.length === 0 && <EmptyState title="No batch of statements has been made yet" />}
      {query.items && query.items.length > 0 && (
        <Worklist
          label="Batches of statements"
          items={query.items}
          more={query.more}
          columns={columns}
          keyOf={(one) => one.runId}
          onOpen={(one) => void navigate({ href: `/money/statements/runs/${one.runId}` })}
          maxHeight="70vh"
          landing
        />
      )}
    </>
  );
}
