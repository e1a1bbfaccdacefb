import { randomBytes } from "node:crypto";
import type { FoundingState } from "@practicum/contracts/auth";
import { practiceChanged, type PracticeProfile } from "@practicum/contracts/identity/practice";
import { staffChanged } from "@practicum/contracts/identity/staff";
import type { EventDefinition } from "@practicum/contracts/operation";
import type { Tx } from "@practicum/db/db";
import type { Id } from "@practicum/kernel/brand";
import { countedAddress } from "@practicum/kernel/counted-address";
import { addMinutes } from "@practicum/kernel/instant";
import { appendEvents, asJson } from "@practicum/service/unit-of-work";
import type { z } from "zod";
import { wrongProfileField } from "../domain/practice.ts";
import { decideStaff } from "../domain/staff.ts";
import { appendAccess } from "../sql/audit.ts";
import { endFounding, isFounded, lockFounding, useLink } from "../sql/founding.ts";
import { insertPractice, selectPractice, updatePractice } from "../sql/practice.ts";
import { hashOf } from "../sql/sign-in.ts";
import { lockStaff, selectStaff, upsertStaff } from "../sql/staff.ts";
import type { IdentitySchema } from "../sql/tables.ts";
import { beginAttempt } from "./attempts.ts";
import { faultOf } from "./own-session.ts";
import { refused, type Answered, type Asked, type Endpoint, type PracticeAuth } from "./practice-auth.ts";
import { setPassword } from "./provision.ts";
import { signInAsFirst } from "./sign-in.ts";

/*
 * How a practice begins: whoever has the operator's link says what the practice is and who its first manager is (IDN-100 to IDN-106). From
 * then on there is a person who signs in, and nothing here opens any more.
 */

const COOKIE = "practicum.founding";
/** The founding goes on in this browser for a day; then the operator makes another link. */
const BROWSER_MINUTES = 24 * 60;

/** Who founds is nobody of the practice yet. */
const founder = { kind: "integration", clientId: "founder", name: "Founding link", grants: ["staff.manage"] } as const;

/** The link's secret is exchanged for a cookie of this browser's, once. */
export const openLink: Endpoint<{ token: string }> = async (at, request, { token }) => {
  const blocked = await beginAttempt(at, [[["address", countedAddress(request.address)]]]);
  if (blocked) return refused(blocked);
  const mark = randomBytes(32).toString("base64url");
  const now = at.clock.now();
  const browser = { hash: hashOf(`founding-browser ${mark}`), expiresAt: addMinutes(now, BROWSER_MINUTES) };
  const opened = await at.db.transact(async (tx) => {
    if (await isFounded(tx)) return false;
    return useLink(tx, { hash: hashOf(`founding-link ${token}`), now }, browser);
  });
  if (!opened) return refused({ code: "founding-link" });
  return { setCookies: [cookieOf(at, mark, BROWSER_MINUTES * 60)], result: { ok: true, value: {} } };
};

export const foundingStateOf: Endpoint<object> = async (at, request) =>
  inFounding(at, request, async (tx): Promise<Answered> => {
    const practice = await selectPractice(tx);
    const state: FoundingState = { step: practice === null ? "practice" : "manager", practice };
    return { setCookies: [], result: { ok: true, value: { ...state } } };
  });

/** What the practice is. Until there is a manager it can be given again. */
export const foundPractice: Endpoint<Omit<PracticeProfile, "version">> = async (at, request, input) => {
  const wrong = wrongProfileField(input);
  if (wrong) return refused({ code: "invalid-input", field: wrong.field, fields: [wrong] });
  return inFounding(at, request, async (tx): Promise<Answered> => {
    const before = await selectPractice(tx);
    const profile: PracticeProfile = { ...input, version: (before?.version ?? 0) + 1 };
    await (before ? updatePractice(tx, profile) : insertPractice(tx, profile));
    await emit(at, tx, practiceChanged, profile);
    await enter(at, tx, "found-practice", null);
    at.changed({ name: profile.name, timeZone: profile.timeZone });
    return { setCookies: [], result: { ok: true, value: {} } };
  });
};

