import { Button, SegmentedControl, TextInput } from "@mantine/core";
import { aloneMaxOf, type balanceWriteOffReason, type moveReason } from "@practicum/contracts/billing/adjustments";
import { describeError, type DomainError } from "@practicum/contracts/error";
import { formatCents, type Cents } from "@practicum/kernel/money";
import { ChoiceList } from "@practicum/ui/choice-list.tsx";
import { MoneyInput } from "@practicum/ui/money-input.tsx";
import { Notice } from "@practicum/ui/states.tsx";
import { firstUnreadable } from "@practicum/ui/unreadable.ts";
import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import type { z } from "zod";
import { newId } from "../../../api/command-id.ts";
import { useTRPC } from "../../../api/trpc.ts";
import { useCommand } from "../../../api/use-command.ts";
import { useSession } from "../../../session/session-context.ts";
import { say } from "../../../shell/undo.tsx";
import type { AccountVisit } from "./account-types.ts";

type WriteOffReason = z.output<typeof balanceWriteOffReason>;
type MoveReason = z.output<typeof moveReason>;

const writeOffWords: { readonly [R in WriteOffReason]: string } = {
  "small-balance": "Too small to pursue",
  hardship: "Hardship",
  courtesy: "Courtesy",
  "bad-debt": "Bad debt",
  deceased: "The patient died",
  bankruptcy: "Bankruptcy",
  "our-error": "Our own error",
  other: "Another reason",
};
const moveWords: { readonly [R in MoveReason]: string } = {
  "no-coverage": "No coverage on that day",
  "coverage-found": "Coverage found",
  "payer-decided-otherwise": "The payer decided otherwise",
  "posted-wrong": "Posted to the wrong side",
  other: "Another reason",
};

type Act = "write-off" | "move" | "refund-payer";

/** What a biller does by hand to the balance of one visit; each act stands in the corrections below, with its way back. */
export function AdjustVisit({ visit, patientId }: { readonly visit: AccountVisit; readonly patientId: string }) {
  const session = useSession();
  const [act, setAct] = useState<Act | null>(null);
  const { encounterId } = visit;
  if (encounterId === null || !session.can("charge.write")) return null;
  const selfPay = visit.claims.length === 0 && visit.patientDue + visit.insurancePending !== 0;
  const close = () => setAct(null);
  if (act === "write-off")
    return <WriteOffForm patientId={patientId} encounterId={encounterId} due={visit.patientDue} onClose={close} />;
  if (act === "move") return <MoveForm patientId={patientId} visit={visit} onClose={close} />;
  if (act === "refund-payer") return <RefundPayerForm patientId={patientId} visit={visit} onClose={close} />;
  return (
    <div className="m-row p-no-print">
      {visit.patientDue > 0 && (
        <Button size="compact-xs" variant="default" onClick={() => setAct("write-off")}>
          Write off
        </Button>
      )}
      {visit.claims.length > 0 && visit.patientDue + visit.insurancePending !== 0 && (
        <Button size="compact-xs" variant="default" onClick={() => setAct("move")}>
          Move between payer and patient
        </Button>
      )}
      {visit.claims.some((one) => one.paid > 0) && (
        <Button size="compact-xs" variant="default" onClick={() => setAct("refund-payer")}>
          Refund the payer
        </Button>
      )}
      {selfPay && <BillCoverage patientId={patientId} encounterId={encounterId} />}
    </div>
  );
}

/** One act, one id: sent again after a failure it is the same act. */
function useAct(onClose: () => void) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const [adjustmentId] = useState(() => newId<"adjustment">());
  const frame = useRef<HTMLFormElement>(null);
  const finish = (ok: boolean, approvalId: string | null | undefined, words: string) => {
    void client.invalidateQueries(trpc.billing.pathFilter());
    if (!ok) return;
    say(approvalId ? "Asked. It is done once somebody else allows it." : words);
    onClose();
  };
  return { adjustmentId, finish, frame };
}

interface ActFormProps {
  readonly label: string;
  readonly action: string;
  readonly pending: boolean;
  readonly ready: boolean;
  readonly error: DomainError | null;
  readonly frame: React.RefObject<HTMLFormElement | null>;
  readonly hint?: string | null;
  readonly onRun: () => void;
  readonly onClose: () => void;
  readonly children: React.ReactNode;
}

