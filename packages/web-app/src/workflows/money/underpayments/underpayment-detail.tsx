import { Button } from "@mantine/core";
import type { underpayment } from "@practicum/contracts/billing/underpayments";
import { formatDate } from "@practicum/kernel/local-date";
import { formatName } from "@practicum/ui/format.ts";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { z } from "zod";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPCClient } from "../../../api/trpc.ts";
import { useCommand } from "../../../api/use-command.ts";
import { useSession } from "../../../session/session-context.ts";
import { sayError } from "../../../shell/undo.tsx";
import { StateChip } from "../../../states/state-chip.tsx";
import { Amount } from "../amount.tsx";
import { savePdf } from "../appeals/open-pdf.ts";
import { ReasonForm } from "../reason-form.tsx";
import { UnderpaymentLetter } from "./underpayment-letter.tsx";

type Underpayment = z.output<typeof underpayment>;

function isDowncoded(one: Underpayment): boolean {
  return one.billedCode !== one.paidCode;
}

export function titleOf(one: Underpayment): string {
  return isDowncoded(one) ? `${one.billedCode} paid as ${one.paidCode}` : `${one.billedCode} below the contract`;
}

const steps = {
  disputed: { action: "Dispute it", label: "What was said to the payer", done: "Disputed." },
  accepted: { action: "Accept it", label: "Why it is accepted", done: "Accepted." },
  open: { action: "Open it again", label: "Why it is open again", done: "Open again." },
} as const;
type Step = keyof typeof steps;

const LETTER_MAX = 25;

interface Props {
  readonly one: Underpayment;
  /** Those of the same payer on the list, this one among them. */
  readonly ofPayer: readonly Underpayment[];
}

/** A line that was paid too low: what was expected and why, and what is done about it. */
export function UnderpaymentDetail({ one, ofPayer }: Props) {
  const session = useSession();
  const resolve = useCommand("billing", "resolveUnderpayment");
  const [step, setStep] = useState<Step | null>(null);
  const [letter, setLetter] = useState<readonly Underpayment[] | null>(null);
  const { underpaymentId, version, status } = one;
  const writable = status === "open" || status === "disputed";
  // limit: what one letter takes; the rest are written about in the next one.
  const unwritten = ofPayer.filter((each) => each.status === "open").slice(0, LETTER_MAX);
  const possible = (Object.keys(steps) as Step[]).filter((to) => to !== status && status !== "closed");
  return (
    <section className="w-panel m-stack" aria-label="Underpayment">
      <header style={{ marginBottom: 0 }}>
        <div>
          <h2 style={{ margin: 0, fontSize: 16 }}>{titleOf(one)}</h2>
          <span className="m-small">
            {formatName(one.patientName)} · claim{" "}
            <Link to={`/money/claims/${one.claimId}`} className="p-anchor">
              {one.claimNumber}
            </Link>{" "}
            · {one.payerName} · {formatDate(one.serviceDate)} ·{" "}
            <Link to={`/money/era/${one.remittanceId}`} className="p-anchor">
              remittance
            </Link>
          </span>
        </div>
        <StateChip kind="underpayment" state={status} />
      </header>
      <Facts one={one} />
      {session.can("claim.write") && step === null && letter === null && (
        <div className="m-row">
          {writable && (
            <Button size="xs" onClick={() => setLetter([one])}>
              Write a letter
            </Button>
          )}
          {writable && unwritten.length > 1 && (
            <Button size="xs" variant="default" onClick={() => setLetter(unwritten)}>
              One letter about {unwritten.length} of {one.payerName}
            </Button>
          )}
          {possible.map((to) => (
            <Button key={to} size="xs" variant="default" onClick={() => setStep(to)}>
              {steps[to].action}
            </Button>
          ))}
        </div>
      )}
      {letter && <UnderpaymentLetter lines={letter} onClose={() => setLetter(null)} />}
      {step && (
        <ReasonForm
          draft={`underpayment-${step}:${underpaymentId}`}
          label={steps[step].label}
          action={steps[step].action}
          command={resolve}
          input={(because) => ({ underpaymentId, version, to: step, because })}
          done={steps[step].done}
          onClose={() => setStep(null)}
        />
      )}
    </section>
  );
}

function Facts({ one }: Pick<Props, "one">) {
  const client = useTRPCClient();
  const open = async (letterId: string) => {
    const answer = await client.billing.underpaymentLetter.query({ letterId }).catch((error: unknown) => {
      sayError(errorText(error));
      return null;
    });
    if (answer) savePdf(answer.name, answer.pdf);
  };
  return (
    <dl className="w-facts">
      <dt>Billed</dt>
      <dd>
        {one.billedCode} {one.billedLabel}, <Amount value={one.billed} />
      </dd>
      <dt>Paid as</dt>
      <dd>
        {one.paidCode}: allowed <Amount value={one.allowed} />, paid <Amount value={one.paid} />
      </dd>
      {one.expected !== null && (
        <>
          <dt>Expected</dt>
          <dd>
            <Amount value={one.expected} strong /> by{" "}
            <Link to={`/money/contracts/${one.contractId}`} className="p-anchor">
              {one.contractName}
            </Link>
            {one.term !== null && `, ${one.term}`}: {one.because}
          </dd>
        </>
      )}
      {isDowncoded(one) && (
        <>
          <dt>The payer</dt>
          <dd>{one.announced ? "said that it changed the code" : "changed the code without saying so"}</dd>
        </>
      )}
      <dt>Missing</dt>
      <dd>
        {one.missing === null ? (
          "not known: one of the codes has no price here"
        ) : (
          <>
            <Amount value={one.missing} strong />{" "}
            {one.expected === null &&
              "at the payer's own rate, as our prices of the two stand to each other; no contract says more"}
          </>
        )}
      </dd>
      {one.letter && (
        <>
          <dt>Letter</dt>
          <dd>
            {one.letter.way === "fax" ? "by fax" : "by hand"} on {formatDate(one.letter.sentOn)}
            {one.letter.status === "queued" && ", waiting for the fax line"}{" "}
            <Button size="compact-xs" variant="default" onClick={() => void open(one.letter?.letterId ?? "")}>
              Open it
            </Button>
          </dd>
        </>
      )}
      {one.note && (
        <>
          <dt>Note</dt>
          <dd>{one.note}</dd>
        </>
      )}
    </dl>
  );
}