interface ManagerBody {
  readonly family: string;
  readonly given: string;
  readonly credential: string;
  readonly email: string;
  readonly password: string;
}

/** The first person, a manager, with a password; then the founding is over, and the person is signed in. */
export const foundManager: Endpoint<ManagerBody> = async (at, request, { password, ...body }) => {
  const fault = await faultOf(at, password, body.email, body);
  if (fault) return refused({ code: fault, field: "password" });
  const saved = await inFounding(at, request, async (tx, staffId) => {
    if ((await selectPractice(tx)) === null) return refused({ code: "invalid-input", field: "practice" });
    await lockStaff(tx);
    const everybody = await selectStaff(tx);
    const version = everybody.find((one) => one.staffId === staffId)?.version ?? null;
    const nobody = { npi: null, taxonomy: null, supervisorId: null };
    const input = {
      ...body,
      ...nobody,
      staffId,
      roles: ["practice-manager" as const, "owner" as const],
      active: true,
      version,
    };
    const decided = decideStaff(input, everybody, true);
    if (!decided.ok) return refused(decided.error);
    await upsertStaff(tx, decided.value);
    await emit(at, tx, staffChanged, decided.value);
    await enter(at, tx, "found-manager", staffId);
    return decided.value;
  });
  if ("result" in saved) return saved;
  // Where this is cut short the founding is still open: the same step is done again, for the same person.
  await setPassword(at.auth, saved, password);
  await at.db.transact((tx) => endFounding(tx));
  const answer = await signInAsFirst(at, request, { email: body.email.toLowerCase(), password });
  return { ...answer, setCookies: [...answer.setCookies, cookieOf(at, "", 0)] };
};

/** Does work as the browser that opened the link; for everybody else, and when there is a practice, there is nothing here. */
async function inFounding<T>(
  at: PracticeAuth,
  { cookie }: Asked,
  work: (tx: Tx<IdentitySchema>, staffId: Id<"staff">) => Promise<T>,
): Promise<T | Answered> {
  const mark = /(?:^|;\s*)practicum\.founding=([\w-]{43})(?:;|$)/.exec(cookie)?.[1];
  if (mark === undefined) return refused({ code: "founding-link" });
  return at.db.transact(async (tx) => {
    const founding = await lockFounding(tx, hashOf(`founding-browser ${mark}`), at.clock.now());
    if (!founding || (await isFounded(tx))) return refused({ code: "founding-link" });
    return work(tx, founding.staff_id);
  });
}

function cookieOf(at: PracticeAuth, mark: string, seconds: number): string {
  const secure = at.secureCookies ? "; Secure" : "";
  return `${COOKIE}=${mark}; Path=/api/auth; Max-Age=${seconds}; HttpOnly; SameSite=Strict${secure}`;
}

async function emit<P extends z.ZodType>(
  at: PracticeAuth,
  tx: Tx<IdentitySchema>,
  definition: EventDefinition<P>,
  payload: z.input<P>,
): Promise<void> {
  const checked = definition.payload.parse(payload);
  await appendEvents(tx, [
    {
      id: at.ids.next<"event">(),
      name: definition.name,
      practiceId: at.practice.id,
      occurredAt: at.clock.now(),
      traceId: at.ids.next<"trace">(),
      causedBy: null,
      actor: asJson(founder),
      keys: definition.keys(checked),
      payload: asJson(checked),
    },
  ]);
}

/** Into the audit trail (IDN-27). */
async function enter(
  at: PracticeAuth,
  tx: Tx<IdentitySchema>,
  operation: string,
  aboutStaffId: Id<"staff"> | null,
): Promise<void> {
  const now = at.clock.now();
  await appendAccess(tx, {
    eventId: at.ids.next(),
    at: now,
    receivedAt: now,
    actorKind: founder.kind,
    actorName: founder.name,
    staffId: null,
    actorId: `integration:${founder.clientId}`,
    sessionId: null,
    roles: [],
    service: "identity",
    operation,
    kind: "command",
    permission: "founding",
    patientIds: [],
    outcome: "ok",
    commandId: null,
    aboutStaffId,
  });
}
