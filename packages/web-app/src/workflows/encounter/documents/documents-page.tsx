import { NativeSelect } from "@mantine/core";
import { documentKind, documentKindLabels, type ChartDocument } from "@practicum/contracts/charting/documents";
import { formatDate } from "@practicum/kernel/local-date";
import { EmptyState, ErrorState, LoadingState } from "@practicum/ui/states.tsx";
import { Worklist, type WorklistColumn } from "@practicum/ui/worklist.tsx";
import { useNavigate, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC, useTRPCClient } from "../../../api/trpc.ts";
import "../../../chart/chart.css";
import { FindBox, useListText } from "../../../lists/find-box.tsx";
import { useEndless } from "../../../lists/use-endless.ts";
import { useSession } from "../../../session/session-context.ts";
import { Page } from "../../../shell/page.tsx";
import { AddDocuments } from "./add-documents.tsx";
import "./documents.css";

const PAGE = 50;
const keyOf = (one: ChartDocument) => one.documentId;

const columns: readonly WorklistColumn<ChartDocument>[] = [
  { id: "date", header: "Date", width: "100px", cell: (one) => formatDate(one.takenOn) },
  {
    id: "title",
    header: "Title",
    width: "minmax(180px, 2fr)",
    cell: (one) => (
      <span>
        <span className={one.struck ? "d-struck" : ""}>{one.title}</span>
        {one.struck && <b> · entered in error</b>}
      </span>
    ),
  },
  { id: "kind", header: "Kind", width: "minmax(110px, 1fr)", cell: (one) => documentKindLabels[one.kind] },
  { id: "site", header: "Body site", width: "minmax(110px, 1fr)", cell: (one) => one.bodySite },
  { id: "by", header: "Filed by", width: "minmax(120px, 1fr)", below: true, cell: (one) => one.addedBy },
];

/** Documents and images of the chart, and filing new ones. */
export function DocumentsPage() {
  const { patientId = "" }: { patientId?: string } = useParams({ strict: false });
  const navigate = useNavigate();
  const session = useSession();
  const trpc = useTRPC();
  const client = useTRPCClient();
  const find = useListText();
  const [kind, setKind] = useState<ChartDocument["kind"] | null>(null);
  const input = { patientId, kind, text: find.text.slice(0, 60), limit: PAGE };
  const query = useEndless({
    queryKey: trpc.charting.documents.queryKey({ ...input, before: null }),
    page: (before, signal) => client.charting.documents.query({ ...input, before }, { signal }),
    itemsOf: (page) => page.documents,
    keyOf,
  });
  const isAll = kind === null && find.text === "";
  return (
    <Page title="Documents">
      {session.can("history.record") && <AddDocuments patientId={patientId} />}
      <div style={{ display: "flex", gap: 10, flexWrap: "wrap" }}>
        <FindBox
          label="Find a document"
          by="Title or body site"
          find={find}
          rows={["document", "documents"]}
          all={undefined}
        />
        <NativeSelect
          size="xs"
          aria-label="Kind of document"
          data={[
            { value: "", label: "All kinds" },
            ...documentKind.options.map((value) => ({ value, label: documentKindLabels[value] })),
          ]}
          value={kind ?? ""}
          onChange={(event) => setKind(documentKind.nullable().parse(event.currentTarget.value || null))}
        />
      </div>
      {query.error && (
        <ErrorState what="The documents" message={errorText(query.error)} onRetry={() => query.refetch()} />
      )}
      {query.isPending && <LoadingState rows={6} />}
      {query.items?.length === 0 && (
        <EmptyState title={isAll ? "No documents" : "No document fits"}>
          {isAll
            ? "Photos, scans, outside records and letters of this patient appear here."
            : "Try fewer words, or all kinds."}
        </EmptyState>
      )}
      {query.items && query.items.length > 0 && (
        <Worklist
          label="Documents"
          items={query.items}
          columns={columns}
          keyOf={keyOf}
          more={query.more}
          onOpen={(one) => void navigate({ href: `/p/${patientId}/documents/${one.documentId}` })}
        />
      )}
    </Page>
  );
}
