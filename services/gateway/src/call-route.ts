import type { IncomingMessage, ServerResponse } from "node:http";
import { answer } from "@practicum/api/answer";
import { BATCH_MAX, COMMAND_ID_HEADER, TEST_AS_HEADER } from "@practicum/api/batch";
import { operations, type OperationEntry } from "@practicum/api/operations";
import type { ApiContext } from "@practicum/api/router-types";
import { testAs } from "@practicum/contracts/actor";
import { fail, type DomainError } from "@practicum/contracts/error";
import { mayDo } from "@practicum/contracts/permission";
import type { Id } from "@practicum/kernel/brand";
import { ok, type Result } from "@practicum/kernel/result";
import { callerFor } from "./api-caller.ts";
import { BATCH_BYTES_MAX, bytesAsked, LARGE_BODY_BYTES, readBody } from "./body.ts";
import { visitorOf, type GatewayContext } from "./gateway-context.ts";
import { isFromUs, isOfPage } from "./guard.ts";
import { closing, refuse, sendAnswer } from "./respond.ts";
import type { SignedIn, Visitor } from "./sessions.ts";
import { serveByAdapter } from "./trpc-adapter.ts";

export const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** One request for one operation, or for several: `POST /api/trpc/<service>.<operation>[,…?batch=1]` (GTW-10). */
export async function callRoute(
  context: GatewayContext,
  request: IncomingMessage,
  response: ServerResponse,
  target: { readonly path: string; readonly search: string },
): Promise<void> {
  const { headers } = context;
  const asked = askedFor(target);
  if (!asked.ok) return refuse(response, headers, asked.error, { close: true });
  const path = asked.value.operation?.path;
  if (request.method !== "POST")
    return refuse(response, headers, { code: "invalid-input" }, { status: 405, close: true, path });
  if (!isFromUs(context.guard, request))
    return refuse(response, headers, { code: "not-allowed" }, { close: true, path });
  const visitor = visitorOf(context, request);
  const signedIn = await whoAsks(context, visitor, asked.value.calls);
  if (!signedIn.ok) return refuse(response, headers, signedIn.error, { path, close: true });
  if (!isOfPage(request, signedIn.value.session.staff.staffId))
    return refuse(response, headers, { code: "not-signed-in" }, { path, close: true });
  const tried = triedOn(request, signedIn.value);
  if (!tried.ok) return refuse(response, headers, tried.error, { path, close: true });
  const from: From = { context, request, response, visitor, signedIn: tried.value };
  return asked.value.operation === undefined ? answerBatch(from, asked.value) : answerOne(from, asked.value.operation);
}

/** Who tries a role on, by a header of the page (GTW-125). It takes rights away and gives none, so the page may say which role it is. */
function triedOn(request: IncomingMessage, signedIn: SignedIn): Result<SignedIn, DomainError> {
  const { actor } = signedIn;
  const header = request.headers[TEST_AS_HEADER];
  if (header === undefined) return ok(signedIn);
  if (actor.kind !== "staff" || !mayDo(actor, "staff.manage")) return fail("not-allowed");
  const read = testAs.safeParse(jsonOf(String(header)));
  return read.success
    ? ok({ ...signedIn, actor: { ...actor, as: read.data } })
    : fail("invalid-input", { field: "role" });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(decodeURIComponent(text));
  } catch {
    return undefined;
  }
}

/** A request, and whose it is. */
interface From {
  readonly context: GatewayContext;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly visitor: Visitor;
  readonly signedIn: SignedIn;
}

interface Asked {
  /** Undefined of a batch. */
  readonly operation: OperationEntry | undefined;
  /** As the router takes it. */
  readonly path: string;
  readonly calls: number;
  /** What the calls together may bring (GTW-42). */
  readonly bytesMax: number;
}

/** What an address asks for. Nothing but the operations' names is in it, so that no input can be. */
function askedFor({
  path: raw,
  search,
}: {
  readonly path: string;
  readonly search: string;
}): Result<Asked, DomainError> {
  if (search === "") {
    const operation = operations.get(raw);
    return operation ? ok({ operation, path: raw, calls: 1, bytesMax: operation.bytesMax }) : fail("not-found");
  }
  // Some write a comma as %2C.
  const path = raw.replaceAll(/%2c/gi, ",");
  if (search !== "?batch=1" || !/^[\w.,]+$/.test(path)) return fail("invalid-input");
  const names = path.split(",");
  const calls = names.length;
  if (calls > BATCH_MAX) return fail("invalid-input", { field: "batch" });
  const bytes = names.reduce((sum, name) => sum + (operations.get(name)?.bytesMax ?? 0), 0);
  return ok({ operation: undefined, path, calls, bytesMax: Math.min(bytes, BATCH_BYTES_MAX) });
}

