import type { PayerRules } from "@practicum/contracts/billing/payer-rules";
import type { ClaimContent } from "../claim-content.ts";
import { whyNotFirst } from "./coordination.ts";
import { accident, drugs, ordering, permissions } from "./facts.ts";
import type { Finding } from "./finding.ts";

/** The checks that follow from a payer's rules and from what the claim says, and from nothing else. */
const CHECKS: readonly ((content: ClaimContent) => Finding[])[] = [permissions, accident, ordering, drugs, later];

function later(content: ClaimContent): Finding[] {
  return (content.earlier ?? []).length > 0 ? whyNotFirst(content) : [];
}

const keyOf = ({ rule, element }: Finding) => `${rule} ${element}`;

/**
 * BIL-310: what these rules would have stopped a claim for, as it was sent, and the rules of today would not.
 */
export function newlyStopped(sent: ClaimContent, today: PayerRules, tried: PayerRules): Finding[] {
  const errors = (rules: PayerRules) =>
    CHECKS.flatMap((check) => check({ ...sent, payer: { ...sent.payer, rules } })).filter(
      (one) => one.severity === "error",
    );
  const known = new Set(errors(today).map(keyOf));
  return errors(tried).filter((one) => !known.has(keyOf(one)));
}
