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
import { Page } from "../../shell/page.tsx";
import { AdminTabs } from "./admin-tabs.tsx";
import { outcomeText, whatWasDone, type AuditEntry } from "./audit-sentence.ts";

const PAGE = 100;

/** What those did who look after the accounts, for the owners. It is a part of the audit trail: nobody can shorten it. */
export function OwnerActsPage() {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const acts = useEndless({
    queryKey: trpc.identity.listOwnerActs.queryKey({ before: null, limit: PAGE }),
    page: async (before, signal) => {
      const page = await client.identity.listOwnerActs.query(
        { before: before === null ? null : Number(before), limit: PAGE },
        { signal },
      );
      return { entries: page.entries, next: page.next === null ? null : String(page.next) };
    },
    itemsOf: (page) => page.entries,
    keyOf,
  });
  const columns = useColumns();
  return (
    <Page title="Managers' acts">
      <AdminTabs />
      <p className="a-dim">
        What practice managers did or tried: people and roles, codes, sign-in, sites, exports, approved refunds and
        write-offs. It is a part of the audit trail, and nothing can be removed from it.
      </p>
      {acts.error && <ErrorState what="The managers' acts" message={errorText(acts.error)} onRetry={acts.refetch} />}
      {!acts.error && !acts.items && <LoadingState />}
      {acts.items?.length === 0 && (
        <EmptyState title="Nothing yet">What managers do stands here, newest first.</EmptyState>
      )}
      {acts.items && acts.items.length > 0 && (
        <Worklist
          label="Managers' acts"
          compact
          items={acts.items}
          columns={columns}
          keyOf={keyOf}
          more={acts.more}
          maxHeight="65vh"
        />
      )}
    </Page>
  );
}

const keyOf = (entry: AuditEntry) => String(entry.sequence);

function useColumns(): readonly WorklistColumn<AuditEntry>[] {
  const { timeZone } = useSession();
  const trpc = useTRPC();
  const staff = useQuery({ ...trpc.identity.listStaff.queryOptions({}), staleTime: 10 * 60_000 });
  const nameOf = (staffId: string | null) => {
    const person = staffId === null ? undefined : staff.data?.find((each) => each.staffId === staffId);
    return person ? `${person.given} ${person.family}` : "—";
  };
  return [
    {
      id: "when",
      header: "When",
      width: "150px",
      cell: ({ at }) => `${formatDate(dateIn(at, timeZone))} ${formatTime(timeIn(at, timeZone))}`,
    },
    { id: "who", header: "Who", width: "minmax(110px, 1fr)", cell: (entry) => <b>{entry.actorName}</b> },
    { id: "what", header: "What", width: "minmax(180px, 3fr)", cell: whatWasDone },
    { id: "whom", header: "Whose account", width: "minmax(110px, 1fr)", cell: (entry) => nameOf(entry.aboutStaffId) },
    {
      id: "outcome",
      header: "Outcome",
      width: "130px",
      cell: (entry) => (
        <span className={entry.outcome === "ok" ? undefined : "a-denied"}>{outcomeText(entry.outcome)}</span>
      ),
    },
    { id: "number", header: "No.", width: "70px", align: "right", cell: (entry) => entry.sequence },
  ];
}
