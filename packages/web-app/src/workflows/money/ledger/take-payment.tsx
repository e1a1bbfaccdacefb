import { Button, SegmentedControl, TextInput } from "@mantine/core";
import { formatCents, type Cents } from "@practicum/kernel/money";
import { MoneyInput } from "@practicum/ui/money-input.tsx";
import { Notice } from "@practicum/ui/states.tsx";
import { useState } from "react";
import { useCommand } from "../../../api/use-command.ts";
import { RestoredNotice } from "../../../forms/restored-notice.tsx";
import { useDraft } from "../../../shell/dock/drafts.ts";
import { paymentFailed } from "../../../patient/payment-failed.ts";
import { ReceiptModal, type Receipt } from "../../../patient/receipt.tsx";

type Method = "card" | "cash" | "check";
const methods: readonly { readonly value: Method; readonly label: string }[] = [
  { value: "card", label: "Card" },
  { value: "cash", label: "Cash" },
  { value: "check", label: "Check" },
];

interface Draft {
  readonly amount: Cents | null;
  readonly method: Method;
  readonly reference: string;
}

/** Takes a payment on the balance, or ahead of one, and gives a receipt. */
export function TakePayment({ patientId, due }: { readonly patientId: string; readonly due: Cents }) {
  const take = useCommand("billing", "takePayment");
  // One intent, one id, after a reload too: pressing again is the same payment, until the answer says that it was taken otherwise.
  const [draft, setDraft, clear, kept] = useDraft<Draft>(`payment:${patientId}`, {
    amount: due > 0 ? due : null,
    method: "card",
    reference: "",
  });
  const { amount, method, reference } = draft;
  const [receipt, setReceipt] = useState<Receipt | null>(null);
  const pay = async () => {
    if (amount === null || amount <= 0) return;
    const result = await take.run({
      paymentId: kept.recordId,
      patientId,
      amount,
      method,
      reference: reference.trim() || null,
      purpose: due > 0 ? "balance" : "prepayment",
      appointmentId: null,
    });
    if (!result.ok) {
      if (result.error.code !== "already-recorded") return;
      clear();
      return;
    }
    setReceipt(result.value);
    setDraft({ ...draft, amount: null, reference: "" });
    clear();
  };
  return (
    <section className="w-panel p-no-print" aria-label="Take a payment">
      <RestoredNotice small draft={kept} />
      <div className="m-row" style={{ alignItems: "flex-end" }}>
        <MoneyInput
          label="Payment"
          size="xs"
          w={110}
          value={amount}
          onChange={(cents) => setDraft({ ...draft, amount: cents })}
        />
        <SegmentedControl
          size="xs"
          aria-label="Paid by"
          data={[...methods]}
          value={method}
          onChange={(next) => setDraft({ ...draft, method: next })}
        />
        {method === "check" && (
          <TextInput
            size="xs"
            label="Check number"
            w={120}
            maxLength={40}
            value={reference}
            onChange={(event) => setDraft({ ...draft, reference: event.currentTarget.value })}
          />
        )}
        <Button size="xs" loading={take.pending} disabled={amount === null || amount <= 0} onClick={() => void pay()}>
          {amount !== null && amount > 0 ? `Take ${formatCents(amount)}` : "Take"}
        </Button>
      </div>
      {take.error && <Notice tone="danger">{paymentFailed(take.error)}</Notice>}
      <ReceiptModal receipt={receipt} onClose={() => setReceipt(null)} />
    </section>
  );
}
