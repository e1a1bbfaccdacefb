import { Button } from "@mantine/core";
import { documentKindLabels, type ChartDocument } from "@practicum/contracts/charting/documents";
import type { Referral } from "@practicum/contracts/charting/referrals";
import { describeError } from "@practicum/contracts/error";
import { formatDate } from "@practicum/kernel/local-date";
import { EmptyState, ErrorState, LoadingState, Notice } from "@practicum/ui/states.tsx";
import { Worklist, type WorklistColumn } from "@practicum/ui/worklist.tsx";
import { Link } from "@tanstack/react-router";
import { newId } from "../../../api/command-id.ts";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC, useTRPCClient } from "../../../api/trpc.ts";
import { useCommand } from "../../../api/use-command.ts";
import { useEndless } from "../../../lists/use-endless.ts";

const PAGE = 30;
const keyOf = (one: ChartDocument) => one.documentId;

interface Props {
  readonly referral: Referral;
  readonly onLeave: () => void;
}

/** Which document of the chart is the report: the newest first, one press files it. */
export function FileReport({ referral, onLeave }: Props) {
  const { referralId, patientId } = referral;
  const trpc = useTRPC();
  const client = useTRPCClient();
  const file = useCommand("charting", "fileReferralReport");
  const input = { patientId, kind: null, text: "", limit: PAGE };
  const list = useEndless({
    queryKey: trpc.charting.documents.queryKey({ ...input, before: null }),
    page: (before, signal) => client.charting.documents.query({ ...input, before }, { signal }),
    itemsOf: (page) => page.documents.filter((one) => one.struck === null && one.kind !== "letter"),
    keyOf,
  });
  const choose = async ({ documentId }: ChartDocument) => {
    const result = await file.run({ referralId, patientId, stepId: newId<"referral-step">(), documentId });
    if (result.ok) onLeave();
  };
  const columns: readonly WorklistColumn<ChartDocument>[] = [
    { id: "date", header: "Date", width: "100px", cell: (one) => formatDate(one.takenOn) },
    { id: "title", header: "Document", width: "minmax(150px, 2fr)", cell: (one) => one.title },
    {
      id: "kind",
      header: "Kind",
      width: "minmax(110px, 1fr)",
      below: true,
      cell: (one) => documentKindLabels[one.kind],
    },
    {
      id: "file",
      header: "File",
      width: "150px",
      cell: (one) => (
        <Button size="compact-xs" loading={file.pending} onClick={() => void choose(one)}>
          This is the report
        </Button>
      ),
    },
  ];
  return (
    <section aria-label="Which document is the report">
      {file.error && (
        <Notice tone="danger" role="alert">
          {describeError(file.error)}
        </Notice>
      )}
      {list.error && <ErrorState what="The documents" message={errorText(list.error)} onRetry={list.refetch} />}
      {list.isPending && <LoadingState rows={3} />}
      {list.items?.length === 0 && (
        <EmptyState title="No document to choose">Scan or upload the report among the documents first.</EmptyState>
      )}
      {list.items && list.items.length > 0 && (
        <Worklist
          label="Documents of the chart"
          items={list.items}
          columns={columns}
          keyOf={keyOf}
          more={list.more}
          maxHeight={260}
          compact
          onOpen={(one) => void choose(one)}
        />
      )}
      <div className="rf-row" style={{ marginTop: 6 }}>
        <Link to={`/p/${patientId}/documents`} className="p-anchor">
          Add the report to the documents
        </Link>
        <Button size="compact-xs" variant="default" onClick={onLeave}>
          Cancel
        </Button>
      </div>
    </section>
  );
}
