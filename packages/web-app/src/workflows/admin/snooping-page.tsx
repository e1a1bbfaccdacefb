import { Button } from "@mantine/core";
import type { SnoopFinding } from "@practicum/contracts/identity/snooping";
import { dateIn, timeIn } from "@practicum/kernel/instant";
import { formatDate } from "@practicum/kernel/local-date";
import { formatTime } from "@practicum/ui/format.ts";
import { EmptyState, ErrorState, LoadingState } from "@practicum/ui/states.tsx";
import { Worklist, type WorklistColumn } from "@practicum/ui/worklist.tsx";
import { useQuery } from "@tanstack/react-query";
import { errorText } from "../../api/domain-error.ts";
import { useTRPC, useTRPCClient } from "../../api/trpc.ts";
import { useEndless } from "../../lists/use-endless.ts";
import { useSession } from "../../session/session-context.ts";
import { useDock } from "../../shell/dock/dock-context.ts";
import { Page } from "../../shell/page.tsx";
import { AdminTabs } from "./admin-tabs.tsx";
import { aboutOf } from "./snooping-about.ts";
import { snoopReasonWords } from "./snooping-words.ts";

/** Records that were opened without a plain reason: a score with its reasons, a week after the other. */
export function SnoopingPage() {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const dock = useDock();
  const list = useEndless({
    queryKey: trpc.identity.snoopingReport.queryKey({ until: null }),
    page: async (before, signal) => client.identity.snoopingReport.query({ until: before }, { signal }),
    itemsOf: (page) => page.findings,
    keyOf,
  });
  const columns = useColumns();
  const items = list.stale ? undefined : list.items;
  return (
    <Page
      title="Accesses to look at"
      actions={
        <Button size="xs" variant="default" onClick={() => dock.open("snooping-policy")}>
          What counts how much
        </Button>
      }
    >
      <AdminTabs />
      <p className="a-dim">
        A score is no verdict: it says where to ask. Whoever treats somebody of the family, or works late, has a reason
        that this list can&apos;t know. Your own accesses are for somebody else to review.
      </p>
      {list.error && <ErrorState what="This list" message={errorText(list.error)} onRetry={list.refetch} />}
      {!items && !list.error && <LoadingState />}
      {items?.length === 0 && (
        <EmptyState title="Nothing to look at">
          {list.first?.next
            ? `Nothing since ${formatDate(list.first.from)}. Go on reading for the weeks before.`
            : "Every record was opened with a plain reason."}
        </EmptyState>
      )}
      {items && (items.length > 0 || list.more) && (
        <Worklist
          label="Accesses to look at"
          items={items}
          columns={columns}
          keyOf={keyOf}
          more={list.more}
          maxHeight="65vh"
          onOpen={(one) => dock.open("access", aboutOf(one))}
        />
      )}
    </Page>
  );
}

const keyOf = (one: SnoopFinding) => aboutOf(one);

function useColumns(): readonly WorklistColumn<SnoopFinding>[] {
  const { timeZone } = useSession();
  const trpc = useTRPC();
  const staff = useQuery({ ...trpc.identity.listStaff.queryOptions({}), staleTime: 10 * 60_000 });
  const nameOf = (staffId: string) => {
    const person = staff.data?.find((one) => one.staffId === staffId);
    return person ? `${person.given} ${person.family}` : "…";
  };
  const time = (at: SnoopFinding["firstAt"]) => formatTime(timeIn(at, timeZone));
  return [
    { id: "score", header: "Score", width: "64px", align: "right", cell: (one) => <b>{one.score}</b> },
    {
      id: "when",
      header: "When",
      width: "160px",
      cell: (one) => (
        <>
          {formatDate(dateIn(one.firstAt, timeZone))}
          <div className="a-dim">
            {time(one.firstAt)}
            {time(one.firstAt) === time(one.lastAt) ? "" : ` to ${time(one.lastAt)}`}
          </div>
        </>
      ),
    },
    { id: "who", header: "Who", width: "minmax(110px, 1fr)", cell: (one) => nameOf(one.staffId) },
    {
      id: "why",
      header: "Why it is listed",
      width: "minmax(220px, 3fr)",
      cell: (one) =>
        one.reasons.map(({ kind, points }) => (
          <div key={kind}>
            {snoopReasonWords[kind]} <span className="a-dim">({points})</span>
          </div>
        )),
    },
    { id: "reads", header: "Reads", width: "64px", align: "right", below: true, cell: (one) => one.reads },
    {
      id: "review",
      header: "Review",
      width: "120px",
      cell: ({ review }) =>
        review === null ? "To review" : review.outcome === "cleared" ? "Cleared" : <b>Being looked into</b>,
    },
  ];
}
