import { ROSTER_MAX, rosterPerson, type rosterOperations } from "@practicum/contracts/messaging/rosters";
import type { LocalDate } from "@practicum/kernel/local-date";
import { read834 } from "@practicum/x12/834/read";
import type { Member834 } from "@practicum/x12/834/types";
import type { z } from "zod";

type Row = z.output<typeof rosterOperations.importRoster.input>["rows"][number];

export interface Roster834 {
  readonly rows: readonly Row[];
  /** Which members are left out, counted from 1, and why: without what stands there. */
  readonly refused: readonly { readonly line: number; readonly because: string }[];
  /** Numbers of members whom the plan says it has no more. */
  readonly ended: readonly string[];
  /** The file holds all members of the plan: who is not in it is not a member. */
  readonly isWhole: boolean;
}

/** BGN08: "4" verifies, "RX" replaces: either has everybody. */
const WHOLE = new Set(["4", "RX"]);
const ENDED = "024";
/** INS05: a benefit that was ended. */
const TERMINATED = "T";
/** INS13: information goes to nobody but whom the plan names. */
const CONFIDENTIAL = "R";

/** A plan's roster as X12 has it (005010X220A1), as people to call (MSG-160). */
export function readRoster834(text: string, today: LocalDate): Roster834 {
  const rosters = read834(text).value.flatMap(({ transactions }) => transactions);
  const isWhole = rosters.length > 0 && rosters.every((one) => WHOLE.has(one.action));
  const rows: Row[] = [];
  const refused: { line: number; because: string }[] = [];
  const ended: string[] = [];
  const seen = new Map<string, number>();
  for (const [index, member] of rosters.flatMap((one) => one.members).entries()) {
    const line = index + 1;
    const memberNumber = numberOf(member);
    const over = overBecause(member, today);
    if (over !== null && memberNumber !== "") ended.push(memberNumber);
    const read = rosterPerson.safeParse(personOf(member, memberNumber));
    const before = seen.get(memberNumber);
    const because =
      over ??
      (member.confidentiality === CONFIDENTIAL ? "The plan says that nobody contacts this member directly" : null) ??
      (read.success ? null : wordsOf(read.error)) ??
      (read.success && read.data.birthDate > today ? "Birth date: it is in the future" : null) ??
      (before === undefined ? null : `Member number: member ${before} of the file has it too`);
    if (because !== null || !read.success) refused.push({ line, because: because ?? "The member can't be read" });
    else {
      seen.set(memberNumber, line);
      rows.push({ ...read.data, line });
    }
  }
  return { rows, refused, ended, isWhole };
}

/** More than one file may have is said before anything is taken over. */
export const isTooLong = ({ rows, refused }: Roster834): boolean =>
  rows.length > ROSTER_MAX || refused.length > ROSTER_MAX;

/**
 * The member's own number. NM109 is the member's where it is no social security number, which is kept nowhere; a dependent without one is told
 * from the subscriber by the first name, which stays the same from file to file.
 */
function numberOf({ id, subscriberNumber, isSubscriber, name }: Member834): string {
  if (id !== undefined && id.qualifier !== "34" && id.value !== "") return id.value;
  if (subscriberNumber === "" || isSubscriber) return subscriberNumber;
  return `${subscriberNumber}-${(name.first ?? "").toUpperCase()}`;
}

function overBecause({ maintenanceType, benefitStatus, deathDate, dates = [] }: Member834, today: LocalDate) {
  if (deathDate !== undefined) return "The plan says that the member has died";
  const end = dates.find((one) => one.qualifier === "357")?.date;
  const isOver = maintenanceType === ENDED || benefitStatus === TERMINATED;
  // An end that is still to come is no end yet.
  if (end !== undefined ? end <= today : isOver) return "The coverage has ended";
  return null;
}

/** In which order numbers are called. */
const PHONES = ["CP", "HP", "TE", "WP"] as const;
const PHONES_MAX = 3;

function personOf({ name, birthDate, sex, communications = [], address }: Member834, memberNumber: string) {
  const phones = PHONES.flatMap((kind) => communications.filter((one) => one.qualifier === kind)).map(({ value }) =>
    value.replaceAll(/\D/g, "").replace(/^1(?=\d{10}$)/, ""),
  );
  return {
    memberNumber,
    name: { family: name.last, given: name.first ?? "", middle: name.middle ?? null, suffix: name.suffix ?? null },
    birthDate: birthDate ?? "",
    sex: sex === "F" ? "female" : sex === "M" ? "male" : "unknown",
    // limit: as many numbers as a person of a list has. One that is none is left out: the others may reach the person.
    phones: [...new Set(phones.filter((one) => /^[2-9]\d{9}$/.test(one)))].slice(0, PHONES_MAX),
    // The file names no language.
    language: "en",
    address:
      address?.state === undefined || address.zip === undefined
        ? null
        : {
            line1: address.line1,
            line2: address.line2 ?? null,
            city: address.city,
            state: address.state,
            zip: address.zip,
          },
  };
}

const fieldWords: { readonly [field: string]: string } = {
  memberNumber: "Member number",
  name: "Name",
  birthDate: "Birth date",
  address: "Address",
};

const WORDS_MAX = 160;

function wordsOf(error: z.ZodError): string {
  const [first] = error.issues;
  const field = fieldWords[String(first?.path[0] ?? "")] ?? "Member";
  // limit: a reason in words, cut to what the contract keeps.
  return `${field}: ${first?.message ?? "not as it should be"}`.slice(0, WORDS_MAX);
}
