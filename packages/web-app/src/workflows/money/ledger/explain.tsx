import { formatCents } from "@practicum/kernel/money";
import { formatDate } from "@practicum/kernel/local-date";
import { Amount } from "../amount.tsx";
import type { Account, AccountEntry } from "./account-types.ts";
import { ruleWords } from "./rule-words.ts";
import { SourceLink } from "./source-of-entry.tsx";

export type Figure = "insurancePending" | "patientDue" | "unapplied" | "collections";

const accounts: { readonly [F in Figure]: AccountEntry["account"] } = {
  insurancePending: "insurance-receivable",
  patientDue: "patient-receivable",
  unapplied: "unapplied",
  collections: "collections",
};

/** The sum behind a figure: each line with its source, and the running balance. */
export function Explain({ account, figure }: { readonly account: Account; readonly figure: Figure }) {
  const sign = figure === "unapplied" ? -1 : 1;
  const entries = account.visits
    .flatMap((visit) => visit.entries)
    .filter((entry) => entry.account === accounts[figure]);
  const ordered = withBalance(entries, sign);
  return (
    <section className="m-explain" aria-label="Explanation">
      {ordered.length === 0 && <span>Nothing was ever posted here, so it is {formatCents(0)}.</span>}
      {ordered.length > 0 && (
        <table className="m-table">
          <thead>
            <tr>
              <th>Date</th>
              <th>Because</th>
              <th>From</th>
              <th className="m-num">Change</th>
              <th className="m-num">Then</th>
            </tr>
          </thead>
          <tbody>
            {ordered.map(({ entry, balance }) => {
              return (
                <tr key={entry.entryId}>
                  <td>{formatDate(entry.date)}</td>
                  <td>
                    {entry.because}{" "}
                    <span className="m-small">
                      {ruleWords(entry.rule)} ({entry.rule}), {entry.by}
                    </span>
                  </td>
                  <td>
                    <SourceLink entry={entry} />
                  </td>
                  <td className="m-num">
                    <Amount value={sign * entry.amount} />
                  </td>
                  <td className="m-num">
                    <Amount value={balance} credit />
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
    </section>
  );
}

/** In the order of posting, each with the balance after it. */
function withBalance(entries: readonly AccountEntry[], sign: 1 | -1) {
  const ordered = entries.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  const lines: { readonly entry: AccountEntry; readonly balance: number }[] = [];
  for (const entry of ordered) lines.push({ entry, balance: (lines.at(-1)?.balance ?? 0) + sign * entry.amount });
  return lines;
}
