import type { OwnSession } from "@practicum/contracts/auth";
import type { Id } from "@practicum/kernel/brand";
import { epochMs, instantFromMs } from "@practicum/kernel/instant";
import { deviceName } from "../domain/device-name.ts";
import { deleteSessions, selectSessions } from "../sql/sign-in.ts";
import { aheadMs, findSession, refused, type Endpoint, type PracticeAuth } from "./practice-auth.ts";
import { auditSignIn } from "./sign-in-audit.ts";

/** Where the person is signed in now (IDN-62). */
export const listSessions: Endpoint<object> = async (at, { cookie }) => {
  const found = await findSession(at, cookie);
  if (!found) return refused({ code: "not-signed-in" });
  const sessions = await sessionsOf(at, found.staff.staffId, found.sessionId);
  return { setCookies: [], result: { ok: true, value: { sessions } } };
};

/** Where a person is signed in, as it is seen from a session. */
export async function sessionsOf(at: PracticeAuth, staffId: Id<"staff">, seenFrom: string): Promise<OwnSession[]> {
  const ahead = aheadMs(at.clock);
  const rows = await at.db.transact((tx) => selectSessions(tx, staffId, instantFromMs(Date.now())), {
    readOnly: true,
  });
  return rows.map((row): OwnSession => ({
    sessionId: row.id,
    current: row.id === seenFrom,
    startedAt: instantFromMs(epochMs(row.created_at) + ahead),
    seenAt: instantFromMs(epochMs(row.updated_at) + ahead),
    device: deviceName(row.user_agent),
  }));
}

/** Ends another one of the person's own sessions, or, without a name, all others. Another person's is not found. */
export const endOwnSession: Endpoint<{ sessionId: string | null }> = async (at, { cookie }, { sessionId }) => {
  const found = await findSession(at, cookie);
  if (!found) return refused({ code: "not-signed-in" });
  const { staffId } = found.staff;
  const ended = await at.db.transact((tx) => deleteSessions(tx, staffId, { sessionId, but: found.sessionId }));
  const outcome = ended === 0 && sessionId !== null ? "not-found" : "ok";
  await auditSignIn(at, "end-session", found, outcome);
  if (outcome === "not-found") return refused({ code: "not-found" });
  at.sessionsEnded(staffId);
  return { setCookies: [], result: { ok: true, value: { ended } } };
};
