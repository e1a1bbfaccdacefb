import type { IncomingMessage, ServerResponse } from "node:http";
import { answer } from "@practicum/api/answer";
import { operations, type OperationEntry } from "@practicum/api/operations";
import { fail, type DomainError } from "@practicum/contracts/error";
import { mayDo } from "@practicum/contracts/permission";
import type { Id } from "@practicum/kernel/brand";
import { ok, type Result } from "@practicum/kernel/result";
import { BODY_BYTES_MAX, FILE_BODY_BYTES_MAX, readBody } from "./body.ts";
import { visitorOf, type GatewayContext } from "./gateway-context.ts";
import { isFromUs } from "./guard.ts";
import { refuse, sendAnswer } from "./respond.ts";
import type { SignedIn, Visitor } from "./sessions.ts";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
/** Operations that take a whole file. Of bodies above the ordinary size a few are read at once, each from who may send it (GTW-13). */
const FILE_OPERATIONS: ReadonlySet<string> = new Set(["billing.receiveFile"]);

/** One operation of one service: `POST /api/trpc/<service>.<operation>` (GTW-10). */
export async function callRoute(
  context: GatewayContext,
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
): Promise<void> {
  const { headers } = context;
  const operation = operations.get(path);
  if (!operation) return refuse(response, headers, { code: "not-found" });
  if (request.method !== "POST") return refuse(response, headers, { code: "invalid-input" }, { status: 405, path });
  if (!isFromUs(context.guard, request))
    return refuse(response, headers, { code: "not-allowed" }, { close: true, path });
  const started = performance.now();
  const visitor = visitorOf(context, request);
  const signedIn = await whoAsks(context, visitor);
  if (!signedIn.ok) return refuse(response, headers, signedIn.error, { path });
  const asked: Asked = { operation, visitor, signedIn: signedIn.value, started };
  if (!FILE_OPERATIONS.has(path) || !isLarge(request))
    return readAndCall(context, request, response, asked, BODY_BYTES_MAX);
  // The service says no to whom it must, and enters the attempt into the trail; it needs no file for that.
  if (!mayDo(signedIn.value.session.staff.roles, operation.permission))
    return callAndAnswer(context, request, response, asked, "{}", { close: true });
  const taken = await context.files.run(async () => {
    await readAndCall(context, request, response, asked, FILE_BODY_BYTES_MAX);
    return true;
  });
  if (taken === null) refuse(response, headers, { code: "try-again" }, { close: true, path });
}

/** Who asks for what, and since when. */
interface Asked {
  readonly operation: OperationEntry;
  readonly visitor: Visitor;
  readonly signedIn: SignedIn;
  readonly started: number;
}

async function readAndCall(
  context: GatewayContext,
  request: IncomingMessage,
  response: ServerResponse,
  asked: Asked,
  bytesMax: number,
): Promise<void> {
  const body = await readBody(request, bytesMax);
  if (body.ok) return callAndAnswer(context, request, response, asked, body.text);
  const { path } = asked.operation;
  const error = { code: "invalid-input", field: "body" } as const;
  refuse(response, context.headers, error, { status: body.status, close: true, path });
}

async function callAndAnswer(
  context: GatewayContext,
  request: IncomingMessage,
  response: ServerResponse,
  { operation, visitor, signedIn, started }: Asked,
  body: string,
  options: { readonly close?: boolean } = {},
): Promise<void> {
  const { headers } = context;
  const commandId = commandIdOf(operation, request);
  if (!commandId.ok) return refuse(response, headers, commandId.error, { ...options, path: operation.path });
  const traceId = crypto.randomUUID();
  const done = await answer(context.call, operation, body, {
    practiceId: signedIn.session.practice.id,
    actor: signedIn.actor,
    commandId: commandId.value,
    traceId,
  });
  const close = options.close === true ? ["connection", "close"] : [];
  sendAnswer(response, headers, done, ["x-trace-id", traceId, ...close]);
  if (operation.kind === "command" && done.status === 200) context.sessions.signOfLife(signedIn, visitor);
  record(context, operation, done.status, performance.now() - started, traceId);
}

/** A length that is not told may be any. */
function isLarge(request: IncomingMessage): boolean {
  return !(Number(request.headers["content-length"]) <= BODY_BYTES_MAX);
}

/** The session of a visitor who is not asking too much (GTW-23). */
export async function whoAsks(context: GatewayContext, visitor: Visitor): Promise<Result<SignedIn, DomainError>> {
  const { sessions, limiters } = context;
  // Only what is not remembered costs a question to identity, so only that is counted by address.
  if (!sessions.remembered(visitor) && !(await limiters.allowsAddress(visitor.address))) return tooMany;
  const found = await sessions.find(visitor);
  if (!found.ok) return found;
  return (await limiters.allowsSession(found.value.session.sessionId)) ? found : tooMany;
}

const tooMany = fail("too-many-attempts", { detail: { minutes: 1 } });

function commandIdOf(operation: OperationEntry, request: IncomingMessage): Result<Id<"command"> | null, DomainError> {
  if (operation.kind === "query") return ok(null);
  const id = request.headers["x-command-id"];
  return typeof id === "string" && UUID.test(id)
    ? ok(id.toLowerCase())
    : fail("invalid-input", { field: "x-command-id" });
}

/** Successes are counted only; the services log each request. */
function record(context: GatewayContext, operation: OperationEntry, status: number, ms: number, traceId: string): void {
  context.metrics.record("request", operation.path, String(status), ms);
  if (status < 500) return;
  const durationMs = Math.round(ms * 10) / 10;
  context.log.warn({
    event: "request",
    service: "gateway",
    name: operation.path,
    code: String(status),
    durationMs,
    traceId,
  });
}
