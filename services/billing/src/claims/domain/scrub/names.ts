import type { PersonName } from "@practicum/contracts/schema";
import type { ClaimContent } from "../claim-content.ts";
import { unreadableLetters } from "../plain-text.ts";
import { error, type Finding, type ScrubRule } from "./finding.ts";

/**
 * SCRUB-42: names are in letters that X12 carries (its extended set, of which payers read the Latin part). A name in other letters is
 * asked for as the payer has it, which stands on the card.
 */
export const names: ScrubRule = (content) => {
  const { coverage, subscriber, patient } = content;
  const dependent = coverage.relationship !== "self";
  return [
    ...(subscriber.name && isUnreadable(subscriber.name)
      ? [unreadable(content, "2010BA NM103", "coverage", "subscriber.name.family", coverage.coverageId)]
      : []),
    ...(dependent && isUnreadable(patient.name)
      ? [unreadable(content, "2010CA NM103", "patient", "name.family", patient.patientId)]
      : []),
  ];
};

function isUnreadable({ family, given }: PersonName): boolean {
  return unreadableLetters(family) || unreadableLetters(given);
}

function unreadable(
  content: ClaimContent,
  element: string,
  screen: "coverage" | "patient",
  field: string,
  id: string,
): Finding {
  const message = "This name is in letters that payers cannot read: enter it as the payer has it, as on the card.";
  return error("42", element, message, content, { screen, field, id });
}
