import { Button } from "@mantine/core";
import { dateIn } from "@practicum/kernel/instant";
import { formatDate } from "@practicum/kernel/local-date";
import { ErrorState } from "@practicum/ui/states.tsx";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC } from "../../../api/trpc.ts";
import { useCommand } from "../../../api/use-command.ts";
import { ReceiptModal, type Receipt } from "../../../patient/receipt.tsx";
import { hasFormDraft } from "../../../forms/use-form-draft.ts";
import { useSession } from "../../../session/session-context.ts";
import { hasDraft } from "../../../shell/dock/drafts.ts";
import { ReasonForm } from "../reason-form.tsx";
import { refundDraft, RefundPayment } from "./refund-payment.tsx";
import { Amount } from "../amount.tsx";

/** A patient's payments; each can be printed again, or reversed with a reason. */
export function Receipts({ patientId }: { readonly patientId: string }) {
  const trpc = useTRPC();
  const session = useSession();
  const query = useQuery(trpc.billing.listReceipts.queryOptions({ patientId }));
  const [shown, setShown] = useState<Receipt | null>(null);
  const [reversing, setReversing] = useState<string | null>(null);
  const [refunding, setRefunding] = useState<string | null>(null);
  if (query.isError)
    return <ErrorState what="The payments" message={errorText(query.error)} onRetry={() => void query.refetch()} />;
  return (
    <section className="w-panel" aria-label="Payments">
      <header>
        <h2 style={{ margin: 0, fontSize: 15 }}>Payments</h2>
      </header>
      {query.data?.length === 0 && <span className="m-dim">No payment was taken yet.</span>}
      <table className="m-table">
        <tbody>
          {query.data?.map((one) => (
            <tr key={one.paymentId}>
              <td>{formatDate(dateIn(one.takenAt, session.timeZone))}</td>
              <td>
                {one.receiptNumber}{" "}
                <span className="m-small">
                  {one.purpose}, {one.method}
                </span>
                {one.reversedAt && (
                  <div className="m-small">Voided {formatDate(dateIn(one.reversedAt, session.timeZone))}</div>
                )}
                {one.refunded > 0 && (
                  <div className="m-small">
                    <Amount value={one.refunded} /> refunded
                  </div>
                )}
                {(refunding === one.paymentId || hasFormDraft(refundDraft(one.paymentId))) && (
                  <RefundPayment receipt={one} onDone={() => setRefunding(null)} />
                )}
                {(reversing === one.paymentId || hasDraft(`reason:${reversalDraft(one.paymentId)}`)) && (
                  <Reverse patientId={patientId} paymentId={one.paymentId} onDone={() => setReversing(null)} />
                )}
              </td>
              <td className="m-num">
                <Amount value={one.amount} />
              </td>
              <td className="m-num">
                <Button size="compact-xs" variant="default" onClick={() => setShown(one)}>
                  Receipt
                </Button>{" "}
                {!one.reversedAt && refunding !== one.paymentId && session.can("payment.take") && (
                  <Button size="compact-xs" variant="default" onClick={() => setRefunding(one.paymentId)}>
                    Refund
                  </Button>
                )}{" "}
                {!one.reversedAt && reversing !== one.paymentId && session.can("payment.take") && (
                  <Button size="compact-xs" variant="default" onClick={() => setReversing(one.paymentId)}>
                    Void
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <ReceiptModal receipt={shown} onClose={() => setShown(null)} />
    </section>
  );
}

function Reverse(props: { readonly patientId: string; readonly paymentId: string; readonly onDone: () => void }) {
  const { patientId, paymentId, onDone } = props;
  const reverse = useCommand("billing", "reversePayment");
  return (
    <ReasonForm
      draft={reversalDraft(paymentId)}
      label="Why is it reversed?"
      action="Void the payment"
      danger
      command={reverse}
      input={(reason) => ({ paymentId, patientId, reason })}
      done="Void."
      onClose={onDone}
    />
  );
}

const reversalDraft = (paymentId: string) => `reverse-payment:${paymentId}`;
