import { fail, type DomainError } from "@practicum/contracts/error";
import type { householdOperations } from "@practicum/contracts/scheduling/households";
import { ok, type Result } from "@practicum/kernel/result";
import type { z } from "zod";
import { decideChange, decideGuarantor, decideJoin, sharersOf, type HouseholdState } from "../domain/household.ts";
import { findMove, insertHousehold, insertMove, lockHousehold, lockPatients, markUndone } from "../sql/households.ts";
import { patientById } from "../sql/patients.ts";
import {
  changedTo,
  factsOf,
  findHousehold,
  moveTo,
  sameAddress,
  tellHousehold,
  writeMembers,
} from "./household-members.ts";
import type { SchedulingContext } from "./scheduling-context.ts";

type Ops = typeof householdOperations;
type Input<Name extends keyof Ops> = z.output<Ops[Name]["input"]>;
type Changed = Promise<Result<{ version: number }, DomainError>>;

/** SCH-142: a family begins with one record, whose address is the family's. */
export async function startHousehold(context: SchedulingContext, input: Input<"startHousehold">): Changed {
  const { tx, today } = context;
  const { householdId, patientId, relation, billsTo, guarantor } = input;
  const patient = await patientById(tx, patientId);
  if (!patient) return fail("not-found", { field: "patientId" });
  const empty: HouseholdState = {
    householdId,
    address: patient.address,
    guarantor,
    members: [],
    version: 1,
    peopleVersion: 1,
  };
  const payer = guarantor?.patientId ? await factsOf(context, guarantor.patientId, householdId) : NOBODY;
  const paid = decideGuarantor(empty, guarantor, payer);
  if (!paid.ok) return paid;
  const wish = { patientId, relation, billsTo, sharesAddress: true, on: today };
  const joined = decideJoin(empty, wish, await factsOf(context, patientId, householdId), today);
  if (!joined.ok) return joined;
  const state = { ...empty, members: [joined.value] };
  if (!(await insertHousehold(tx, { ...state, members: [] })))
    return fail("already-recorded", { field: "householdId" });
  const written = await writeMembers(context, householdId, state.members);
  if (!written.ok) return written;
  tellHousehold(context, state);
  return ok({ version: 1 });
}

const NOBODY = { found: false, active: false };

/** SCH-142: somebody who is a patient already joins; who shares the address gets it (SCH-144). */
export async function joinHousehold(context: SchedulingContext, input: Input<"joinHousehold">): Changed {
  const found = await findHousehold(context, input);
  if (!found.ok) return found;
  return join(context, found.value, input);
}

/** Lets a patient into a household, by whichever command. */
export async function join(
  context: SchedulingContext,
  state: HouseholdState,
  wish: Omit<Input<"joinHousehold">, "version" | "householdId">,
): Changed {
  const { householdId } = state;
  const facts = await factsOf(context, wish.patientId, householdId);
  const decided = decideJoin(state, wish, facts, context.today);
  if (!decided.ok) return decided;
  const written = await writeMembers(context, householdId, [decided.value]);
  if (!written.ok) return written;
  if (wish.sharesAddress) await takeAddress(context, wish.patientId, state);
  return ok({ version: await changedTo(context, { ...state, members: [...state.members, decided.value] }) });
}

/** SCH-142: another relation, another one who pays, an address of the own; or the member left, or did not. */
export async function changeMember(context: SchedulingContext, input: Input<"changeMember">): Changed {
  const found = await findHousehold(context, input);
  if (!found.ok) return found;
  const state = found.value;
  const facts = await factsOf(context, input.patientId, state.householdId);
  const decided = decideChange(state, input, facts, context.today);
  if (!decided.ok) return decided;
  const member = decided.value;
  const written = await writeMembers(context, state.householdId, [member]);
  if (!written.ok) return written;
  if (member.sharesAddress && member.leftOn === null) await takeAddress(context, member.patientId, state);
  const members = state.members.map((one) =>
    one.patientId === member.patientId && one.joinedOn === member.joinedOn ? member : one,
  );
  return ok({ version: await changedTo(context, { ...state, members }) });
}

/** Whoever shares a household's address has it on the own record. A family without one takes the first that comes. */
async function takeAddress(context: SchedulingContext, patientId: string, { address }: HouseholdState): Promise<void> {
  const patient = await patientById(context.tx, patientId);
  if (patient && address !== null && !sameAddress(patient.address, address)) await moveTo(context, patientId, address);
}

/** SCH-143: another one pays; who gets the family's bills gets the own. */
export async function setGuarantor(context: SchedulingContext, input: Input<"setGuarantor">): Changed {
  const found = await findHousehold(context, input);
  if (!found.ok) return found;
  const state = found.value;
  const { guarantor } = input;
  const payer = guarantor?.patientId ? await factsOf(context, guarantor.patientId, state.householdId) : NOBODY;
  const decided = decideGuarantor(state, guarantor, payer);
  if (!decided.ok) return decided;
  const { changed } = decided.value;
  const written = await writeMembers(context, state.householdId, changed);
  if (!written.ok) return written;
  const members = state.members.map(
    (one) => changed.find((other) => other.patientId === one.patientId && one.leftOn === null) ?? one,
  );
  return ok({ version: await changedTo(context, { ...state, guarantor, members }) });
}

/** SCH-144: everybody who shares the address moves, or nobody; what was there before is kept. */
export async function moveHousehold(
  context: SchedulingContext,
  input: Input<"moveHousehold">,
): Promise<Result<{ version: number; moved: string[] }, DomainError>> {
  const { tx } = context;
  const before = await findMove(tx, input.moveId);
  if (before) return fail("already-recorded", { field: "moveId" });
  const found = await findHousehold(context, input);
  if (!found.ok) return found;
  const state = found.value;
  const sharers = sharersOf(state);
  // Who was shown to the person is who moves: nobody else, and nobody of them stays.
  if (new Set(sharers).symmetricDifference(new Set<string>(input.patientIds)).size > 0) return fail("stale-version");
  const people = [];
  for (const one of await lockPatients(tx, sharers)) {
    const version = (await moveTo(context, one.patientId, input.address)) ?? one.version;
    people.push({ patientId: one.patientId, address: one.address, version });
  }
  const version = await changedTo(context, { ...state, address: input.address });
  const { moveId, householdId } = input;
  await insertMove(tx, { moveId, householdId, version, addressBefore: state.address, before: people }, context.now);
  return ok({ version, moved: people.map((one) => one.patientId) });
}

/** SCH-144: a move is taken back whole, as long as people changed neither the household nor a record since; a merge changes nothing of it (SCH-202). */
export async function undoHouseholdMove(context: SchedulingContext, input: Input<"undoHouseholdMove">): Changed {
  const { tx } = context;
  const move = await findMove(tx, input.moveId);
  if (!move) return fail("not-found", { field: "moveId" });
  const state = await lockHousehold(tx, move.householdId);
  if (!state) return fail("not-found", { field: "moveId" });
  for (const one of move.before) context.auditPatient(one.patientId);
  if (move.undoneAt !== null) return ok({ version: state.version });
  if (state.peopleVersion !== move.version) return fail("stale-version");
  for (const one of move.before)
    if ((await moveTo(context, one.patientId, one.address, one.version)) === undefined) return fail("stale-version");
  await markUndone(tx, move.moveId, context.now);
  return ok({ version: await changedTo(context, { ...state, address: move.addressBefore }) });
}
