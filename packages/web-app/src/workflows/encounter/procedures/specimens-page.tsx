import { formatDate } from "@practicum/kernel/local-date";
import { formatName } from "@practicum/ui/format.ts";
import { EmptyState, ErrorState, LoadingState } from "@practicum/ui/states.tsx";
import { Worklist, type WorklistColumn } from "@practicum/ui/worklist.tsx";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC } from "../../../api/trpc.ts";
import { Page } from "../../../shell/page.tsx";
import { stateWords, waitsWords } from "./procedure-words.ts";
import "./procedures.css";
import type { OpenProcedure } from "@practicum/contracts/charting/procedures";

const columns: readonly WorklistColumn<OpenProcedure>[] = [
  {
    id: "due",
    header: "Due",
    width: "minmax(210px, 1.2fr)",
    cell: (one) => <span className={one.waits?.isOverdue ? "pr-overdue" : ""}>{waitsWords(one)}</span>,
  },
  { id: "what", header: "Waits for", width: "minmax(150px, 1fr)", cell: (one) => stateWords[one.state] },
  {
    id: "patient",
    header: "Patient",
    width: "minmax(160px, 1fr)",
    cell: (one) => `${formatName(one.patientName)} ${formatDate(one.birthDate)}`,
  },
  {
    id: "procedure",
    header: "Procedure",
    width: "minmax(180px, 1.4fr)",
    cell: (one) => `${one.label}, ${one.siteLabel.toLowerCase()}`,
  },
  { id: "specimen", header: "Container", width: "110px", below: true, cell: (one) => one.specimen ?? "none" },
];

/** Procedures and specimens of all patients that wait for somebody: nothing that was cut out is forgotten. */
export function SpecimensPage() {
  const trpc = useTRPC();
  const navigate = useNavigate();
  const query = useQuery(trpc.charting.openProcedures.queryOptions({}));
  return (
    <Page title="Specimens">
      {query.isError && (
        <ErrorState what="The specimens" message={errorText(query.error)} onRetry={() => void query.refetch()} />
      )}
      {query.isPending && <LoadingState rows={6} />}
      {query.data?.length === 0 && (
        <EmptyState title="Nothing waits">
          Procedures that are ordered, and specimens until the patient was told, appear here.
        </EmptyState>
      )}
      {query.data && query.data.length > 0 && (
        <Worklist
          label="Specimens"
          items={query.data}
          columns={columns}
          keyOf={(one) => one.orderId}
          landing
          onOpen={(one) => void navigate({ href: `/p/${one.patientId}/procedures` })}
        />
      )}
    </Page>
  );
}
