import type { FoundingView } from "@practicum/identity/node/founding-link";
import { must } from "@practicum/kernel/assert";
import { knownPractices, savePractices, type PracticeEntry } from "./practices.ts";

const LOOK_MS = 3000;
/** Of more practices than these some are asked at each look, in turn: a look costs the same however many there are. */
const AT_ONCE = 4;

type Named = Pick<PracticeEntry, "name" | "timeZone">;

/** What practices say of themselves, in their own databases. */
export class PracticeProfiles {
  readonly #open: (entry: PracticeEntry) => FoundingView;
  readonly #views = new Map<string, FoundingView>();
  #next = 0;

  constructor(open: (entry: PracticeEntry) => FoundingView) {
    this.#open = open;
  }

  /** Those that were asked now. The connections are kept where they are few. */
  async look(hosted: readonly PracticeEntry[]): Promise<ReadonlyMap<string, Named>> {
    const some = Array.from({ length: Math.min(AT_ONCE, hosted.length) }, (_, index) =>
      must(hosted[(this.#next + index) % hosted.length]),
    );
    this.#next += some.length;
    const profiles = new Map<string, Named>();
    for (const entry of some) {
      const view = this.#views.get(entry.id) ?? this.#open(entry);
      this.#views.set(entry.id, view);
      try {
        const { profile } = await view.progress();
        if (profile !== null) profiles.set(entry.id, { name: profile.name, timeZone: profile.timeZone });
      } finally {
        if (hosted.length > AT_ONCE) await this.#drop(entry.id);
      }
    }
    return profiles;
  }

  async close(): Promise<void> {
    for (const id of this.#views.keys()) await this.#drop(id);
  }

  async #drop(id: string): Promise<void> {
    const view = this.#views.get(id);
    this.#views.delete(id);
    await view?.close();
  }
}

/**
 * The practices as they are now: paused or not by the operator's word, named and placed as their own profiles say. What changed in a profile
 * is written down, so that the next start knows it too.
 *
 * @param hosted those that run; others wait for the next start.
 */
export async function practicesNow(
  hosted: readonly PracticeEntry[],
  source: Pick<PracticeProfiles, "look">,
): Promise<readonly PracticeEntry[]> {
  const profiles = await source.look(hosted);
  const known = await knownPractices();
  const named = known.map((entry) => ({ ...entry, ...profiles.get(entry.id) }));
  if (JSON.stringify(named) !== JSON.stringify(known)) await savePractices(named);
  const byId = new Map(named.map((entry) => [entry.id, entry]));
  return hosted.map((entry) => byId.get(entry.id) ?? { ...entry, paused: true });
}

export interface PracticeWatchOptions {
  readonly look: () => Promise<readonly PracticeEntry[]>;
  /** Told once of each change, with all of them. */
  readonly changed: (entries: readonly PracticeEntry[]) => Promise<void>;
}

/** Sees within seconds what changed about a practice, so that nothing need be started again for it (SVC-38). */
export class PracticeWatch {
  readonly #options: PracticeWatchOptions;
  #last: string;
  #timer: NodeJS.Timeout | undefined;
  #turn: Promise<void> = Promise.resolve();

  constructor(options: PracticeWatchOptions, first: readonly PracticeEntry[]) {
    this.#options = options;
    this.#last = JSON.stringify(first);
  }

  start(): void {
    this.#timer = setInterval(() => void this.look(), LOOK_MS);
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#turn;
  }

  /** A database or a file that is away for a moment is looked at again. */
  look(): Promise<void> {
    this.#turn = this.#turn.then(() => this.#look()).catch(() => {});
    return this.#turn;
  }

  async #look(): Promise<void> {
    const now = await this.#options.look();
    if (JSON.stringify(now) === this.#last) return;
    await this.#options.changed(now);
    this.#last = JSON.stringify(now);
  }
}
