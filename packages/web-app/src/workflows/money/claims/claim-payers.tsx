import { formatDate } from "@practicum/kernel/local-date";
import { Link } from "@tanstack/react-router";
import { StateChip } from "../../../states/state-chip.tsx";
import { Amount } from "../amount.tsx";
import { payerTurns } from "../claim-words.ts";
import type { Claim } from "./claim-types.ts";

/** The payers of the visit in their order, each with what it decided: what it left goes to the next one, in the end to the patient. */
export function ClaimPayers({ claim }: { readonly claim: Claim }) {
  if (claim.payers.length < 2) return null;
  return (
    <div className="m-scroll">
      <table className="m-table" aria-label="Payers in order">
        <thead>
          <tr>
            <th>Payer</th>
            <th>What it decided</th>
            <th className="m-num">Paid</th>
            <th className="m-num">Remaining</th>
          </tr>
        </thead>
        <tbody>
          {claim.payers.map((one) => (
            <tr key={one.claimId} aria-current={one.claimId === claim.claimId ? "true" : undefined}>
              <td>
                <b>{payerTurns[one.order]}:</b> {one.payerName}
                <div className="m-small">
                  member {one.memberId} ·{" "}
                  {one.claimId === claim.claimId ? (
                    "this claim"
                  ) : (
                    <Link to={`/money/claims/${one.claimId}`} className="p-anchor">
                      claim {one.number}
                    </Link>
                  )}
                </div>
                <StateChip kind="claim" state={one.status} />
              </td>
              <td>
                {one.decided ? (
                  <>
                    {formatDate(one.decided.on)}
                    {one.decided.adjustments.map((each) => (
                      <div key={`${each.group}${each.reason}`} className="m-small">
                        {each.group}-{each.reason} <Amount value={each.amount} /> {each.meaning}
                      </div>
                    ))}
                  </>
                ) : (
                  "not decided yet"
                )}
              </td>
              <td className="m-num">{one.decided && <Amount value={one.decided.paid} />}</td>
              <td className="m-num">{one.decided && <Amount value={one.decided.patientResponsibility} />}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
