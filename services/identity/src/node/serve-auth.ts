import type { Bus, JsonValue, Subscription } from "@practicum/bus/bus";
import {
  authBodies,
  authRequest,
  SESSIONS_ENDED,
  type AuthEndpoint,
  type AuthReply,
  type AuthRequest,
  type ResolvedSession,
} from "@practicum/contracts/auth";
import { fail } from "@practicum/contracts/error";
import { openPg } from "@practicum/db/pg";
import { countedAddress } from "@practicum/kernel/counted-address";
import type { Clock } from "@practicum/kernel/ports";
import { uuidV7 } from "@practicum/kernel/random";
import { systemClock, systemRandom } from "@practicum/service/clock";
import type { Practice, PracticeFacts } from "@practicum/service/define-service";
import { FewAtOnce } from "@practicum/service/few-at-once";
import { z } from "zod";
import { isFounded } from "../sql/founding.ts";
import type { IdentitySchema } from "../sql/tables.ts";
import { passwordSteps } from "../domain/sign-in-limit.ts";
import { AttemptsNowhere } from "./attempts-nowhere.ts";
import { hashPassword, openAuth } from "./auth-options.ts";
import { foundingStateOf, foundManager, foundPractice, openLink } from "./founding.ts";
import { isKnownBrowser } from "./known-device.ts";
import {
  addPasskey,
  askForPasskey,
  listPasskeys,
  newPasskey,
  removePasskey,
  renamePasskey,
  signInByPasskey,
} from "./passkeys.ts";
import * as own from "./own-session.ts";
import { endOwnSession, listSessions } from "./own-sessions.ts";
import { serveKiosk } from "./kiosk-door.ts";
import { endPersonSessions, listPersonSessions } from "./person-sessions.ts";
import { actorOf, findSession, sessionOf, type Endpoint, type PracticeAuth } from "./practice-auth.ts";
import { signIn, verifyBackupCode, verifyTotp } from "./sign-in.ts";

export interface ServeAuthOptions {
  readonly bus: Bus;
  readonly practices: readonly { readonly practice: Practice; readonly databaseUrl: string }[];
  readonly secret: string;
  readonly secureCookies: boolean;
  /** Minutes without a sign of life after which a session ends; default 15. */
  readonly idleMinutes?: number;
  /** This installation's clock; default the machine's. Sessions last by the machine's, so that a clock that was moved ends none. */
  readonly clock?: Clock;
  /** Called when an endpoint may have put events into the outbox, beside the service's own pipeline. */
  readonly told?: () => void;
  /** Told when something broke, by name only. */
  readonly onError: (where: string, error: unknown) => void;
}

type Endpoints = { readonly [Name in AuthEndpoint]: Endpoint<z.output<(typeof authBodies)[Name]>> };

const endpoints: Endpoints = {
  "sign-in": signIn,
  "verify-totp": verifyTotp,
  "verify-backup-code": verifyBackupCode,
  "sign-out": own.signOut,
  "change-password": own.changePassword,
  "set-password": own.setPasswordByCode,
  "issue-code": own.issueCode,
  "totp-start": own.totpStart,
  "totp-confirm": own.totpConfirm,
  "totp-stop": own.totpStop,
  confirm: own.confirm,
  passkeys: listPasskeys,
  "passkey-new": newPasskey,
  "passkey-add": addPasskey,
  "passkey-rename": renamePasskey,
  "passkey-remove": removePasskey,
  "passkey-ask": askForPasskey,
  "passkey-sign-in": signInByPasskey,
  sessions: listSessions,
  "end-session": endOwnSession,
  "person-sessions": listPersonSessions,
  "end-person-sessions": endPersonSessions,
  activity: own.activity,
  "found-open": openLink,
  "found-state": foundingStateOf,
  "found-practice": foundPractice,
  "found-manager": foundManager,
};

/** Those that ask for a password's hash: 19 MiB and a thread each. */
const HASHING: ReadonlySet<AuthEndpoint> = new Set([
  "sign-in",
  "change-password",
  "set-password",
  "totp-start",
  "totp-stop",
  "confirm",
  "found-manager",
]);
/** Node has four threads for such work; one stays free for everything else. What waits is answered within a second or two. */
const HASHES_AT_ONCE = { runningMax: 3, waitingMax: 30 };

/** Those that let somebody in. */
const AT_THE_DOOR: ReadonlySet<AuthEndpoint> = new Set([
  "sign-in",
  "verify-totp",
  "verify-backup-code",
  "set-password",
  "found-manager",
]);

