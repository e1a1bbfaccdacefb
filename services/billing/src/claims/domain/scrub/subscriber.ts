import { filingCodes } from "@practicum/contracts/billing/payers";
import { memberIdForm } from "../../../coverage/domain/member-id-form.ts";
import { error, warning, type Finding, type ScrubRule } from "./finding.ts";

/** Medicare Beneficiary Identifier: CMS, "Understanding the MBI format": 11 places, letters without S, L, O, I, B, Z. */
const MBI =
  /^[1-9][AC-HJKMNP-RT-Y][0-9AC-HJKMNP-RT-Y][0-9][AC-HJKMNP-RT-Y][0-9AC-HJKMNP-RT-Y][0-9][AC-HJKMNP-RT-Y]{2}[0-9]{2}$/;

const FILING: { readonly [kind: string]: readonly string[] } = filingCodes;

/** SCRUB-13: one coverage for each place in the order; the patient is a person of their own only when not the subscriber. */
export const order: ScrubRule = (content, { prioritiesInForce }) => {
  const found: Finding[] = [];
  const id = content.coverage.coverageId;
  if (prioritiesInForce.filter((priority) => priority === content.coverage.priority).length > 1)
    found.push(
      error("13", "2000B SBR01", "Two coverages in force that day have the same place in the order.", content, {
        screen: "coverage",
        field: "priority",
        id,
      }),
    );
  if (content.coverage.relationship !== "self" && !content.subscriber.name)
    found.push(
      error("13", "2010BA NM103", "The patient is not the subscriber, so the subscriber's name is needed.", content, {
        screen: "coverage",
        field: "subscriber.name",
        id,
      }),
    );
  return found;
};

/** SCRUB-14: the filing indicator fits the kind of payer. */
export const filingIndicator: ScrubRule = (content) =>
  FILING[content.payer.kind]?.includes(content.payer.claimFiling)
    ? []
    : [
        error("14", "2000B SBR09", "The payer's claim filing code does not fit its kind.", content, {
          screen: "payer",
          field: "claimFiling",
          id: content.payer.payerId,
        }),
      ];

/** Whether a member number has the payer's form. A form of before the rules of today that is none by them counts as not given. */
export function memberIdFits(
  memberId: string,
  payer: { readonly kind: string; readonly memberIdPattern: string | null },
) {
  if (payer.kind === "medicare" && !MBI.test(memberId)) return false;
  const form = payer.memberIdPattern === null ? null : memberIdForm(payer.memberIdPattern);
  return form?.ok ? form.value.fits(memberId) : /^[0-9A-Z-]{2,30}$/i.test(memberId);
}

/** SCRUB-15: the member number has the payer's form (Medicare: an MBI of 11 places). */
export const memberId: ScrubRule = (content) =>
  memberIdFits(content.coverage.memberId, content.payer)
    ? []
    : [
        error(
          "15",
          "2010BA NM109",
          content.payer.kind === "medicare"
            ? "This is not a Medicare number: it has 11 places, as on the card."
            : "The member number does not have this payer's form. Compare it with the card.",
          content,
          { screen: "coverage", field: "memberId", id: content.coverage.coverageId },
        ),
      ];

/** SCRUB-15: a payer's form that can't be used checks nothing, which its owner should know. */
export const memberIdFormOfPayer: ScrubRule = (content) => {
  const { memberIdPattern, payerId } = content.payer;
  const form = memberIdPattern === null ? null : memberIdForm(memberIdPattern);
  if (form?.ok !== false) return [];
  return [
    warning("15", "2010BA NM109", `The payer's form of a member number can't be used. ${form.error}`, content, {
      screen: "payer",
      field: "memberIdPattern",
      id: payerId,
    }),
  ];
};

/** SCRUB-16: nobody is treated before birth. */
export const birthDates: ScrubRule = (content) => {
  const found: Finding[] = [];
  if (content.patient.birthDate > content.serviceDate)
    found.push(
      error("16", "2010BA DMG02", "The patient's birth date is after the date of service.", content, {
        screen: "patient",
        field: "birthDate",
        id: content.patient.patientId,
      }),
    );
  if (content.coverage.relationship !== "self" && (content.subscriber.birthDate ?? "") > content.serviceDate)
    found.push(
      error("16", "2010BA DMG02", "The subscriber's birth date is after the date of service.", content, {
        screen: "coverage",
        field: "subscriber.birthDate",
        id: content.coverage.coverageId,
      }),
    );
  return found;
};

/** SCRUB-17: a patient who is not the subscriber has a relationship and an address (loop 2000C and 2010CA). SCRUB-41: so has a subscriber. */
export const addresses: ScrubRule = (content) => {
  if (content.patient.address) return [];
  const dependent = content.coverage.relationship !== "self";
  return [
    error(
      dependent ? "17" : "41",
      dependent ? "2010CA N301" : "2010BA N301",
      "The patient's address is missing.",
      content,
      {
        screen: "patient",
        field: "address.line1",
        id: content.patient.patientId,
      },
    ),
  ];
};

/** SCRUB-18: the payer can be reached. */
export const payer: ScrubRule = (content) => {
  const where = { screen: "payer" as const, field: "electronicId", id: content.payer.payerId };
  if (!/^[0-9A-Z]{2,15}$/.test(content.payer.electronicId))
    return [error("18", "2010BB NM109", "The payer has no payer ID.", content, where)];
  if (!content.payer.active)
    return [warning("18", "2010BB NM109", "The payer is marked as no longer used.", content, where)];
  return [];
};
