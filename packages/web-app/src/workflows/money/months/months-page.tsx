import { dateIn } from "@practicum/kernel/instant";
import { formatDate, formatMonth } from "@practicum/kernel/local-date";
import { ErrorState, LoadingState } from "@practicum/ui/states.tsx";
import { Worklist, type WorklistColumn } from "@practicum/ui/worklist.tsx";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC } from "../../../api/trpc.ts";
import { useSession } from "../../../session/session-context.ts";
import { Page } from "../../../shell/page.tsx";
import { StateChip } from "../../../states/state-chip.tsx";
import { MoneyTabs } from "../money-tabs.tsx";
import { MonthDetail } from "./month-detail.tsx";
import type { ListedMonth } from "./month-words.ts";

/** The months of the books; the one that is closed next stands open beside them. */
export function MonthsPage() {
  const trpc = useTRPC();
  const navigate = useNavigate();
  const { timeZone } = useSession();
  const { month }: { month?: string } = useSearch({ strict: false });
  const query = useQuery(trpc.billing.listMonths.queryOptions({}));
  // The one that was next when the page was opened stays open once it is closed.
  const [begun, setBegun] = useState<string | undefined>();
  if (begun === undefined && query.data) setBegun(query.data.next);
  const chosen = month ?? begun;
  const columns: readonly WorklistColumn<ListedMonth>[] = [
    { id: "month", header: "Month", width: "minmax(120px, 1fr)", cell: (one) => <b>{formatMonth(one.month)}</b> },
    { id: "state", header: "State", width: "150px", cell: (one) => <StateChip kind="month" state={one.state} /> },
    {
      id: "closed",
      header: "Closed",
      width: "minmax(120px, 1fr)",
      cell: (one) =>
        one.closedAt && (
          <span className="m-small">
            {formatDate(dateIn(one.closedAt, timeZone))}, {one.closedBy}
          </span>
        ),
    },
  ];
  return (
    <Page title="Month close">
      <MoneyTabs />
      {query.isError && (
        <ErrorState what="The months" message={errorText(query.error)} onRetry={() => void query.refetch()} />
      )}
      {query.isPending && <LoadingState />}
      {query.data && (
        <div className="m-split">
          <Worklist
            label="Months"
            landing
            items={query.data.months}
            columns={columns}
            keyOf={(one) => one.month}
            opened={chosen}
            selected={new Set(chosen === undefined ? [] : [chosen])}
            onOpen={(one) => void navigate({ to: "/money/months", search: { month: one.month } })}
            maxHeight="70vh"
          />
          {chosen && <MonthDetail key={chosen} month={chosen} />}
        </div>
      )}
    </Page>
  );
}
