import { Button } from "@mantine/core";
import { describeError } from "@practicum/contracts/error";
import { formatDate } from "@practicum/kernel/local-date";
import { formatName } from "@practicum/ui/format.ts";
import { EmptyState, ErrorState, LoadingState, Notice } from "@practicum/ui/states.tsx";
import { Worklist, type WorklistColumn } from "@practicum/ui/worklist.tsx";
import { useNavigate } from "@tanstack/react-router";
import { useCallback, useMemo, useRef, useState } from "react";
import type { statementOperations } from "@practicum/contracts/billing/statements";
import type { z } from "zod";
import { newId } from "../../../api/command-id.ts";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC, useTRPCClient } from "../../../api/trpc.ts";
import { useCommand } from "../../../api/use-command.ts";
import { FindBox, useListText } from "../../../lists/find-box.tsx";
import { useEndless } from "../../../lists/use-endless.ts";
import { useSession } from "../../../session/session-context.ts";
import { Page } from "../../../shell/page.tsx";
import { Amount } from "../amount.tsx";
import { MoneyTabs } from "../money-tabs.tsx";
import { chosenBy, DueBatch, usualRule } from "./due-batch.tsx";
import type { Due } from "./due-types.ts";

type Listed = z.output<typeof statementOperations.listStatements.output>;
type Statement = Listed["statements"][number];

const PAGE = 100;

const sentColumns: readonly WorklistColumn<Statement>[] = [
  { id: "number", header: "Statement", width: "90px", cell: (one) => one.number },
  { id: "date", header: "Date", width: "90px", cell: (one) => formatDate(one.date) },
  { id: "patient", header: "Patient", width: "1fr", cell: (one) => formatName(one.patientName) },
  { id: "due", header: "Pay by", width: "90px", cell: (one) => formatDate(one.dueDate) },
  { id: "balance", header: "Balance", width: "100px", align: "right", cell: (one) => <Amount value={one.balance} /> },
];

/** Who owes something after all payers decided, and what was sent. */
export function StatementsPage() {
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
  const session = useSession();
  const mayIssue = session.can("statement.issue");
  const [rule, setRule] = useState(usualRule);
  const chosen = useMemo(() => chosenBy(rule, due ?? [], session.today), [rule, due, session.today]);
  const marked = useMemo(() => new Set(chosen.map((one) => one.patientId as string)), [chosen]);
  const dueColumns = useMemo(
    (): readonly WorklistColumn<Due>[] => [
      { id: "patient", header: "Patient", width: "1fr", cell: (one) => formatName(one.patientName) },
      { id: "due", header: "Due", width: "100px", align: "right", cell: (one) => <Amount value={one.patientDue} /> },
      {
        id: "last",
        header: "Last statement",
        width: "110px",
        cell: (one) => (one.lastStatementOn ? formatDate(one.lastStatementOn) : "none"),
      },
      {
        id: "do",
        header: "",
        width: "140px",
        cell: (one) =>
          mayIssue && (
            <Button size="compact-xs" variant="default" disabled={pending} onClick={() => void issue(one.patientId)}>
              Create statement
            </Button>
          ),
      },
    ],
    [mayIssue, pending, issue],
  );
  return (
    <Page title="Statements">
      <MoneyTabs />
      {query.error && <ErrorState what="The statements" message={errorText(query.error)} onRetry={query.refetch} />}
      {query.isPending && <LoadingState />}
      {error && <Notice tone="danger">{error}</Notice>}
      {query.items && due && (
        <div className="m-split">
          <section className="m-stack" aria-label="Patients with something due">
            <h2 style={{ margin: 0, fontSize: 15 }}>Due from patients</h2>
            {due.length === 0 ? (
              <EmptyState title="No patient owes anything" />
            ) : (
              <>
                {mayIssue && <DueBatch rule={rule} onRule={setRule} chosen={chosen} />}
                <Worklist
                  label="Patients with something due"
                  items={due}
                  columns={dueColumns}
                  keyOf={(one) => one.patientId}
                  onOpen={(one) => void navigate({ href: `/p/${one.patientId}/ledger` })}
                  selected={marked}
                  maxHeight="62vh"
                />
              </>
            )}
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
    </Page>
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
