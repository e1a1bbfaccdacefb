import { fail, type DomainError } from "@practicum/contracts/error";
import { householdChanged } from "@practicum/contracts/scheduling/households";
import { patientChanged } from "@practicum/contracts/scheduling/patients";
import type { Address } from "@practicum/contracts/schema";
import { must } from "@practicum/kernel/assert";
import { ok, type Result } from "@practicum/kernel/result";
import { currentMembers, type HouseholdState, type MemberState, type PersonFacts } from "../domain/household.ts";
import { lockHousehold, paidForElsewhere, saveHousehold, saveMember, setAddress, sharedBy } from "../sql/households.ts";
import { patientById } from "../sql/patients.ts";
import { refusedBy } from "../sql/refused-by.ts";
import type { SchedulingContext } from "./scheduling-context.ts";

/** The household at the version that was seen. Everybody in it is named in the audit trail. */
export async function findHousehold(
  context: SchedulingContext,
  seen: { readonly householdId: string; readonly version: number },
): Promise<Result<HouseholdState, DomainError>> {
  const state = await lockHousehold(context.tx, seen.householdId);
  if (!state) return fail("not-found", { field: "householdId" });
  for (const member of currentMembers(state)) context.auditPatient(member.patientId);
  return state.version === seen.version ? ok(state) : fail("stale-version");
}

export async function factsOf({ tx }: SchedulingContext, patientId: string, householdId: string): Promise<PersonFacts> {
  const patient = await patientById(tx, patientId);
  return {
    found: patient !== undefined,
    active: patient?.active ?? false,
    paidForElsewhere: await paidForElsewhere(tx, patientId, householdId),
  };
}

/** Writes members of a household: refused where somebody pays for one in another household since it was looked. */
export async function writeMembers(
  { tx }: SchedulingContext,
  householdId: string,
  members: readonly MemberState[],
): Promise<Result<undefined, DomainError>> {
  const written = await refusedBy(async () => {
    for (const member of members) await saveMember(tx, householdId, member);
  });
  return written.ok ? ok() : fail("paid-for-elsewhere", { field: "billsTo" });
}

/** Saves the household as people changed it, one version further, and tells who belongs to it now. */
export async function changedTo(context: SchedulingContext, state: HouseholdState): Promise<number> {
  return nextVersion(context, { ...state, peopleVersion: state.version + 1 });
}

/** A member is another record by a merge, or again the one that it was: told like every change, and none of people's (SCH-202). */
export async function followedTo(context: SchedulingContext, state: HouseholdState): Promise<number> {
  return nextVersion(context, state);
}

async function nextVersion(context: SchedulingContext, state: HouseholdState): Promise<number> {
  const next = { ...state, version: state.version + 1 };
  await saveHousehold(context.tx, next);
  tellHousehold(context, next);
  return next.version;
}

export function tellHousehold(context: SchedulingContext, state: HouseholdState): void {
  context.emit(householdChanged, {
    householdId: state.householdId,
    version: state.version,
    address: state.address,
    guarantor: state.guarantor && {
      patientId: state.guarantor.patientId,
      person: state.guarantor.person && {
        name: state.guarantor.person.name,
        address: state.guarantor.person.address,
        phone: state.guarantor.person.phone,
      },
    },
    members: currentMembers(state).map(({ patientId, relation, billsTo }) => ({
      patientId: patientId,
      relation,
      billsTo,
    })),
  });
}

/** Gives a patient another address and announces the record (SCH-2). @returns its version; undefined where another one was seen. */
export async function moveTo(
  context: SchedulingContext,
  patientId: string,
  address: Address | null,
  seen: number | null = null,
): Promise<number | undefined> {
  const version = await setAddress(context.tx, patientId, address, seen);
  if (version !== undefined) context.emit(patientChanged, must(await patientById(context.tx, patientId)));
  return version;
}

/** SCH-144: whoever gets another address than the household's by itself shares it no longer. */
export async function leaveSharedAddress(
  context: SchedulingContext,
  patientId: string,
  address: Address | null,
): Promise<void> {
  for (const householdId of await sharedBy(context.tx, patientId)) {
    const state = must(await lockHousehold(context.tx, householdId));
    if (sameAddress(state.address, address)) continue;
    const members = state.members.map((one) =>
      one.patientId === patientId && one.leftOn === null ? { ...one, sharesAddress: false } : one,
    );
    for (const member of members) if (member.patientId === patientId) await saveMember(context.tx, householdId, member);
    await changedTo(context, { ...state, members });
  }
}

export function sameAddress(a: Address | null, b: Address | null): boolean {
  if (a === null || b === null) return a === b;
  return (
    a.line1 === b.line1 &&
    (a.line2 ?? "") === (b.line2 ?? "") &&
    a.city === b.city &&
    a.state === b.state &&
    a.zip === b.zip
  );
}
