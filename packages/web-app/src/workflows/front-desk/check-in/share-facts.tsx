import type { PatientShare } from "@practicum/contracts/billing/patient-share";
import { formatDate } from "@practicum/kernel/local-date";
import { formatCents } from "@practicum/kernel/money";
import { Notice } from "@practicum/ui/states.tsx";
import "../insurance/insurance.css";

/** What the patient will owe, line by line, and by which contract and answer. What is not known is said, and is no zero. */
export function ShareFacts({ share }: { readonly share: PatientShare }) {
  const unknown = share.lines.filter((one) => one.share === null);
  return (
    <div>
      <table className="n-estimate" aria-label="Patient's share">
        <thead>
          <tr>
            <th scope="col">Service</th>
            <th scope="col" data-money>
              Allowed
            </th>
            <th scope="col" data-money>
              Patient
            </th>
          </tr>
        </thead>
        <tbody>
          {share.lines.map((line) => (
            <tr key={line.lineNumber}>
              <td>
                {line.code} {line.label}
                {line.units > 1 && ` × ${line.units}`}
                <div className="n-small" style={{ color: "var(--p-dim)" }}>
                  {line.because === line.shareBecause ? line.because : `${line.because} ${line.shareBecause}`}
                </div>
              </td>
              <td data-money>{line.allowed === null ? "Not known" : formatCents(line.allowed)}</td>
              <td data-money>{line.share === null ? "Not known" : formatCents(line.share)}</td>
            </tr>
          ))}
          <tr>
            <th scope="row">{share.share === null ? "At least" : "Total"}</th>
            <td data-money>{share.allowed === null ? "Not known" : formatCents(share.allowed)}</td>
            <td data-money>
              <strong>{formatCents(share.share ?? share.known)}</strong>
            </td>
          </tr>
        </tbody>
      </table>
      <p className="n-small">{contractWords(share)}</p>
      <Warnings share={share} />
      {unknown.length > 0 && (
        <Notice tone="info">
          Not in the sum, because it is not known: {unknown.map((one) => one.code).join(", ")}.
        </Notice>
      )}
    </div>
  );
}

/** From which contract the amounts are, and from which answer the shares. */
function contractWords({ coverage, contract }: PatientShare): string {
  if (coverage === null) return "Self-pay: the fees of the day.";
  const { payerName, copay, copayFrom, deductibleRemaining, coinsurancePercent } = coverage;
  const allowed = contract
    ? `Allowed amounts by the contract "${contract.name}" with ${payerName}, as it stands since ${formatDate(contract.from)}.`
    : `No contract with ${payerName} is on file for this day, so what it allows is not known.`;
  const said = [
    copay === null ? "copay not known" : `copay ${formatCents(copay)} ${copayFrom === "payer" ? "(payer)" : "(card)"}`,
    deductibleRemaining === null
      ? "deductible remaining not known"
      : `deductible remaining ${formatCents(deductibleRemaining)}`,
    coinsurancePercent === null ? "coinsurance not known" : `coinsurance ${coinsurancePercent}%`,
  ].join(", ");
  return `${allowed} Plan: ${said}.`;
}

function Warnings({ share: { coverage, laterPayers } }: { readonly share: PatientShare }) {
  if (coverage === null) return null;
  const { eligibility, payerName } = coverage;
  return (
    <>
      {(eligibility === "inactive" || eligibility === "wrong-pcp") && (
        <Notice tone="warn">
          {eligibility === "inactive"
            ? `${payerName} says the coverage is inactive that day.`
            : `${payerName} names another primary care provider: it may pay nothing.`}
        </Notice>
      )}
      {(eligibility === null || eligibility === "unknown" || eligibility === "pending") && (
        <Notice tone="info">
          {payerName} has not said what this day leaves to the patient. Verify eligibility to know it.
        </Notice>
      )}
      {laterPayers.length > 0 && (
        <Notice tone="info">{laterPayers.join(", ")} is asked next and may pay a part of this.</Notice>
      )}
    </>
  );
}
