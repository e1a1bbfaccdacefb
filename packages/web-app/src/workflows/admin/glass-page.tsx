import { SegmentedControl } from "@mantine/core";
import { dateIn, timeIn } from "@practicum/kernel/instant";
import { formatDate } from "@practicum/kernel/local-date";
import { formatName, formatTime } from "@practicum/ui/format.ts";
import { EmptyState, ErrorState, LoadingState } from "@practicum/ui/states.tsx";
import { Worklist, type WorklistColumn } from "@practicum/ui/worklist.tsx";
import type { glassEntry } from "@practicum/contracts/charting/restrictions";
import { useState } from "react";
import type { z } from "zod";
import { errorText } from "../../api/domain-error.ts";
import { useTRPC, useTRPCClient } from "../../api/trpc.ts";
import { useEndless } from "../../lists/use-endless.ts";
import { glassReasons } from "../../patient/glass-words.ts";
import { useSession } from "../../session/session-context.ts";
import { useDock, useDockAddress } from "../../shell/dock/dock-context.ts";
import { Page } from "../../shell/page.tsx";
import { AdminTabs } from "./admin-tabs.tsx";

type Entry = z.output<typeof glassEntry>;
const PAGE = 50;

/** Restricted charts that were opened with a reason: what waits for somebody else's look, the oldest first, and what was said of the others. */
export function GlassPage() {
  const [open, setOpen] = useState(true);
  const trpc = useTRPC();
  const client = useTRPCClient();
  const dock = useDock();
  const { about } = useDockAddress();
  const list = useEndless({
    queryKey: trpc.charting.glassEntries.queryKey({ open, limit: PAGE }),
    page: (before, signal) => client.charting.glassEntries.query({ open, before, limit: PAGE }, { signal }),
    itemsOf: (page) => page.entries,
    keyOf,
  });
  const columns = useColumns();
  const items = list.stale ? undefined : list.items;
  const count = list.stale ? null : (list.first?.all?.count ?? null);
  return (
    <Page title="Restricted charts">
      <AdminTabs />
      <p className="a-dim">
        Who opened a restricted chart with a reason. Look at what was done there, and say whether it was appropriate.
        Your own is for another manager or an owner.
      </p>
      <SegmentedControl
        aria-label="Which"
        mb="sm"
        value={open ? "open" : "reviewed"}
        onChange={(value) => setOpen(value === "open")}
        data={[
          { value: "open", label: open && count !== null ? `To review (${count})` : "To review" },
          { value: "reviewed", label: !open && count !== null ? `Reviewed (${count})` : "Reviewed" },
        ]}
      />
      {list.error && <ErrorState what="This list" message={errorText(list.error)} onRetry={list.refetch} />}
      {!list.error && !items && <LoadingState />}
      {items?.length === 0 && (
        <EmptyState title={open ? "Nothing waits" : "Nothing yet"}>
          {open
            ? "Every opening of a restricted chart has been reviewed."
            : "What was reviewed stands here, newest first."}
        </EmptyState>
      )}
      {items && items.length > 0 && (
        <Worklist
          label="Restricted charts opened with a reason"
          compact
          landing
          items={items}
          columns={columns}
          keyOf={keyOf}
          opened={about}
          onOpen={(entry) => dock.open("glass", entry.entryId)}
          more={list.more}
          maxHeight="65vh"
        />
      )}
    </Page>
  );
}

const keyOf = (entry: Entry) => entry.entryId;

function useColumns(): readonly WorklistColumn<Entry>[] {
  const { timeZone } = useSession();
  return [
    {
      id: "when",
      header: "When",
      width: "150px",
      cell: ({ at }) => `${formatDate(dateIn(at, timeZone))} ${formatTime(timeIn(at, timeZone))}`,
    },
    { id: "who", header: "Who", width: "minmax(120px, 1fr)", cell: ({ by }) => <b>{by}</b> },
    { id: "whose", header: "Patient", width: "minmax(120px, 1fr)", cell: (entry) => formatName(entry.patientName) },
    {
      id: "why",
      header: "Reason",
      width: "minmax(180px, 2fr)",
      cell: ({ reason, words }) => `${glassReasons[reason]}: ${words}`,
    },
    {
      id: "review",
      header: "Review",
      width: "140px",
      cell: ({ review }) =>
        review === null ? "Pending" : review.outcome === "appropriate" ? "Appropriate" : "Not appropriate",
    },
  ];
}
