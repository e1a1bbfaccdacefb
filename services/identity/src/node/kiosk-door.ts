import type { Bus, JsonValue, Subscription } from "@practicum/bus/bus";
import {
  kioskAsked,
  linkAsked,
  type kioskBegun,
  type kioskResolved,
  type kioskToken,
  type linkResolved,
} from "@practicum/contracts/auth";
import { fail, type DomainError, type ErrorCode } from "@practicum/contracts/error";
import { countedAddress } from "@practicum/kernel/counted-address";
import type { z } from "zod";
import type { Steps } from "../domain/sign-in-limit.ts";
import { beginAttempt } from "./attempts.ts";
import { kioskKeysOf, newKioskToken, newLinkToken, readKioskToken, readLinkToken } from "./kiosk-token.ts";
import type { PracticeAuth } from "./practice-auth.ts";

/** Answers the doors of tablets and of patients' links (`svc.identity.auth-kiosk-*`, `-link-*`), for the gateway. Codes, links and birth dates are scheduling's to know. */
export async function serveKiosk(
  bus: Bus,
  all: readonly PracticeAuth[],
  onError: (where: string, error: unknown) => void,
): Promise<Subscription[]> {
  const serve = <T extends object>(name: string, answer: (message: JsonValue) => Promise<T> | T) =>
    bus.serve(`svc.identity.auth-${name}`, async (message) => {
      try {
        return JSON.parse(JSON.stringify(await answer(message))) as JsonValue;
      } catch (error) {
        onError(`auth-${name}`, error);
        throw error;
      }
    });
  return [
    await serve("kiosk-begin", (message) => begin(all, message, TABLET)),
    await serve("kiosk-session", (message) => session(all, message)),
    await serve("kiosk-resolve", (message) => resolve(all, message)),
    await serve("link-begin", (message) => begin(all, message, LINK)),
    await serve("link-session", (message) => linkSession(all, message)),
    await serve("link-resolve", (message) => resolveLink(all, message)),
  ];
}

type Begun = Extract<z.output<typeof kioskBegun>, { ok: true }> | { readonly ok: false; readonly error: DomainError };

interface Door {
  readonly one: "tablet" | "link";
  readonly all: "tablets" | "links";
  /** What is said of a practice that is none. */
  readonly wrong: ErrorCode;
}
const TABLET: Door = { one: "tablet", all: "tablets", wrong: "kiosk-code" };
const LINK: Door = { one: "link", all: "links", wrong: "booking-link" };

/** IDN-136, SCH-267: counted before anything is looked at, by where it comes from and by the practice. */
async function begin(all: readonly PracticeAuth[], message: JsonValue, door: Door): Promise<Begun> {
  const asked = kioskAsked.begin.safeParse(message);
  if (!asked.success) return fail("invalid-input");
  const { practice: slug, address } = asked.data;
  const at = slug === null && all.length === 1 ? all[0] : all.find(({ practice }) => practice.slug === slug);
  // Which practices there are is nobody's to find out here (IDN-58).
  if (!at) return fail(door.wrong);
  const steps: Steps = [[[door.one, countedAddress(address)]], [[door.all, at.practice.id]]];
  const blocked = await beginAttempt(at, steps);
  if (blocked) return { ok: false, error: blocked };
  if (at.practice.paused === true) return fail("practice-paused");
  return { ok: true, practiceId: at.practice.id, slug: at.practice.slug, name: at.practice.name };
}

function session(all: readonly PracticeAuth[], message: JsonValue): z.input<typeof kioskToken> {
  const of = kioskAsked.session.parse(message);
  const at = all.find(({ practice }) => practice.id === of.practiceId);
  return { token: at ? newKioskToken(at.secret, of, at.clock.now()) : null };
}

/** IDN-137, IDN-139: whose tablet it is, as an actor that is a patient; a session of staff is never made of it. */
function resolve(all: readonly PracticeAuth[], message: JsonValue): z.input<typeof kioskResolved> {
  const asked = kioskAsked.resolve.safeParse(message);
  const [any] = all;
  if (!asked.success || !any) return { tablet: null };
  const of = readKioskToken(any.secret, asked.data.token, any.clock.now());
  const at = of && all.find(({ practice }) => practice.id === of.practiceId);
  if (!of || !at || at.practice.paused === true) return { tablet: null };
  const { patientId, handoverId, sessionId, practiceId } = of;
  return {
    tablet: {
      practiceId,
      practiceName: at.practice.name,
      patientId,
      handoverId,
      actor: { kind: "patient", patientId, name: "Patient at the tablet", sessionId },
      keys: kioskKeysOf(at.secret, of),
    },
  };
}

function linkSession(all: readonly PracticeAuth[], message: JsonValue): z.input<typeof kioskToken> {
  const of = linkAsked.session.parse(message);
  const at = all.find(({ practice }) => practice.id === of.practiceId);
  return { token: at ? newLinkToken(at.secret, of, at.clock.now()) : null };
}

/** SCH-267: whose link was opened, as an actor that is a patient. */
function resolveLink(all: readonly PracticeAuth[], message: JsonValue): z.input<typeof linkResolved> {
  const asked = linkAsked.resolve.safeParse(message);
  const [any] = all;
  if (!asked.success || !any) return { session: null };
  const of = readLinkToken(any.secret, asked.data.token, any.clock.now());
  const at = of && all.find(({ practice }) => practice.id === of.practiceId);
  if (!of || !at || at.practice.paused === true) return { session: null };
  const { patientId, linkId, sessionId, practiceId } = of;
  const { name: practiceName, timeZone } = at.practice;
  const who = { kind: "patient" as const, patientId, name: "Patient by link", sessionId };
  return { session: { practiceId, practiceName, timeZone, patientId, linkId, actor: who } };
}
