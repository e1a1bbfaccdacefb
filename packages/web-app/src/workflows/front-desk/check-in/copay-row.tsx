import { Button, Group, SegmentedControl, TextInput } from "@mantine/core";
import type { Appointment } from "@practicum/contracts/scheduling/appointments";
import { formatCents, type Cents } from "@practicum/kernel/money";
import { MoneyInput } from "@practicum/ui/money-input.tsx";
import { Notice } from "@practicum/ui/states.tsx";
import { useState } from "react";
import { newId } from "../../../api/command-id.ts";
import { useCommand } from "../../../api/use-command.ts";
import { paymentFailed } from "../../../patient/payment-failed.ts";
import { ReceiptModal, type Receipt } from "../../../patient/receipt.tsx";
import { useSession } from "../../../session/session-context.ts";

export interface CopayDraft {
  /** Null until it is typed or known. */
  readonly amount: Cents | null;
  readonly method: "cash" | "check" | "card";
  readonly reference: string;
  /** One intent, one id: a repeat is the same payment. */
  readonly paymentId: string;
  readonly receipt: Receipt | null;
}

export function emptyCopay(amount: Cents | null, paymentId: string): CopayDraft {
  return { amount, method: "card", reference: "", paymentId, receipt: null };
}

interface Props {
  readonly visit: Appointment;
  readonly draft: CopayDraft;
  readonly purpose: "copay" | "prepayment";
  readonly onChange: (draft: CopayDraft) => void;
  readonly disabled: boolean;
}

/** Takes the copay and gives a receipt; the receipt can be printed again here. */
export function CopayRow({ visit, draft, purpose, onChange, disabled }: Props) {
  const session = useSession();
  const take = useCommand("billing", "takePayment");
  const [showing, setShowing] = useState(false);
  const { amount, receipt } = draft;
  if (receipt) {
    return (
      <Group gap="xs">
        <span>
          {formatCents(receipt.amount)} taken, receipt {receipt.receiptNumber}
        </span>
        <Button size="compact-sm" variant="default" onClick={() => setShowing(true)}>
          Receipt
        </Button>
        <ReceiptModal receipt={showing ? receipt : null} onClose={() => setShowing(false)} />
      </Group>
    );
  }
  if (!session.can("payment.take")) return <span>Your role takes no payments.</span>;
  const pay = async () => {
    if (amount === null || amount <= 0) return;
    // The draft keeps the payment's id, so that a repeat after closing the dock is still the same payment.
    onChange(draft);
    const result = await take.run({
      paymentId: draft.paymentId,
      patientId: visit.patientId,
      amount,
      method: draft.method,
      reference: draft.reference.trim() || null,
      purpose,
      appointmentId: visit.appointmentId,
    });
    if (!result.ok) {
      if (result.error.code !== "already-recorded") return;
      onChange({ ...draft, paymentId: newId<"payment">() });
      return;
    }
    // The receipt waits behind its button: whoever does not print it goes on at once.
    onChange({ ...draft, receipt: result.value });
  };
  return (
    <>
      <Group gap="xs" align="flex-end">
        <MoneyInput label="Amount" w={96} value={amount} onChange={(value) => onChange({ ...draft, amount: value })} />
        <SegmentedControl
          size="sm"
          aria-label="Paid by"
          data={[
            { value: "card", label: "Card" },
            { value: "cash", label: "Cash" },
            { value: "check", label: "Check" },
          ]}
          value={draft.method}
          onChange={(method) => onChange({ ...draft, method })}
        />
        {draft.method === "check" && (
          <TextInput
            label="Check number"
            w={110}
            maxLength={40}
            value={draft.reference}
            onChange={(e) => onChange({ ...draft, reference: e.currentTarget.value })}
          />
        )}
        <Button
          data-copay-pay
          loading={take.pending}
          disabled={disabled || amount === null || amount <= 0}
          onClick={() => void pay()}
        >
          {amount !== null && amount > 0 ? `Take ${formatCents(amount)}` : "Take"}
        </Button>
      </Group>
      {take.error && <Notice tone="danger">{paymentFailed(take.error)}</Notice>}
    </>
  );
}