/** What all endpoints share. */
interface Door {
  readonly practices: readonly PracticeAuth[];
  readonly nowhere: AttemptsNowhere;
  readonly hashes: FewAtOnce;
  readonly clock: Clock;
  readonly onError: ServeAuthOptions["onError"];
}

/** Answers sign-in on `svc.identity.auth-*`, for the gateway; see `contracts/auth.ts`. */
export async function serveAuth(
  options: ServeAuthOptions,
): Promise<{ stop(): Promise<void>; change(practiceId: string, facts: PracticeFacts): void }> {
  const open = options.practices.map((each) => openPractice(options, each));
  const at = open.map((each) => each.at);
  const door: Door = {
    practices: at,
    nowhere: new AttemptsNowhere(),
    hashes: new FewAtOnce(HASHES_AT_ONCE),
    clock: options.clock ?? systemClock,
    onError: options.onError,
  };
  const subscriptions: Subscription[] = [];
  for (const name of Object.keys(endpoints).filter(isEndpoint)) {
    const answer = async (message: JsonValue) => {
      const answered = json(await answerInTurn(door, name, message));
      if (name !== "activity") options.told?.();
      return answered;
    };
    subscriptions.push(await options.bus.serve(`svc.identity.auth-${name}`, answer));
  }
  const resolve = async (message: JsonValue) => json(await resolveSession(at, message, options.onError));
  subscriptions.push(await options.bus.serve("svc.identity.auth-resolve", resolve));
  const practices = async (message: JsonValue) => json(await listPractices(at, message));
  subscriptions.push(await options.bus.serve("svc.identity.auth-practices", practices));
  subscriptions.push(...(await serveKiosk(options.bus, at, options.onError)));
  return {
    change(practiceId, facts) {
      at.find(({ practice: { id } }) => id === practiceId)?.changed(facts);
    },
    async stop() {
      await Promise.all(subscriptions.map((subscription) => subscription.stop()));
      await Promise.all(open.map((each) => each.close()));
    },
  };
}

function openPractice(options: ServeAuthOptions, each: ServeAuthOptions["practices"][number]) {
  const { idleMinutes = 15, clock = systemClock } = options;
  const { auth, close } = openAuth({ ...options, databaseUrl: each.databaseUrl, idleMinutes });
  const db = openPg<IdentitySchema>({ url: each.databaseUrl, schema: "identity", poolMax: 3 });
  let { practice } = each;
  const at: PracticeAuth = {
    get practice() {
      return practice;
    },
    changed: (facts) => (practice = { ...practice, ...facts }),
    auth,
    db,
    clock,
    ids: uuidV7(clock, systemRandom),
    random: systemRandom,
    secret: options.secret,
    idleMinutes,
    secureCookies: options.secureCookies,
    sessionsEnded: (staffId) => options.bus.broadcast(practice.id, { name: SESSIONS_ENDED, keys: { staffId } }),
  };
  return { at, close: () => Promise.all([close(), db.close()]) };
}

/** IDN-49: who is turned away has not been counted, and nothing of the person's was looked at. */
async function answerInTurn(door: Door, name: AuthEndpoint, message: JsonValue): Promise<AuthReply> {
  if (!HASHING.has(name)) return answerEndpoint(door, name, message);
  const reply = await door.hashes.run(() => answerEndpoint(door, name, message));
  return reply ?? { setCookies: [], result: fail("try-again") };
}

async function answerEndpoint(door: Door, name: AuthEndpoint, message: JsonValue): Promise<AuthReply> {
  const request = authRequest.safeParse(message);
  if (!request.success) return { setCookies: [], result: fail("invalid-input") };
  const body = authBodies[name].safeParse(request.data.body);
  if (!body.success) return { setCookies: [], result: fail("invalid-input", fieldsOf(body.error)) };
  const named =
    "practice" in body.data && body.data.practice !== undefined ? body.data.practice : request.data.practice;
  const isLink = name === "found-open" && door.practices.length > 1;
  const at = isLink ? door.practices[0] : practiceNamed(door.practices, named);
  if (!at) return withoutPractice(door, name, request.data.address, body.data);
  try {
    if (isLink) return await openAnyLink(door, request.data, body.data);
    // The map's type says that each endpoint takes the body of its own name.
    const endpoint = endpoints[name] as Endpoint<typeof body.data>;
    const { setCookies, result } = await endpoint(at, request.data, body.data);
    // Who knows no password is not told: a stranger learns of no practice (IDN-58, IDN-150).
    if (at.practice.paused === true && AT_THE_DOOR.has(name) && result.ok)
      return { setCookies: [], result: fail("practice-paused") };
    return { setCookies, practice: at.practice.slug, result };
  } catch (error) {
    door.onError(`auth-${name}`, error);
    return { setCookies: [], result: fail("try-again") };
  }
}

