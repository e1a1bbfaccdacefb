import type { IncomingMessage, ServerResponse } from "node:http";
import type { Actor } from "@practicum/contracts/actor";
import { authReply, kioskBegun, kioskResolved, kioskToken, type KioskTablet } from "@practicum/contracts/auth";
import type { DomainError } from "@practicum/contracts/error";
import { kioskOperations } from "@practicum/contracts/scheduling/kiosk";
import { must } from "@practicum/kernel/assert";
import { ok } from "@practicum/kernel/result";
import { z } from "zod";
import { kioskCookie, kioskTokenIn, practiceCookie, sessionCookieIn } from "./cookies.ts";
import type { GatewayContext } from "./gateway-context.ts";
import {
  answered,
  ask,
  bodyOf,
  commandIdOf,
  SMALL_BYTES,
  TIMEOUT_MS,
  type Asking,
  type From,
  letIn,
  sessionBy,
} from "./patient-door.ts";
import { refuse } from "./respond.ts";
import type { Visitor } from "./sessions.ts";

/** All that a tablet reaches (GTW-104): the operation of each address, and how much it may bring. */
const COMMANDS: { readonly [name: string]: { readonly path: string; readonly bytesMax: number } } = {
  progress: { path: "scheduling.kioskProgress", bytesMax: SMALL_BYTES },
  picture: { path: "scheduling.sendKioskPicture", bytesMax: must(kioskOperations.sendKioskPicture.bytesMax) },
  submit: { path: "scheduling.submitKiosk", bytesMax: must(kioskOperations.submitKiosk.bytesMax) },
};

const door: Actor = { kind: "integration", clientId: "kiosk", name: "Tablet's door", grants: ["kiosk.open"] };

const openBody = z.strictObject({
  practice: z.string().max(60).nullable(),
  code: z.string().max(20),
  birthDate: z.string().max(10),
});

/** A tablet is known by the token in its own cookie (GTW-105). */
const tablets = {
  subject: "svc.identity.auth-kiosk-resolve",
  over: "kiosk-over",
  read: (answer: unknown) => kioskResolved.safeParse(answer).data?.tablet,
  idOf: ({ handoverId }: KioskTablet) => handoverId,
} as const;

/** `/api/kiosk/<name>`: a tablet at check-in. No session of staff counts here, and a tablet's counts nowhere else (GTW-104). */
export async function kioskRoute(
  context: GatewayContext,
  request: IncomingMessage,
  response: ServerResponse,
  name: string,
): Promise<void> {
  const isKnown = OTHERS.has(name) || Object.hasOwn(COMMANDS, name);
  const from = await letIn(context, request, response, { isKnown, opens: name === "open" });
  if (from === undefined) return;
  if (name === "open") return open(from);
  if (name === "leave") return answered(context, response, ok({}), [kioskCookie(null, context.https)]);
  const tablet = await sessionBy(context, kioskTokenIn(from.visitor.cookie), tablets);
  if (!tablet.ok) return refuse(response, context.headers, tablet.error, { close: true });
  return name === "form" ? tellForm(from, tablet.value) : command(from, name, tablet.value);
}

const at = ({ practiceId, handoverId, actor }: KioskTablet): Asking => ({ practiceId, person: handoverId, actor });

const OTHERS: ReadonlySet<string> = new Set(["open", "form", "leave"]);

async function command(from: From, name: string, tablet: KioskTablet): Promise<void> {
  const { context, request, response } = from;
  const { path, bytesMax } = must(COMMANDS[name]);
  const commandId = commandIdOf(request);
  if (commandId === null)
    return refuse(response, context.headers, { code: "invalid-input", field: "commandId" }, { close: true });
  const body = await bodyOf(from, bytesMax, tablet.handoverId);
  if (body === undefined) return;
  const done = await ask(context, at(tablet), path, body, commandId);
  // What was sent is the desk's: the next at this tablet finds nothing of it (GTW-107).
  const over = name === "submit" && done.ok ? [kioskCookie(null, context.https)] : [];
  answered(context, response, done, over);
}

