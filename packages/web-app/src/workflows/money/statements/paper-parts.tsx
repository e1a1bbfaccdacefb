import { formatDate } from "@practicum/kernel/local-date";
import { formatCents } from "@practicum/kernel/money";
import { Amount } from "../amount.tsx";
import type { Paper } from "./paper-words.ts";

/** What a plan asks for instead of the whole. */
export function PlanPart({ one }: { readonly one: Paper }) {
  const { plan } = one;
  if (!plan) return null;
  const other = one.payNow - plan.asks;
  return (
    <section aria-label="Your payment plan">
      <b>Your payment plan.</b>{" "}
      {plan.asks > 0 ? `${formatCents(plan.asks)} is to be paid by the date above` : "Nothing of it is due now"}
      {plan.missed > 0 ? `, of which ${formatCents(plan.missed)} is late` : ""}. {formatCents(plan.remaining)} is left
      of the plan in all.
      {other > 0 ? ` ${formatCents(other)} of what is asked for above is not in the plan.` : ""}
      {plan.next ? ` Next payment: ${formatCents(plan.next.amount)} on ${formatDate(plan.next.dueDate)}.` : ""}
    </section>
  );
}

const columns = [
  ["charged", "Charge"],
  ["discount", "Plan discount"],
  ["insurancePaid", "Insurance paid"],
  ["youPaid", "You paid"],
  ["forgiven", "Forgiven"],
  ["collections", "With an agency"],
  ["other", "Other"],
] as const;

/** Each visit in one row: what it cost, less what others and the patient paid, is what is owed. */
export function VisitSums({ one }: { readonly one: Paper }) {
  // What nobody has is not printed, but for the three that everybody looks for.
  const shown = columns.filter(
    ([name]) =>
      name === "charged" ||
      name === "insurancePaid" ||
      name === "youPaid" ||
      one.visits.some((visit) => visit[name] !== 0),
  );
  return (
    <table className="m-table" aria-label="How each visit came to what you owe">
      <thead>
        <tr>
          <th>Visit</th>
          {shown.map(([name, label]) => (
            <th key={name} className="m-num">
              {label}
            </th>
          ))}
          <th className="m-num">You owe</th>
        </tr>
      </thead>
      <tbody>
        {one.visits.map((visit) => (
          <tr key={`${visit.serviceDate} ${visit.owed} ${visit.charged}`}>
            <td>{formatDate(visit.serviceDate)}</td>
            {shown.map(([name]) => (
              <td key={name} className="m-num">
                <Amount value={name === "charged" ? visit[name] : -visit[name] || 0} />
              </td>
            ))}
            <td className="m-num">
              <Amount value={visit.owed} strong />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