async function answerOne(from: From, operation: OperationEntry): Promise<void> {
  const { context, request, response, signedIn } = from;
  const { bytesMax } = operation;
  if (bytesAsked(request, bytesMax) <= LARGE_BODY_BYTES) {
    // What takes files is counted with the files, small ones too: the photos of one visit come one after the other (GTW-44).
    return readAndAnswer(from, operation, bytesMax > LARGE_BODY_BYTES ? "large" : "ordinary");
  }
  // The service says no to whom it must, and enters the attempt into the trail; it needs no file for that.
  if (!mayDo(signedIn.session.staff, operation.permission)) return answerWith(from, operation, "{}", { close: true });
  const taken = await context.files.run(async () => {
    await readAndAnswer(from, operation, "large");
    return true;
  });
  if (taken === null) refuse(response, context.headers, { code: "try-again" }, { close: true, path: operation.path });
}

async function readAndAnswer(from: From, operation: OperationEntry, kind: "ordinary" | "large"): Promise<void> {
  const body = await bodyOf(from, operation.bytesMax, kind, operation.path);
  if (body !== undefined) await answerWith(from, operation, body);
}

async function answerWith(
  from: From,
  operation: OperationEntry,
  body: string,
  options: { readonly close?: boolean } = {},
): Promise<void> {
  const { context, response } = from;
  const traceId = crypto.randomUUID();
  const done = await answer(operation, body, apiContextOf(from, 1, traceId));
  const close = options.close === true ? closing(response) : [];
  sendAnswer(response, context.headers, done, ["x-trace-id", traceId, ...close]);
}

/** Several calls of one kind at once; each is allowed, refused and done by itself. */
async function answerBatch(from: From, { path, calls, bytesMax }: Asked): Promise<void> {
  const body = await bodyOf(from, bytesMax, "ordinary", undefined);
  if (body === undefined) return;
  const traceId = crypto.randomUUID();
  const { context, response } = from;
  const request = Object.assign(from.request, { body });
  await serveByAdapter(context, request, response, {
    path,
    api: apiContextOf(from, calls, traceId),
    headers: ["x-trace-id", traceId],
  });
}

/** The body's text; undefined when the request was refused for it. */
async function bodyOf(
  { context, request, response, signedIn }: From,
  bytesMax: number,
  kind: "ordinary" | "large",
  path: string | undefined,
): Promise<string | undefined> {
  const { sessionId } = signedIn.session;
  // Counted before it is read: what is too much is not even taken in (GTW-44).
  if (!(await context.limiters.allowsBytes(sessionId, bytesAsked(request, bytesMax), kind))) {
    refuse(response, context.headers, { code: "too-many-attempts", detail: { minutes: 1 } }, { close: true, path });
    return undefined;
  }
  const body = await readBody(request, bytesMax);
  if (body.ok) return body.text;
  const error = { code: "invalid-input", field: "body" } as const;
  refuse(response, context.headers, error, { status: body.status, close: true, path });
  return undefined;
}

function apiContextOf(from: From, calls: number, traceId: string): ApiContext {
  return { caller: ok(callerFor({ ...from, traceId })), commandIds: commandIdsOf(from.request, calls) };
}

/** The session of a visitor who is not asking too much: each call of a request counts (GTW-23). */
export async function whoAsks(
  context: GatewayContext,
  visitor: Visitor,
  calls: number,
): Promise<Result<SignedIn, DomainError>> {
  const { sessions, limiters } = context;
  // Only what is not remembered costs a question to identity, so only that is counted by address.
  if (!sessions.remembered(visitor) && !(await limiters.allowsAddress(visitor.address, calls))) return tooMany;
  const found = await sessions.find(visitor);
  if (!found.ok) return found;
  return (await limiters.allowsSession(found.value.session.sessionId, calls)) ? found : tooMany;
}

const tooMany = fail("too-many-attempts", { detail: { minutes: 1 } });

/** One id for each call, or none at all: where the numbers differ nobody knows which is whose (GTW-11). */
function commandIdsOf(request: IncomingMessage, calls: number): readonly (Id<"command"> | undefined)[] {
  const ids = String(request.headers[COMMAND_ID_HEADER] ?? "").split(",");
  if (ids.length !== calls) return [];
  return ids.map((text) => {
    const id = text.trim().toLowerCase();
    return UUID.test(id) ? id : undefined;
  });
}
