import { CallFailed } from "@practicum/api/call-failed";
import type { ChangeFeed } from "@practicum/api/changes";
import type { LiveNote } from "@practicum/api/live-notes";
import type { LiveInput, TrackedNote } from "@practicum/api/router-types";
import { opensTo } from "@practicum/contracts/charting/hearing";
import { mayHear } from "@practicum/contracts/operation";
import type { Sessions, SignedIn, Visitor } from "./sessions.ts";

/** How often the session of a connection is looked up again (GTW-4). */
const CHECK_MS = 15_000;
const PER_SESSION_MAX = 30;

interface Open {
  readonly visitor: Visitor;
  readonly sessionId: string;
  readonly staffId: string;
  readonly ending: AbortController;
  reason: "not-signed-in" | "try-again";
}

/** What a person may hear of by its roles, and of a restricted chart only if it opens to the person (CHT-270, GTW-116). */
export function mayHearNote(
  { name, hearing }: LiveNote,
  staff: Pick<SignedIn["session"]["staff"], "staffId" | "roles" | "granted" | "withheld">,
): boolean {
  return mayHear(staff, name) && (hearing === undefined || opensTo(hearing, staff));
}

/** The streams of changes that are open, each as long as the session it began with. */
export class LiveConnections {
  readonly #open = new Set<Open>();
  readonly #feed: ChangeFeed;
  readonly #sessions: Sessions;

  constructor(feed: ChangeFeed, sessions: Sessions) {
    this.#feed = feed;
    this.#sessions = sessions;
  }

  /** @throws CallFailed when it is not the person's own, or its session ended. */
  async *changes(
    { visitor, signedIn }: { readonly visitor: Visitor; readonly signedIn: SignedIn },
    { staffId, lastEventId }: LiveInput,
    signal: AbortSignal | undefined,
  ): AsyncGenerator<TrackedNote, void> {
    const { session } = signedIn;
    // Another person signed in to this browser: the screens that still show the first one must hear of it.
    if (session.staff.staffId !== staffId) throw new CallFailed({ code: "not-signed-in" });
    const { sessionId } = session;
    const ofSession = [...this.#open].filter((open) => open.sessionId === sessionId);
    if (ofSession.length >= PER_SESSION_MAX)
      throw new CallFailed({ code: "too-many-attempts", detail: { minutes: 1 } });
    const open: Open = { visitor, sessionId, staffId, ending: new AbortController(), reason: "try-again" };
    this.#open.add(open);
    const check = setInterval(() => void this.#endIfOver(open), CHECK_MS);
    try {
      const until = AbortSignal.any([open.ending.signal, ...(signal ? [signal] : [])]);
      yield* this.#feed.changes(session.practice.id, lastEventId, until, (note) => mayHearNote(note, session.staff));
      if (open.ending.signal.aborted) throw new CallFailed({ code: open.reason });
    } finally {
      clearInterval(check);
      this.#open.delete(open);
    }
  }

  /** Looks the sessions of a person up again, now. */
  recheck(staffId: string | undefined): void {
    for (const open of this.#open) if (open.staffId === staffId) void this.#endIfOver(open);
  }

  /** Lets everybody go; they come back to whoever answers then. */
  endAll(): void {
    for (const open of this.#open) open.ending.abort();
  }

  async #endIfOver(open: Open): Promise<void> {
    const found = await this.#sessions.find(open.visitor);
    // Identity being away is no reason to send people out; their calls will tell.
    if (found.ok || found.error.code !== "not-signed-in") return;
    open.reason = "not-signed-in";
    open.ending.abort();
  }
}
