import { describeError } from "@practicum/contracts/error";
import { formatDate } from "@practicum/kernel/local-date";
import { formatName } from "@practicum/ui/format.ts";
import { EmptyState, ErrorState, LoadingState, Notice } from "@practicum/ui/states.tsx";
import { Worklist, type WorklistColumn } from "@practicum/ui/worklist.tsx";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback, useRef } from "react";
import type { statementOperations } from "@practicum/contracts/billing/statements";
import type { z } from "zod";
import { newId } from "../../../api/command-id.ts";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC, useTRPCClient } from "../../../api/trpc.ts";
import { useCommand } from "../../../api/use-command.ts";
import { FindBox, useListText } from "../../../lists/find-box.tsx";
import { useEndless } from "../../../lists/use-endless.ts";
import { Page } from "../../../shell/page.tsx";
import { StateChip } from "../../../states/state-chip.tsx";
import { Amount } from "../amount.tsx";
import { MoneyTabs } from "../money-tabs.tsx";
import { DueList } from "./due-list.tsx";
import { PlansList } from "./plans-list.tsx";
import { PolicyForm } from "./policy-form.tsx";
import { RunsList } from "./runs-list.tsx";

type Listed = z.output<typeof statementOperations.listStatements.output>;
type Statement = Listed["statements"][number];

const PAGE = 100;

const sentColumns: readonly WorklistColumn<Statement>[] = [
  { id: "number", header: "Statement", width: "90px", cell: (one) => one.number },
  { id: "date", header: "Date", width: "90px", cell: (one) => formatDate(one.date) },
  { id: "patient", header: "Patient", width: "1fr", cell: (one) => formatName(one.patientName) },
  {
    id: "step",
    header: "Paper",
    width: "120px",
    cell: (one) => (
      <span>
        <StateChip kind="paper" state={one.step} />
        {one.copy && <span className="m-small"> copy</span>}
      </span>
    ),
  },
  { id: "due", header: "Pay by", width: "90px", below: true, cell: (one) => formatDate(one.dueDate) },
  { id: "payNow", header: "Asks for", width: "90px", align: "right", cell: (one) => <Amount value={one.payNow} /> },
];

const shows = [
  { id: "due", label: "Due and sent" },
  { id: "batches", label: "Batches" },
  { id: "plans", label: "Payment plans" },
  { id: "policy", label: "Policy" },
] as const;

/** Who owes something after all payers decided, and what was sent; who pays in parts; and how the practice asks. */
export function StatementsPage() {
  const search: { show?: string } = useSearch({ strict: false });
  const show = shows.find((one) => one.id === search.show)?.id ?? "due";
  return (
    <Page title="Statements">
      <MoneyTabs />
      <nav className="m-row" aria-label="Show" style={{ marginBottom: 10 }}>
        {shows.map((one) => (
          <Link
            key={one.id}
            to="/money/statements"
            search={{ show: one.id }}
            className="m-chip"
            data-tone={one.id === show ? "info" : "plain"}
            aria-current={one.id === show ? "true" : undefined}
            style={{ textDecoration: "none", lineHeight: "24px" }}
          >
            {one.label}
          </Link>
        ))}
      </nav>
      {show === "due" && <DueAndSent />}
      {show === "batches" && <RunsList />}
      {show === "plans" && <PlansList />}
      {show === "policy" && <PolicyForm />}
    </Page>
  );
}

function DueAndSent() {
  const trpc = useTRPC();
  const navigate = useNavigate();
  const client = useTRPCClient();
  const find = useListText();
  const input = { patientId: null, text: find.text, limit: PAGE };
  const query = useEndless({
    queryKey: trpc.billing.listStatements.queryKey({ ...input, before: null }),
    page: (before, signal) => client.billing.listStatements.query({ ...input, before }, { signal }),
    itemsOf: (page) => page.statements,
    keyOf: (one) => one.statementId,
  });
  const due = query.first?.due;
  const { issue, pending, error } = useIssue();
  return (
    <>
      {query.error && <ErrorState what="The statements" message={errorText(query.error)} onRetry={query.refetch} />}
      {query.isPending && <LoadingState />}
      {error && <Notice tone="danger">{error}</Notice>}
      {query.items && due && (
        <div className="m-split">
          <section className="m-stack" aria-label="Patients with something due">
            <h2 style={{ margin: 0, fontSize: 15 }}>Due from patients</h2>
            <DueList due={due} issue={issue} pending={pending} />
          </section>
          <section className="m-stack" aria-label="Statements sent">
            <h2 style={{ margin: 0, fontSize: 15 }}>Sent</h2>
            <FindBox
              label="Find a statement"
              by="Name, number, $ amount or date"
              find={find}
              rows={["statement", "statements"]}
              all={query.first?.all}
            />
            {query.items.length === 0 ? (
              <EmptyState title={find.text === "" ? "No statement has been made yet" : "No statement fits"} />
            ) : (
              <Worklist
                label="Statements sent"
                items={query.items}
                more={query.more}
                columns={sentColumns}
                keyOf={(one) => one.statementId}
                onOpen={(one) => void navigate({ href: `/money/statements/${one.statementId}` })}
                maxHeight="70vh"
              />
            )}
          </section>
        </div>
      )}
    </>
  );
}

function useIssue() {
  const navigate = useNavigate();
  const { run, pending, error } = useCommand("billing", "issueStatement");
  /** One intent, one id: pressing again after a failure is the same statement. */
  const ids = useRef<ReadonlyMap<string, string>>(new Map());
  const issue = useCallback(
    async (patientId: string) => {
      const statementId = ids.current.get(patientId) ?? newId<"statement">();
      ids.current = new Map([...ids.current, [patientId, statementId]]);
      const result = await run({ statementId, patientId });
      if (!result.ok) return;
      ids.current = new Map([...ids.current].filter(([one]) => one !== patientId));
      void navigate({ href: `/money/statements/${statementId}` });
    },
    [run, navigate],
  );
  return { issue, pending, error: error && describeError(error) };
}
