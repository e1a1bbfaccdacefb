import type { ReportRow } from "@practicum/contracts/billing/reports";
import { formatDate } from "@practicum/kernel/local-date";
import { formatCount, formatName } from "@practicum/ui/format.ts";
import { EmptyState, ErrorState, LoadingState } from "@practicum/ui/states.tsx";
import { Worklist, type WorklistColumn } from "@practicum/ui/worklist.tsx";
import { useNavigate } from "@tanstack/react-router";
import { errorText } from "../../../api/domain-error.ts";
import type { Endless } from "../../../lists/use-endless.ts";
import { sideText } from "./measure-words.ts";

interface RowsPage {
  readonly rows: readonly ReportRow[];
  readonly next: string | null;
  readonly all: { readonly count: number; readonly sum: number } | null;
}

/** The things that a number was counted or added up from; Enter leads to the claim, or to the patient's ledger. */
export function ReportRows(props: {
  readonly label: string;
  readonly query: Endless<RowsPage, ReportRow>;
  readonly unit: "count" | "cents" | "days";
}) {
  const { label, query, unit } = props;
  const navigate = useNavigate();
  const all = query.first?.all;
  const columns: readonly WorklistColumn<ReportRow>[] = [
    { id: "date", header: "Date", width: "92px", cell: (row) => formatDate(row.date) },
    {
      id: "what",
      header: "What",
      width: "minmax(130px, 1.4fr)",
      cell: (row) => (
        <span>
          <b>{row.label}</b>
          <span className="m-small" style={{ display: "block" }}>
            {[row.patientName && formatName(row.patientName), row.payerName].filter(Boolean).join(" · ")}
          </span>
        </span>
      ),
    },
    {
      id: "amount",
      header: unit === "cents" ? "Dollars" : unit === "days" ? "Days" : "Counted",
      width: "104px",
      align: "right",
      cell: (row) => sideText(unit === "days" ? "count" : unit, row.amount),
    },
  ];
  const open = (row: ReportRow) => {
    if (row.claimId !== null) void navigate({ to: "/money/claims/$claimId", params: { claimId: row.claimId } });
    else if (row.patientId !== null)
      void navigate({ to: "/p/$patientId/ledger", params: { patientId: row.patientId } });
  };
  if (query.error) return <ErrorState what="The rows" message={errorText(query.error)} onRetry={query.refetch} />;
  if (query.isPending || query.stale) return <LoadingState />;
  if (query.items?.length === 0) return <EmptyState title="No rows">Nothing was counted here.</EmptyState>;
  return (
    <div className="m-stack" style={{ gap: 6 }}>
      {all && (
        <span className="m-small">
          {formatCount(all.count, "row")} · together {sideText(unit, all.sum)}
        </span>
      )}
      <Worklist
        label={label}
        items={query.items ?? []}
        columns={columns}
        keyOf={(row) => row.rowId}
        onOpen={open}
        more={query.more}
        maxHeight="46vh"
        compact
      />
    </div>
  );
}
