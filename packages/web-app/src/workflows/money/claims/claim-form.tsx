import { formatDate } from "@practicum/kernel/local-date";
import { formatName } from "@practicum/ui/format.ts";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { StateChip } from "../../../states/state-chip.tsx";
import { Amount } from "../amount.tsx";
import { claimNext, payerTurns } from "../claim-words.ts";
import { ClaimFacts } from "./claim-facts.tsx";
import { ClaimLine } from "./claim-line.tsx";
import { ClaimPayers } from "./claim-payers.tsx";
import type { Claim } from "./claim-types.ts";

interface Props {
  readonly claim: Claim;
}

const unsent = ["draft", "needs-correction", "ready"];

/** A claim in plain labels, each with its box of the CMS-1500. */
export function ClaimForm({ claim }: Props) {
  // A void says what was sent, and nothing else.
  const editable = unsent.includes(claim.status) && claim.frequency !== "8";
  const followed = claim.payers.some((one) => one.order > claim.order);
  const decided = claim.lines.some((line) => line.paid !== null);
  return (
    <section className="w-panel m-stack" aria-label="Claim">
      <header style={{ marginBottom: 0 }}>
        <div>
          <h2 style={{ margin: 0, fontSize: 16 }}>
            Claim {claim.number}{" "}
            <Link to={`/p/${claim.patientId}/ledger`} className="p-anchor">
              {formatName(claim.patientName)}
            </Link>
          </h2>
          <div className="m-row">
            <StateChip kind="claim" state={claim.status} />
            <span className="m-small">{claimNext[claim.status]}</span>
          </div>
        </div>
        <Amount value={claim.total} strong />
      </header>
      <dl className="w-facts">
        <Box number="1a" label="Member" covers={["2", "3"]}>
          {claim.subscriber.memberId} · {formatName(claim.subscriber.name)} ({claim.subscriber.relationship})
        </Box>
        <Box number="11c" label="Payer" covers={["11a", "11d", "29"]}>
          {claim.payerName}
          {claim.payers.length > 1 && ` (${payerTurns[claim.order]?.toLowerCase()})`}
        </Box>
        <Box number="24A" label="Date of service" covers={["24B", "32"]}>
          {formatDate(claim.serviceDate)} · place {claim.placeOfService}
        </Box>
        <Box number="22" label="Kind">
          {claim.frequency === "1" ? "Original" : claim.frequency === "7" ? "Replacement (7)" : "Void (8)"}
          {claim.payerClaimNumber && ` · payer's number ${claim.payerClaimNumber}`}
        </Box>
        <Box number="31" label="Rendering" covers={["24J"]}>
          {claim.rendering.name} {claim.rendering.npi && `· NPI ${claim.rendering.npi}`}
          {claim.supervising && ` · supervised by ${claim.supervising.name}`}
        </Box>
        <Box number="33" label="Billing" covers={["33a", "33b"]}>
          {claim.billing.name} · NPI {claim.billing.npi} · tax id {claim.billing.taxId}
        </Box>
        <Box number="21" label="Diagnoses">
          <ol style={{ margin: 0, paddingLeft: 20, listStyleType: "upper-alpha" }}>
            {claim.diagnoses.map((one) => (
              <li key={one.code}>
                <b>{one.code}</b> {one.label}
              </li>
            ))}
          </ol>
        </Box>
        <Box number="" label="File by">
          {formatDate(claim.filing.by)} · {claim.filing.days} days{" "}
          {claim.filing.basis === "service" ? "from the service" : "from the decision"} of{" "}
          {formatDate(claim.filing.from)}
        </Box>
        {claim.filing.proof && (
          <Box number="" label="Proof of filing">
            <Link to={`/money/files/${claim.filing.proof.fileId}`} className="p-anchor">
              277CA of {formatDate(claim.filing.proof.on)}
            </Link>
          </Box>
        )}
      </dl>
      <ClaimFacts key={claim.version} claim={claim} editable={editable} />
      <ClaimPayers claim={claim} />
      <div className="m-scroll" data-field="box.24">
        <table className="m-table" aria-label="Service lines">
          <thead>
            <tr>
              <th data-field="box.24D">24D Service</th>
              <th>Modifiers</th>
              <th data-field="box.24E">24E For</th>
              <th className="m-num" data-field="box.24G">
                24G Units
              </th>
              <th className="m-num" data-field="box.24F">
                24F Charge
              </th>
              {decided && <th className="m-num">Allowed</th>}
              {decided && <th className="m-num">Paid</th>}
            </tr>
          </thead>
          <tbody>
            {claim.lines.map((line) => (
              <ClaimLine
                key={`${line.lineNumber} ${line.charge?.version ?? 0}`}
                claim={claim}
                line={line}
                editable={editable}
                decided={decided}
              />
            ))}
          </tbody>
          {decided && (
            <tfoot>
              <tr>
                <td colSpan={6}>{followed ? "Left to the next payer" : "Patient responsibility"}</td>
                <td className="m-num">
                  <Amount value={claim.patientResponsibility} />
                </td>
              </tr>
            </tfoot>
          )}
        </table>
      </div>
    </section>
  );
}

function Box({
  number,
  label,
  covers = [],
  children,
}: {
  readonly number: string;
  readonly label: string;
  /** Boxes of the paper form whose facts stand here too. */
  readonly covers?: readonly string[];
  readonly children: ReactNode;
}) {
  return (
    <>
      <dt>
        {number && <span className="p-kbd">{number}</span>} {label}
      </dt>
      <dd data-field={number && `box.${number}`}>
        {children}
        {covers.map((one) => (
          <span key={one} data-field={`box.${one}`} />
        ))}
      </dd>
    </>
  );
}
