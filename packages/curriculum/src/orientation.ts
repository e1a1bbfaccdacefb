/** What somebody reads who never saw a practice from inside. Data: each text is one thing to know, in words of one's own. */
export interface Chapter {
  readonly id: string;
  readonly title: string;
  /** Said before its parts. */
  readonly opening: string;
  readonly parts: readonly Part[];
}

export interface Part {
  readonly title: string;
  readonly text: string;
  /** Words of the glossary that stand in it. */
  readonly words?: readonly string[];
  /** Where it is seen in this practice: whose work it is, by the demonstration's key, and the address. */
  readonly see?: { readonly as: string; readonly route: string; readonly label: string };
}

const HIPAA = "a record is opened for the work at hand, and every look is written down";

export const orientation: readonly Chapter[] = [
  {
    id: "roles",
    title: "Who does what",
    opening: "A small practice has five kinds of work. One patient's visit passes through all of them.",
    parts: [
      {
        title: "Front desk",
        text: "Answers the telephone, registers people, books visits, asks for the card, checks in, takes the copay, and gives messages on.",
        words: ["check-in", "copay", "MRN"],
        see: { as: "brooks", route: "/", label: "The desk's day" },
      },
      {
        title: "Medical assistant",
        text: "Brings the patient to a room, measures, asks about allergies and medicines, gives vaccines, and hands over.",
        words: ["rooming", "vital signs", "NKDA", "VIS"],
        see: { as: "ramirez", route: "/", label: "The assistant's board" },
      },
      {
        title: "Provider: physician, nurse practitioner, physician assistant",
        text: "Sees the patient, writes the note, orders, codes what was done, and signs. A physician assistant works with a supervising physician, who signs too.",
        words: ["SOAP", "co-signature", "physician assistant"],
        see: { as: "alvarez", route: "/", label: "A physician's day" },
      },
      {
        title: "Biller",
        text: "Looks through the charges, sends claims, posts what payers decide, works denials, and asks patients for their share.",
        words: ["charge", "EOB", "A/R"],
        see: { as: "nair", route: "/money", label: "The biller's queues" },
      },
      {
        title: "Practice manager",
        text: `Decides who may do what, keeps hours and prices, and looks after privacy: ${HIPAA}.`,
        words: ["least privilege", "audit trail", "minimum necessary"],
        see: { as: "whitfield", route: "/admin", label: "The manager's desk" },
      },
    ],
  },
  {
    id: "insurance",
    title: "Insurance",
    opening:
      "Most of what a visit costs is paid by somebody who was not in the room. Who that is decides how it is asked for.",
    parts: [
      {
        title: "Kinds of plans",
        text: "An HMO pays for its own doctors and sends you to them through a PCP. A PPO lets people choose, and pays less outside its list. Medicare is for people from 65 on; Medi-Cal for people with little income, and it pays last.",
        words: ["HMO", "PPO", "PCP", "Medicare", "Medi-Cal"],
      },
      {
        title: "The card",
        text: "It names the payer, the member number, whose insurance it is, and often the copay. Cards go out of date: the number is asked of the payer before the visit, and the answer says active, inactive or unknown.",
        words: ["subscriber", "eligibility", "270", "271"],
      },
      {
        title: "The patient's share",
        text: "A copay is a fixed amount at the visit. A deductible is what the patient pays first in a year. Coinsurance is a part in percent. What is above the contract's price nobody owes.",
        words: ["copay", "PR-1", "coinsurance", "CO-45", "balance billing"],
      },
      {
        title: "More than one",
        text: "With two insurances one pays first, by rules and not by choice. The second sees what the first decided.",
        words: ["coordination of benefits", "payer of last resort"],
      },
    ],
  },
  {
    id: "money",
    title: "The way of the money",
    opening: "From the visit to the last cent takes weeks. Each station can send it back, and each has a name.",
    parts: [
      {
        title: "1. The visit is coded",
        text: "The provider says what the patient has, in ICD-10-CM, and what was done, in CPT. With the signature each procedure becomes a charge.",
        words: ["ICD-10-CM", "CPT", "E/M", "charge"],
        see: { as: "nair", route: "/money/charges", label: "Charges to look through" },
      },
      {
        title: "2. The claim goes out",
        text: "Charges that were looked through make a claim. It goes to a clearinghouse as a file, an 837P.",
        words: ["837P"],
        see: { as: "nair", route: "/money/claims", label: "The claims" },
      },
      {
        title: "3. It is taken in, or not",
        text: "A 277CA comes within days. A rejected claim was never taken in: it is mended and sent again.",
        words: ["277CA", "rejection"],
      },
      {
        title: "4. The payer decides",
        text: "After two to six weeks an 835 says line by line what is paid, what is taken off, and what the patient owes. What it refuses is a denial: it is corrected, appealed, or given up, and each has a deadline.",
        words: ["835", "EOB", "denial"],
        see: { as: "nair", route: "/money/denials", label: "Denials" },
      },
      {
        title: "5. The patient is asked",
        text: "What is left after all payers goes on a statement.",
        words: ["statement", "balance"],
        see: { as: "nair", route: "/money/statements", label: "Statements" },
      },
    ],
  },
  {
    id: "paper",
    title: "From paper",
    opening: "You know the work from paper? Here is where each thing is now.",
    parts: [
      {
        title: "The appointment book",
        text: "The day sheet: a column for each provider. Nobody can be written over somebody else unless you say why.",
        see: { as: "brooks", route: "/", label: "The day sheet" },
      },
      {
        title: "The index card",
        text: "The register. You look for name and birth date before you make a new one.",
        words: ["duplicate"],
        see: { as: "brooks", route: "/patients", label: "The register" },
      },
      {
        title: "The superbill",
        text: "What you ticked is a charge now, made of the signed note. You look through it before it goes out.",
        words: ["charge"],
        see: { as: "nair", route: "/money/charges", label: "This morning's charges" },
      },
      {
        title: "The chart in its folder",
        text: "The encounter: one for each visit, with sections. Once signed it stays as it is; what comes later is an addendum.",
        words: ["addendum", "seal"],
        see: { as: "alvarez", route: "/", label: "Visits of today" },
      },
      {
        title: "The CMS-1500 form",
        text: "The claim. The same boxes travel as a file, the 837P, and are checked before they leave.",
        words: ["837P"],
        see: { as: "nair", route: "/money/claims", label: "The claims" },
      },
      {
        title: "The EOB in the mail",
        text: "The 835: the same lines as a file, posted by the product. You look at what it could not post.",
        words: ["EOB", "835"],
        see: { as: "nair", route: "/money/era", label: "Remittances" },
      },
      {
        title: "The ledger card",
        text: "The account: every charge, payment and adjustment. Nothing is rubbed out; a mistake is taken back by its opposite.",
        words: ["refund", "credit balance"],
        see: { as: "nair", route: "/money", label: "The money's queues" },
      },
      {
        title: "The pink message pad",
        text: "Messages and tasks: each has somebody who owns it and a day.",
        words: ["call back", "triage"],
        see: { as: "brooks", route: "/inbox/tasks", label: "The tasks" },
      },
    ],
  },
];
