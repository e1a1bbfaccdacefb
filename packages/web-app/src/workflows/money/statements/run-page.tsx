import { Button } from "@mantine/core";
import type { StatementRunRow } from "@practicum/contracts/billing/statement-runs";
import { describeError } from "@practicum/contracts/error";
import { dateIn, timeIn } from "@practicum/kernel/instant";
import { formatDate } from "@practicum/kernel/local-date";
import { formatCents } from "@practicum/kernel/money";
import { formatCount, formatName, formatTime } from "@practicum/ui/format.ts";
import { EmptyState, ErrorState, LoadingState, Notice } from "@practicum/ui/states.tsx";
import { Worklist, type WorklistColumn } from "@practicum/ui/worklist.tsx";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useMemo } from "react";
import { newId } from "../../../api/command-id.ts";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC, useTRPCClient } from "../../../api/trpc.ts";
import { useCommand } from "../../../api/use-command.ts";
import { FindBox, useListText } from "../../../lists/find-box.tsx";
import { useEndless } from "../../../lists/use-endless.ts";
import { useSession } from "../../../session/session-context.ts";
import { Page } from "../../../shell/page.tsx";
import { offerUndo, sayError } from "../../../shell/undo.tsx";
import { StateChip } from "../../../states/state-chip.tsx";
import { Amount } from "../amount.tsx";
import { MoneyTabs } from "../money-tabs.tsx";
import { leftWords } from "./run-words.ts";
import { useRunFiles, type Run } from "./use-run-files.ts";

const PAGE = 100;
/** While papers are made: how often it is looked at, beside the live updates. */
const LOOK_MS = 2000;

/** One batch of statements: what becomes of it, and each paper in it. */
export function RunPage() {
  const { runId = "" }: { runId?: string } = useParams({ strict: false });
  const trpc = useTRPC();
  const query = useQuery({
    ...trpc.billing.getStatementRun.queryOptions({ runId }),
    refetchInterval: ({ state }) => (state.data?.state === "making" ? LOOK_MS : false),
  });
  return (
    <Page title="Batch of statements">
      <MoneyTabs />
      <Link to="/money/statements" search={{ show: "batches" }} className="p-anchor">
        All batches
      </Link>
      {query.isError && (
        <ErrorState what="The batch" message={errorText(query.error)} onRetry={() => void query.refetch()} />
      )}
      {query.isPending && <LoadingState rows={8} />}
      {query.data && (
        <div className="m-stack" style={{ marginTop: 8 }}>
          <Facts run={query.data} />
          <Rows run={query.data} />
        </div>
      )}
    </Page>
  );
}

