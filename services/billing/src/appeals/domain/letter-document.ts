import type { RecordPaper } from "@practicum/contracts/billing/appeals";
import { formatDate, type LocalDate } from "@practicum/kernel/local-date";
import { formatCents } from "@practicum/kernel/money";
import type { Filing, LetterFacts } from "./letter-facts.ts";
import type { SealedNote } from "./sealed-note.ts";

/** A line of print. */
export interface Print {
  readonly text: string;
  readonly style: "text" | "bold" | "small" | "mono";
}

/** What is printed: the letter and its papers, each on pages of its own; files that a person has are appended as they are. */
export interface LetterDocument {
  readonly title: string;
  /** At the foot of each page. */
  readonly foot: string;
  readonly parts: readonly (readonly Print[])[];
}

export type LetterPurpose = "appeal" | "correction" | "information" | "withdrawal";

export interface LetterText {
  readonly purpose: LetterPurpose;
  readonly body: string;
  readonly on: LocalDate;
  readonly because: string | null;
  readonly late: boolean;
  readonly papers: readonly RecordPaper[];
  readonly note: SealedNote | null;
  readonly files: readonly string[];
  readonly signedBy: string;
}

const PURPOSE: { readonly [P in LetterPurpose]: string } = {
  appeal: "Appeal",
  correction: "Corrected appeal: it takes the place of our letter before",
  information: "Information that you asked for",
  withdrawal: "Withdrawal of our appeal",
};

export const PAPER_NAMES: { readonly [P in RecordPaper]: string } = {
  remittance: "Decision that is appealed",
  claim: "Claim as it was sent",
  acknowledgment: "Acknowledgments (999, 277CA)",
  note: "Signed note of the visit",
};

/** The rows between the address and the text. */
export function letterHead(facts: LetterFacts): readonly { readonly label: string; readonly value: string }[] {
  const { denied, patient } = facts;
  return [
    { label: "Level", value: facts.levelName },
    { label: "Patient", value: `${patient.name.given} ${patient.name.family}, born ${formatDate(patient.birthDate)}` },
    { label: "Member number", value: facts.memberId },
    {
      label: "Claim",
      value: facts.payerClaimNumber ? `${facts.claimNumber}, yours ${facts.payerClaimNumber}` : facts.claimNumber,
    },
    { label: "Date of service", value: formatDate(facts.serviceDate) },
    { label: "Provider", value: facts.provider },
    { label: "Billed", value: formatCents(facts.billed) },
    {
      label: "Refused",
      value: `${formatCents(denied.amount)}, ${[`${denied.group}-${denied.reason}`, ...denied.remarks].join(", ")}`,
    },
  ];
}

/** Composes the letter and its papers (BIL-184): the head and the papers come from the record, the text from the biller. */
export function letterDocument(facts: LetterFacts, letter: LetterText): LetterDocument {
  const { practice } = facts;
  const enclosures =
    letter.purpose === "withdrawal" ? [] : [...letter.papers.map((paper) => PAPER_NAMES[paper]), ...letter.files];
  const first: Print[] = [
    ...(practice
      ? [
          bold(practice.name),
          small(
            `${practice.address.line1}, ${practice.address.city}, ${practice.address.state} ${practice.address.zip}`,
          ),
          small(`Telephone ${practice.phone} · NPI ${practice.npi} · Tax id ${practice.taxId}`),
        ]
      : []),
    gap,
    plain(formatDate(letter.on)),
    gap,
    plain(facts.payerName),
    plain("Appeals"),
    ...facts.payerAddress.map(plain),
    gap,
    bold(PURPOSE[letter.purpose]),
    ...letterHead(facts).map(({ label, value }) => plain(`${label}: ${value}`)),
    gap,
    ...paragraphs(letter),
    gap,
    plain("Sincerely,"),
    plain(letter.signedBy),
    ...(practice ? [plain(practice.name)] : []),
    ...(enclosures.length > 0
      ? [gap, bold("Enclosed"), ...enclosures.map((one, at) => plain(`${at + 1}. ${one}`))]
      : []),
  ];
  const papers =
    letter.purpose === "withdrawal" ? [] : letter.papers.map((paper) => paperOf(paper, facts, letter.note));
  return {
    title: `${PURPOSE[letter.purpose]}, claim ${facts.claimNumber}`,
    foot: `Claim ${facts.claimNumber} · ${facts.patient.name.family}, ${facts.patient.name.given} · born ${formatDate(facts.patient.birthDate)} · chart ${facts.patient.mrn}`,
    parts: [first, ...papers.filter((one) => one.length > 0)],
  };
}

