import type { Bus, LiveNote } from "@practicum/bus/bus";
import type { Actor } from "@practicum/contracts/actor";
import { resolvedSession, SESSIONS_ENDED, type AuthRequest, type Session } from "@practicum/contracts/auth";
import { fail, type DomainError } from "@practicum/contracts/error";
import { staffChanged } from "@practicum/contracts/identity/staff";
import { must } from "@practicum/kernel/assert";
import { ok, type Result } from "@practicum/kernel/result";
import { sessionCookieIn } from "./cookies.ts";

export interface SignedIn {
  readonly session: Session;
  readonly actor: Actor;
}

/** What a request shows of who sends it. */
export type Visitor = Omit<AuthRequest, "body">;

/** How long an answer of identity may be used again (GTW-2). */
const USE_AGAIN_MS = 1000;
/** Different cookies remembered at once; beyond it the oldest go. */
const REMEMBERED_MAX = 5000;
const TIMEOUT_MS = 5000;
/** A sign of life is passed on no more often than this; it costs a write. */
const LIFE_EVERY_MS = 30_000;

interface Remembered {
  readonly signedIn: SignedIn;
  readonly untilMs: number;
}

function keyOf({ practice, cookie }: Visitor): string {
  return `${practice} ${sessionCookieIn(cookie)}`;
}

/** Whose session a cookie is, asked of identity and remembered for a moment. */
export class Sessions {
  readonly #bus: Bus;
  readonly #remembered = new Map<string, Remembered>();
  readonly #asking = new Map<string, Promise<Result<SignedIn, DomainError>>>();
  readonly #lifeToldMs = new Map<string, number>();
  /** Counts what was dropped: an answer that was on its way meanwhile is not remembered. */
  #dropped = 0;

  constructor(bus: Bus) {
    this.#bus = bus;
  }

  /** What is remembered of a cookie, without asking anybody. */
  remembered(visitor: Visitor): SignedIn | undefined {
    const remembered = this.#remembered.get(keyOf(visitor));
    return remembered && remembered.untilMs > performance.now() ? remembered.signedIn : undefined;
  }

  async find(visitor: Visitor): Promise<Result<SignedIn, DomainError>> {
    if (visitor.practice === null || sessionCookieIn(visitor.cookie) === "") return fail("not-signed-in");
    const remembered = this.remembered(visitor);
    if (remembered) return ok(remembered);
    const key = keyOf(visitor);
    const asking = this.#asking.get(key) ?? this.#ask(key, visitor);
    this.#asking.set(key, asking);
    return asking;
  }

  /** Drops what is remembered when identity tells that something about sessions or people changed. */
  note(practiceId: string, note: LiveNote): boolean {
    if (note.name !== SESSIONS_ENDED && note.name !== staffChanged.name) return false;
    this.#dropped += 1;
    for (const [key, { signedIn }] of this.#remembered) {
      const isHers = signedIn.session.staff.staffId === note.keys["staffId"];
      if (isHers && signedIn.session.practice.id === practiceId) this.#remembered.delete(key);
    }
    return note.name === SESSIONS_ENDED;
  }

  /** Drops what is remembered of this visitor's own session: it may be over, or another one's (GTW-53). */
  forget(visitor: Visitor): void {
    this.#dropped += 1;
    this.#remembered.delete(keyOf(visitor));
  }

  /** Tells identity, now and then, that a person is at work (GTW-3). Its failing is no failure of what the person does. */
  signOfLife({ session }: SignedIn, visitor: Visitor): void {
    const nowMs = performance.now();
    const toldMs = this.#lifeToldMs.get(session.sessionId);
    if (toldMs !== undefined && nowMs - toldMs < LIFE_EVERY_MS) return;
    if (this.#lifeToldMs.size >= REMEMBERED_MAX) this.#lifeToldMs.clear();
    this.#lifeToldMs.set(session.sessionId, nowMs);
    void this.#bus.request("svc.identity.auth-activity", { ...visitor, body: {} }, { timeoutMs: TIMEOUT_MS });
  }

  async #ask(key: string, visitor: Visitor): Promise<Result<SignedIn, DomainError>> {
    const droppedBefore = this.#dropped;
    try {
      const message = { ...visitor, cookie: sessionCookieIn(visitor.cookie), body: {} };
      const reply = await this.#bus.request("svc.identity.auth-resolve", message, { timeoutMs: TIMEOUT_MS });
      if (!reply.ok) return fail("try-again");
      const resolved = resolvedSession.safeParse(reply.value);
      if (!resolved.success) return fail("try-again");
      const { session, actor } = resolved.data;
      if (session === null || actor === null) return fail("not-signed-in");
      if (droppedBefore === this.#dropped) this.#remember(key, { session, actor });
      return ok({ session, actor });
    } finally {
      this.#asking.delete(key);
    }
  }

  #remember(key: string, signedIn: SignedIn): void {
    if (this.#remembered.size >= REMEMBERED_MAX) this.#remembered.delete(must(this.#remembered.keys().next().value));
    this.#remembered.delete(key);
    this.#remembered.set(key, { signedIn, untilMs: performance.now() + USE_AGAIN_MS });
  }
}