function ActForm(props: ActFormProps) {
  return (
    <form
      ref={props.frame}
      className="m-stack p-no-print"
      aria-label={props.label}
      style={{ gap: 6 }}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        const unread = firstUnreadable(props.frame.current);
        if (unread) unread.focus();
        else if (props.ready) props.onRun();
      }}
    >
      <div className="m-row" style={{ alignItems: "flex-end" }}>
        {props.children}
      </div>
      {props.error && (
        <Notice tone="danger" role="alert">
          {props.error.fields?.[0]?.message ?? describeError(props.error)}
        </Notice>
      )}
      {props.hint && <span className="m-small">{props.hint}</span>}
      <div className="m-row">
        <Button size="compact-sm" type="submit" disabled={!props.ready} loading={props.pending}>
          {props.action}
        </Button>
        <Button size="compact-sm" variant="default" onClick={props.onClose}>
          Cancel
        </Button>
      </div>
    </form>
  );
}

/** Says before it is pressed that a second person will have to allow it. */
function useHint(kind: "write-off" | "refund" | "payer-refund", amount: Cents | null): string | null {
  const session = useSession();
  const max = aloneMaxOf(kind, session.staff.roles);
  if (amount === null || amount <= max) return null;
  return max === 0 ? "Somebody else has to allow it." : `Above ${formatCents(max)} somebody else has to allow it.`;
}

function WriteOffForm(props: {
  readonly patientId: string;
  readonly encounterId: string;
  readonly due: Cents;
  readonly onClose: () => void;
}) {
  const { patientId, encounterId, onClose } = props;
  const run = useCommand("billing", "writeOffBalance");
  const { adjustmentId, finish, frame } = useAct(onClose);
  const [amount, setAmount] = useState<Cents | null>(props.due);
  const [reason, setReason] = useState<WriteOffReason | null>(null);
  const [note, setNote] = useState("");
  const hint = useHint("write-off", amount);
  const send = async () => {
    if (amount === null || reason === null) return;
    const result = await run.run({ adjustmentId, patientId, encounterId, amount, reason, note: note.trim() });
    finish(result.ok, result.ok ? result.value.approvalId : null, "Written off.");
  };
  return (
    <ActForm
      label="Write off a balance"
      action={hint === null ? "Write it off" : "Ask for approval"}
      pending={run.pending}
      ready={amount !== null && amount > 0 && reason !== null}
      error={run.error}
      frame={frame}
      hint={hint}
      onRun={() => void send()}
      onClose={onClose}
    >
      <MoneyInput size="xs" w={110} label="Amount" value={amount} onChange={setAmount} autoFocus />
      <ChoiceList
        size="xs"
        w={220}
        label="Why"
        value={reason}
        onChange={(value) => setReason(value as WriteOffReason | null)}
        data={Object.entries(writeOffWords).map(([value, label]) => ({ value, label }))}
      />
      <TextInput
        size="xs"
        w={260}
        label="Note"
        maxLength={200}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
    </ActForm>
  );
}

