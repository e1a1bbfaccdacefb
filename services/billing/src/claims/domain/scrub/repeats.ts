import { formatDate } from "@practicum/kernel/local-date";
import { claimTo837P } from "../claim-to-837p.ts";
import type { ClaimContent, ClaimLine } from "../claim-content.ts";
import { error, warning, type Finding, type ScrubRule } from "./finding.ts";

/** Says of itself that it was done again: by the same clinician, by another one, a test once more. */
const REPEATED = ["76", "77", "91"];

/**
 * SCRUB-44: the same service (patient, day, code, modifiers, rendering provider) is not billed twice: on another claim, or on two lines.
 * A modifier that says it was repeated makes it another one; with a reason it goes out all the same.
 */
export const duplicates: ScrubRule = (content, { number, neighbours }) => [
  ...content.lines.flatMap((line) => onAnotherClaim(content, line, number, neighbours)),
  ...content.lines.flatMap((line) => onAnotherLine(content, line)),
];

type Neighbours = Parameters<ScrubRule>[1]["neighbours"];

function onAnotherClaim(content: ClaimContent, line: ClaimLine, number: string, neighbours: Neighbours): Finding[] {
  const npi = content.rendering?.npi ?? null;
  const other = neighbours.find(
    (one) =>
      // Of two that are both in the house, the later one is the duplicate.
      (one.sent || one.number < number) &&
      one.content.rendering?.npi === npi &&
      one.content.lines.some((theirs) => isSame(theirs, line)),
  );
  if (!other) return [];
  const state = other.sent ? "was sent already" : "is to be sent too";
  const message = `${named(line)} of ${formatDate(content.serviceDate)} by ${content.rendering?.name ?? "the same provider"} is on claim ${other.number}, which ${state}. Add 76, 77, 91 or 59 where it was given twice, or say why.`;
  return [repeated(content, line, message, other.claimId)];
}

function onAnotherLine(content: ClaimContent, line: ClaimLine): Finding[] {
  const first = content.lines.find((one) => isSame(one, line));
  if (!first || first.lineNumber === line.lineNumber) return [];
  if (line.modifiers.some((modifier) => REPEATED.includes(modifier))) return [];
  const message = `${named(line)} is on lines ${first.lineNumber} and ${line.lineNumber}. Count it by units, add 76, 77, 91 or 59, or say why.`;
  return [repeated(content, line, message, null)];
}

function repeated(content: ClaimContent, line: ClaimLine, message: string, otherClaimId: string | null): Finding {
  const because = content.facts?.duplicateBecause;
  const where = { screen: "claim" as const, field: "facts.duplicateBecause", id: otherClaimId };
  const element = `2400 SV101 (line ${line.lineNumber})`;
  return because
    ? warning("44", element, `${message} It goes out all the same: ${because}`, content, where)
    : error("44", element, message, content, where);
}

function isSame(a: ClaimLine, b: ClaimLine): boolean {
  return a.code === b.code && a.modifiers.toSorted().join(" ") === b.modifiers.toSorted().join(" ");
}

function named(line: ClaimLine): string {
  return [line.code, ...line.modifiers].join("-");
}

/**
 * SCRUB-43: what goes out again says something else than what was answered before; else the answer is the same, or "duplicate". A claim
 * that was rejected was never received: sending it as it was is only looked at.
 * @param sent what its last attempt said.
 */
export function sameAgain(content: ClaimContent, sent: ClaimContent, decided: boolean): Finding[] {
  if (text(content) !== text(sent)) return [];
  const because = content.facts?.sameAgainBecause;
  const where = { screen: "claim" as const, field: "facts.sameAgainBecause" };
  const element = "2300 CLM05-3";
  if (because)
    return [warning("43", element, `It says what was sent before, and goes again: ${because}`, content, where)];
  return decided
    ? [
        error(
          "43",
          element,
          "Nothing has changed since it was sent: the payer would decide the same. Correct what it named, or say why it goes again.",
          content,
          where,
        ),
      ]
    : [warning("43", element, "Nothing has changed since it was rejected.", content, where)];
}

/** What the payer would read, whichever attempt it is. */
function text(content: ClaimContent): string {
  return JSON.stringify(claimTo837P({ ...content, originalClaimNumber: null }, { number: "0", frequency: "1" }));
}
