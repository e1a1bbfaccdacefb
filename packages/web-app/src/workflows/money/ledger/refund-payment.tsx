import { SegmentedControl, TextInput } from "@mantine/core";
import { adjustmentOperations, aloneMaxOf } from "@practicum/contracts/billing/adjustments";
import { formatCents, type Cents } from "@practicum/kernel/money";
import { MoneyInput } from "@practicum/ui/money-input.tsx";
import { useCommand } from "../../../api/use-command.ts";
import { CommandForm } from "../../../forms/command-form.tsx";
import { useCommandForm } from "../../../forms/use-command-form.ts";
import type { Receipt } from "../../../patient/receipt.tsx";
import { useSession } from "../../../session/session-context.ts";
import { say } from "../../../shell/undo.tsx";

type Method = Receipt["method"];
const methods: readonly { readonly value: Method; readonly label: string }[] = [
  { value: "card", label: "Card" },
  { value: "check", label: "Check" },
  { value: "cash", label: "Cash" },
];

/** Where what is typed about giving a receipt's money back is kept. */
export const refundDraft = (paymentId: string) => `refund-payment:${paymentId}`;

/** Gives a payment back, or a part of it: what it had paid is owed again. */
export function RefundPayment({ receipt, onDone }: { readonly receipt: Receipt; readonly onDone: () => void }) {
  const session = useSession();
  const { patientId, paymentId } = receipt;
  const of = useCommandForm({
    draft: refundDraft(paymentId),
    initialValues: {
      amount: (receipt.amount - receipt.refunded) as Cents | null,
      method: receipt.method,
      reference: "",
      because: "",
    },
    schema: adjustmentOperations.refundPayment.input,
    toInput: ({ amount, method, reference, because }, adjustmentId) => ({
      adjustmentId,
      patientId,
      paymentId,
      amount,
      method,
      reference: reference.trim(),
      because: because.trim(),
    }),
    words: { amount: formatCents },
    command: useCommand("billing", "refundPayment"),
    onDone: ({ approvalId }) => {
      say(approvalId === null ? "Refunded." : "Asked. It is refunded once somebody else approves it.");
      onDone();
    },
  });
  const { form } = of;
  const { amount, method, because } = form.getValues();
  const max = aloneMaxOf("refund", session.staff.roles);
  const asks = amount !== null && amount > max;
  return (
    <CommandForm
      of={of}
      label="Refund a payment"
      action={asks ? "Ask for approval" : "Refund it"}
      size="xs"
      style={{ gap: 6, marginTop: 4 }}
      disabled={amount === null || amount <= 0 || because.trim() === ""}
      onCancel={onDone}
    >
      <div className="m-row" style={{ alignItems: "flex-end" }}>
        <MoneyInput size="xs" w={110} label="Refund amount" autoFocus {...form.getInputProps("amount")} />
        <SegmentedControl size="xs" aria-label="Refund method" data={[...methods]} {...form.getInputProps("method")} />
        {method === "check" && (
          <TextInput size="xs" w={110} label="Check number" maxLength={40} {...form.getInputProps("reference")} />
        )}
      </div>
      <TextInput size="xs" label="Reason for the refund" maxLength={200} {...form.getInputProps("because")} />
      {asks && <span className="m-small">Above {formatCents(max)} somebody else has to allow it.</span>}
    </CommandForm>
  );
}
