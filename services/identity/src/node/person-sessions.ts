import type { OwnSession } from "@practicum/contracts/auth";
import { fail, type DomainError } from "@practicum/contracts/error";
import { isFresh } from "@practicum/contracts/fresh";
import { mayDo } from "@practicum/contracts/permission";
import type { Id } from "@practicum/kernel/brand";
import { ok, type Result } from "@practicum/kernel/result";
import { deleteSessions } from "../sql/sign-in.ts";
import { displayName, selectStaffMember } from "../sql/staff.ts";
import { sessionsOf } from "./own-sessions.ts";
import { actorOf, findSession, refused, type Endpoint, type Found, type PracticeAuth } from "./practice-auth.ts";
import { auditSignIn } from "./sign-in-audit.ts";
import { tellByDoor } from "./tell-by-door.ts";

/** Who looks after accounts sees and ends where somebody else is signed in (IDN-119). */

async function findManager(
  at: PracticeAuth,
  cookie: string,
  operation: string,
  staffId: Id<"staff">,
): Promise<Result<Found, DomainError>> {
  const found = await findSession(at, cookie);
  if (!found) return fail("not-signed-in");
  if (mayDo(found.staff, "staff.manage")) return ok(found);
  await auditSignIn(at, operation, found, "denied", staffId);
  return fail("not-allowed");
}

export const listPersonSessions: Endpoint<{ staffId: string }> = async (at, { cookie }, { staffId }) => {
  const found = await findManager(at, cookie, "person-sessions", staffId);
  if (!found.ok) return refused(found.error);
  await auditSignIn(at, "person-sessions", found.value, "ok", staffId);
  const sessions: OwnSession[] = await sessionsOf(at, staffId, found.value.sessionId);
  return { setCookies: [], result: { ok: true, value: { sessions } } };
};

/** Ends one, or without a name all. The own ones are ended as one's own. */
export const endPersonSessions: Endpoint<{ staffId: string; sessionId: string | null }> = async (
  at,
  { cookie },
  { staffId, sessionId },
) => {
  const found = await findManager(at, cookie, "end-person-sessions", staffId);
  if (!found.ok) return refused(found.error);
  const { value: manager } = found;
  if (!isFresh(actorOf(manager), at.clock.now())) return refused({ code: "confirm-identity" });
  const ended = await at.db.transact(async (tx) => {
    const person = await selectStaffMember(tx, staffId);
    if (!person) return 0;
    const count = await deleteSessions(tx, staffId, { sessionId, but: manager.sessionId });
    const by = displayName(manager.staff);
    if (count > 0 && staffId !== manager.staff.staffId)
      await tellByDoor(at, tx, actorOf(manager), person, { kind: "sessions-ended", by });
    return count;
  });
  const outcome = ended === 0 && sessionId !== null ? "not-found" : "ok";
  await auditSignIn(at, "end-person-sessions", manager, outcome, staffId);
  if (outcome === "not-found") return refused({ code: "not-found" });
  at.sessionsEnded(staffId);
  return { setCookies: [], result: { ok: true, value: { ended } } };
};
