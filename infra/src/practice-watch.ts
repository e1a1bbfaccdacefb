import { foundingProgress } from "@practicum/identity/node/founding-link";
import { knownPractices, savePractices, type PracticeEntry } from "./practices.ts";

const LOOK_MS = 3000;

/**
 * The practices as they are now: paused or not by the operator's word, named and placed as their own profiles say. What changed in a profile
 * is written down, so that the next start knows it too.
 *
 * @param hosted those that run; others wait for the next start.
 */
export async function practicesNow(
  hosted: readonly PracticeEntry[],
  urlOf: (entry: PracticeEntry) => string,
): Promise<readonly PracticeEntry[]> {
  const profiles = new Map<string, { readonly name: string; readonly timeZone: string }>();
  for (const entry of hosted) {
    const { profile } = await foundingProgress(urlOf(entry));
    if (profile !== null) profiles.set(entry.id, { name: profile.name, timeZone: profile.timeZone });
  }
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

  stop(): void {
    clearInterval(this.#timer);
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