/** A link names no practice: it opens the one that it was made for, among those that are to be founded still (IDN-151). */
async function openAnyLink({ practices }: Door, request: AuthRequest, body: object): Promise<AuthReply> {
  const { token } = authBodies["found-open"].parse(body);
  for (const at of practices) {
    if (await at.db.transact((tx) => isFounded(tx), { readOnly: true })) continue;
    const { setCookies, result } = await openLink(at, request, { token });
    if (result.ok || result.error.code !== "founding-link") return { setCookies, practice: at.practice.slug, result };
  }
  return { setCookies: [], result: fail("founding-link") };
}

function practiceNamed(all: readonly PracticeAuth[], slug: string | null): PracticeAuth | undefined {
  return slug === null && all.length === 1 ? all[0] : all.find((at) => at.practice.slug === slug);
}

/** A practice that does not exist looks like a wrong password, costs one, and counts like one (IDN-41, IDN-43). */
async function withoutPractice(door: Door, name: AuthEndpoint, address: string, body: object): Promise<AuthReply> {
  if (name === "passkey-ask" || name === "passkey-sign-in") return { setCookies: [], result: fail("wrong-passkey") };
  if (name !== "sign-in" && name !== "set-password") return { setCookies: [], result: fail("not-signed-in") };
  const email = "email" in body && typeof body.email === "string" ? body.email.toLowerCase() : "";
  const blocked = await door.nowhere.begin(passwordSteps(email, countedAddress(address), null), door.clock.now());
  if (blocked) return { setCookies: [], result: { ok: false, error: blocked } };
  const given = "password" in body && typeof body.password === "string" ? body.password : "nothing";
  await hashPassword(given);
  return { setCookies: [], result: fail("bad-credentials") };
}

async function resolveSession(
  all: readonly PracticeAuth[],
  message: JsonValue,
  onError: ServeAuthOptions["onError"],
): Promise<ResolvedSession> {
  const nobody: ResolvedSession = { session: null, actor: null };
  const request = authRequest.safeParse(message);
  const at = request.success ? practiceNamed(all, request.data.practice) : undefined;
  if (!request.success || !at) return nobody;
  try {
    const found = await findSession(at, request.data.cookie);
    return found ? { session: sessionOf(at, found), actor: actorOf(found) } : nobody;
  } catch (error) {
    onError("auth-resolve", error);
    throw error;
  }
}

/** IDN-58: who asks from a browser that nobody signed in from yet learns of no practice beside others. */
async function listPractices(all: readonly PracticeAuth[], message: JsonValue) {
  const request = authRequest.safeParse(message);
  const known = request.success && all.length > 1 ? await knownPractices(all, request.data) : all;
  return {
    practices: known.map(({ practice: { slug, name, demonstration = false } }) => ({ slug, name, demonstration })),
    others: all.length > 1,
    founding: await isToBeFounded(all),
  };
}

const founded = new WeakSet<PracticeAuth>();

/** Whether the installation's practice has nobody yet who could sign in. Once it has, it has for good. */
async function isToBeFounded(all: readonly PracticeAuth[]): Promise<boolean> {
  const [at] = all;
  if (at === undefined || all.length > 1 || founded.has(at)) return false;
  const isNow = await at.db.transact((tx) => isFounded(tx), { readOnly: true });
  if (isNow) founded.add(at);
  return !isNow;
}

async function knownPractices(
  all: readonly PracticeAuth[],
  { practice, cookie }: AuthRequest,
): Promise<PracticeAuth[]> {
  // The cookie says which; the practice's own memory says whether.
  const named = practice === null ? undefined : practiceNamed(all, practice);
  return named && (await isKnownBrowser(named, cookie)) ? [named] : [];
}

function isEndpoint(name: string): name is AuthEndpoint {
  return name in authBodies;
}

function fieldsOf(error: z.ZodError) {
  const fields = error.issues.map((issue) => ({ field: issue.path.map(String).join("."), message: issue.message }));
  return { fields, ...(fields[0] ? { field: fields[0].field } : {}) };
}

function json(value: object): JsonValue {
  return JSON.parse(JSON.stringify(value));
}
