import type { IncomingMessage, ServerResponse } from "node:http";
import { COMMAND_ID_HEADER } from "@practicum/api/batch";
import { callOverBus } from "@practicum/api/call";
import { operations } from "@practicum/api/operations";
import type { JsonValue } from "@practicum/bus/bus";
import type { Actor } from "@practicum/contracts/actor";
import { fail, type DomainError, type ErrorCode } from "@practicum/contracts/error";
import { must } from "@practicum/kernel/assert";
import type { Id } from "@practicum/kernel/brand";
import { ok, type Result } from "@practicum/kernel/result";
import { bytesAsked, readBody } from "./body.ts";
import { UUID } from "./call-route.ts";
import { visitorOf, type GatewayContext } from "./gateway-context.ts";
import { isFromUs } from "./guard.ts";
import { refuse, sendAnswer } from "./respond.ts";
import type { Visitor } from "./sessions.ts";

/** What the doors have in common by which patients come in without a sign-in: the tablet of check-in, and a link. */

export const TIMEOUT_MS = 10_000;
export const SMALL_BYTES = 4096;

export interface From {
  readonly context: GatewayContext;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly visitor: Visitor;
}

/** Whether who asks comes as far as a door: from our own page, and not too often from one address. Where not, it is refused. */
export async function letIn(
  context: GatewayContext,
  request: IncomingMessage,
  response: ServerResponse,
  { isKnown, opens }: { readonly isKnown: boolean; readonly opens: boolean },
): Promise<From | undefined> {
  const no = (error: DomainError, status?: number) => {
    refuse(response, context.headers, error, { close: true, ...(status === undefined ? {} : { status }) });
    return undefined;
  };
  if (!isKnown) return no({ code: "not-found" });
  if (request.method !== "POST") return no({ code: "invalid-input" }, 405);
  if (!isFromUs(context.guard, request)) return no({ code: "not-allowed" });
  const visitor = visitorOf(context, request);
  const { limiters } = context;
  const { address } = visitor;
  if (!(await (opens ? limiters.allowsAuth(address) : limiters.allowsAddress(address))))
    return no({ code: "too-many-attempts", detail: { minutes: 1 } });
  return { context, request, response, visitor };
}

/** How a door knows its sessions. */
interface Sessions<S> {
  /** Where identity is asked for the session of a token. */
  readonly subject: `svc.identity.${string}`;
  /** What is said of one that is over. */
  readonly over: ErrorCode;
  /** Undefined for what is no answer. */
  readonly read: (answer: unknown) => S | null | undefined;
  readonly idOf: (session: S) => string;
}

/** Whose session it is, by the token in the door's own cookie. */
export async function sessionBy<S>(
  { bus, limiters }: GatewayContext,
  token: string | null,
  { subject, over, read, idOf }: Sessions<S>,
): Promise<Result<S, DomainError>> {
  if (token === null) return fail(over);
  const reply = await bus.request(subject, { token }, { timeoutMs: TIMEOUT_MS });
  const session = reply.ok ? read(reply.value) : undefined;
  if (session === undefined) return fail("try-again");
  if (session === null) return fail(over);
  return (await limiters.allowsSession(idOf(session)))
    ? ok(session)
    : fail("too-many-attempts", { detail: { minutes: 1 } });
}

/** The body as JSON; undefined where it was refused. */
export async function bodyOf(
  { context, request, response }: From,
  bytesMax: number,
  session: string,
): Promise<JsonValue | undefined> {
  const refused = (error: DomainError, status?: number) => {
    refuse(response, context.headers, error, { close: true, ...(status === undefined ? {} : { status }) });
    return undefined;
  };
  const kind = bytesMax > SMALL_BYTES ? "large" : "ordinary";
  if (!(await context.limiters.allowsBytes(session, bytesAsked(request, bytesMax), kind)))
    return refused({ code: "too-many-attempts", detail: { minutes: 1 } });
  const body = await readBody(request, bytesMax);
  if (!body.ok) return refused({ code: "invalid-input", field: "body" }, body.status);
  try {
    const value: JsonValue = JSON.parse(body.text);
    return value;
  } catch {
    return refused({ code: "invalid-input", field: "body" });
  }
}

export interface Asking {
  readonly practiceId: Id<"practice">;
  /** Whose turn it is, where many wait. */
  readonly person: string;
  readonly actor: Actor;
}

/** Asks a service in the name of the door or of its patient. */
export async function ask(
  context: GatewayContext,
  { practiceId, person, actor }: Asking,
  path: string,
  input: JsonValue,
  commandId: Id<"command"> | null,
): Promise<Result<JsonValue, DomainError>> {
  const operation = must(operations.get(path));
  const gate = context.gateOf(operation.service);
  const call = callOverBus(
    context.bus,
    { practiceId, actor, traceId: crypto.randomUUID() },
    { mayRepeat: () => !gate.crowded },
  );
  const done = await gate.run({ practice: practiceId, person }, () => call(operation, input, commandId));
  return done ?? fail("try-again", { detail: { busy: 1 } });
}

export function answered(
  { headers }: GatewayContext,
  response: ServerResponse,
  result: Result<unknown, DomainError>,
  cookies: readonly string[] = [],
): void {
  const more = cookies.flatMap((cookie) => ["set-cookie", cookie]);
  if (!result.ok) return refuse(response, [...headers, ...more], result.error);
  sendAnswer(response, headers, { status: 200, body: JSON.stringify(result.value) }, more);
}

export function commandIdOf(request: IncomingMessage): Id<"command"> | null {
  const id = String(request.headers[COMMAND_ID_HEADER] ?? "").toLowerCase();
  return UUID.test(id) ? id : null;
}
