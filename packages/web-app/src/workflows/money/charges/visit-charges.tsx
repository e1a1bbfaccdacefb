import { Button } from "@mantine/core";
import { formatDate } from "@practicum/kernel/local-date";
import { formatName } from "@practicum/ui/format.ts";
import { Notice } from "@practicum/ui/states.tsx";
import { Link } from "@tanstack/react-router";
import { Amount } from "../amount.tsx";
import type { ChargedVisit } from "./charged-visit.ts";
import { AddCharge } from "./charge-by-hand.tsx";
import { ChargeLine } from "./charge-line.tsx";

interface Props {
  readonly visit: ChargedVisit;
  readonly mayWrite: boolean;
  readonly onNote: () => void;
}

/** One visit: what the note says, what is charged for it, what is in the way. */
export function VisitCharges({ visit, mayWrite, onNote }: Props) {
  return (
    <section className="w-panel m-stack" aria-label="The visit's charges">
      <header style={{ marginBottom: 0 }}>
        <div>
          <h2 style={{ margin: 0, fontSize: 16 }}>
            <Link to={`/p/${visit.patientId}/summary`} className="p-anchor">
              {formatName(visit.patientName)}
            </Link>
          </h2>
          <span className="m-small">
            {formatDate(visit.serviceDate)} · {visit.providerName} ·{" "}
            {visit.coverage ? `${visit.coverage.payerName} ${visit.coverage.memberId}` : "Self-pay"}
          </span>
        </div>
        <div className="m-row">
          <Link to={`/p/${visit.patientId}/superbill/${visit.encounterId}`} className="p-anchor">
            Superbill
          </Link>
          {visit.withoutNote === null && (
            <Button size="xs" variant="default" onClick={onNote}>
              Go to the note
            </Button>
          )}
        </div>
      </header>
      {visit.problems.map((problem) => (
        <Notice key={problem} tone="warn">
          {problem}
        </Notice>
      ))}
      {visit.withoutNote !== null && <Notice tone="info">Without a note: {visit.withoutNote}</Notice>}
      <div>
        <h3 style={{ margin: "0 0 4px", fontSize: 13 }}>
          {visit.withoutNote === null ? "Diagnoses in the note" : "Diagnoses"}
        </h3>
        <ol style={{ margin: 0, paddingLeft: 22, listStyleType: "upper-alpha", fontSize: 13 }}>
          {visit.diagnoses.map((one) => (
            <li key={one.code}>
              <b>{one.code}</b> {one.label}
            </li>
          ))}
        </ol>
      </div>
      <div className="m-scroll">
        <table className="m-table" aria-label="Charges">
          <thead>
            <tr>
              <th>Code</th>
              <th>Modifiers</th>
              <th>For</th>
              <th className="m-num">Units</th>
              <th className="m-num">Price</th>
              <th className="m-num">Amount</th>
              {mayWrite && (
                <th>
                  <span className="p-visually-hidden">Save</span>
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {visit.charges.map((charge) => (
              <ChargeLine
                key={`${charge.chargeId} ${charge.version}`}
                charge={charge}
                diagnoses={visit.diagnoses.length}
                mayWrite={mayWrite}
              />
            ))}
          </tbody>
          <tfoot>
            <tr>
              <td colSpan={5}>Total</td>
              <td className="m-num" colSpan={mayWrite ? 2 : 1} style={{ textAlign: mayWrite ? "left" : undefined }}>
                <Amount value={visit.total} strong />
              </td>
            </tr>
          </tfoot>
        </table>
      </div>
      {mayWrite && <AddCharge visit={visit} />}
    </section>
  );
}
