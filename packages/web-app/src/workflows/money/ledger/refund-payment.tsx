import { Button, SegmentedControl, TextInput } from "@mantine/core";
import { aloneMaxOf } from "@practicum/contracts/billing/adjustments";
import { describeError } from "@practicum/contracts/error";
import { formatCents, type Cents } from "@practicum/kernel/money";
import { MoneyInput } from "@practicum/ui/money-input.tsx";
import { Notice } from "@practicum/ui/states.tsx";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { newId } from "../../../api/command-id.ts";
import { useTRPC } from "../../../api/trpc.ts";
import { useCommand } from "../../../api/use-command.ts";
import type { Receipt } from "../../../patient/receipt.tsx";
import { useSession } from "../../../session/session-context.ts";
import { say } from "../../../shell/undo.tsx";

type Method = Receipt["method"];
const methods: readonly { readonly value: Method; readonly label: string }[] = [
  { value: "card", label: "Card" },
  { value: "check", label: "Check" },
  { value: "cash", label: "Cash" },
];

/** Gives a payment back, or a part of it: what it had paid is owed again. */
export function RefundPayment({ receipt, onDone }: { readonly receipt: Receipt; readonly onDone: () => void }) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const session = useSession();
  const refund = useCommand("billing", "refundPayment");
  const [adjustmentId] = useState(() => newId<"adjustment">());
  const [amount, setAmount] = useState<Cents | null>(receipt.amount - receipt.refunded);
  const [method, setMethod] = useState<Method>(receipt.method);
  const [reference, setReference] = useState("");
  const [because, setBecause] = useState("");
  const max = aloneMaxOf("refund", session.staff.roles);
  const asks = amount !== null && amount > max;
  const ready = amount !== null && amount > 0 && because.trim() !== "";
  const run = async () => {
    if (!ready || amount === null) return;
    const { patientId, paymentId } = receipt;
    const ask = { adjustmentId, patientId, paymentId, amount, method };
    const result = await refund.run({ ...ask, reference: reference.trim(), because: because.trim() });
    void client.invalidateQueries(trpc.billing.pathFilter());
    if (!result.ok) return;
    say(result.value.approvalId === null ? "Given back." : "Asked. It is given back once somebody else allows it.");
    onDone();
  };
  return (
    <form
      className="m-stack"
      aria-label="Give a payment back"
      style={{ gap: 6, marginTop: 4 }}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void run();
      }}
    >
      <div className="m-row" style={{ alignItems: "flex-end" }}>
        <MoneyInput size="xs" w={110} label="Give back" value={amount} onChange={setAmount} autoFocus />
        <SegmentedControl
          size="xs"
          aria-label="Given back by"
          data={[...methods]}
          value={method}
          onChange={setMethod}
        />
        {method === "check" && (
          <TextInput
            size="xs"
            w={110}
            label="Check number"
            maxLength={40}
            value={reference}
            onChange={(event) => setReference(event.currentTarget.value)}
          />
        )}
      </div>
      <TextInput
        size="xs"
        label="Why is it given back?"
        maxLength={200}
        value={because}
        onChange={(event) => setBecause(event.currentTarget.value)}
      />
      {asks && <span className="m-small">Above {formatCents(max)} somebody else has to allow it.</span>}
      {refund.error && <Notice tone="danger">{describeError(refund.error)}</Notice>}
      <div className="m-row">
        <Button size="compact-xs" type="submit" disabled={!ready} loading={refund.pending}>
          {asks ? "Ask for approval" : "Give it back"}
        </Button>
        <Button size="compact-xs" variant="default" onClick={onDone}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
