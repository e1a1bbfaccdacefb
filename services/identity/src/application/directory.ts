import { fail } from "@practicum/contracts/error";
import type { StaffMember } from "@practicum/contracts/identity/staff";
import { allPermissions } from "@practicum/contracts/own-role";
import { mayDo } from "@practicum/contracts/permission";
import { mayAlso } from "@practicum/contracts/scope";
import type { Tx } from "@practicum/db/db";
import type { Instant } from "@practicum/kernel/instant";
import { ok } from "@practicum/kernel/result";
import { draftKeysOf } from "../domain/draft-keys.ts";
import { graceEnds, needsFactor } from "../domain/sign-in-policy.ts";
import type { Handlers } from "../handlers.ts";
import { countUnread, hasSecondFactor, selectGrace, selectPolicy } from "../sql/account.ts";
import { selectLocations } from "../sql/locations.ts";
import { selectPractice } from "../sql/practice.ts";
import { countOpenFor } from "../sql/second-person.ts";
import { selectStaff, selectStaffMember } from "../sql/staff.ts";
import type { IdentitySchema } from "../sql/tables.ts";

/** Who asks, with what the roles of now allow: the screens follow it, the services enforce it. */
export const me: Handlers["me"] = async ({ tx, actor, now, practice: { demonstration = false } }) => {
  if (actor.kind !== "staff") return fail("not-found");
  const staff = await selectStaffMember(tx, actor.staffId);
  const practice = await selectPractice(tx);
  if (!staff || !practice) return fail("not-found");
  const decides = mayDo(staff, "account.approve");
  return ok({
    staff,
    practice,
    permissions: allPermissions.filter((permission) => mayDo(staff, permission)),
    demonstration,
    waiting: decides ? await countOpenFor(tx, staff.staffId, now) : 0,
    notices: await countUnread(tx, staff.staffId),
    factorDue: await factorDueOf(tx, staff),
  });
};

/** Until when who has no second factor goes on without (IDN-126); null where none is asked for, or there is one. */
async function factorDueOf(tx: Tx<IdentitySchema>, staff: StaffMember): Promise<Instant | null> {
  const policy = await selectPolicy(tx);
  if (!needsFactor(policy, staff.roles) || (await hasSecondFactor(tx, staff.staffId)) !== false) return null;
  const began = await selectGrace(tx, staff.staffId);
  return began === null ? null : graceEnds(policy, began);
}

/** Only of who asks: nobody can ask for another's (CHT-119). */
export const draftKeys: Handlers["draftKeys"] = async ({ actor, practice, today, ports }) => {
  if (actor.kind !== "staff" || ports.draftSecret === undefined) return fail("not-found");
  return ok({ keys: draftKeysOf(ports.draftSecret, { practiceId: practice.id, staffId: actor.staffId, today }) });
};

/** A DEA number is what a forged prescription needs: it is told to who looks after the accounts (IDN-191). */
export const listStaff: Handlers["listStaff"] = async ({ tx, actor }) => {
  const staff = await selectStaff(tx);
  return ok(mayAlso(actor, "staff.manage") ? staff : staff.map((person) => ({ ...person, dea: undefined })));
};

export const listLocations: Handlers["listLocations"] = async ({ tx }) => ok(await selectLocations(tx));

export const getPractice: Handlers["getPractice"] = async ({ tx }) => {
  const practice = await selectPractice(tx);
  return practice ? ok(practice) : fail("not-found");
};
