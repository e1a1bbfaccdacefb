import type { Bus, JsonValue, Subscription } from "@practicum/bus/bus";
import { kioskAsked, type kioskBegun, type kioskResolved, type kioskToken } from "@practicum/contracts/auth";
import { fail, type DomainError } from "@practicum/contracts/error";
import { countedAddress } from "@practicum/kernel/counted-address";
import type { z } from "zod";
import type { Steps } from "../domain/sign-in-limit.ts";
import { beginAttempt } from "./attempts.ts";
import { kioskKeysOf, newKioskToken, readKioskToken } from "./kiosk-token.ts";
import type { PracticeAuth } from "./practice-auth.ts";

/** Answers the door of tablets on `svc.identity.auth-kiosk-*`, for the gateway. Codes and birth dates are scheduling's to know. */
export async function serveKiosk(
  bus: Bus,
  all: readonly PracticeAuth[],
  onError: (where: string, error: unknown) => void,
): Promise<Subscription[]> {
  const serve = <T extends object>(name: string, answer: (message: JsonValue) => Promise<T> | T) =>
    bus.serve(`svc.identity.auth-kiosk-${name}`, async (message) => {
      try {
        return JSON.parse(JSON.stringify(await answer(message))) as JsonValue;
      } catch (error) {
        onError(`auth-kiosk-${name}`, error);
        throw error;
      }
    });
  return [
    await serve("begin", (message) => begin(all, message)),
    await serve("session", (message) => session(all, message)),
    await serve("resolve", (message) => resolve(all, message)),
  ];
}

type Begun = Extract<z.output<typeof kioskBegun>, { ok: true }> | { readonly ok: false; readonly error: DomainError };

/** IDN-136: counted before anything is looked at, by where it comes from and by the practice. */
async function begin(all: readonly PracticeAuth[], message: JsonValue): Promise<Begun> {
  const asked = kioskAsked.begin.safeParse(message);
  if (!asked.success) return fail("invalid-input");
  const { practice: slug, address } = asked.data;
  const at = slug === null && all.length === 1 ? all[0] : all.find(({ practice }) => practice.slug === slug);
  // Which practices there are is nobody's to find out here (IDN-58).
  if (!at) return fail("kiosk-code");
  const steps: Steps = [[["tablet", countedAddress(address)]], [["tablets", at.practice.id]]];
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
