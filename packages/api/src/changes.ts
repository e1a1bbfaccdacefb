import type { Bus } from "@practicum/bus/bus";
import { SESSIONS_ENDED } from "@practicum/contracts/auth";
import { staleAfter } from "@practicum/contracts/operation";
import type { Id } from "@practicum/kernel/brand";
import { tracked } from "@trpc/server";
import { HERE, MISSED, type LiveNote } from "./live-notes.ts";
import { NoteRing } from "./note-ring.ts";
import type { TrackedNote } from "./router-types.ts";

/** Of a practice that nobody has listened to for so long nothing is kept. */
const FORGET_MS = 60 * 60_000;
/** What a screen was loading when its stream began may have been read before the stream: so much is told again. */
const RECENT_MS = 30_000;

export interface FeedOptions {
  /** Names this feed among those of other processes and starts: positions of another one mean nothing here. */
  readonly epoch: string;
  readonly nowMs: () => number;
  /** Notes kept for each practice. */
  readonly keptMax?: number;
  /** Which screens are served now, so that an open page can tell that it is older (GTW-100). */
  readonly screens?: string;
}

/** Shares one subscription to the bus among all who listen, by practice, and keeps the last notes for who was away. */
export interface ChangeFeed {
  /**
   * The changes of a practice until the signal fires, each with its position.
   *
   * @param after the last position that was heard. From elsewhere, or too long ago, it gives `live.missed`. Without one it
   * begins with what was told in the last half minute.
   * @param hears whether who listens may hear of it; of the rest not even that it happened is told.
   */
  changes(
    practiceId: Id<"practice">,
    after: string | undefined,
    signal: AbortSignal | undefined,
    hears: (note: LiveNote) => boolean,
  ): AsyncIterable<TrackedNote, void>;
  stop(): Promise<void>;
}

export async function openChangeFeed(bus: Bus, options: FeedOptions): Promise<ChangeFeed> {
  const { epoch, nowMs, keptMax = 1000, screens } = options;
  const about: LiveNote["keys"] = screens === undefined ? {} : { screens };
  const rings = new Map<string, NoteRing>();
  let made = 0;
  const ringOf = (practiceId: string): NoteRing => {
    const ring = rings.get(practiceId) ?? new NoteRing(`${epoch}.${++made}`, keptMax, nowMs());
    rings.set(practiceId, ring);
    return ring;
  };
  const subscription = await bus.listen((practiceId, note) => {
    // What identity tells the gateways is not for the screens.
    if (note.name === SESSIONS_ENDED) return;
    const ring = ringOf(practiceId);
    if (ring.followers === 0 && nowMs() - ring.lastFollowedMs > FORGET_MS) rings.delete(practiceId);
    else ring.add(withStale(note), nowMs());
  });
  return {
    changes: (practiceId, after, signal, hears) => follow(ringOf(practiceId), after, signal, { nowMs, hears, about }),
    stop: () => subscription.stop(),
  };
}

/** The contract of the event says what is old by it; screens have no list of their own. */
function withStale(note: LiveNote): LiveNote {
  const stale = staleAfter(note.name);
  return stale.length === 0 ? note : { ...note, stale };
}

/** Who may not hear of it is nothing that a screen learns (GTW-116). */
function forScreens({ hearing: _hearing, ...note }: LiveNote): LiveNote {
  return note;
}

interface Following {
  readonly nowMs: () => number;
  readonly hears: (note: LiveNote) => boolean;
  /** Told with the first note. */
  readonly about: LiveNote["keys"];
}

async function* follow(
  ring: NoteRing,
  after: string | undefined,
  signal: AbortSignal | undefined,
  { nowMs, hears, about }: Following,
): AsyncGenerator<TrackedNote, void> {
  const heard = after === undefined ? undefined : ring.positionOf(after);
  let at = heard ?? (after === undefined ? ring.positionSince(nowMs() - RECENT_MS) : ring.head);
  const unfollow = ring.follow();
  const wake = () => ring.wake();
  signal?.addEventListener("abort", wake);
  try {
    const first = after === undefined ? HERE : MISSED;
    if (heard === undefined) yield tracked(ring.idOf(at), { ...first, keys: about });
    while (signal?.aborted !== true) {
      const next = ring.after(at);
      if (next === "lost") {
        at = ring.head;
        yield tracked(ring.idOf(at), MISSED);
      } else if (next === undefined) await ring.news();
      else {
        at = next.position;
        if (hears(next.note)) yield tracked(ring.idOf(at), forScreens(next.note));
      }
    }
  } finally {
    signal?.removeEventListener("abort", wake);
    unfollow();
    ring.lastFollowedMs = nowMs();
  }
}
