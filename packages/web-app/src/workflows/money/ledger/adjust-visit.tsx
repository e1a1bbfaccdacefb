import { Button, SegmentedControl, TextInput } from "@mantine/core";
import {
  adjustmentOperations,
  aloneMaxOf,
  type balanceWriteOffReason,
  type moveReason,
} from "@practicum/contracts/billing/adjustments";
import { describeError } from "@practicum/contracts/error";
import { formatCents, type Cents } from "@practicum/kernel/money";
import { ChoiceList } from "@practicum/ui/choice-list.tsx";
import { MoneyInput } from "@practicum/ui/money-input.tsx";
import { Notice } from "@practicum/ui/states.tsx";
import { useState } from "react";
import type { z } from "zod";
import { useCommand } from "../../../api/use-command.ts";
import { CommandForm } from "../../../forms/command-form.tsx";
import { hasFormDraft } from "../../../forms/use-form-draft.ts";
import { useCommandForm, type CommandFormControl } from "../../../forms/use-command-form.ts";
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
  "posted-wrong": "Posted to the wrong payer or patient",
  other: "Another reason",
};

type Act = "write-off" | "move" | "refund-payer";
const drafts: { readonly [A in Act]: string } = {
  "write-off": "write-off-balance",
  move: "move-balance",
  "refund-payer": "refund-payer",
};

/** Which act of this visit was left half typed: it opens by itself. */
function halfTyped(encounterId: string | null): Act | null {
  const acts = Object.keys(drafts) as Act[];
  return acts.find((act) => hasFormDraft(`${drafts[act]}:${encounterId}`)) ?? null;
}

