import { createHash } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Actor } from "@practicum/contracts/actor";
import { kioskBegun, kioskToken, linkResolved, type LinkSession } from "@practicum/contracts/auth";
import type { DomainError } from "@practicum/contracts/error";
import { bookingLinkOperations } from "@practicum/contracts/scheduling/booking-links";
import { ok } from "@practicum/kernel/result";
import { z } from "zod";
import { linkCookie, linkTokenIn } from "./cookies.ts";
import type { GatewayContext } from "./gateway-context.ts";
import {
  answered,
  ask,
  bodyOf,
  commandIdOf,
  SMALL_BYTES,
  TIMEOUT_MS,
  type From,
  letIn,
  sessionBy,
} from "./patient-door.ts";
import { refuse } from "./respond.ts";

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

const links = {
  subject: "svc.identity.auth-link-resolve",
  over: "link-over",
  read: (answer: unknown) => linkResolved.safeParse(answer).data?.session,
  idOf: ({ linkId }: LinkSession) => linkId,
} as const;

/** `/api/book/<name>`: a patient who came by a link. No session of staff counts here, and a link's counts nowhere else (SCH-267). */
export async function linkRoute(
  context: GatewayContext,
  request: IncomingMessage,
  response: ServerResponse,
  name: string,
): Promise<void> {
  const reached = Object.hasOwn(REACHED, name) ? REACHED[name] : undefined;
  const isKnown = reached !== undefined || name === "open" || name === "leave";
  const from = await letIn(context, request, response, { isKnown, opens: name === "open" });
  if (from === undefined) return;
  if (name === "open") return open(from);
  if (reached === undefined) return answered(context, response, ok({}), [linkCookie(null, context.https)]);
  const session = await sessionBy(context, linkTokenIn(from.visitor.cookie), links);
  if (!session.ok) return refuse(response, context.headers, session.error, { close: true });
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
