import type { ContractTrial, TrialSums } from "@practicum/contracts/billing/contract-trials";
import { formatCents } from "@practicum/kernel/money";
import { Notice } from "@practicum/ui/states.tsx";
import { Amount } from "../amount.tsx";

/** What two contracts come to: in a sentence, by family, and by code. */
export function TrialTables({ trial }: { readonly trial: ContractTrial }) {
  const { all, left, right } = trial;
  const apart = all.right - all.left;
  const { decided } = all;
  return (
    <>
      <p style={{ margin: 0 }}>
        {all.lines === 0
          ? "No line so far that both contracts know a price of."
          : apart === 0
            ? `Both come to ${formatCents(all.left)} for ${all.lines} lines.`
            : `For ${all.lines} lines ${right} allows ${formatCents(Math.abs(apart))} ${apart > 0 ? "more" : "less"} than ${left}.`}
        {decided.lines > 0 &&
          ` Payers allowed ${formatCents(decided.allowed)} for ${decided.lines} of them that they decided; there the two come to ${formatCents(decided.left)} and ${formatCents(decided.right)}.`}
      </p>
      {(all.unknownLeft > 0 || all.unknownRight > 0) && (
        <Notice tone="warn">
          Not in these sums, because no price is known: {all.unknownLeft} lines by {left}, {all.unknownRight} by {right}
          .
        </Notice>
      )}
      <SumsTable
        trial={trial}
        what="Family"
        rows={trial.families.map((one) => ({ key: one.family, name: one.family, ...one }))}
        total={all}
      />
      <SumsTable
        trial={trial}
        what="Code"
        rows={trial.codes.map((one) => ({ key: one.code, name: one.code, ...one }))}
        total={null}
      />
    </>
  );
}

interface TableProps {
  readonly trial: ContractTrial;
  readonly what: string;
  readonly rows: readonly (TrialSums & { readonly key: string; readonly name: string })[];
  readonly total: TrialSums | null;
}

function SumsTable({ trial, what, rows, total }: TableProps) {
  if (rows.length === 0) return null;
  return (
    <div style={{ overflowX: "auto", maxHeight: "60vh" }}>
      <table className="m-table">
        <thead>
          <tr>
            <th>{what}</th>
            <th className="m-num">Lines</th>
            <th className="m-num">Charged</th>
            <th className="m-num" style={{ whiteSpace: "normal" }}>
              {trial.left}
            </th>
            <th className="m-num" style={{ whiteSpace: "normal" }}>
              {trial.right}
            </th>
            <th className="m-num">Difference</th>
            <th className="m-num">Allowed by payers</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((one) => (
            <tr key={one.key}>
              <td>{one.name}</td>
              <Sums sums={one} />
            </tr>
          ))}
        </tbody>
        {total && (
          <tfoot>
            <tr>
              <th>All</th>
              <Sums sums={total} />
            </tr>
          </tfoot>
        )}
      </table>
    </div>
  );
}

function Sums({ sums }: { readonly sums: TrialSums }) {
  const apart = sums.right - sums.left;
  return (
    <>
      <td className="m-num">{sums.lines}</td>
      <td className="m-num">
        <Amount value={sums.charged} />
      </td>
      <td className="m-num">
        <Amount value={sums.left} />
      </td>
      <td className="m-num">
        <Amount value={sums.right} />
      </td>
      <td className="m-num">
        {apart > 0 ? "+" : ""}
        {formatCents(apart)}
      </td>
      <td className="m-num">
        {sums.decided.lines === 0 ? "" : `${formatCents(sums.decided.allowed)} for ${sums.decided.lines}`}
      </td>
    </>
  );
}
