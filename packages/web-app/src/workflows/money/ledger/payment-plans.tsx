import { Button, TextInput } from "@mantine/core";
import { planEvery, planOperations, type PaymentPlan } from "@practicum/contracts/billing/plans";
import { addDays, formatDate } from "@practicum/kernel/local-date";
import { formatCents, type Cents } from "@practicum/kernel/money";
import { ChoiceList } from "@practicum/ui/choice-list.tsx";
import { DateInput } from "@practicum/ui/date-input.tsx";
import { formatCount } from "@practicum/ui/format.ts";
import { MoneyInput } from "@practicum/ui/money-input.tsx";
import { ErrorState } from "@practicum/ui/states.tsx";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { z } from "zod";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC } from "../../../api/trpc.ts";
import { useCommand } from "../../../api/use-command.ts";
import { CommandForm } from "../../../forms/command-form.tsx";
import { hasFormDraft } from "../../../forms/use-form-draft.ts";
import { useCommandForm } from "../../../forms/use-command-form.ts";
import { useSession } from "../../../session/session-context.ts";
import { say } from "../../../shell/undo.tsx";
import { StateChip } from "../../../states/state-chip.tsx";
import { Amount } from "../amount.tsx";
import { ReasonButton } from "../reason-form.tsx";

const every: { readonly [E in z.output<typeof planEvery>]: string } = {
  week: "Every week",
  "two-weeks": "Every two weeks",
  month: "Every month",
};

/** What the patient pays in parts: the plan that runs, the ones before it, and a new one. */
export function PaymentPlans({ patientId, due }: { readonly patientId: string; readonly due: Cents }) {
  const trpc = useTRPC();
  const session = useSession();
  const query = useQuery(trpc.billing.plansOf.queryOptions({ patientId }));
  const [making, setMaking] = useState(() => hasFormDraft(`plan:${patientId}`));
  if (query.isError)
    return (
      <ErrorState what="The payment plans" message={errorText(query.error)} onRetry={() => void query.refetch()} />
    );
  const plans = query.data ?? [];
  const may = session.can("statement.issue");
  if (plans.length === 0 && (due <= 0 || !may)) return null;
  const running = plans.find((one) => one.status === "active" || one.status === "missed") ?? null;
  return (
    <section className="w-panel m-stack" aria-label="Payment plan" style={{ gap: 8 }}>
      <header>
        <h2 style={{ margin: 0, fontSize: 15 }}>Payment plan</h2>
        {may && due > 0 && !making && (
          <Button size="compact-sm" variant="default" onClick={() => setMaking(true)}>
            {running ? "Change the plan" : "Agree on a plan"}
          </Button>
        )}
      </header>
      {making && may && due > 0 && (
        <NewPlan patientId={patientId} due={due} replaces={running} onClose={() => setMaking(false)} />
      )}
      {plans.map((one) => (
        <Plan key={one.planId} one={one} mayEnd={may} />
      ))}
    </section>
  );
}

