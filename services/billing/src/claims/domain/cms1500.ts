import type { Address, PersonName } from "@practicum/contracts/schema";
import { formatDate, type LocalDate } from "@practicum/kernel/local-date";
import type { Cents } from "@practicum/kernel/money";
import type { ClaimContent, ClaimLine, EarlierPayer } from "./claim-content.ts";
import { places, SERVICE_LINES } from "./cms1500-boxes.ts";
import { isEquipment, isOrdered } from "./claim-facts.ts";
import { plain } from "./plain-text.ts";

export interface PaperClaim {
  readonly number: string;
  readonly frequency: "1" | "7" | "8";
  readonly content: ClaimContent;
  /** What the patient paid for the visit, for box 29. */
  readonly patientPaid: Cents;
  /** The day it is signed: the day it is first printed. */
  readonly on: LocalDate;
}

/** What stands in the boxes of one sheet; a box with nothing is not in it. */
export type Sheet = ReadonlyMap<string, string>;

/**
 * BIL-268: a claim as the sheets of the CMS-1500 (02/12), from the same facts as its 837P. Six services a sheet, each sheet with its own total; every
 * sheet says who and what, so that one alone can be read. Capitals, no punctuation but what the form asks for.
 */
export function cms1500(claim: PaperClaim): Sheet[] {
  const { lines } = claim.content;
  const sheets: Sheet[] = [];
  for (let from = 0; from === 0 || from < lines.length; from += SERVICE_LINES) {
    const own = lines.slice(from, from + SERVICE_LINES);
    sheets.push(sheetOf(claim, own, from === 0));
  }
  return sheets;
}

function sheetOf(claim: PaperClaim, lines: readonly ClaimLine[], first: boolean): Sheet {
  const { content } = claim;
  const boxes: { readonly [box: string]: string } = {
    ...carrier(content),
    ...patient(content),
    ...insured(content),
    ...otherInsured(content),
    ...condition(content),
    ...referring(content),
    ...coding(claim),
    ...Object.assign({}, ...lines.map((line, index) => service(content, line, index))),
    ...sums(claim, lines, first),
    ...providers(claim),
  };
  return new Map(
    Object.entries(boxes).flatMap(([box, value]): [string, string][] => {
      const text = fit(box, value);
      return text === "" ? [] : [[box, text]];
    }),
  );
}

/** Capitals, cut to the box: what does not fit is on the 837P and on the screen. Amounts stand at the right. */
function fit(box: string, value: string): string {
  const width = places[box]?.width ?? 0;
  const text = plain(value).toUpperCase().trim();
  const isAmount = /^(?:24\.\d\.F|28|29|20\.charge)$/.test(box);
  return isAmount ? text.padStart(width) : text.slice(0, width).trimEnd();
}

const X = "X";

function carrier({ payer }: ClaimContent) {
  return { "carrier.1": payer.name };
}

/** Box 1, by the kind of payer. */
function kindBox(kind: string): string {
  switch (kind) {
    case "medicare":
    case "medicare-advantage":
      return "1.medicare";
    case "medicaid":
    case "medicaid-managed":
      return "1.medicaid";
    case "tricare":
      return "1.tricare";
    case "ppo":
    case "hmo":
    case "commercial":
      return "1.group";
    default:
      return "1.other";
  }
}

function patient({ payer, coverage, patient: one }: ClaimContent) {
  return {
    [kindBox(payer.kind)]: X,
    "1a": coverage.memberId,
    "2": nameOf(one.name),
    ...dateIn("3", one.birthDate, 4),
    ...(one.sex === "unknown" ? {} : { [`3.${one.sex}`]: X }),
    ...addressIn("5", one.address),
    [`6.${coverage.relationship}`]: X,
  };
}

