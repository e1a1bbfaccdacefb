import type { Appointment } from "@practicum/contracts/scheduling/appointments";
import type { CommandOutput } from "../../../api/use-command.ts";
import { firstInForce } from "../../../patient/first-in-force.ts";
import { useSession } from "../../../session/session-context.ts";
import { CheckItem } from "./check-item.tsx";
import type { CheckState } from "./check-state.ts";
import { CopayRow, type CopayDraft } from "./copay-row.tsx";
import { SelfPayEstimate, useEstimateOf } from "./self-pay.tsx";
import { ShareEstimateButton } from "./share-estimate.tsx";

type Coverages = CommandOutput<"billing", "listCoverages">;

/** What the patient owes at the door: a copay, or a fee where nobody else pays. Unknown is not nothing. */
export function useDue(visit: Appointment, coverages: Coverages | undefined) {
  const first = coverages ? firstInForce(coverages, visit.date) : null;
  const isSelfPay = coverages !== undefined && first === null;
  const estimates = useEstimateOf(visit, isSelfPay);
  const amount = first ? (first.eligibility?.copay ?? first.copay) : (estimates.estimate?.total ?? null);
  return { first, isSelfPay, estimates, amount, nothing: first !== null && amount === 0 };
}

interface PaymentProps {
  readonly visit: Appointment;
  readonly due: ReturnType<typeof useDue>;
  readonly state: CheckState;
  readonly payment: CopayDraft;
  readonly disabled: boolean;
  readonly onState: (state: CheckState) => void;
  readonly onPayment: (payment: CopayDraft) => void;
}

/** The copay, or the fee of who pays alone, with its estimate and its receipt. */
export function PaymentItem({ visit, due, state, payment, disabled, onState, onPayment }: PaymentProps) {
  const { isSelfPay, nothing, estimates } = due;
  const mayTake = useSession().can("payment.take");
  const taken = payment.receipt !== null;
  return (
    <CheckItem
      title={isSelfPay ? "Fee or deposit" : "Copay"}
      state={state}
      onChange={onState}
      doneLabel={isSelfPay ? "No charge today" : "Nothing due"}
      final={taken}
    >
      {isSelfPay && !taken && !state.done && <SelfPayEstimate visit={visit} found={estimates} />}
      {nothing && state.done && !taken && <div style={{ fontSize: 13 }}>No copay is due.</div>}
      {(!(nothing || isSelfPay) || !state.done || taken) && (
        <CopayRow
          visit={visit}
          draft={payment}
          purpose={isSelfPay ? "prepayment" : "copay"}
          disabled={disabled}
          onChange={onPayment}
        />
      )}
      {due.first !== null && mayTake && <ShareEstimateButton visit={visit} />}
    </CheckItem>
  );
}
