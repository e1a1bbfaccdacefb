import { formatDate } from "@practicum/kernel/local-date";
import { accountNames } from "../account-names.ts";
import { Amount } from "../amount.tsx";
import type { AccountEntry } from "./account-types.ts";
import { ruleWords } from "./rule-words.ts";
import { SourceLink } from "./source-of-entry.tsx";

/** What moves a balance that someone owes; the other side of each posting is in the trial balance. */
const shown = new Set(["patient-receivable", "insurance-receivable", "unapplied"]);

/** Every line that made a balance: when, why, by which rule, by whom, and where it came from. */
export function EntryTable({ entries }: { readonly entries: readonly AccountEntry[] }) {
  return (
    <div className="m-scroll">
      <table className="m-table">
        <thead>
          <tr>
            <th>Date</th>
            <th>Why</th>
            <th>Account</th>
            <th className="m-num">Amount</th>
            <th>Rule</th>
            <th>By</th>
            <th>From</th>
          </tr>
        </thead>
        <tbody>
          {entries
            .filter((entry) => shown.has(entry.account))
            .map((entry) => (
              <tr key={entry.entryId}>
                <td>{formatDate(entry.date)}</td>
                <td>{entry.because}</td>
                <td>{accountNames[entry.account]}</td>
                <td className="m-num">
                  <Amount value={entry.amount} />
                </td>
                <td className="m-small" title={entry.rule}>
                  {ruleWords(entry.rule)}
                </td>
                <td className="m-small">{entry.by}</td>
                <td>
                  <SourceLink entry={entry} />
                </td>
              </tr>
            ))}
        </tbody>
      </table>
    </div>
  );
}
