import type { exchangeFile } from "@practicum/contracts/billing/exchange";
import { dateIn, timeIn } from "@practicum/kernel/instant";
import { formatDate } from "@practicum/kernel/local-date";
import { ChoiceList } from "@practicum/ui/choice-list.tsx";
import { formatTime } from "@practicum/ui/format.ts";
import { EmptyState, ErrorState, LoadingState } from "@practicum/ui/states.tsx";
import { Worklist, type WorklistColumn } from "@practicum/ui/worklist.tsx";
import { useNavigate } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import type { z } from "zod";
import { StateChip } from "../../../states/state-chip.tsx";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC, useTRPCClient } from "../../../api/trpc.ts";
import { useEndless } from "../../../lists/use-endless.ts";
import { useSession } from "../../../session/session-context.ts";
import { Page } from "../../../shell/page.tsx";
import { MoneyTabs } from "../money-tabs.tsx";
import { ExchangeTrouble } from "./clearinghouse-link.tsx";
import { fileKinds } from "./file-words.ts";

type ExchangeFile = z.output<typeof exchangeFile>;
const PAGE = 100;

/** What went to the clearinghouse and what came back, the newest first. */
export function FilesPage() {
  const trpc = useTRPC();
  const navigate = useNavigate();
  const { timeZone } = useSession();
  const [kind, setKind] = useState<ExchangeFile["kind"] | null>(null);
  const client = useTRPCClient();
  const query = useEndless({
    queryKey: trpc.billing.listFiles.queryKey({ kind, before: null, limit: PAGE }),
    page: (before, signal) => client.billing.listFiles.query({ kind, before, limit: PAGE }, { signal }),
    itemsOf: (page) => page.files,
  });
  const columns = useMemo(
    (): readonly WorklistColumn<ExchangeFile>[] => [
      {
        id: "at",
        header: "When",
        width: "150px",
        cell: (one) => `${formatDate(dateIn(one.at, timeZone))} ${formatTime(timeIn(one.at, timeZone))}`,
      },
      { id: "direction", header: "In, out", width: "52px", cell: (one) => (one.direction === "out" ? "Out" : "In") },
      { id: "kind", header: "Kind", width: "minmax(170px, 1fr)", cell: (one) => fileKinds[one.kind] },
      { id: "name", header: "Name", width: "minmax(150px, 1fr)", cell: (one) => one.name },
      { id: "status", header: "State", width: "120px", cell: (one) => <StateChip kind="file" state={one.status} /> },
      { id: "problem", header: "Problem", width: "minmax(160px, 2fr)", below: true, cell: (one) => one.problem ?? "" },
    ],
    [timeZone],
  );
  return (
    <Page
      title="Files"
      actions={
        <ChoiceList
          size="xs"
          clearable
          aria-label="File type"
          placeholder="All kinds"
          w={220}
          value={kind}
          onChange={(value) => setKind(value as ExchangeFile["kind"] | null)}
          data={Object.entries(fileKinds).map(([value, label]) => ({ value, label }))}
        />
      }
    >
      <MoneyTabs />
      <ExchangeTrouble />
      {query.error && <ErrorState what="The files" message={errorText(query.error)} onRetry={query.refetch} />}
      {query.isPending && <LoadingState />}
      {query.items?.length === 0 && <EmptyState title="Nothing was exchanged yet" />}
      {query.items && query.items.length > 0 && (
        <Worklist
          label="Files"
          compact
          items={query.items}
          more={query.more}
          columns={columns}
          keyOf={(one) => one.fileId}
          onOpen={(one) => void navigate({ href: `/money/files/${one.fileId}` })}
          maxHeight="75vh"
        />
      )}
    </Page>
  );
}
