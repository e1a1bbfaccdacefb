import { Button, SegmentedControl, TextInput } from "@mantine/core";
import { spreadOverVisits } from "@practicum/contracts/billing/family";
import { describeError } from "@practicum/contracts/error";
import { formatDate } from "@practicum/kernel/local-date";
import { formatCents, type Cents } from "@practicum/kernel/money";
import { formatName } from "@practicum/ui/format.ts";
import { MoneyInput } from "@practicum/ui/money-input.tsx";
import { ErrorState, Notice } from "@practicum/ui/states.tsx";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC } from "../../../api/trpc.ts";
import { useCommand, type CommandOutput } from "../../../api/use-command.ts";
import { RestoredNotice } from "../../../forms/restored-notice.tsx";
import { relationWords } from "../../../patient/family-words.ts";
import { paymentFailed } from "../../../patient/payment-failed.ts";
import { ReceiptModal, type Receipt } from "../../../patient/receipt.tsx";
import { useSession } from "../../../session/session-context.ts";
import { useDraft } from "../../../shell/dock/drafts.ts";
import { offerUndo, sayError } from "../../../shell/undo.tsx";
import { useState } from "react";
import { Amount } from "../amount.tsx";

type Account = NonNullable<ReturnType<typeof useFamilies>["data"]>[number];

function useFamilies(patientId: string) {
  return useQuery(useTRPC().billing.familyAccount.queryOptions({ patientId }));
}

/** What each member of the family owes, and together; one payment for all of them. Nothing where there is no family. */
export function FamilyAccount({ patientId }: { readonly patientId: string }) {
  const families = useFamilies(patientId);
  if (families.isError)
    return (
      <ErrorState
        what="The family's account"
        message={errorText(families.error)}
        onRetry={() => void families.refetch()}
      />
    );
  return families.data?.map((one) => <Family key={one.householdId} account={one} patientId={patientId} />);
}

function Family({ account, patientId }: { readonly account: Account; readonly patientId: string }) {
  const session = useSession();
  const { guarantor, members, due } = account;
  return (
    <section className="w-panel" aria-label="Family account">
      <header>
        <h2 style={{ margin: 0, fontSize: 15 }}>
          Family account{" "}
          <span className="m-small">
            {guarantor ? `bills go to ${formatName(guarantor.name)}` : "nobody pays for the others"}
          </span>
        </h2>
      </header>
      <table className="m-table">
        <thead>
          <tr>
            <th>Member</th>
            <th>Bills go to</th>
            <th className="m-num">Insurance pending</th>
            <th className="m-num">Patient due</th>
          </tr>
        </thead>
        <tbody>
          {members.map((one) => (
            <tr key={one.patientId}>
              <td>
                {one.patientId === patientId ? (
                  <b>{formatName(one.name)}</b>
                ) : (
                  <Link to={`/p/${one.patientId}/ledger`} className="p-anchor">
                    {formatName(one.name)}
                  </Link>
                )}{" "}
                <span className="m-small">{relationWords[one.relation]}</span>
              </td>
              <td>{one.billed ? "The guarantor" : "The patient"}</td>
              <td className="m-num">
                <Amount value={one.insurancePending} credit />
              </td>
              <td className="m-num">
                <Amount value={one.patientDue} credit />
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <td colSpan={3}>{guarantor ? `Total billed to ${formatName(guarantor.name)}` : "Total"}</td>
            <td className="m-num">
              <Amount value={due} credit strong />
            </td>
          </tr>
        </tfoot>
      </table>
      {session.can("payment.take") && <TakeForFamily account={account} />}
    </section>
  );
}

type Method = "card" | "cash" | "check";
const methods: readonly { readonly value: Method; readonly label: string }[] = [
  { value: "card", label: "Card" },
  { value: "cash", label: "Cash" },
  { value: "check", label: "Check" },
];

interface Draft {
  /** Absent: what is due, until somebody types another sum. */
  readonly amount?: Cents | null;
  readonly method: Method;
  readonly reference: string;
}

/** One payment, spread over the family's visits, the oldest first; where it will go stands there before it is taken. */
function TakeForFamily({ account }: { readonly account: Account }) {
  const take = useCommand("billing", "takeFamilyPayment");
  const reverse = useCommand("billing", "reverseFamilyPayment");
  const [draft, setDraft, clear, kept] = useDraft<Draft>(`family-payment:${account.householdId}`, {
    method: "card",
    reference: "",
  });
  const [receipts, setReceipts] = useState<CommandOutput<"billing", "takeFamilyPayment">["receipts"]>([]);
  const [shown, setShown] = useState<Receipt | null>(null);
  const { method, reference } = draft;
  const amount = draft.amount === undefined ? account.due : draft.amount;
  const spread = spreadOverVisits(amount ?? 0, account.open);
  const nameOf = (id: string) => {
    const member = account.members.find((one) => one.patientId === id);
    return member ? formatName(member.name) : "";
  };
  const oldest = account.open[0];
  const pay = async () => {
    if (amount === null || amount <= 0) return;
    const familyPaymentId = kept.recordId;
    const result = await take.run({
      familyPaymentId,
      householdId: account.householdId,
      amount,
      method,
      reference: reference.trim() || null,
    });
    if (!result.ok) {
      if (result.error.code === "already-recorded") clear();
      return;
    }
    setReceipts(result.value.receipts);
    setDraft({ method, reference: "" });
    clear();
    offerUndo(`${formatCents(amount)} taken for the family.`, () => {
      void reverse.run({ familyPaymentId, reason: "Taken by mistake" }).then((back) => {
        if (!back.ok) sayError(describeError(back.error));
      });
    });
  };
  if (account.due <= 0 && receipts.length === 0) return null;
  return (
    <div className="p-no-print">
      <RestoredNotice small draft={kept} />
      <div className="m-row" style={{ alignItems: "flex-end", marginTop: 8 }}>
        <MoneyInput
          label="Payment for the family"
          size="xs"
          w={150}
          value={amount}
          onChange={(cents) => setDraft({ ...draft, amount: cents })}
        />
        <SegmentedControl
          size="xs"
          aria-label="Paid for the family by"
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
        <Button
          size="xs"
          loading={take.pending}
          disabled={amount === null || amount <= 0 || spread.over > 0}
          onClick={() => void pay()}
        >
          {amount !== null && amount > 0 ? `Take ${formatCents(amount)} for the family` : "Take for the family"}
        </Button>
      </div>
      <p className="m-small" aria-live="polite" style={{ margin: "6px 0 0" }}>
        {spread.over > 0
          ? `The family owes ${formatCents(account.due)}: take that, or the rest as a prepayment of one member.`
          : spread.shares.map((one) => `${nameOf(one.patientId)} ${formatCents(one.amount)}`).join(" · ")}
        {oldest && spread.over === 0 && ` — the oldest visit first (${formatDate(oldest.serviceDate)})`}
      </p>
      {take.error && <Notice tone="danger">{paymentFailed(take.error)}</Notice>}
      {receipts.length > 0 && (
        <div className="m-row">
          {receipts.map((one) => (
            <Button key={one.paymentId} size="compact-xs" variant="default" onClick={() => setShown(one)}>
              Receipt {one.receiptNumber}, {formatName(one.patientName)}
            </Button>
          ))}
        </div>
      )}
      <ReceiptModal receipt={shown} onClose={() => setShown(null)} />
    </div>
  );
}
