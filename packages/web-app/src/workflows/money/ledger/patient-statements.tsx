import { Button } from "@mantine/core";
import { describeError } from "@practicum/contracts/error";
import { formatDate } from "@practicum/kernel/local-date";
import type { Cents } from "@practicum/kernel/money";
import { Notice } from "@practicum/ui/states.tsx";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { newId } from "../../../api/command-id.ts";
import { useTRPC, useTRPCClient } from "../../../api/trpc.ts";
import { useCommand } from "../../../api/use-command.ts";
import { useEndless } from "../../../lists/use-endless.ts";
import { useSession } from "../../../session/session-context.ts";
import { StateChip } from "../../../states/state-chip.tsx";
import { Amount } from "../amount.tsx";

const PAGE = 24;

/** The statements of one patient, and a new one when something is due. */
export function PatientStatements({ patientId, due }: { readonly patientId: string; readonly due: Cents }) {
  const trpc = useTRPC();
  const navigate = useNavigate();
  const session = useSession();
  const links = useTRPCClient();
  const query = useEndless({
    queryKey: trpc.billing.listStatements.queryKey({ patientId, limit: PAGE }),
    page: (before, signal) => links.billing.listStatements.query({ patientId, before, limit: PAGE }, { signal }),
    itemsOf: (page) => page.statements,
    keyOf: (one) => one.statementId,
  });
  const issue = useCommand("billing", "issueStatement");
  const [statementId] = useState(() => newId<"statement">());
  const make = async () => {
    const result = await issue.run({ statementId, patientId });
    if (!result.ok) return;
    void navigate({ href: `/money/statements/${statementId}` });
  };
  return (
    <section className="w-panel" aria-label="Statements">
      <header>
        <h2 style={{ margin: 0, fontSize: 15 }}>Statements</h2>
        {due > 0 && session.can("statement.issue") && (
          <Button size="compact-sm" variant="default" loading={issue.pending} onClick={() => void make()}>
            Create statement
          </Button>
        )}
      </header>
      {issue.error && <Notice tone="danger">{describeError(issue.error)}</Notice>}
      {query.items?.length === 0 && <span className="m-dim">None yet.</span>}
      <table className="m-table">
        <tbody>
          {query.items?.map((one) => (
            <tr key={one.statementId}>
              <td>{formatDate(one.date)}</td>
              <td>
                <Link to={`/money/statements/${one.statementId}`} className="p-anchor">
                  {one.number}
                </Link>
              </td>
              <td>
                <StateChip kind="paper" state={one.step} />
                {one.copy && <span className="m-small"> copy</span>}
                {one.run && (
                  <span className="m-small">
                    {" "}
                    <Link to={`/money/statements/runs/${one.run.runId}`} className="p-anchor">
                      {one.run.sentOn ? `mailed ${formatDate(one.run.sentOn)}` : "batch not sent yet"}
                    </Link>
                  </span>
                )}
              </td>
              <td className="m-num">
                <Amount value={one.payNow} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {query.more && (
        <Button size="compact-sm" variant="default" loading={query.more.loading} onClick={query.more.load}>
          Show more
        </Button>
      )}
    </section>
  );
}
