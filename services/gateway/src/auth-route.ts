import type { IncomingMessage, ServerResponse } from "node:http";
import { PERSON_HEADER } from "@practicum/api/batch";
import type { JsonValue } from "@practicum/bus/bus";
import { authBodies, authReply, type AuthEndpoint } from "@practicum/contracts/auth";
import { readBody } from "./body.ts";
import { practiceCookie } from "./cookies.ts";
import { visitorOf, type GatewayContext } from "./gateway-context.ts";
import { isFromUs, isOfPage, isReadFromUs, originOf } from "./guard.ts";
import { refuse, sendAnswer } from "./respond.ts";
import type { Visitor } from "./sessions.ts";

const BODY_BYTES_MAX = 10_000;
/** A password's hash takes a moment, and there may be a queue. */
const TIMEOUT_MS = 10_000;

/** `/api/auth/<name>` (GTW-12): sign-in and what a person does with the own session. */
export async function authRoute(
  context: GatewayContext,
  request: IncomingMessage,
  response: ServerResponse,
  name: string,
): Promise<void> {
  const { headers, limiters } = context;
  const visitor = visitorOf(context, request);
  // GTW-117: a whole practice is one address, and each of its pages asks who is signed in.
  const allows = AT_THE_DOOR.has(name) ? limiters.allowsAuth : limiters.allowsAddress;
  if (!(await allows(visitor.address))) {
    return refuse(response, headers, { code: "too-many-attempts", detail: { minutes: 1 } }, { close: true });
  }
  if (name === "session" || name === "practices") {
    if (request.method !== "GET")
      return refuse(response, headers, { code: "invalid-input" }, { status: 405, close: true });
    if (!isReadFromUs(request)) return refuse(response, headers, { code: "not-allowed" });
    return name === "session" ? tellSession(context, response, visitor) : tellPractices(context, response, visitor);
  }
  if (!isEndpoint(name)) return refuse(response, headers, { code: "not-found" }, { close: true });
  if (request.method !== "POST") return refuse(response, headers, { code: "invalid-input" }, { status: 405 });
  if (!isFromUs(context.guard, request)) return refuse(response, headers, { code: "not-allowed" }, { close: true });
  if (!AT_THE_DOOR.has(name) && !(await isOfTheirs(context, request, visitor)))
    return refuse(response, headers, { code: "not-signed-in" }, { close: true });
  const body = await readBody(request, BODY_BYTES_MAX);
  if (!body.ok)
    return refuse(response, headers, { code: "invalid-input", field: "body" }, { status: body.status, close: true });
  const parsed = jsonOf(body.text);
  if (parsed === undefined) return refuse(response, headers, { code: "invalid-input", field: "body" });
  const asking = { ...visitor, origin: originOf(context.guard, request) };
  await pass(context, response, name, { visitor, asking }, parsed);
}

/** Whoever signs in here may be another than the one before. */
const AT_THE_DOOR: ReadonlySet<string> = new Set<AuthEndpoint>([
  "sign-in",
  "verify-totp",
  "verify-backup-code",
  "set-password",
  "passkey-ask",
  "passkey-sign-in",
]);

/** GTW-51: one window does nothing to the session that another one began. */
async function isOfTheirs(context: GatewayContext, request: IncomingMessage, visitor: Visitor): Promise<boolean> {
  if (request.headers[PERSON_HEADER] === undefined) return true;
  const found = await context.sessions.find(visitor);
  return !found.ok || isOfPage(request, found.value.session.staff.staffId);
}

async function pass(
  context: GatewayContext,
  response: ServerResponse,
  name: AuthEndpoint,
  { visitor, asking }: { readonly visitor: Visitor; readonly asking: Visitor & { readonly origin: string | null } },
  body: JsonValue,
): Promise<void> {
  const { bus, headers, https, sessions } = context;
  const reply = await bus.request(`svc.identity.auth-${name}`, { ...asking, body }, { timeoutMs: TIMEOUT_MS });
  const answered = reply.ok ? authReply.safeParse(reply.value) : undefined;
  if (!answered?.success) return refuse(response, headers, { code: "try-again" });
  const { setCookies, practice, result } = answered.data;
  // The visitor's cookie may be over now; what is remembered of it must not outlive it. Nobody else's is touched.
  if (name !== "activity") sessions.forget(visitor);
  const cookies = setCookies.flatMap((cookie) => ["set-cookie", cookie]);
  if (result.ok && setCookies.length > 0 && practice !== undefined)
    cookies.push("set-cookie", practiceCookie(practice, https));
  if (!result.ok) return refuse(response, [...headers, ...cookies], result.error);
  sendAnswer(response, headers, { status: 200, body: JSON.stringify(result.value) }, cookies);
}

/** Who is signed in here, without being a sign of life. */
async function tellSession(context: GatewayContext, response: ServerResponse, visitor: Visitor): Promise<void> {
  const found = await context.sessions.find(visitor);
  if (!found.ok && found.error.code !== "not-signed-in") return refuse(response, context.headers, found.error);
  const session = found.ok ? found.value.session : null;
  sendAnswer(response, context.headers, { status: 200, body: JSON.stringify({ session }) });
}

/** What the sign-in page offers to choose from: of several practices, those alone that this browser knows (GTW-52). */
async function tellPractices(context: GatewayContext, response: ServerResponse, visitor: Visitor): Promise<void> {
  const message = { ...visitor, body: {} };
  const reply = await context.bus.request("svc.identity.auth-practices", message, { timeoutMs: TIMEOUT_MS });
  if (!reply.ok) return refuse(response, context.headers, { code: "try-again" });
  sendAnswer(response, context.headers, { status: 200, body: JSON.stringify(reply.value) });
}

function isEndpoint(name: string): name is AuthEndpoint {
  return Object.hasOwn(authBodies, name);
}

function jsonOf(text: string): JsonValue | undefined {
  try {
    const value: JsonValue = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
}