function Facts({ run }: { readonly run: Run }) {
  const { timeZone, can } = useSession();
  const files = useRunFiles(run);
  const { state, made, planned, left } = run;
  const again = state === "sent" ? " again" : "";
  const when = (at: string) => `${formatDate(dateIn(at, timeZone))} ${formatTime(timeIn(at, timeZone))}`;
  return (
    <section className="w-panel m-stack" aria-label="The batch" style={{ gap: 8 }}>
      <div className="m-row">
        <StateChip kind="statementRun" state={state} />
        <span role="status">
          {state === "making"
            ? `${made.count} of ${formatCount(planned.count, "statement")} made so far`
            : `${formatCount(made.count, "statement")}, ${formatCents(made.total)} in all; ${left} with a balance got none`}
        </span>
      </div>
      {files.error && (
        <Notice tone="danger" role="alert">
          {files.error}
        </Notice>
      )}
      {can("statement.issue") && state !== "making" && made.count > 0 && (
        <div className="m-row">
          <Button size="xs" loading={files.busy} onClick={() => void files.print()}>
            Print{again}
          </Button>
          <Button size="xs" variant="default" disabled={files.busy} onClick={() => void files.mailHouse()}>
            File for a mail house{again}
          </Button>
          {state === "made" && (
            <Button size="xs" variant="default" disabled={files.busy} onClick={() => void files.look()}>
              Preview
            </Button>
          )}
          <span className="m-small">
            {run.files > 1 ? `${run.files} PDFs. ` : ""}Fold in three: the address fits a #10 window envelope.
            {state === "sent" ? " Printed again, each page says so." : ""}
          </span>
        </div>
      )}
      <ul className="m-lineage">
        {run.events.map((one) => (
          <li key={`${one.at} ${one.what}`}>
            {one.what}
            <small>
              {when(one.at)} · {one.by}
            </small>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Rows({ run }: { readonly run: Run }) {
  const search: { show?: string } = useSearch({ strict: false });
  const left = search.show === "none";
  return (
    <section className="m-stack" aria-label={left ? "Who got none" : "Statements of the batch"}>
      <nav className="m-row" aria-label="Show">
        {[
          { show: undefined, label: `Statements ${run.made.count}`, on: !left },
          { show: "none", label: `Got none ${run.left}`, on: left },
        ].map(({ show, label, on }) => (
          <Link
            key={label}
            to={`/money/statements/runs/${run.runId}`}
            search={show ? { show } : {}}
            className="m-chip"
            data-tone={on ? "info" : "plain"}
            aria-current={on ? "true" : undefined}
            style={{ textDecoration: "none", lineHeight: "24px" }}
          >
            {label}
          </Link>
        ))}
      </nav>
      <List key={String(left)} run={run} left={left} />
    </section>
  );
}

function List({ run, left }: { readonly run: Run; readonly left: boolean }) {
  const trpc = useTRPC();
  const links = useTRPCClient();
  const navigate = useNavigate();
  const { can } = useSession();
  const find = useListText();
  const back = useCameBack();
  const input = { runId: run.runId, left, text: find.text, limit: PAGE };
  const query = useEndless({
    queryKey: trpc.billing.listStatementRunRows.queryKey({ ...input, before: null }),
    page: (before, signal) => links.billing.listStatementRunRows.query({ ...input, before }, { signal }),
    itemsOf: (page) => page.rows,
    keyOf: (one) => one.patientId,
  });
  const mayHold = can("payment.take");
  const columns = useMemo(
    (): readonly WorklistColumn<StatementRunRow>[] => [
      { id: "number", header: "Statement", width: "90px", cell: (one) => one.number ?? "" },
      { id: "patient", header: "Patient", width: "minmax(120px, 1fr)", cell: (one) => formatName(one.patientName) },
      left
        ? {
            id: "because",
            header: "Why none",
            width: "minmax(160px, 1.4fr)",
            cell: (one) => one.said ?? (one.because ? leftWords[one.because] : ""),
          }
        : {
            id: "step",
            header: "Paper",
            width: "140px",
            cell: (one) => (one.step ? <StateChip kind="paper" state={one.step} /> : "waits"),
          },
      {
        id: "amount",
        header: left ? "Owes" : "Asks for",
        width: "90px",
        align: "right",
        cell: (one) => <Amount value={one.amount} />,
      },
      {
        id: "do",
        header: "",
        width: "110px",
        cell: (one) => {
          if (one.number === null) return null;
          if (one.cameBack) return <span className="m-small">came back</span>;
          return (
            mayHold && (
              <Button size="compact-xs" variant="default" disabled={back.pending} onClick={() => void back.mark(one)}>
                Came back
              </Button>
            )
          );
        },
      },
    ],
    [left, mayHold, back],
  );
  return (
    <>
      <FindBox label="Find in the batch" by="Name or number" find={find} rows={["row", "rows"]} all={null} />
      {back.error && <Notice tone="danger">{back.error}</Notice>}
      {query.error && <ErrorState what="The list" message={errorText(query.error)} onRetry={query.refetch} />}
      {query.isPending && <LoadingState />}
      {query.items?.length === 0 && <EmptyState title={find.text === "" ? "Nobody" : "Nobody fits"} />}
      {query.items && query.items.length > 0 && (
        <Worklist
          label={left ? "Who got none" : "Statements of the batch"}
          items={query.items}
          more={query.more}
          columns={columns}
          keyOf={(one) => one.patientId}
          onOpen={(one) =>
            void navigate({
              href: one.statementId ? `/money/statements/${one.statementId}` : `/p/${one.patientId}/ledger`,
            })
          }
          maxHeight="56vh"
        />
      )}
    </>
  );
}

/** A letter that the post brought back: it stops the account, and the desk gets a task (BIL-421). */
function useCameBack() {
  const hold = useCommand("billing", "holdAccount");
  const lift = useCommand("billing", "liftHold");
  const { run, pending, error } = hold;
  const { run: takeBack } = lift;
  return useMemo(
    () => ({
      pending,
      error: error && describeError(error),
      async mark({ patientId, number }: StatementRunRow) {
        const holdId = newId<"hold">();
        const because = `Statement ${number} came back`;
        const result = await run({ holdId, patientId, kind: "returned-mail", because });
        if (!result.ok) return;
        offerUndo("Statements to this address stop. The front desk has a task.", () => {
          void takeBack({ holdId, patientId, because: "Marked by mistake" }).then((undone) => {
            if (!undone.ok) sayError(describeError(undone.error));
          });
        });
      },
    }),
    [pending, error, run, takeBack],
  );
}