function paragraphs({ purpose, body, because, late }: LetterText): Print[] {
  if (purpose === "withdrawal") return [plain(`We withdraw the appeal named above. ${because ?? ""}`.trim())];
  const reasons = [
    ...(purpose === "correction" && because ? [`What is corrected: ${because}`] : []),
    ...(late && because ? [`Why this letter comes after the time for it: ${because}`] : []),
  ];
  return [...reasons, ...body.split(/\n{2,}/)].flatMap((paragraph, at) => [
    ...(at > 0 ? [gap] : []),
    ...paragraph.split("\n").map(plain),
  ]);
}

function paperOf(paper: RecordPaper, facts: LetterFacts, note: SealedNote | null): readonly Print[] {
  switch (paper) {
    case "remittance":
      return remittance(facts);
    case "claim":
      return claim(facts);
    case "acknowledgment":
      return facts.filings.length === 0 ? [] : [bold(PAPER_NAMES.acknowledgment), ...facts.filings.flatMap(filing)];
    case "note":
      return note === null ? [] : noteOf(note);
  }
}

function remittance(facts: LetterFacts): Print[] {
  const { denied } = facts;
  return [
    bold(PAPER_NAMES.remittance),
    plain(`Payment ${denied.trace} of ${formatDate(denied.decidedOn)}, claim ${facts.claimNumber}`),
    gap,
    ...facts.lines.flatMap((line) => [
      plain(
        `${line.code} ${line.label}: billed ${formatCents(line.amount)}, paid ${line.paid === null ? "not said" : formatCents(line.paid)}`,
      ),
      ...line.adjustments.map((one) => small(`    ${one}`)),
    ]),
  ];
}

function claim(facts: LetterFacts): Print[] {
  return [
    bold(PAPER_NAMES.claim),
    ...letterHead(facts)
      .slice(1, 7)
      .map(({ label, value }) => plain(`${label}: ${value}`)),
    gap,
    ...facts.lines.map((line) =>
      plain(
        `${[line.code, ...line.modifiers].join(" ")} ${line.label}, ${line.units} x, ${formatCents(line.amount)}, for ${line.diagnoses
          .map((one) => `${one.code} ${one.label}`)
          .join("; ")}`,
      ),
    ),
  ];
}

function filing(one: Filing): Print[] {
  const numbers = [
    ...(one.controlNumber === null ? [] : [`ISA13 and GS06 ${one.controlNumber}`]),
    ...(one.reference === null ? [] : [`BHT03 ${one.reference}`]),
  ];
  return [
    gap,
    bold(`Sent on ${formatDate(one.sentOn)}`),
    ...(numbers.length > 0 ? [small(numbers.join(", "))] : []),
    ...one.answers.flatMap((answer) => [
      plain(`${formatDate(answer.on)}, ${answer.kind}: ${answer.words}`),
      ...answer.segments.map((text): Print => ({ text, style: "mono" })),
    ]),
  ];
}

function noteOf(note: SealedNote): Print[] {
  return [
    bold(PAPER_NAMES.note),
    plain(`${note.provider}, visit of ${formatDate(note.serviceDate)}`),
    ...note.sections.flatMap(({ heading, text }) => [gap, bold(heading), ...text.split("\n").map(plain)]),
    ...(note.diagnoses.length > 0 ? [gap, bold("Diagnoses"), ...note.diagnoses.map(plain)] : []),
    ...(note.procedures.length > 0 ? [gap, bold("Procedures"), ...note.procedures.map(plain)] : []),
    gap,
    small(`Signed by ${note.signedBy} on ${formatDate(note.signedOn)}. SHA-256 of what was signed: ${note.seal}`),
  ];
}

const gap: Print = { text: "", style: "text" };
const plain = (text: string): Print => ({ text, style: "text" });
const bold = (text: string): Print => ({ text, style: "bold" });
const small = (text: string): Print => ({ text, style: "small" });
