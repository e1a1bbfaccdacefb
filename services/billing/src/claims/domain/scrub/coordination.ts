import { sumCents } from "@practicum/kernel/money";
import type { ClaimContent, EarlierPayer } from "../claim-content.ts";
import { error, warning, type Finding, type ScrubRule } from "./finding.ts";

/**
 * SCRUB-40: a later payer is told what each payer before it decided, and every sum of it holds: charge = paid + adjustments, of
 * the claim and of each line (X12 005010X222A1, loops 2320 and 2430).
 */
export const coordination: ScrubRule = (content, { order, today }) => {
  const earlier = content.earlier ?? [];
  const where = { screen: "coverage" as const, field: "priority", id: content.coverage.coverageId };
  if (earlier.length < order - 1)
    return [
      error("40", "2320 SBR", "The payer before this one has not decided, or took its decision back.", content, where),
    ];
  return [
    ...earlier.flatMap((one) => problemsOf(content, one, today)),
    ...(earlier.length > 0 ? whyNotFirst(content) : []),
  ];
};

function problemsOf(content: ClaimContent, one: EarlierPayer, today: string): Finding[] {
  const where = { screen: "claim" as const, field: "earlier", id: one.claimId };
  const total = sumCents(content.lines.map((line) => line.amount));
  const adjusted = sumCents(
    [...one.adjustments, ...one.lines.flatMap((line) => line.adjustments)].map((a) => a.amount),
  );
  if (one.paid + adjusted !== total)
    return [error("40", "2320 AMT*D", `What ${one.payer.name} decided does not sum to the charges.`, content, where)];
  const found: Finding[] = [];
  if (one.lines.length > 0 && !linesHold(content, one))
    found.push(
      error("40", "2430 SVD", `${one.payer.name} decided on lines that are not those of this claim.`, content, where),
    );
  if (one.decidedOn > today)
    found.push(error("40", "2330B DTP*573", `${one.payer.name}'s decision is dated in the future.`, content, where));
  if (one.openDenial)
    found.push(
      warning(
        "40",
        "2430 CAS",
        `${one.payer.name} refused a part that is not settled yet: if it decides again, this claim has to be replaced.`,
        content,
        where,
      ),
    );
  return found;
}

/** Each line of ours once, with SV102 = SVD02 + its adjustments. */
function linesHold(content: ClaimContent, one: EarlierPayer): boolean {
  return (
    one.lines.length === content.lines.length &&
    content.lines.every((line) => {
      const [decided, second] = one.lines.filter((each) => each.lineNumber === line.lineNumber);
      return (
        decided !== undefined &&
        second === undefined &&
        decided.paid + sumCents(decided.adjustments.map((each) => each.amount)) === line.amount
      );
    })
  );
}

/** A payer that asks for it is told why it is not the first one (SBR05). */
export function whyNotFirst(content: ClaimContent): Finding[] {
  if (!content.payer.rules?.secondaryReason || content.coverage.secondaryReason) return [];
  return [
    error(
      "40",
      "2000B SBR05",
      `${content.payer.name} pays after another payer only with the reason for it: ask the patient the questions in Insurance.`,
      content,
      { screen: "coverage", field: "secondaryReason", id: content.coverage.coverageId },
    ),
  ];
}
