import { EmptyState, ErrorState, LoadingState } from "@practicum/ui/states.tsx";
import { Link, useParams } from "@tanstack/react-router";
import { errorText } from "../../../api/domain-error.ts";
import "../../../chart/chart.css";
import { Page } from "../../../shell/page.tsx";
import { TestCards, useTestOrders } from "./note-tests.tsx";

/** A patient's tests that were ordered elsewhere, each with what became of it and what comes next. */
export function TestsPage() {
  const { patientId = "" }: { patientId?: string } = useParams({ strict: false });
  const list = useTestOrders(patientId, null);
  return (
    <Page
      title="Laboratory and imaging"
      actions={
        <Link to="/results" className="p-anchor">
          All that wait
        </Link>
      }
    >
      {list.error && <ErrorState what="The tests" message={errorText(list.error)} onRetry={list.refetch} />}
      {list.isPending && <LoadingState rows={6} />}
      {list.items?.length === 0 && (
        <EmptyState title="No tests">
          Tests that are ordered in a note, and their results, appear here. Open a note to order one.
        </EmptyState>
      )}
      <TestCards list={list} />
    </Page>
  );
}
