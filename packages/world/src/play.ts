import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { judge, type Judgement } from "@practicum/curriculum/kit/judge";
import type { AnyLesson } from "@practicum/curriculum/kit/lesson";
import { helpOf, MODE_BEFORE, seedOf, type Mode } from "@practicum/curriculum/kit/mode";
import type { Step, WorldView } from "@practicum/curriculum/kit/world-view";
import { lessonById } from "@practicum/curriculum/lessons";
import { addMs, atLocal, dateIn, epochMs, type Instant } from "@practicum/kernel/instant";
import { addDays, dayOfWeek } from "@practicum/kernel/local-date";
import { timeZone } from "@practicum/seed/practice";
import type { Entry, LessonBegun } from "./entry.ts";
import { parseReply, portOn, type Reducer } from "./world-port.ts";

const DAY_MS = 86_400_000;

/** What a check looks at. */
interface Observed {
  readonly now: Instant;
  observe(path: string, input: unknown): Promise<unknown>;
}

/** A copy of a world, to look at what will be. Whoever asks for one closes it. */
export interface Future {
  readonly world: Observed & { passTo(at: Instant): Promise<void> };
  close(): Promise<void>;
}

/** A lesson that is being done, as it is kept with its world. */
export interface LessonState extends LessonBegun {
  /** The morning that it begins on. */
  readonly now: Instant;
  /** How many entries there were since. */
  readonly entries: number;
  readonly steps: readonly Step[];
  /** Every entry since, and what was answered: a passport shows them. Absent in moments of before that was kept. */
  readonly log?: readonly LoggedEntry[];
  /** How many hints were asked for, by outcome. */
  readonly hints?: { readonly [outcome: string]: number };
  readonly isHandedIn?: boolean;
  readonly time?: TimeSpent;
}

interface TimeSpent {
  /** When the learner could begin: what there is before that takes time too. Null until then. */
  readonly begun: Instant | null;
  /** What passed because the learner let it. */
  readonly waitedMs: number;
  /** What the learner worked up to the last step. */
  readonly workedMs: number;
}

/** An entry as it was done. */
export interface LoggedEntry {
  readonly entry: Entry;
  /** SHA-256 of the answer, in hex. */
  readonly answered: string;
}

/** A lesson that is being done in a world. */
export class Play {
  readonly lesson: AnyLesson;
  readonly facts: unknown;
  readonly mode: Mode;
  readonly #begun: LessonBegun & { readonly now: Instant };
  readonly #steps: Step[];
  readonly #log: LoggedEntry[];
  readonly #hints: Map<string, number>;
  #isHandedIn: boolean;
  #time: TimeSpent;
  #entries: number;

  private constructor(state: LessonState) {
    const { lesson, seed, mode, nonce, now, log = [], hints = {}, isHandedIn = false } = state;
    this.lesson = lessonById(lesson);
    this.mode = mode ?? MODE_BEFORE;
    this.#begun = { lesson, seed, mode, nonce, now };
    this.facts = this.lesson.facts({ seed: seedOf(seed, nonce), now, timeZone });
    this.#entries = state.entries;
    this.#steps = [...state.steps];
    this.#log = [...log];
    this.#hints = new Map(Object.entries(hints));
    this.#isHandedIn = isHandedIn;
    this.#time = state.time ?? { begun: null, waitedMs: 0, workedMs: 0 };
  }

  static resumed(state: LessonState): Play {
    return new Play(state);
  }

  /** Begins on the next working morning, and brings about what there is before the learner comes: none of it is the learner's. */
  static async begun(begun: LessonBegun, world: Reducer): Promise<Play> {
    const { lesson, seed, mode, nonce } = begun;
    const now = nextMorning(world.now);
    const play = new Play({ lesson, seed, mode, nonce, now, entries: -1, steps: [], log: [] });
    const port = portOn(world, `${seedOf(seed, nonce)}/${lesson}/set-up`, () => {});
    await port.advanceTo(now);
    await play.lesson.setUp(port, play.facts);
    return play;
  }