/** What a biller does by hand to the balance of one visit; each act stands in the corrections below, with its way back. */
export function AdjustVisit({ visit, patientId }: { readonly visit: AccountVisit; readonly patientId: string }) {
  const session = useSession();
  const { encounterId } = visit;
  const [act, setAct] = useState<Act | null>(() => halfTyped(encounterId));
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

interface ActFormProps<Values> {
  readonly of: CommandFormControl<Values>;
  readonly label: string;
  readonly action: string;
  readonly ready: boolean;
  readonly hint?: string | null;
  readonly onClose: () => void;
  readonly children: React.ReactNode;
}

function ActForm<Values>({ of, label, action, ready, hint, onClose, children }: ActFormProps<Values>) {
  return (
    <CommandForm
      of={of}
      className="p-no-print"
      style={{ gap: 6 }}
      label={label}
      action={action}
      size="xs"
      disabled={!ready}
      onCancel={onClose}
    >
      <div className="m-row" style={{ alignItems: "flex-end" }}>
        {children}
      </div>
      {hint && <span className="m-small">{hint}</span>}
    </CommandForm>
  );
}

/** Says before it is pressed that a second person will have to allow it. */
function useHint(kind: "write-off" | "refund" | "payer-refund", amount: Cents | null): string | null {
  const session = useSession();
  const max = aloneMaxOf(kind, session.staff.roles);
  if (amount === null || amount <= max) return null;
  return max === 0 ? "Somebody else has to allow it." : `Above ${formatCents(max)} somebody else has to allow it.`;
}

const done = (approvalId: string | null, words: string) =>
  say(approvalId === null ? words : "Asked. It is done once somebody else allows it.");

function WriteOffForm(props: {
  readonly patientId: string;
  readonly encounterId: string;
  readonly due: Cents;
  readonly onClose: () => void;
}) {
  const { patientId, encounterId, due, onClose } = props;
  const of = useCommandForm({
    draft: `write-off-balance:${encounterId}`,
    initialValues: { amount: due as Cents | null, reason: null as WriteOffReason | null, note: "" },
    schema: adjustmentOperations.writeOffBalance.input,
    toInput: ({ amount, reason, note }, adjustmentId) => ({
      adjustmentId,
      patientId,
      encounterId,
      amount,
      reason,
      note: note.trim(),
    }),
    words: { amount: formatCents, reason: (reason: WriteOffReason) => writeOffWords[reason] },
    command: useCommand("billing", "writeOffBalance"),
    onDone: ({ approvalId }) => {
      done(approvalId, "Written off.");
      onClose();
    },
  });
  const { form } = of;
  const { amount, reason } = form.getValues();
  const hint = useHint("write-off", amount);
  return (
    <ActForm
      of={of}
      label="Write off a balance"
      action={hint === null ? "Write it off" : "Ask for approval"}
      ready={amount !== null && amount > 0 && reason !== null}
      hint={hint}
      onClose={onClose}
    >
      <MoneyInput size="xs" w={110} label="Amount" autoFocus {...form.getInputProps("amount")} />
      <ChoiceList size="xs" w={220} label="Why" data={choicesOf(writeOffWords)} {...form.getInputProps("reason")} />
      <TextInput size="xs" w={260} label="Note" maxLength={200} {...form.getInputProps("note")} />
    </ActForm>
  );
}

function MoveForm(props: { readonly patientId: string; readonly visit: AccountVisit; readonly onClose: () => void }) {
  const { patientId, visit, onClose } = props;
  const pending = visit.insurancePending > 0;
  const of = useCommandForm({
    draft: `move-balance:${visit.encounterId}`,
    initialValues: {
      claimId: (visit.claims[0]?.claimId ?? null) as string | null,
      to: (pending ? "patient" : "payer") as "patient" | "payer",
      amount: (pending ? visit.insurancePending : visit.patientDue) as Cents | null,
      reason: null as MoveReason | null,
      note: "",
    },
    schema: adjustmentOperations.moveBalance.input,
    toInput: ({ note, ...values }, adjustmentId) => ({ adjustmentId, patientId, ...values, note: note.trim() }),
    words: { amount: formatCents, reason: (reason: MoveReason) => moveWords[reason] },
    command: useCommand("billing", "moveBalance"),
    onDone: () => {
      say("Moved.");
      onClose();
    },
  });
  const { form } = of;
  const { amount, reason, claimId } = form.getValues();
  return (
    <ActForm
      of={of}
      label="Move between payer and patient"
      action="Move it"
      ready={amount !== null && amount > 0 && reason !== null && claimId !== null}
      onClose={onClose}
    >
      <SegmentedControl
        size="xs"
        aria-label="To whom"
        data={[
          { value: "patient", label: "To the patient" },
          { value: "payer", label: "To the payer" },
        ]}
        {...form.getInputProps("to")}
      />
      <ChoiceOfClaim claims={visit.claims} {...form.getInputProps("claimId")} />
      <MoneyInput size="xs" w={110} label="Amount" {...form.getInputProps("amount")} />
      <ChoiceList size="xs" w={220} label="Why" data={choicesOf(moveWords)} {...form.getInputProps("reason")} />
      <TextInput size="xs" w={220} label="Note" maxLength={200} {...form.getInputProps("note")} />
    </ActForm>
  );
}

function RefundPayerForm(props: {
  readonly patientId: string;
  readonly visit: AccountVisit;
  readonly onClose: () => void;
}) {
  const { patientId, visit, onClose } = props;
  const claims = visit.claims.filter((one) => one.paid > 0);
  const of = useCommandForm({
    draft: `refund-payer:${visit.encounterId}`,
    initialValues: {
      claimId: (claims[0]?.claimId ?? null) as string | null,
      amount: (claims[0]?.paid ?? null) as Cents | null,
      reference: "",
      because: "",
    },
    schema: adjustmentOperations.refundPayer.input,
    toInput: ({ claimId, amount, reference, because }, adjustmentId) => ({
      adjustmentId,
      patientId,
      claimId,
      amount,
      reference: reference.trim(),
      because: because.trim(),
    }),
    words: { amount: formatCents },
    command: useCommand("billing", "refundPayer"),
    onDone: ({ approvalId }) => {
      done(approvalId, "Refunded.");
      onClose();
    },
  });
  const { form } = of;
  const { amount, claimId, because } = form.getValues();
  const hint = useHint("payer-refund", amount);
  return (
    <ActForm
      of={of}
      label="Refund the payer"
      action={hint === null ? "Refund it" : "Ask for approval"}
      ready={amount !== null && amount > 0 && claimId !== null && because.trim() !== ""}
      hint={hint}
      onClose={onClose}
    >
      <ChoiceOfClaim claims={claims} {...form.getInputProps("claimId")} />
      <MoneyInput size="xs" w={110} label="Amount" {...form.getInputProps("amount")} />
      <TextInput size="xs" w={130} label="Practice check" maxLength={40} {...form.getInputProps("reference")} />
      <TextInput size="xs" w={260} label="Why" maxLength={200} {...form.getInputProps("because")} />
    </ActForm>
  );
}

function choicesOf(words: { readonly [value: string]: string }) {
  return Object.entries(words).map(([value, label]) => ({ value, label }));
}

function ChoiceOfClaim({
  claims,
  ...field
}: {
  readonly claims: AccountVisit["claims"];
  readonly value?: string | null;
  readonly onChange: (claimId: string | null) => void;
}) {
  return (
    <ChoiceList
      size="xs"
      w={250}
      label="Claim"
      {...field}
      data={claims.map((one) => ({ value: one.claimId, label: `${one.number} ${one.payerName}` }))}
    />
  );
}

/** Coverage that was found after the patient was asked to pay alone. */
function BillCoverage({ patientId, encounterId }: { readonly patientId: string; readonly encounterId: string }) {
  const bill = useCommand("billing", "billCoverage");
  const run = async () => {
    const result = await bill.run({ patientId, encounterId });
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
