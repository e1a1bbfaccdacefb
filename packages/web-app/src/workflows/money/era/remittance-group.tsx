import { Link } from "@tanstack/react-router";
import { Amount } from "../amount.tsx";
import { ResolveException } from "./resolve-exception.tsx";
import type { RemittanceClaim } from "./remittance-types.ts";

/** Claims of one kind in a remittance: billed, allowed, paid, adjustments, patient; and how to resolve what waits. */
export function RemittanceGroup({
  label,
  claims,
}: {
  readonly label: string;
  readonly claims: readonly RemittanceClaim[];
}) {
  const paid = claims.reduce((sum, claim) => sum + claim.paid, 0);
  return (
    <section className="w-panel" aria-label={label}>
      <header>
        <h2 style={{ margin: 0, fontSize: 15 }}>
          {label} ({claims.length})
        </h2>
        <Amount value={paid} strong />
      </header>
      <div className="m-scroll">
        <table className="m-table">
          <thead>
            <tr>
              <th>Claim</th>
              <th>Patient</th>
              <th className="m-num">Billed</th>
              <th className="m-num">Allowed</th>
              <th className="m-num">Paid</th>
              <th className="m-num">Patient resp.</th>
              <th>Adjustments</th>
            </tr>
          </thead>
          <tbody>
            {claims.map((claim) => (
              <ClaimRow key={claim.remittanceClaimId} claim={claim} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function ClaimRow({ claim }: { readonly claim: RemittanceClaim }) {
  return (
    <tr>
      <td>
        {claim.claimId ? (
          <Link to={`/money/claims/${claim.claimId}`} className="p-anchor">
            {claim.claimNumber}
          </Link>
        ) : (
          claim.claimNumber
        )}
        <div className="m-small">{claim.payerClaimNumber}</div>
      </td>
      <td>{claim.patientName}</td>
      <td className="m-num">
        <Amount value={claim.billed} />
      </td>
      <td className="m-num">{claim.allowed === null ? "" : <Amount value={claim.allowed} />}</td>
      <td className="m-num">
        <Amount value={claim.paid} />
      </td>
      <td className="m-num">
        <Amount value={claim.patientResponsibility} />
      </td>
      <td>
        {[
          ...claim.adjustments.map((one) => ({ ...one, code: "claim" })),
          ...claim.lines.flatMap((line) => line.adjustments.map((one) => ({ ...one, code: line.code }))),
        ].map((one) => (
          <div key={`${one.code} ${one.group}${one.reason}`} className="m-small">
            {one.code}: {one.group}-{one.reason} <Amount value={one.amount} /> {one.meaning}
          </div>
        ))}
        {claim.lines
          .filter((line) => line.billedCode !== null)
          .map((line) => (
            <div key={`${line.billedCode} ${line.code}`} className="m-small" style={{ color: "var(--p-danger)" }}>
              <b>
                {line.billedCode} paid as {line.code}
              </b>
              {claim.state === "posted" && (
                <>
                  {" · "}
                  <Link to="/money/underpayments" className="p-anchor">
                    underpayments
                  </Link>
                </>
              )}
            </div>
          ))}
        {claim.problem && (
          <div style={{ color: claim.state === "waits" ? "var(--p-danger)" : undefined }}>{claim.problem}</div>
        )}
        <ResolveException key={claim.state} claim={claim} />
      </td>
    </tr>
  );
}