/** Boxes 4, 7 and 11 to 11d: whose plan it is. For Medicare as the first payer box 4 and 7 stay empty and 11 says NONE. */
function insured(content: ClaimContent) {
  const { coverage, subscriber, payer, earlier = [] } = content;
  const [before] = earlier;
  if (payer.kind === "medicare") return medicare(before);
  return {
    "4": subscriber.name ? nameOf(subscriber.name) : "",
    ...addressIn("7", subscriber.address),
    "11": coverage.groupNumber ?? "",
    ...(subscriber.birthDate ? dateIn("11a", subscriber.birthDate, 4) : {}),
    ...(subscriber.sex && subscriber.sex !== "unknown" ? { [`11a.${subscriber.sex}`]: X } : {}),
    ...casualty(content),
    "11c": payer.name,
    [earlier.length > 0 ? "11d.yes" : "11d.no"]: X,
  };
}

function medicare(before: EarlierPayer | undefined) {
  if (!before) return { "11": "NONE" };
  const { subscriber, coverage, payer } = before;
  return {
    "4": subscriber.name ? nameOf(subscriber.name) : "",
    ...addressIn("7", subscriber.address),
    "11": coverage.groupNumber ?? coverage.memberId,
    ...(subscriber.birthDate ? dateIn("11a", subscriber.birthDate, 4) : {}),
    ...(subscriber.sex && subscriber.sex !== "unknown" ? { [`11a.${subscriber.sex}`]: X } : {}),
    "11c": payer.name,
  };
}

/** Box 11b: the number that a casualty insurer gave the case, with its qualifier. */
function casualty({ facts }: ClaimContent) {
  const number = facts?.accident && facts.accident.cause !== "none" ? facts.accident.claimNumber : null;
  return number ? { "11b.qualifier": "Y4", "11b": number } : {};
}

/** Boxes 9 to 9d: the payer that decided before. */
function otherInsured({ payer, earlier = [] }: ClaimContent) {
  const [before] = earlier;
  if (!before || payer.kind === "medicare") return {};
  const { name } = before.subscriber;
  return {
    "9": name ? nameOf(name) : "",
    "9a": before.coverage.groupNumber ?? before.coverage.memberId,
    "9d": before.payer.name,
  };
}

/** Boxes 10a to 10c, 12, 13, 14. */
function condition({ facts }: ClaimContent) {
  const accident = facts?.accident && facts.accident.cause !== "none" ? facts.accident : null;
  const cause = accident?.cause;
  const box = (name: string, yes: boolean) => ({ [`${name}.${yes ? "yes" : "no"}`]: X });
  return {
    ...box("10a", cause === "employment"),
    ...box("10b", cause === "auto"),
    ...(cause === "auto" ? { "10b.state": accident?.state ?? "" } : {}),
    ...box("10c", cause === "other"),
    "12": "SIGNATURE ON FILE",
    "13": "SIGNATURE ON FILE",
    ...(accident?.on ? { ...dateIn("14", accident.on, 4), "14.qualifier": "431" } : {}),
  };
}

/** Boxes 17 and 17b: who referred (DN), else who ordered (DK), else who supervised (DQ). */
function referring({ facts, lines, supervising, payer, rendering }: ClaimContent) {
  const person = (qualifier: string, one: { family: string; given: string; npi: string | null }) => ({
    "17.qualifier": qualifier,
    "17": `${one.given} ${one.family}`,
    "17b": one.npi ?? "",
  });
  if (facts?.referring) return person("DN", facts.referring);
  if (lines.some((line) => isOrdered(line.code) || isEquipment(line.code))) {
    if (facts?.ordering) return person("DK", facts.ordering);
    if (payer.rules?.orderingProvider && rendering?.npi) return person("DK", rendering);
  }
  return supervising ? person("DQ", supervising) : {};
}

/** Boxes 19 to 23. */
function coding({ content, frequency }: PaperClaim) {
  const { facts, diagnoses, originalClaimNumber, billing, lines } = content;
  const laboratory = lines.some((line) => /^8\d{4}$/.test(line.code)) ? (billing?.clia ?? "") : "";
  return {
    "19": facts?.duplicateBecause ?? "",
    "20.no": X,
    "21.indicator": "0",
    ...Object.fromEntries(diagnoses.map(({ code }, index) => [`21.${letterOf(index + 1)}`, code.replace(".", "")])),
    ...(frequency === "1" ? {} : { "22.code": frequency, "22.original": originalClaimNumber ?? "" }),
    // One number has room: the authorization, else the referral, else the laboratory's certificate.
    "23": facts?.authorization ?? facts?.referral ?? laboratory,
  };
}

