import {
  KIOSK_CODE_LENGTH,
  KIOSK_HEARD_SECONDS,
  KIOSK_IDLE_MINUTES,
  KIOSK_LETTERS,
  KIOSK_SEND_HOURS,
  KIOSK_TRIES,
  type KioskState,
} from "@practicum/contracts/scheduling/kiosk";
import { addMinutes, addMs, type Instant } from "@practicum/kernel/instant";
import type { LocalDate } from "@practicum/kernel/local-date";
import type { Random } from "@practicum/kernel/ports";

/** What decides about a hand-over of the tablet. */
export interface Handover {
  readonly state: "waiting" | "open" | "sent" | "ended";
  readonly codeUntil: Instant;
  readonly tries: number;
  readonly openedAt: Instant | null;
  readonly heardAt: Instant | null;
  readonly sessionId: string | null;
}

/** A code for one visit (SCH-161), "KMTRWA". */
export function newKioskCode(random: Random): string {
  return Array.from(
    { length: KIOSK_CODE_LENGTH },
    () => KIOSK_LETTERS[Math.floor(random.next() * KIOSK_LETTERS.length)] ?? "",
  ).join("");
}

/** The code as it was made, from what somebody typed: "km trwa". */
export function typedKioskCode(text: string): string {
  return text.toUpperCase().replaceAll(/[^A-Z]/g, "");
}

const sendUntil = (openedAt: Instant): Instant => addMinutes(openedAt, KIOSK_SEND_HOURS * 60);

/** How far it is, as the desk sees it (SCH-165): who was not heard of for a while is neither at work nor done; nobody here knows. */
export function stateOf(one: Handover, now: Instant): KioskState {
  if (one.state === "ended") return "ended";
  if (one.state === "sent") return "done";
  if (one.state === "waiting") return one.codeUntil <= now ? "expired" : "waiting";
  if (one.openedAt === null || sendUntil(one.openedAt) <= now) return "ended";
  const heard = one.heardAt ?? one.openedAt;
  return addMs(heard, KIOSK_HEARD_SECONDS * 1000) < now ? "unheard" : "in-progress";
}

export type OpenDecision =
  | { readonly kind: "open" }
  /** The code is none that opens anything. */
  | { readonly kind: "unknown" }
  /** The birth date is another one: counted, and with the last try the code is over (SCH-162). */
  | { readonly kind: "wrong"; readonly tries: number; readonly ends: boolean };

/** Whether a code opens the tablet (SCH-161, SCH-162). */
export function decideOpen(
  one: Handover | undefined,
  given: { readonly birthDate: LocalDate },
  patient: { readonly birthDate: LocalDate },
  now: Instant,
): OpenDecision {
  if (one?.state !== "waiting" || one.codeUntil <= now || one.tries >= KIOSK_TRIES) return { kind: "unknown" };
  if (given.birthDate === patient.birthDate) return { kind: "open" };
  const tries = one.tries + 1;
  return { kind: "wrong", tries, ends: tries >= KIOSK_TRIES };
}

/** Whether this session may still read the record and go on (SCH-163, SCH-164). */
export function mayFill(one: Handover, sessionId: string, now: Instant): boolean {
  if (one.state !== "open" || one.sessionId !== sessionId || one.openedAt === null) return false;
  return addMinutes(one.heardAt ?? one.openedAt, KIOSK_IDLE_MINUTES) > now && maySend(one, sessionId, now);
}

/** Whether what this session filled in may still come: it may have waited for the network (SCH-164). */
export function maySend(one: Handover, sessionId: string, now: Instant): boolean {
  return one.state === "open" && one.sessionId === sessionId && one.openedAt !== null && sendUntil(one.openedAt) > now;
}