function NewPlan(props: {
  readonly patientId: string;
  readonly due: Cents;
  readonly replaces: PaymentPlan | null;
  readonly onClose: () => void;
}) {
  const { patientId, due, replaces, onClose } = props;
  const { today } = useSession();
  const of = useCommandForm({
    draft: `plan:${patientId}`,
    initialValues: {
      amount: Math.ceil(due / 6) as Cents | null,
      firstDue: addDays(today, 14) as string | null,
      every: "month" as z.output<typeof planEvery>,
      note: "",
    },
    schema: planOperations.agreePlan.input,
    toInput: ({ amount, firstDue, ...values }, planId) => ({
      ...values,
      amount,
      firstDue,
      planId,
      patientId,
      replaces: replaces?.planId ?? null,
    }),
    words: { every: (value: z.output<typeof planEvery>) => every[value] },
    command: useCommand("billing", "agreePlan"),
    onDone: (plan) => {
      say(`Agreed: ${formatCount(plan.installments.length, "payment")}.`);
      onClose();
    },
  });
  const { form } = of;
  const { amount } = form.values;
  return (
    <CommandForm
      of={of}
      label="New payment plan"
      action={replaces ? "Replace the plan" : "Agree"}
      size="xs"
      onCancel={onClose}
    >
      <div className="m-row" style={{ alignItems: "flex-start" }}>
        <MoneyInput size="xs" w={110} label="Each payment" required {...form.getInputProps("amount")} />
        <ChoiceList
          size="xs"
          w={150}
          label="How often"
          data={planEvery.options.map((value) => ({ value, label: every[value] }))}
          {...form.getInputProps("every")}
        />
        <DateInput size="xs" w={130} label="First payment" today={today} required {...form.getInputProps("firstDue")} />
        <TextInput size="xs" w={220} label="Note" maxLength={200} {...form.getInputProps("note")} />
      </div>
      <span className="m-small" role="status">
        {amount === null || amount <= 0
          ? `${formatCents(due)} is due.`
          : `${formatCents(due)} in ${formatCount(Math.ceil(due / amount), "payment")}, the last of ${formatCents(due - amount * (Math.ceil(due / amount) - 1))}. Statements ask for these instead of the whole.`}
      </span>
    </CommandForm>
  );
}

function Plan({ one, mayEnd }: { readonly one: PaymentPlan; readonly mayEnd: boolean }) {
  const runs = one.status === "active" || one.status === "missed";
  const [open, setOpen] = useState(runs);
  const end = useCommand("billing", "endPlan");
  const { planId, patientId } = one;
  return (
    <div className="m-stack" style={{ gap: 6 }}>
      <div className="m-row">
        <StateChip kind="plan" state={one.status} />
        <span>
          {formatCents(one.total)}, {every[one.every].toLowerCase()}, agreed {formatDate(one.agreedOn)} by{" "}
          {one.agreedBy}
        </span>
        <span className="m-small">
          paid {formatCents(one.paid)}
          {runs && `, remaining ${formatCents(one.remaining)}`}
          {one.dueNow > 0 && `, due now ${formatCents(one.dueNow)}`}
        </span>
        <Button size="compact-xs" variant="subtle" aria-expanded={open} onClick={() => setOpen((old) => !old)}>
          {open ? "Hide the payments" : "Show the payments"}
        </Button>
      </div>
      {(one.note !== "" || one.endedBecause) && (
        <span className="m-small">
          {[one.note, one.endedBecause && `${one.endedBy}: ${one.endedBecause}`].filter(Boolean).join(". ")}
        </span>
      )}
      {open && <Parts one={one} />}
      {runs && mayEnd && (
        <div className="m-row">
          {(["broken", "ended"] as const).map((how) => (
            <ReasonButton
              key={how}
              draft={`end-plan:${how}:${planId}`}
              label={how === "broken" ? "Why the plan is broken" : "Why the plan ends"}
              action={how === "broken" ? "Break the plan" : "End the plan"}
              danger={how === "broken"}
              command={end}
              input={(said) => ({ planId, patientId, how, because: said })}
              done="The plan is over; what is left is due now."
            >
              {how === "broken" ? "Plan is broken" : "End the plan"}
            </ReasonButton>
          ))}
        </div>
      )}
    </div>
  );
}

function Parts({ one }: { readonly one: PaymentPlan }) {
  return (
    <table className="m-table" aria-label="Payments of the plan" style={{ maxWidth: 560 }}>
      <thead>
        <tr>
          <th>Due</th>
          <th className="m-num">Amount</th>
          <th className="m-num">Paid</th>
          <th>State</th>
        </tr>
      </thead>
      <tbody>
        {one.installments.map((part) => (
          <tr key={part.number}>
            <td>{formatDate(part.dueDate)}</td>
            <td className="m-num">
              <Amount value={part.amount} />
            </td>
            <td className="m-num">
              <Amount value={part.paid} />
            </td>
            <td>
              <StateChip kind="installment" state={part.state} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
