import { signInPolicyChanged, type SignInPolicy } from "@practicum/contracts/identity/account";
import { fail, type DomainError } from "@practicum/contracts/error";
import { ok, type Result } from "@practicum/kernel/result";
import { ownerActs } from "../domain/owner-acts.ts";
import { hasSecondPerson } from "../domain/second-person.ts";
import { isLooser } from "../domain/sign-in-policy.ts";
import type { Handlers } from "../handlers.ts";
import { markNoticesRead, selectNotices, selectPolicy, upsertPolicy } from "../sql/account.ts";
import { selectOwnerActs } from "../sql/audit.ts";
import { selectDeciders } from "../sql/second-person.ts";
import { lockStaff } from "../sql/staff.ts";
import { askSecondPerson } from "./ask-second-person.ts";
import { entryOf } from "./audit-trail.ts";

/** A part of the trail, which nobody can shorten; so no manager can empty it (IDN-115). */
export const listOwnerActs: Handlers["listOwnerActs"] = async ({ tx }, { before, limit }) => {
  const found = await selectOwnerActs(tx, { acts: ownerActs(), before, limit: limit + 1 });
  const page = found.slice(0, limit);
  return ok({ entries: page.map(entryOf), next: found.length > page.length ? (page.at(-1)?.sequence ?? null) : null });
};

/** Only of who asks: nobody can ask for another's. */
export const listAccountNotices: Handlers["listAccountNotices"] = async ({ tx, actor }, { before, limit }) => {
  if (actor.kind !== "staff") return ok({ notices: [], next: null });
  const found = await selectNotices(tx, actor.staffId, before, limit + 1);
  const notices = found.slice(0, limit);
  const last = notices.at(-1);
  return ok({ notices, next: found.length > limit && last ? { at: last.at, noticeId: last.noticeId } : null });
};

export const readAccountNotices: Handlers["readAccountNotices"] = async ({ tx, actor, now }, { upTo }) => {
  if (actor.kind !== "staff") return fail("not-found");
  const read = await markNoticesRead(tx, actor.staffId, upTo, now);
  return read === null ? fail("not-found") : ok({ read });
};

export const getSignInPolicy: Handlers["getSignInPolicy"] = async ({ tx }) => ok(await selectPolicy(tx));

/** What asks for less than before waits for a second person, where there is one (IDN-122). */
export const saveSignInPolicy: Handlers["saveSignInPolicy"] = async (context, policy) => {
  const { tx, actor, now } = context;
  await lockStaff(tx);
  const before = await selectPolicy(tx);
  if (
    before.version === policy.version &&
    actor.kind === "staff" &&
    isLooser(before, policy) &&
    hasSecondPerson(await selectDeciders(tx, now), actor.staffId)
  ) {
    await askSecondPerson(context, actor, { kind: "sign-in-policy", staffId: null, wanted: null, policy });
    return ok({ version: before.version, waits: true });
  }
  const saved = await keepPolicy(context, policy);
  return saved.ok ? ok({ version: saved.value, waits: false }) : saved;
};

/** Keeps the policy where it follows the version that it names, and tells of it. */
export async function keepPolicy(
  context: Parameters<Handlers["saveSignInPolicy"]>[0],
  policy: SignInPolicy,
): Promise<Result<number, DomainError>> {
  if (!(await upsertPolicy(context.tx, policy))) return fail("stale-version");
  const version = (policy.version ?? 0) + 1;
  context.emit(signInPolicyChanged, { ...policy, version });
  return ok(version);
}
