import type { ClaimFacts } from "@practicum/contracts/billing/claim-facts";
import type { Claim } from "./claim-types.ts";

/** The form's values: texts and dates, empty where nothing was said. */
export interface FactValues extends Record<string, unknown> {
  readonly authorization: string;
  readonly referral: string;
  readonly cause: string;
  readonly on: string | null;
  readonly state: string;
  readonly accidentNumber: string;
  readonly orderingFamily: string;
  readonly orderingGiven: string;
  readonly orderingNpi: string;
  readonly referringFamily: string;
  readonly referringGiven: string;
  readonly referringNpi: string;
  readonly duplicateBecause: string;
  readonly sameAgainBecause: string;
}

/** Where each field of the contract stands in the form. */
export const factFields: { readonly [inputPath: string]: string } = {
  "facts.authorization": "authorization",
  "facts.referral": "referral",
  "facts.accident.cause": "cause",
  "facts.accident.on": "on",
  "facts.accident.state": "state",
  "facts.accident.claimNumber": "accidentNumber",
  "facts.ordering.family": "orderingFamily",
  "facts.ordering.given": "orderingGiven",
  "facts.ordering.npi": "orderingNpi",
  "facts.referring.family": "referringFamily",
  "facts.referring.given": "referringGiven",
  "facts.referring.npi": "referringNpi",
  "facts.duplicateBecause": "duplicateBecause",
  "facts.sameAgainBecause": "sameAgainBecause",
};

export const accidentCauses = [
  { value: "none", label: "No accident" },
  { value: "auto", label: "Car accident" },
  { value: "employment", label: "At work" },
  { value: "other", label: "Another accident" },
];

const NOBODY = { family: "", given: "", npi: "" };

export function valuesOfFacts(facts: ClaimFacts): FactValues {
  const { accident } = facts;
  const ordering = facts.ordering ?? NOBODY;
  const referring = facts.referring ?? NOBODY;
  return {
    authorization: facts.authorization ?? "",
    referral: facts.referral ?? "",
    cause: accident?.cause ?? "",
    on: accident?.on ?? null,
    state: accident?.state ?? "",
    accidentNumber: accident?.claimNumber ?? "",
    orderingFamily: ordering.family,
    orderingGiven: ordering.given,
    orderingNpi: ordering.npi,
    referringFamily: referring.family,
    referringGiven: referring.given,
    referringNpi: referring.npi,
    duplicateBecause: facts.duplicateBecause ?? "",
    sameAgainBecause: facts.sameAgainBecause ?? "",
  };
}

/** What was typed, as the contract wants it; a person who was half named is refused there, at the part that is missing. */
export function toFacts(values: FactValues) {
  const person = (family: string, given: string, npi: string) =>
    `${family}${given}${npi}`.trim() === "" ? null : { family, given, npi: npi.trim() };
  const cause = accidentCauses.find((one) => one.value === values.cause)?.value as
    | "none"
    | "auto"
    | "employment"
    | "other"
    | undefined;
  const was = cause !== undefined && cause !== "none";
  return {
    authorization: values.authorization.trim() || null,
    referral: values.referral.trim() || null,
    accident: cause
      ? {
          cause,
          on: was ? values.on : null,
          state: cause === "auto" ? values.state.trim().toUpperCase() || null : null,
          claimNumber: was ? values.accidentNumber.trim() || null : null,
        }
      : null,
    ordering: person(values.orderingFamily, values.orderingGiven, values.orderingNpi),
    referring: person(values.referringFamily, values.referringGiven, values.referringNpi),
    duplicateBecause: values.duplicateBecause.trim() || null,
    sameAgainBecause: values.sameAgainBecause.trim() || null,
  };
}

interface Known {
  readonly box: string;
  readonly label: string;
  readonly field: string;
  readonly value: string;
}

/** What is known, each with its box of the paper form; what nobody said is not there. */
export function knownFacts(claim: Claim, dateText: (date: string) => string): Known[] {
  const { facts } = claim;
  const { accident } = facts;
  const cause = accidentCauses.find((one) => one.value === accident?.cause)?.label;
  const person = (one: ClaimFacts["ordering"]) => one && `${one.family}, ${one.given} · NPI ${one.npi}`;
  const rows: readonly [string, string, string, string | null | undefined][] = [
    ["23", "Authorization", "facts.authorization", facts.authorization],
    ["23", "Referral", "facts.referral", facts.referral],
    [
      "10",
      "Accident",
      "facts.accident",
      accident &&
        [cause, accident.on && dateText(accident.on), accident.state, accident.claimNumber].filter(Boolean).join(" · "),
    ],
    ["17", "Ordered by", "facts.ordering", person(facts.ordering) ?? claim.orderedBy],
    ["17", "Referred by", "facts.referring", person(facts.referring)],
    ["19", "No duplicate", "facts.duplicateBecause", facts.duplicateBecause],
    ["22", "Unchanged because", "facts.sameAgainBecause", facts.sameAgainBecause],
  ];
  return rows.flatMap(([box, label, field, value]) => (value ? [{ box, label, field, value }] : []));
}