/** Opens a tablet: identity counts the try, scheduling knows code and birth date, identity makes the token (GTW-105, GTW-106). */
async function open(from: From): Promise<void> {
  const { context, request, response, visitor } = from;
  const no = (error: DomainError) => refuse(response, context.headers, error);
  const commandId = commandIdOf(request);
  const body = await bodyOf(from, SMALL_BYTES, visitor.address);
  if (body === undefined) return;
  const given = openBody.safeParse(body);
  if (!given.success || commandId === null) return no({ code: "invalid-input", field: "code" });
  const { bus } = context;
  const asked = { practice: given.data.practice ?? visitor.practice, address: visitor.address };
  const counted = await bus.request("svc.identity.auth-kiosk-begin", asked, { timeoutMs: TIMEOUT_MS });
  const begun = counted.ok ? kioskBegun.safeParse(counted.value) : undefined;
  if (!begun?.success) return no({ code: "try-again" });
  if (!begun.data.ok) return no(begun.data.error);
  const { practiceId, slug } = begun.data;
  const { code, birthDate } = given.data;
  const who = { practiceId, person: visitor.address, actor: door };
  const found = await ask(context, who, "scheduling.openHandover", { code, birthDate }, commandId);
  if (!found.ok) return no(found.error);
  const opened = kioskOperations.openHandover.output.safeParse(found.value);
  if (!opened.success) return no({ code: "internal" });
  if (!opened.data.opened) return no({ code: "kiosk-code" });
  const { opened: _opened, ...of } = opened.data;
  const made = await bus.request("svc.identity.auth-kiosk-session", { practiceId, ...of }, { timeoutMs: TIMEOUT_MS });
  const token = made.ok ? kioskToken.safeParse(made.value).data?.token : undefined;
  if (!token) return no({ code: "try-again" });
  const cookies = [kioskCookie(token, context.https), practiceCookie(slug, context.https)];
  answered(context, response, ok({}), [...(await signedOut(context, visitor)), ...cookies]);
}

/** Nobody of the staff is signed in at a tablet that a patient holds (GTW-106). */
async function signedOut(context: GatewayContext, visitor: Visitor): Promise<readonly string[]> {
  if (sessionCookieIn(visitor.cookie) === "") return [];
  const asked = { ...visitor, body: {} };
  const reply = await context.bus.request("svc.identity.auth-sign-out", asked, { timeoutMs: TIMEOUT_MS });
  context.sessions.forget(visitor);
  return (reply.ok ? authReply.safeParse(reply.value).data?.setCookies : undefined) ?? [];
}

/** The form with the own record, and the keys of what is typed. Of a tablet that rested too long: only the key of what waits to be sent (GTW-108). */
async function tellForm(from: From, tablet: KioskTablet): Promise<void> {
  const { context, response } = from;
  // Nothing is asked, but what was sent is read: the connection may be used again.
  if ((await bodyOf(from, SMALL_BYTES, tablet.handoverId)) === undefined) return;
  const { patientId, handoverId, practiceName, keys } = tablet;
  const form = await ask(context, at(tablet), "scheduling.kioskForm", { patientId }, null);
  const of = { patientId, handoverId, practiceName };
  if (!form.ok && form.error.code === "kiosk-over")
    return answered(
      context,
      response,
      ok({ ...of, keys: { draft: null, waiting: keys.waiting }, form: null, coverages: [] }),
    );
  if (!form.ok) return answered(context, response, form);
  const coverages = await ask(context, at(tablet), "billing.kioskCoverages", { patientId }, null);
  if (!coverages.ok) return answered(context, response, coverages);
  answered(context, response, ok({ ...of, keys, form: form.value, coverages: coverages.value }));
}
