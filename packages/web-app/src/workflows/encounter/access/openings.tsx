import { dateIn, timeIn, type Instant } from "@practicum/kernel/instant";
import { formatDate } from "@practicum/kernel/local-date";
import { formatTime } from "@practicum/ui/format.ts";
import { ErrorState, LoadingState } from "@practicum/ui/states.tsx";
import { Worklist, type WorklistColumn } from "@practicum/ui/worklist.tsx";
import type { glassEntry } from "@practicum/contracts/charting/restrictions";
import type { z } from "zod";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC, useTRPCClient } from "../../../api/trpc.ts";
import { useEndless } from "../../../lists/use-endless.ts";
import { glassReasons } from "../../../patient/glass-words.ts";
import { useSession } from "../../../session/session-context.ts";

type Entry = z.output<typeof glassEntry>;
const PAGE = 50;

/** Who opened the chart in spite of its restriction: what the patient may see of it, and may have printed. */
export function Openings({ patientId }: { readonly patientId: string }) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const list = useEndless({
    queryKey: trpc.charting.glassOfPatient.queryKey({ patientId, limit: PAGE }),
    page: (before, signal) => client.charting.glassOfPatient.query({ patientId, before, limit: PAGE }, { signal }),
    itemsOf: (page) => page.entries,
    keyOf,
  });
  const columns = useColumns();
  return (
    <section aria-label="Opened with a reason">
      <h2 className="e-access-title">Opened with a reason</h2>
      {list.error && <ErrorState what="Who opened it" message={errorText(list.error)} onRetry={list.refetch} />}
      {!list.error && !list.items && <LoadingState rows={2} />}
      {list.items?.length === 0 && <p>Nobody has opened this chart in spite of a restriction.</p>}
      {list.items && list.items.length > 0 && (
        <Worklist
          label="Opened with a reason"
          compact
          items={list.items}
          columns={columns}
          keyOf={keyOf}
          more={list.more}
        />
      )}
    </section>
  );
}

const keyOf = (entry: Entry) => entry.entryId;

function useColumns(): readonly WorklistColumn<Entry>[] {
  const { timeZone } = useSession();
  const moment = (at: Instant) => `${formatDate(dateIn(at, timeZone))} ${formatTime(timeIn(at, timeZone))}`;
  return [
    { id: "at", header: "When", width: "150px", cell: ({ at }) => moment(at) },
    { id: "who", header: "Who", width: "minmax(130px, 1fr)", cell: ({ by }) => <b>{by}</b> },
    {
      id: "why",
      header: "Reason",
      width: "minmax(200px, 2fr)",
      cell: ({ reason, words }) => `${glassReasons[reason]}: ${words}`,
    },
    {
      id: "review",
      header: "Review",
      width: "minmax(150px, 1fr)",
      cell: ({ review }) =>
        review === null
          ? "Not reviewed yet"
          : `${review.outcome === "appropriate" ? "Appropriate" : "Not appropriate"}, ${review.by}`,
    },
  ];
}
