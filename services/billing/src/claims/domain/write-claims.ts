import type { Transaction837P } from "@practicum/x12/837p/types";
import { write837P } from "@practicum/x12/837p/write";
import type { ClaimContent } from "./claim-content.ts";
import { claimTo837P } from "./claim-to-837p.ts";
import { plain } from "./plain-text.ts";
import { interchange, submitter, transactionHeader, type Outgoing } from "../../exchange/domain/interchange.ts";

export interface OutgoingClaim {
  readonly claimId: string;
  readonly number: string;
  readonly frequency: "1" | "7" | "8";
  readonly content: ClaimContent;
}

/**
 * Writes a batch as one 837P: claims to be paid in one transaction (BHT06 CH), those of capitated plans in another as
 * encounters (RP). A claim that the strict writer refuses is left out, with its reason; the others go.
 */
export function writeClaims(
  out: Outgoing,
  claims: readonly OutgoingClaim[],
): {
  readonly text: string | null;
  readonly refused: readonly { readonly claimId: string; readonly because: string }[];
} {
  const whole = write(out, claims);
  if (whole.ok) return { text: whole.value, refused: [] };
  const refused = claims.flatMap((claim) => {
    const alone = write(out, [claim]);
    return alone.ok
      ? []
      : [{ claimId: claim.claimId, because: alone.error[0]?.message ?? "The claim can't be written." }];
  });
  const rest = claims.filter((claim) => !refused.some((one) => one.claimId === claim.claimId));
  const text = rest.length > 0 && refused.length > 0 ? write(out, rest) : null;
  if (text?.ok) return { text: text.value, refused };
  const because = whole.error[0]?.message ?? "The file can't be written.";
  return {
    text: null,
    refused: claims.map(({ claimId }) => refused.find((one) => one.claimId === claimId) ?? { claimId, because }),
  };
}

/** BHT06: what a capitated plan gets is a report of the encounter, not a claim. */
export function kindOfClaim(content: ClaimContent): "CH" | "RP" {
  return content.payer.capitated ? "RP" : "CH";
}

function write(out: Outgoing, claims: readonly OutgoingClaim[]) {
  // Neighbours with the same billing provider and subscriber share their loops.
  const sorted = claims.toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
  const transactions: Transaction837P[] = [];
  for (const kind of ["CH", "RP"] as const) {
    const own = sorted.filter((claim) => kindOfClaim(claim.content) === kind);
    if (own.length === 0) continue;
    transactions.push({
      ...transactionHeader(out, "837P", transactions.length + 1),
      purpose: "00",
      kind,
      submitter: submitter(out),
      receiver: { name: plain(out.partner.receiverName), id: out.partner.receiverId },
      claims: own.map((claim) => claimTo837P(claim.content, claim)),
    });
  }
  return write837P(interchange(out, transactions));
}

function key(claim: OutgoingClaim): string {
  return `${claim.content.coverage.coverageId} ${claim.number}`;
}