function service(content: ClaimContent, line: ClaimLine, index: number) {
  const box = (name: string) => `24.${index + 1}.${name}`;
  const { rendering, facility, serviceDate } = content;
  return {
    [box("supplement")]: line.drug ? drugText(line.drug) : "",
    ...dateIn(box("A.from"), serviceDate, 2),
    ...dateIn(box("A.to"), serviceDate, 2),
    [box("B")]: facility?.placeOfService ?? "",
    [box("D")]: line.code,
    ...Object.fromEntries(line.modifiers.slice(0, 4).map((modifier, place) => [box(`D.${place + 1}`), modifier])),
    [box("E")]: line.pointers.slice(0, 4).map(letterOf).join(""),
    [box("F")]: amountText(line.amount),
    [box("G")]: String(line.units),
    [box("J")]: rendering?.npi ?? "",
  };
}

/** N4, the eleven digits, and how much in which unit, as the shaded line has them. */
function drugText(drug: NonNullable<ClaimLine["drug"]>): string {
  return `N4${drug.ndc} ${drug.unit}${drug.quantityThousandths / 1000}`;
}

/** Boxes 25 to 29. What others paid before stands in 29 of the first sheet alone. */
function sums({ number, content, patientPaid }: PaperClaim, lines: readonly ClaimLine[], first: boolean) {
  const total = lines.reduce((sum, line) => sum + line.amount, 0);
  const earlier = (content.earlier ?? []).reduce((sum, one) => sum + one.paid, 0);
  return {
    "25": content.billing?.taxId ?? "",
    "25.ein": X,
    "26": number,
    "27.yes": X,
    "28": amountText(total),
    "29": amountText(first ? patientPaid + earlier : 0),
  };
}

/** Boxes 31 to 33: who signs, where, and who is paid. 32 is filled for every place: payers that need it not leave it. */
function providers({ content, on }: PaperClaim) {
  const { billing, rendering, facility } = content;
  const zip = (one: Address) => `${one.city} ${one.state} ${one.zip}`;
  return {
    "31": rendering ? `${rendering.given} ${rendering.family}` : "",
    "31.date": dateText(on),
    ...(facility
      ? {
          "32.name": facility.name,
          "32.street": facility.address.line1,
          "32.city": zip(facility.address),
          "32a": facility.npi ?? billing?.npi ?? "",
        }
      : {}),
    ...(billing
      ? {
          "33.area": billing.phone.slice(0, 3),
          "33.phone": billing.phone.slice(3),
          "33.name": billing.name,
          "33.street": billing.address.line1,
          "33.city": zip(billing.address),
          "33a": billing.npi,
        }
      : {}),
  };
}

/** "LOPEZ, MARIA, A": commas part family, given and the middle initial; a suffix stands with the family name. */
function nameOf(name: PersonName): string {
  const family = [name.family, name.suffix].filter(Boolean).join(" ");
  return [family, name.given, name.middle?.slice(0, 1)].filter(Boolean).join(", ");
}

function addressIn(box: "5" | "7", address: Address | null) {
  if (!address) return {};
  return {
    [`${box}.street`]: [address.line1, address.line2].filter(Boolean).join(" "),
    [`${box}.city`]: address.city,
    [`${box}.state`]: address.state,
    [`${box}.zip`]: address.zip,
  };
}

function dateIn(box: string, day: LocalDate, yearWidth: 2 | 4) {
  const [year = "", month = "", date = ""] = day.split("-");
  return { [`${box}.month`]: month, [`${box}.day`]: date, [`${box}.year`]: year.slice(4 - yearWidth) };
}

function dateText(day: LocalDate): string {
  return formatDate(day).replaceAll("/", " ");
}

/** Dollars and cents parted by a blank: the form has a line between them. */
function amountText(amount: Cents): string {
  return `${Math.floor(amount / 100)} ${String(amount % 100).padStart(2, "0")}`;
}

function letterOf(place: number): string {
  return String.fromCodePoint(64 + place);
}