function MoveForm(props: { readonly patientId: string; readonly visit: AccountVisit; readonly onClose: () => void }) {
  const { patientId, visit, onClose } = props;
  const run = useCommand("billing", "moveBalance");
  const { adjustmentId, finish, frame } = useAct(onClose);
  const [claimId, setClaimId] = useState<string | null>(visit.claims[0]?.claimId ?? null);
  const [to, setTo] = useState<"patient" | "payer">(visit.insurancePending > 0 ? "patient" : "payer");
  const [amount, setAmount] = useState<Cents | null>(
    visit.insurancePending > 0 ? visit.insurancePending : visit.patientDue,
  );
  const [reason, setReason] = useState<MoveReason | null>(null);
  const [note, setNote] = useState("");
  const send = async () => {
    if (amount === null || reason === null || claimId === null) return;
    const result = await run.run({ adjustmentId, patientId, claimId, to, amount, reason, note: note.trim() });
    finish(result.ok, null, "Moved.");
  };
  return (
    <ActForm
      label="Move between payer and patient"
      action="Move it"
      pending={run.pending}
      ready={amount !== null && amount > 0 && reason !== null && claimId !== null}
      error={run.error}
      frame={frame}
      onRun={() => void send()}
      onClose={onClose}
    >
      <SegmentedControl
        size="xs"
        aria-label="To whom"
        data={[
          { value: "patient", label: "To the patient" },
          { value: "payer", label: "To the payer" },
        ]}
        value={to}
        onChange={(value) => setTo(value as typeof to)}
      />
      <ChoiceOfClaim claims={visit.claims} value={claimId} onChange={setClaimId} />
      <MoneyInput size="xs" w={110} label="Amount" value={amount} onChange={setAmount} />
      <ChoiceList
        size="xs"
        w={220}
        label="Why"
        value={reason}
        onChange={(value) => setReason(value as MoveReason | null)}
        data={Object.entries(moveWords).map(([value, label]) => ({ value, label }))}
      />
      <TextInput
        size="xs"
        w={220}
        label="Note"
        maxLength={200}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
    </ActForm>
  );
}

function RefundPayerForm(props: {
  readonly patientId: string;
  readonly visit: AccountVisit;
  readonly onClose: () => void;
}) {
  const { patientId, onClose } = props;
  const claims = props.visit.claims.filter((one) => one.paid > 0);
  const run = useCommand("billing", "refundPayer");
  const { adjustmentId, finish, frame } = useAct(onClose);
  const [claimId, setClaimId] = useState<string | null>(claims[0]?.claimId ?? null);
  const [amount, setAmount] = useState<Cents | null>(claims[0]?.paid ?? null);
  const [reference, setReference] = useState("");
  const [because, setBecause] = useState("");
  const hint = useHint("payer-refund", amount);
  const send = async () => {
    if (amount === null || claimId === null) return;
    const ask = { adjustmentId, patientId, claimId, amount, reference: reference.trim(), because: because.trim() };
    const result = await run.run(ask);
    finish(result.ok, result.ok ? result.value.approvalId : null, "Refunded.");
  };
  return (
    <ActForm
      label="Refund the payer"
      action={hint === null ? "Refund it" : "Ask for approval"}
      pending={run.pending}
      ready={amount !== null && amount > 0 && claimId !== null && because.trim() !== ""}
      error={run.error}
      frame={frame}
      hint={hint}
      onRun={() => void send()}
      onClose={onClose}
    >
      <ChoiceOfClaim claims={claims} value={claimId} onChange={setClaimId} />
      <MoneyInput size="xs" w={110} label="Amount" value={amount} onChange={setAmount} />
      <TextInput
        size="xs"
        w={130}
        label="Our check"
        maxLength={40}
        value={reference}
        onChange={(event) => setReference(event.currentTarget.value)}
      />
      <TextInput
        size="xs"
        w={260}
        label="Why"
        maxLength={200}
        value={because}
        onChange={(event) => setBecause(event.currentTarget.value)}
      />
    </ActForm>
  );
}

function ChoiceOfClaim(props: {
  readonly claims: AccountVisit["claims"];
  readonly value: string | null;
  readonly onChange: (claimId: string | null) => void;
}) {
  return (
    <ChoiceList
      size="xs"
      w={250}
      label="Claim"
      value={props.value}
      onChange={props.onChange}
      data={props.claims.map((one) => ({ value: one.claimId, label: `${one.number} ${one.payerName}` }))}
    />
  );
}

/** Coverage that was found after the patient was asked to pay alone. */
function BillCoverage({ patientId, encounterId }: { readonly patientId: string; readonly encounterId: string }) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const bill = useCommand("billing", "billCoverage");
  const run = async () => {
    const result = await bill.run({ patientId, encounterId });
    void client.invalidateQueries(trpc.billing.pathFilter());
    if (result.ok) say("The claim is opened.");
  };
  return (
    <>
      <Button size="compact-xs" variant="default" loading={bill.pending} onClick={() => void run()}>
        Bill the coverage of that day
      </Button>
      {bill.error && <Notice tone="danger">{describeError(bill.error)}</Notice>}
    </>
  );
}
