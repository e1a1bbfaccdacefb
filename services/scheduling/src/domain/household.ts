import { fail, type DomainError } from "@practicum/contracts/error";
import type { BillsTo, HouseholdRelation } from "@practicum/contracts/scheduling/household-relations";
import type { Guarantor } from "@practicum/contracts/scheduling/households";
import type { Address } from "@practicum/contracts/schema";
import { ageInYears, type LocalDate } from "@practicum/kernel/local-date";
import { ok, type Result } from "@practicum/kernel/result";

export interface MemberState {
  readonly patientId: string;
  readonly relation: HouseholdRelation;
  readonly billsTo: BillsTo;
  readonly sharesAddress: boolean;
  readonly joinedOn: LocalDate;
  readonly leftOn: LocalDate | null;
}

export interface HouseholdState {
  readonly householdId: string;
  readonly address: Address | null;
  readonly guarantor: Guarantor | null;
  readonly members: readonly MemberState[];
  readonly version: number;
  /** The version that people made last: what a merge makes of a family is no change of theirs (SCH-202). */
  readonly peopleVersion: number;
}

/** What is known of who joins. */
export interface PersonFacts {
  readonly found: boolean;
  /** Whether the record is open. */
  readonly active: boolean;
  /** Whether somebody pays for the person in another household. */
  readonly paidForElsewhere: boolean;
}

export type Membership = Pick<MemberState, "relation" | "billsTo" | "sharesAddress">;

const ADULT_YEARS = 18;

/** Who belongs to a household now. */
export function currentMembers(state: HouseholdState): MemberState[] {
  return state.members.filter((one) => one.leftOn === null);
}

/** Who lives at the household's address, and moves with it. */
export function sharersOf(state: HouseholdState): string[] {
  return currentMembers(state)
    .filter((one) => one.sharesAddress)
    .map((one) => one.patientId);
}

/** A patient joins (SCH-142, SCH-143, SCH-148). Gives the membership that is written. */
export function decideJoin(
  state: HouseholdState,
  wish: Membership & { readonly patientId: string; readonly on: LocalDate },
  facts: PersonFacts,
  today: LocalDate,
): Result<MemberState, DomainError> {
  if (!facts.found) return fail("not-found", { field: "patientId" });
  if (!facts.active) return fail("record-closed", { field: "patientId" });
  if (wish.on > today) return fail("in-the-future", { field: "on" });
  if (currentMembers(state).some((one) => one.patientId === wish.patientId))
    return fail("already-recorded", { field: "patientId" });
  const since = state.members.findLast((one) => one.patientId === wish.patientId);
  if (since?.leftOn && wish.on < since.leftOn)
    return fieldFault("on", "That is before the day on which the patient left.");
  const billsTo = whoIsBilled(state, wish, facts);
  if (!billsTo.ok) return billsTo;
  const { patientId, relation, sharesAddress, on } = wish;
  return ok({ patientId, relation, sharesAddress, billsTo: billsTo.value, joinedOn: on, leftOn: null });
}

/** What a member is changes, or the member leaves, or comes back as if not gone (SCH-142). */
export function decideChange(
  state: HouseholdState,
  wish: Membership & { readonly patientId: string; readonly leftOn: LocalDate | null },
  facts: PersonFacts,
  today: LocalDate,
): Result<MemberState, DomainError> {
  const member = state.members.findLast((one) => one.patientId === wish.patientId);
  if (!member) return fail("not-found", { field: "patientId" });
  if (wish.leftOn !== null && wish.leftOn > today) return fail("in-the-future", { field: "leftOn" });
  if (wish.leftOn !== null && wish.leftOn < member.joinedOn)
    return fieldFault("leftOn", "That is before the day on which the patient joined.");
  // Who has left is paid for by nobody here, so nothing is asked of it.
  const billsTo = wish.leftOn === null ? whoIsBilled(state, wish, facts) : ok(wish.billsTo);
  if (!billsTo.ok) return billsTo;
  const { relation, sharesAddress, leftOn } = wish;
  return ok({ ...member, relation, sharesAddress, billsTo: billsTo.value, leftOn });
}

/** Another guarantor; the members whose bills go elsewhere by it (SCH-143). */
export function decideGuarantor(
  state: HouseholdState,
  guarantor: Guarantor | null,
  payer: Pick<PersonFacts, "found" | "active">,
): Result<{ readonly changed: readonly MemberState[] }, DomainError> {
  if (guarantor && (guarantor.patientId === null) === (guarantor.person === null))
    return fieldFault("guarantor", "Choose the patient who pays, or enter the person's name: one of the two.");
  if (guarantor?.patientId && !payer.found) return fail("not-found", { field: "guarantor.patientId" });
  if (guarantor?.patientId && !payer.active) return fail("record-closed", { field: "guarantor.patientId" });
  const members = currentMembers(state);
  if (guarantor === null && members.some((one) => one.billsTo !== "self"))
    return fail("guarantor-missing", { field: "guarantor" });
  // Who pays for the family gets the own bills, too.
  const changed = members
    .filter((one) => one.patientId === guarantor?.patientId && one.billsTo !== "self")
    .map((one): MemberState => ({ ...one, billsTo: "self" }));
  return ok({ changed });
}

function whoIsBilled(
  state: HouseholdState,
  { patientId, billsTo }: Pick<MemberState, "patientId" | "billsTo">,
  facts: PersonFacts,
): Result<BillsTo, DomainError> {
  if (billsTo === "self" || state.guarantor?.patientId === patientId) return ok("self");
  if (state.guarantor === null) return fail("guarantor-missing", { field: "billsTo" });
  if (facts.paidForElsewhere) return fail("paid-for-elsewhere", { field: "billsTo" });
  return ok(billsTo);
}

function fieldFault(field: string, message: string): Result<never, DomainError> {
  return fail("invalid-input", { field, fields: [{ field, message }] });
}

/** Who pays where a family is made of one record: whoever the record names, else the patient if of age; a child alone has nobody yet. */
export function firstGuarantor(
  first: {
    readonly patientId: string;
    readonly birthDate: LocalDate;
    readonly guarantor: Guarantor["person"];
  },
  today: LocalDate,
): Guarantor | null {
  if (first.guarantor !== null) return { patientId: null, person: first.guarantor };
  return ageInYears(first.birthDate, today) >= ADULT_YEARS ? { patientId: first.patientId, person: null } : null;
}
