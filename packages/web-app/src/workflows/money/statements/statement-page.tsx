import { Button } from "@mantine/core";
import { formatDate } from "@practicum/kernel/local-date";
import { formatCents } from "@practicum/kernel/money";
import { formatName } from "@practicum/ui/format.ts";
import { ErrorState, LoadingState } from "@practicum/ui/states.tsx";
import { IconMail, IconPrinter } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC, useTRPCClient } from "../../../api/trpc.ts";
import { Letterhead } from "../../../shell/letterhead.tsx";
import { Page } from "../../../shell/page.tsx";
import { usePaper } from "../../../shell/paper.ts";
import { sayError } from "../../../shell/undo.tsx";
import { Amount } from "../amount.tsx";
import { savePdf } from "../appeals/open-pdf.ts";
import { MoneyTabs } from "../money-tabs.tsx";
import { paperWords, type Paper } from "./paper-words.ts";
import { PlanPart, VisitSums } from "./paper-parts.tsx";

/** A statement as the patient gets it, on screen and on paper. */
export function StatementPage() {
  const { statementId = "" }: { statementId?: string } = useParams({ strict: false });
  const trpc = useTRPC();
  const links = useTRPCClient();
  const query = useQuery(trpc.billing.getStatement.queryOptions({ statementId }));
  const one = query.data;
  const words = paperWords[one?.step ?? "statement"];
  // It goes by mail: the account's number is the second identifier, not the birth date.
  usePaper({
    kind: "printStatement",
    patient: one && { patientId: one.patientId, name: one.patientName, birthDate: null },
  });
  const mail = async () => {
    const file = await links.billing.statementPdf.query({ statementId }).catch((failure: unknown) => {
      sayError(errorText(failure));
      return null;
    });
    if (file) savePdf(file.name, file.pdf);
  };
  return (
    <Page
      title={words.title}
      actions={
        <>
          <Button
            size="xs"
            variant="default"
            leftSection={<IconMail size={14} />}
            onClick={() => void mail()}
            disabled={!one}
          >
            PDF to mail
          </Button>
          <Button size="xs" leftSection={<IconPrinter size={14} />} onClick={() => print()} disabled={!one}>
            Print
          </Button>
        </>
      }
    >
      <MoneyTabs />
      {query.isError && (
        <ErrorState what="The statement" message={errorText(query.error)} onRetry={() => void query.refetch()} />
      )}
      {query.isPending && <LoadingState rows={10} />}
      {one && <OnPaper one={one} />}
    </Page>
  );
}

/** The statement itself, as the patient reads it. */
function OnPaper({ one }: { readonly one: Paper }) {
  const words = paperWords[one.step];
  return (
    <>
      {one.run && (
        <p className="m-small p-no-print" style={{ margin: "0 0 8px" }}>
          <Link to={`/money/statements/runs/${one.run.runId}`} className="p-anchor">
            {one.run.sentOn ? `Mailed ${formatDate(one.run.sentOn)} with its batch` : "Its batch has not been sent yet"}
          </Link>
        </p>
      )}
      <article className="m-statement m-stack" aria-label={words.title}>
        <div className="m-row m-row-apart" style={{ alignItems: "flex-start" }}>
          <Letterhead taxId />
          <dl className="w-facts">
            <dt>{words.title}</dt>
            <dd>
              {one.number}
              {one.copy && " (copy)"}
            </dd>
            <dt>Date</dt>
            <dd>{formatDate(one.date)}</dd>
            <dt>Pay by</dt>
            <dd>{formatDate(one.dueDate)}</dd>
            <dt>Please pay</dt>
            <dd>
              <b>{formatCents(one.payNow)}</b>
            </dd>
          </dl>
        </div>
        <address style={{ fontStyle: "normal" }}>
          {one.addressLines.map((line) => (
            <div key={line}>{line}</div>
          ))}
        </address>
        <div>
          For the care of{" "}
          <Link to={`/p/${one.patientId}/ledger`} className="p-anchor">
            {formatName(one.patientName)}
          </Link>
        </div>
        {words.word && <p style={{ margin: 0 }}>{words.word}</p>}
        {one.plan && <PlanPart one={one} />}
        {one.visits.length > 0 && <VisitSums one={one} />}
        <table className="m-table" aria-label="What makes up the balance">
          <thead>
            <tr>
              <th>Date</th>
              <th>Description</th>
              <th className="m-num">Amount</th>
            </tr>
          </thead>
          <tbody>
            {one.lines.map((line, index) => (
              // oxlint-disable-next-line react/no-array-index-key -- lines of a printed statement never move
              <tr key={index}>
                <td>{formatDate(line.date)}</td>
                <td>{line.what}</td>
                <td className="m-num">
                  <Amount value={line.amount} />
                </td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <td colSpan={2}>Balance</td>
              <td className="m-num">
                <Amount value={one.balance} strong />
              </td>
            </tr>
          </tfoot>
        </table>
        {one.insurancePending > 0 && (
          <p className="m-small" style={{ margin: 0 }}>
            Your insurance has not decided on {formatCents(one.insurancePending)} yet. You are not asked for it here.
          </p>
        )}
        <p className="m-small" style={{ margin: 0 }}>
          What stands above is yours to pay, after your insurance has decided where you have one. Call us if something
          is not clear; we can explain every line, or agree on paying in parts.
        </p>
      </article>
    </>
  );
}
