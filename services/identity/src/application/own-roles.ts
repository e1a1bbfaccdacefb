import { fail, type DomainError } from "@practicum/contracts/error";
import { ownRoleChanged, UNUSED_DAYS, type OwnRoleInput } from "@practicum/contracts/identity/own-roles";
import { POWERFUL } from "@practicum/contracts/own-role";
import { addDays, daysBetween } from "@practicum/kernel/local-date";
import { ok, type Result } from "@practicum/kernel/result";
import { decideOwnRole, type DecidedRole } from "../domain/own-roles.ts";
import { hasSecondPerson } from "../domain/second-person.ts";
import { unusedRights as reportUnused } from "../domain/unused-rights.ts";
import type { Handlers } from "../handlers.ts";
import { insertVersion, selectOwnRoles, selectVersions } from "../sql/own-roles.ts";
import { selectFirstDay, selectUsed } from "../sql/permission-use.ts";
import { selectDeciders } from "../sql/second-person.ts";
import { lockStaff, selectStaff } from "../sql/staff.ts";
import { askSecondPerson } from "./ask-second-person.ts";
import { keepPerson } from "./keep-person.ts";

type Context = Parameters<Handlers["saveOwnRole"]>[0];

export const listOwnRoles: Handlers["listOwnRoles"] = async ({ tx }) => {
  const everybody = await selectStaff(tx);
  const known = await selectOwnRoles(tx);
  const holdersOf = (roleId: string) =>
    everybody.filter(({ ownRoles }) => ownRoles?.some((one) => one === roleId)).map(({ staffId }) => staffId);
  return ok(known.map((one) => ({ ...one, holders: holdersOf(one.roleId) })));
};

export const unusedRights: Handlers["unusedRights"] = async ({ tx, today }) => {
  const asked = addDays(today, -UNUSED_DAYS);
  const first = (await selectFirstDay(tx)) ?? today;
  const since = first > asked ? first : asked;
  const used = new Map<string, Set<string>>();
  for (const { staff_id, permission } of await selectUsed(tx, since))
    used.set(staff_id, (used.get(staff_id) ?? new Set()).add(permission));
  const report = reportUnused(await selectStaff(tx), await selectOwnRoles(tx), used);
  return ok({ since, days: daysBetween(since, today), ...report });
};

export const ownRoleVersions: Handlers["ownRoleVersions"] = async ({ tx }, { roleId }) => {
  const versions = await selectVersions(tx, roleId);
  return versions.length > 0 ? ok(versions) : fail("not-found");
};

export const previewOwnRole: Handlers["previewOwnRole"] = async (context, input) => {
  const decided = await decide(context, input);
  if (!decided.ok) return decided;
  const { difference } = decided.value;
  return ok({ ...difference, twoPersons: difference.twoPersons && (await somebodyElse(context)) });
};

/** What opens the charts or the accounts to who has the role waits for a second person, where there is one (IDN-155). */
export const saveOwnRole: Handlers["saveOwnRole"] = async (context, input) => {
  const { tx, actor } = context;
  await lockStaff(tx);
  const decided = await decide(context, input);
  if (!decided.ok) return decided;
  const { difference, role } = decided.value;
  if (actor.kind === "staff" && difference.twoPersons && (await somebodyElse(context))) {
    const opens = difference.gains
      .filter(({ permission }) => POWERFUL.includes(permission))
      .map(({ permission, staffIds }) => ({ permission, people: staffIds.length }));
    await askSecondPerson(context, actor, { kind: "own-role", staffId: null, wanted: null, ownRole: { input, opens } });
    return ok({ roleId: role.roleId, version: input.version, waits: true });
  }
  await keepRole(context, decided.value, actor.name);
  return ok({ roleId: role.roleId, version: role.version, waits: false });
};

/** Does what a second person agreed to, judged again by then. */
export async function keepAgreedRole(
  context: Context,
  input: OwnRoleInput,
  by: string,
): Promise<Result<true, DomainError>> {
  const decided = await decide(context, input);
  if (!decided.ok) return decided;
  await keepRole(context, decided.value, by);
  return ok(true);
}

/** Everybody who has the role is told whole, like after any other change: so it acts at the next request (IDN-8). */
async function keepRole(context: Context, { role, people }: DecidedRole, by: string): Promise<void> {
  await insertVersion(context.tx, role, { by, at: context.now });
  for (const person of people) await keepPerson(context, person, by);
  context.emit(ownRoleChanged, { roleId: role.roleId, version: role.version });
}

async function decide({ tx }: Pick<Context, "tx">, input: OwnRoleInput): Promise<Result<DecidedRole, DomainError>> {
  return decideOwnRole(input, await selectOwnRoles(tx), await selectStaff(tx));
}

async function somebodyElse({ tx, actor, now }: Pick<Context, "tx" | "actor" | "now">): Promise<boolean> {
  return actor.kind === "staff" && hasSecondPerson(await selectDeciders(tx, now), actor.staffId);
}
