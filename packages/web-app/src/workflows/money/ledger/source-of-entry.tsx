import { Link } from "@tanstack/react-router";
import type { AccountEntry } from "./account-types.ts";

const words: { readonly [K in AccountEntry["source"]["kind"]]: string } = {
  charge: "Charge",
  payment: "Payment",
  remittance: "Remittance",
  statement: "Statement",
  denial: "Denial",
  deposit: "Deposit",
  manual: "By hand",
};

/** Where an entry came from, as a link where it has a page. */
export function SourceLink({ entry }: { readonly entry: AccountEntry }) {
  const word = words[entry.source.kind];
  const href = hrefOf(entry);
  if (!href) return <span className="m-small">{word}</span>;
  return (
    <Link to={href} className="p-anchor">
      {word}
    </Link>
  );
}

function hrefOf(entry: AccountEntry): string | null {
  if (entry.source.kind === "denial") return `/money/denials/${entry.source.id}`;
  if (entry.claimId) return `/money/claims/${entry.claimId}`;
  if (entry.source.kind === "charge" && entry.patientId) return `/p/${entry.patientId}/visit/${entry.source.id}`;
  return null;
}
