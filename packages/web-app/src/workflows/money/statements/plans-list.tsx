import { formatDate } from "@practicum/kernel/local-date";
import { formatCents } from "@practicum/kernel/money";
import { formatCount, formatName } from "@practicum/ui/format.ts";
import { EmptyState, ErrorState, LoadingState } from "@practicum/ui/states.tsx";
import { Worklist, type WorklistColumn } from "@practicum/ui/worklist.tsx";
import type { PaymentPlan } from "@practicum/contracts/billing/plans";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC } from "../../../api/trpc.ts";
import { StateChip } from "../../../states/state-chip.tsx";
import { Amount } from "../amount.tsx";

const columns: readonly WorklistColumn<PaymentPlan>[] = [
  { id: "patient", header: "Patient", width: "minmax(130px, 1.2fr)", cell: (one) => formatName(one.patientName) },
  { id: "state", header: "State", width: "150px", cell: (one) => <StateChip kind="plan" state={one.status} /> },
  { id: "dueNow", header: "Due now", width: "90px", align: "right", cell: (one) => <Amount value={one.dueNow} /> },
  {
    id: "next",
    header: "Next",
    width: "minmax(150px, 1fr)",
    cell: (one) => (one.next ? `${formatCents(one.next.amount)} on ${formatDate(one.next.dueDate)}` : ""),
  },
  {
    id: "paid",
    header: "Paid",
    width: "90px",
    align: "right",
    below: true,
    cell: (one) => <Amount value={one.paid} />,
  },
  { id: "left", header: "Remaining", width: "100px", align: "right", cell: (one) => <Amount value={one.remaining} /> },
  { id: "since", header: "Agreed", width: "100px", below: true, cell: (one) => formatDate(one.agreedOn) },
];

/** Who pays in parts, those who missed one first. */
export function PlansList() {
  const trpc = useTRPC();
  const navigate = useNavigate();
  const query = useQuery(trpc.billing.listPlans.queryOptions({}));
  if (query.isError)
    return (
      <ErrorState what="The payment plans" message={errorText(query.error)} onRetry={() => void query.refetch()} />
    );
  if (!query.data) return <LoadingState />;
  const { plans, missed, remaining } = query.data;
  if (plans.length === 0)
    return (
      <EmptyState title="No payment plan runs">
        A plan is agreed on the patient's ledger, where something is due.
      </EmptyState>
    );
  return (
    <div className="m-stack">
      <span className="m-small" role="status">
        {formatCount(plans.length, "plan")}, {formatCents(remaining)} to come
        {missed > 0 ? `; ${formatCount(missed, "plan")} with a missed payment` : ""}.
      </span>
      <Worklist
        label="Payment plans"
        landing
        items={plans}
        columns={columns}
        keyOf={(one) => one.planId}
        onOpen={(one) => void navigate({ href: `/p/${one.patientId}/ledger` })}
        maxHeight="70vh"
      />
    </div>
  );
}
