import { ok } from "@practicum/kernel/result";
import { gainsPower, hasSecondPerson } from "../domain/second-person.ts";
import { decideStaff } from "../domain/staff.ts";
import type { Handlers } from "../handlers.ts";
import { selectOwnRoles } from "../sql/own-roles.ts";
import { selectDeciders } from "../sql/second-person.ts";
import { lockStaff, selectStaff } from "../sql/staff.ts";
import { askSecondPerson } from "./ask-second-person.ts";
import { keepPerson } from "./keep-person.ts";

export const saveStaff: Handlers["saveStaff"] = async (context, input) => {
  const { tx, actor, now } = context;
  await lockStaff(tx);
  const everybody = await selectStaff(tx);
  const byOwner = actor.kind === "staff" && actor.roles.includes("owner");
  const decided = decideStaff(input, everybody, byOwner, await selectOwnRoles(tx));
  if (!decided.ok) return decided;
  const person = decided.value;
  const before = everybody.find((one) => one.staffId === person.staffId);
  if (
    before &&
    actor.kind === "staff" &&
    gainsPower(before, person) &&
    hasSecondPerson(await selectDeciders(tx, now), actor.staffId)
  ) {
    await askSecondPerson(context, actor, { kind: "roles", staffId: person.staffId, wanted: input });
    return ok({ staffId: person.staffId, version: before.version, waits: true });
  }
  await keepPerson(context, person, actor.name);
  return ok({ staffId: person.staffId, version: person.version, waits: false });
};
