import { fail } from "@practicum/contracts/error";
import { permissions } from "@practicum/contracts/permission";
import { ok } from "@practicum/kernel/result";
import { draftKeysOf } from "../domain/draft-keys.ts";
import type { Handlers } from "../handlers.ts";
import { selectLocations } from "../sql/locations.ts";
import { selectPractice } from "../sql/practice.ts";
import { selectStaff, selectStaffMember } from "../sql/staff.ts";

/** Who asks, with what the roles of now allow: the screens follow it, the services enforce it. */
export const me: Handlers["me"] = async ({ tx, actor, practice: { demonstration = false } }) => {
  if (actor.kind !== "staff") return fail("not-found");
  const staff = await selectStaffMember(tx, actor.staffId);
  const practice = await selectPractice(tx);
  if (!staff || !practice) return fail("not-found");
  const allowed = Object.entries(permissions).filter(([, roles]) => roles.some((role) => staff.roles.includes(role)));
  return ok({ staff, practice, permissions: allowed.map(([permission]) => permission), demonstration });
};

/** Only of who asks: nobody can ask for another's (CHT-119). */
export const draftKeys: Handlers["draftKeys"] = async ({ actor, practice, today, ports }) => {
  if (actor.kind !== "staff" || ports.draftSecret === undefined) return fail("not-found");
  return ok({ keys: draftKeysOf(ports.draftSecret, { practiceId: practice.id, staffId: actor.staffId, today }) });
};

export const listStaff: Handlers["listStaff"] = async ({ tx }) => ok(await selectStaff(tx));

export const listLocations: Handlers["listLocations"] = async ({ tx }) => ok(await selectLocations(tx));

export const getPractice: Handlers["getPractice"] = async ({ tx }) => {
  const practice = await selectPractice(tx);
  return practice ? ok(practice) : fail("not-found");
};
