import { staffChanged, type StaffMember } from "@practicum/contracts/identity/staff";
import { addMinutes } from "@practicum/kernel/instant";
import { isDecider, LINGER_MINUTES } from "../domain/second-person.ts";
import type { Handlers } from "../handlers.ts";
import { setDecidedUntil } from "../sql/second-person.ts";
import { tellOfChange } from "./tell-person.ts";
import { selectStaffMember, updateSignInOf, upsertStaff } from "../sql/staff.ts";

type Context = Parameters<Handlers["saveStaff"]>[0];

/** Writes a change that was decided, and tells of it; the person too, where the account is changed. */
export async function keepPerson(context: Context, person: StaffMember, by: string): Promise<void> {
  const { tx, now } = context;
  const before = await selectStaffMember(tx, person.staffId);
  await upsertStaff(tx, person);
  if (before && isDecider(before) && !isDecider(person))
    await setDecidedUntil(tx, person.staffId, addMinutes(now, LINGER_MINUTES));
  await updateSignInOf(tx, person, now);
  context.emit(staffChanged, person);
  if (before) await tellOfChange(context, before, person, by);
}