  get state(): LessonState {
    return {
      ...this.#begun,
      entries: this.#entries,
      steps: [...this.#steps],
      log: this.log,
      hints: this.hints,
      isHandedIn: this.#isHandedIn,
      time: this.#time,
    };
  }

  /** How many hints were asked for, by outcome. */
  get hints(): { readonly [outcome: string]: number } {
    return Object.fromEntries(this.#hints);
  }

  /** Whether an exam is over. */
  get isHandedIn(): boolean {
    return this.#isHandedIn;
  }

  /** The next hint about an outcome (CUR-51). Empty where there is none, or none to be had. */
  hint(outcome: string): string {
    const asked = this.#hints.get(outcome) ?? 0;
    const text = this.lesson.outcomes.find((one) => one.id === outcome)?.hints[asked];
    if (text === undefined || !helpOf[this.mode].hints) return "";
    this.#hints.set(outcome, asked + 1);
    return text;
  }

  /** The exam is over (CUR-53). In another mode nothing is. */
  handIn(): void {
    this.#isHandedIn = this.mode === "exam";
  }

  /** Every entry since the lesson's start, that start the first. */
  get log(): readonly LoggedEntry[] {
    return [...this.#log];
  }

  /** What the learner did. Reads and the clock are no deeds. @param now when it was over. */
  record(entry: Entry, reply: string, now: Instant): void {
    this.#entries += 1;
    this.#spend(entry, now);
    this.#log.push({ entry, answered: bytesToHex(sha256(utf8ToBytes(reply))) });
    if (entry.kind !== "command") return;
    const { at, staffId, path, body } = entry;
    const { value, refused } = parseReply(reply);
    const input: unknown = body === "" ? {} : JSON.parse(body);
    this.#steps.push({ entry: this.#entries, at, staffId, path, input, refused, value });
  }

  #spend(entry: Entry, now: Instant): void {
    const { begun, waitedMs } = this.#time;
    if (begun === null) this.#time = { begun: now, waitedMs: 0, workedMs: 0 };
    else if (entry.kind === "jump")
      this.#time = { ...this.#time, waitedMs: waitedMs + epochMs(entry.to) - epochMs(entry.at) };
    else if (entry.kind === "command")
      this.#time = { ...this.#time, workedMs: epochMs(entry.at) - epochMs(begun) - waitedMs };
  }

  /**
   * Looks at the whole world now.
   * @param fork copies the world as it is; without one, what lies ahead stays open.
   */
  async judge(world: Observed, fork: (() => Promise<Future>) | null): Promise<Judgement> {
    const futures: Future[] = [];
    const later = new Map<number, Promise<WorldView>>();
    const look = async (days: number): Promise<WorldView> => {
      if (fork === null) throw new Error("what is judged now does not look ahead");
      const future = await fork();
      futures.push(future);
      await future.world.passTo(addMs(world.now, days * DAY_MS));
      return this.#view(future.world, () =>
        Promise.reject(new Error("a check looks at one future, not at a future's")),
      );
    };
    const after = (days: number): Promise<WorldView> => {
      const known = later.get(days) ?? look(days);
      later.set(days, known);
      return known;
    };
    try {
      return await judge(this.lesson, this.#view(world, after), this.facts, { ahead: fork !== null });
    } finally {
      for (const future of futures) await future.close();
    }
  }

  #view(world: Observed, after: WorldView["after"]): WorldView {
    return {
      now: world.now,
      timeZone,
      steps: this.#steps,
      workedMs: this.#time.workedMs,
      ask: async (service, query, input) => (await world.observe(`${service}.${query}`, input)) as never,
      after,
    };
  }
}

/** Eight o'clock of the next working day, or of this one while it is earlier. */
function nextMorning(now: Instant): Instant {
  let day = dateIn(now, timeZone);
  while (dayOfWeek(day) > 5 || atLocal(day, "08:00", timeZone) < now) day = addDays(day, 1);
  return atLocal(day, "08:00", timeZone);
}
