import { createHash } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Actor } from "@practicum/contracts/actor";
import { kioskBegun, kioskToken, linkResolved, type LinkSession } from "@practicum/contracts/auth";
import { fail, type DomainError } from "@practicum/contracts/error";
import { bookingLinkOperations } from "@practicum/contracts/scheduling/booking-links";
import { ok, type Result } from "@practicum/kernel/result";
import { z } from "zod";
import { linkCookie, linkTokenIn } from "./cookies.ts";
import { visitorOf, type GatewayContext } from "./gateway-context.ts";
import { isFromUs } from "./guard.ts";
import { answered, ask, bodyOf, commandIdOf, SMALL_BYTES, TIMEOUT_MS, type From } from "./patient-door.ts";
import { refuse } from "./respond.ts";
import type { Visitor } from "./sessions.ts";

/** All that a patient's link reaches (SCH-267): the operation of each address. */
const REACHED: { readonly [name: string]: { readonly path: string; readonly changes: boolean } } = {
  look: { path: "scheduling.bookingByLink", changes: false },
  times: { path: "scheduling.timesByLink", changes: false },
  book: { path: "scheduling.bookByLink", changes: true },
  move: { path: "scheduling.moveByLink", changes: true },
  cancel: { path: "scheduling.cancelByLink", changes: true },
};

const door: Actor = {
  kind: "integration",
  clientId: "booking-link",
  name: "Door of patients' links",
  grants: ["booking-link.open"],
};

const openBody = z.strictObject({
  practice: z.string().max(60).nullable(),
  token: z.string().max(100),
  birthDate: z.string().max(10),
});

/** `/api/book/<name>`: a patient who came by a link. No session of staff counts here, and a link's counts nowhere else (SCH-267). */
export async function linkRoute(
  context: GatewayContext,
  request: IncomingMessage,
  response: ServerResponse,
  name: string,
): Promise<void> {
  const no = (error: DomainError, status?: number) =>
    refuse(response, context.headers, error, { close: true, ...(status === undefined ? {} : { status }) });
  const reached = Object.hasOwn(REACHED, name) ? REACHED[name] : undefined;
  if (reached === undefined && name !== "open" && name !== "leave") return no({ code: "not-found" });
  if (request.method !== "POST") return no({ code: "invalid-input" }, 405);
  if (!isFromUs(context.guard, request)) return no({ code: "not-allowed" });
  const visitor = visitorOf(context, request);
  const { limiters } = context;
  const { address } = visitor;
  if (!(await (name === "open" ? limiters.allowsAuth(address) : limiters.allowsAddress(address))))
    return no({ code: "too-many-attempts", detail: { minutes: 1 } });
  const from: From = { context, request, response, visitor };
  if (name === "open") return open(from);
  if (reached === undefined) return answered(context, response, ok({}), [linkCookie(null, context.https)]);
  const session = await sessionOf(context, visitor);
  if (!session.ok) return no(session.error);
  return reach(from, reached, session.value);
}

async function reach(
  from: From,
  { path, changes }: { readonly path: string; readonly changes: boolean },
  { practiceId, patientId, linkId, practiceName, timeZone, actor }: LinkSession,
): Promise<void> {
  const { context, request, response } = from;
  const commandId = changes ? commandIdOf(request) : null;
  if (changes && commandId === null)
    return refuse(response, context.headers, { code: "invalid-input", field: "commandId" }, { close: true });
  const body = await bodyOf(from, SMALL_BYTES, linkId);
  if (body === undefined) return;
  const input = z.record(z.string(), z.json()).safeParse(body);
  if (!input.success) return refuse(response, context.headers, { code: "invalid-input", field: "body" });
  // Whose it is comes from the session alone.
  const asked = { ...input.data, patientId };
  const done = await ask(context, { practiceId, person: linkId, actor }, path, asked, commandId);
  if (!done.ok) return answered(context, response, done);
  answered(context, response, ok({ practiceName, timeZone, value: done.value }));
}

/** Whose link it is, by the token in its own cookie. */
async function sessionOf(context: GatewayContext, { cookie }: Visitor): Promise<Result<LinkSession, DomainError>> {
  const token = linkTokenIn(cookie);
  if (token === null) return fail("link-over");
  const reply = await context.bus.request("svc.identity.auth-link-resolve", { token }, { timeoutMs: TIMEOUT_MS });
  const resolved = reply.ok ? linkResolved.safeParse(reply.value) : undefined;
  if (!resolved?.success) return fail("try-again");
  const { session } = resolved.data;
  if (session === null) return fail("link-over");
  return (await context.limiters.allowsSession(session.linkId))
    ? ok(session)
    : fail("too-many-attempts", { detail: { minutes: 1 } });
}

/** Opens a link: identity counts the try, scheduling knows its mark and the birth date, identity makes the session's token. */
async function open(from: From): Promise<void> {
  const { context, request, response, visitor } = from;
  const no = (error: DomainError) => refuse(response, context.headers, error);
  const commandId = commandIdOf(request);
  const body = await bodyOf(from, SMALL_BYTES, visitor.address);
  if (body === undefined) return;
  const given = openBody.safeParse(body);
  if (!given.success || commandId === null) return no({ code: "invalid-input", field: "birthDate" });
  const { bus } = context;
  const { practice, token, birthDate } = given.data;
  const counted = await bus.request(
    "svc.identity.auth-link-begin",
    { practice, address: visitor.address },
    { timeoutMs: TIMEOUT_MS },
  );
  const begun = counted.ok ? kioskBegun.safeParse(counted.value) : undefined;
  if (!begun?.success) return no({ code: "try-again" });
  if (!begun.data.ok) return no(begun.data.error);
  const { practiceId } = begun.data;
  // The link itself goes no further than here.
  const mark = createHash("sha256").update(token).digest("hex");
  const who = { practiceId, person: visitor.address, actor: door };
  const found = await ask(context, who, "scheduling.openBookingLink", { mark, birthDate }, commandId);
  if (!found.ok) return no(found.error);
  const opened = bookingLinkOperations.openBookingLink.output.safeParse(found.value);
  if (!opened.success) return no({ code: "internal" });
  if (!opened.data.opened) return no({ code: "booking-link" });
  const { opened: _opened, ...of } = opened.data;
  const made = await bus.request("svc.identity.auth-link-session", { practiceId, ...of }, { timeoutMs: TIMEOUT_MS });
  const session = made.ok ? kioskToken.safeParse(made.value).data?.token : undefined;
  if (!session) return no({ code: "try-again" });
  answered(context, response, ok({}), [linkCookie(session, context.https)]);
}
