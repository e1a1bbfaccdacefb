import { staffChanged } from "@practicum/contracts/identity/staff";
import { ok } from "@practicum/kernel/result";
import { decideStaff } from "../domain/staff.ts";
import type { Handlers } from "../handlers.ts";
import { lockStaff, selectStaff, updateSignInOf, upsertStaff } from "../sql/staff.ts";

export const saveStaff: Handlers["saveStaff"] = async (context, input) => {
  await lockStaff(context.tx);
  const decided = decideStaff(input, await selectStaff(context.tx));
  if (!decided.ok) return decided;
  const person = decided.value;
  await upsertStaff(context.tx, person);
  await updateSignInOf(context.tx, person, context.now);
  context.emit(staffChanged, person);
  return ok({ staffId: person.staffId, version: person.version });
};
