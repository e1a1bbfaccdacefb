import { glossary } from "./glossary.ts";

/** Abbreviations and words of screens and of the orientation that no lesson teaches, each in a sentence of our own. */
export const abbreviations: Readonly<Record<string, string>> = {
  "A/R": "Accounts receivable: what payers and patients owe, and have not paid.",
  "CARC, RARC":
    "The two lists of reasons in an EOB: why a line was paid otherwise than asked, and a remark beside it, as N265.",
  CI: "Commercial insurance, as a claim names the kind of a payer.",
  CLIA: "The federal rules for laboratories (42 CFR 493). A practice that tests has a number by them.",
  CMS: "The federal agency that runs Medicare, and whose form paper claims have.",
  CO: "Contractual obligation: what is taken off by contract or rule. The patient is not asked for it.",
  CSV: "A table as a plain file, which every spreadsheet writes and reads.",
  EDI: "Electronic data interchange: claims and answers as files between practice, clearinghouse and payer.",
  EFT: "Electronic funds transfer: a payer's money that comes to the bank without a check.",
  EIN: "Employer identification number: the tax number of a practice.",
  FB: "Forwarding balance: what a payer keeps for, or takes from, another day's payment.",
  GEHA: "A health plan of federal employees, by its own name.",
  HCPCS: "The public list of supplies, drugs and services that CPT does not have.",
  HMO: "A plan that pays for its own doctors, to whom a PCP sends the patient.",
  ID: "What says who a person is or what a record's number is: a photo ID, a member ID.",
  ISA: "The first line of an X12 file: who sends it, who gets it, its number.",
  MA: "Medical assistant.",
  MBA: "A degree in business: one of the letters that people carry behind their name.",
  MD: "Physician, by degree.",
  NDC: "National drug code: the number on a package of a medicine. It names maker, drug and package.",
  NP: "Nurse practitioner: sees patients, orders and prescribes.",
  NPI: "National provider identifier: ten digits that name a provider or a practice on every claim.",
  NSAID: "Pain relievers such as ibuprofen and naproxen.",
  NTE: "The note that travels with a claim.",
  "PA, PA-C": "Physician assistant; with C, certified.",
  PCP: "Primary care provider: whom an HMO has written down as a member's doctor.",
  PDF: "A page as it is printed, as a file.",
  PO: "A box at the post office. It is no address for a practice on a claim.",
  PPO: "A plan that lets its members choose, and pays less outside its list.",
  PLB: "Provider-level balance: what a payer withholds from a payment, or adds to it, apart from any one claim, as interest or an overpayment that it recovers.",
  PR: "Patient responsibility: what the patient owes, as deductible (PR-1), coinsurance (PR-2) or copay (PR-3).",
  "PR-1": "What the payer leaves to the patient as deductible.",
  QR: "A square of dots that a telephone's camera reads.",
  SBR: "The line of a claim that says whose insurance it is, which comes first, and of what kind the payer is.",
  TA1: "A clearinghouse's receipt for the envelope of a file.",
  TRICARE: "Insurance of people in the armed forces and their families.",
  TRN: "The line of an 835 with the number of its payment: it leads from the file to the check.",
  UMR: "An administrator of employers' plans, by its own name.",
  VFC: "Vaccines for Children: a public program whose doses are free for those who may have them.",
  WC: "Workers' compensation: pays for what happened at work.",
  WO: "What a payer takes back of an earlier payment.",
  ZIP: "The postal code. Claims want all nine digits of a practice's own.",
};

/** Every word that can be looked up. */
export const words: Readonly<Record<string, string>> = { ...glossary, ...abbreviations };

/** The entry that explains a token of a screen: by its own name, as one of several, or by its beginning, as SBR05 by SBR. */
export function entryOf(token: string): string | undefined {
  const beginning = token.replace(/\d+$/, "");
  return Object.keys(words).find((word) =>
    word.split(/, | or |-/).some((one) => one === token || (/^[A-Z]{2,3}$/.test(one) && one === beginning)),
  );
}
