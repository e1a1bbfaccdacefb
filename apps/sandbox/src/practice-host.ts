import { openChangeFeed, type ChangeFeed } from "@practicum/api/changes";
import type { Change } from "@practicum/api/live-notes";
import type { LiveNote } from "@practicum/bus/bus";
import type { Id } from "@practicum/kernel/brand";
import { addMs, epochMs, instantFromMs, type Instant } from "@practicum/kernel/instant";
import { systemIds } from "@practicum/service/clock";
import { isTrackedEnvelope } from "@trpc/server";
import type { Judgement } from "@practicum/curriculum/kit/judge";
import { sheetOf, type LessonSheet } from "./lessons/sheet.ts";
import type { Engine } from "./load-engine.ts";
import type { Seed } from "./load-seed.ts";
import type { ApiCall, ExportedWorld } from "./protocol.ts";
import { NOBODY, type Staffing, type Style } from "@practicum/world/colleagues/staffing";
import { endOf, type Entry } from "@practicum/world/entry";
import { kindOf } from "@practicum/world/kind-of";
import { openWorld } from "@practicum/world/open-world";
import type { World } from "@practicum/world/world";
import { NotKept, openJournal, type Journal } from "./kept/journal.ts";

const DAY_MS = 86_400_000;
/** A timer of the browser takes no longer waits. */
const WAIT_MS_MAX = 3_600_000;
const SEED = "practicum-demo";

/** The whole practice in one worker: its world, and the wall clock that drives it. */
export interface PracticeHost {
  readonly now: () => Instant;
  /** Whether it goes on from an earlier visit. */
  readonly resumed: boolean;
  /** Whether the next visit will go on from this one. */
  readonly kept: () => boolean;
  /** The answer is the JSON that the gateway would have sent. */
  call(call: ApiCall): Promise<string>;
  /** Moves the clock forward; everything due happens on the way, in order. The reply is the moment reached. */
  moveClock(to: Instant): Promise<Instant>;
  /** When something falls due by itself; null when nothing will. */
  nextDueAt(): Promise<Instant | null>;
  /** Ends a move of the clock at its next stop. */
  stopClock(): void;
  /** Who works besides the trainee while the clock moves: the style, or that they rest. With null it is asked alone. */
  colleagues(style: Style | "rest" | null): Promise<string>;
  /** Its log, and the digests that the log leads to. */
  export(): Promise<ExportedWorld>;
  /** A fresh practice in place of this one, without a network. */
  reset(): Promise<void>;
  /** A fresh practice in place of this one, in which a lesson begins. */
  startLesson(lesson: string, seed: string): Promise<void>;
  /** What is being learned; null when nothing is. */
  lesson(): LessonSheet | null;
  /** How far the lesson has come. */
  judge(ahead: boolean): Promise<Judgement>;
}

export interface HostListeners {
  readonly onStep: (step: string) => void;
  readonly onChange: (change: Change) => void;
  readonly onClock: (now: Instant) => void;
  /** Something that the trainee should know of the practice itself. */
  readonly onNotice: (text: string, kept: boolean) => void;
}

export async function hostPractice(engine: Engine, seed: Seed, listeners: HostListeners): Promise<PracticeHost> {
  listeners.onStep("Opening the practice's records");
  const journal = await openJournal().catch((error: unknown) => {
    if (!(error instanceof NotKept)) throw error;
    listeners.onNotice(error.message, false);
    return null;
  });
  const host = new LivePractice(engine, seed, listeners, journal);
  await host.open();
  return host;
}

class LivePractice implements PracticeHost {
  readonly #engine: Engine;
  readonly #seed: Seed;
  readonly #listeners: HostListeners;
  #journal: Journal | null;
  #world: World | undefined;
  #close: () => Promise<void> = async () => {};
  #aheadMs = 0;
  /** No entry's moment is before this. */
  #last: Instant;
  #stopping = false;
  #due: ReturnType<typeof setTimeout> | undefined;
  #entries: Entry[] = [];
  resumed = false;

  constructor(engine: Engine, seed: Seed, listeners: HostListeners, journal: Journal | null) {
    this.#engine = engine;
    this.#seed = seed;
    this.#listeners = listeners;
    this.#journal = journal;
    this.#last = seed.about.now;
  }

  async open(): Promise<void> {
    await this.#openFresh();
    const kept = this.#journal?.kept ?? null;
    if (kept === null || kept.entries.length === 0)
      await this.#keep((journal) => journal.clear(this.#seed.about.build));
    else await this.#repeat(kept.build, kept.entries);
    this.#setClock(this.#last);
    this.#waitForDue();
  }

  now(): Instant {
    const wall = instantFromMs(Date.now() + this.#aheadMs);
    return wall > this.#last ? wall : this.#last;
  }

  kept(): boolean {
    return this.#journal !== null;
  }

  async call({ path, body, commandId, staffId }: ApiCall): Promise<string> {
    const asked = { path, body, commandId, staffId };
    const kind = kindOf(path);
    if (kind !== "look") return this.#apply({ kind, at: this.#next(), ...asked });
    const at = this.now();
    this.#last = at;
    await this.#opened.passTo(at);
    return this.#opened.look({ ...asked, commandId: null });
  }

  /** A day at a time, so that the page sees the days go by and may stop them. */
  async moveClock(to: Instant): Promise<Instant> {
    this.#stopping = false;
    while (this.now() < to && !this.#stopping) {
      const at = this.#next();
      const nextDay = addMs(at, DAY_MS);
      await this.#apply({ kind: "jump", at, to: to <= nextDay ? to : nextDay });
      this.#setClock(this.#last);
      this.#listeners.onClock(this.#last);
    }
    return this.#last;
  }

  async colleagues(style: Style | "rest" | null): Promise<string> {
    if (style !== null) {
      const staffing: Staffing = style === "rest" ? NOBODY : { ...NOBODY, work: "jumps", style };
      await this.#apply({ kind: "staffing", at: this.#next(), staffing });
    }
    const { work, style: kept } = this.#opened.state.colleagues?.staffing ?? NOBODY;
    return work === "rest" ? "rest" : kept;
  }

  stopClock(): void {
    this.#stopping = true;
  }

  nextDueAt(): Promise<Instant | null> {
    return this.#opened.nextDueAt();
  }

  async export(): Promise<ExportedWorld> {
    // The log as it is when the digest's turn comes: what is asked meanwhile is in neither.
    const entries = [...this.#entries];
    const digest = await this.#opened.digest();
    return { format: "practicum-world-1", build: this.#seed.about.build, seed: SEED, entries, digest };
  }

  async reset(): Promise<void> {
    clearTimeout(this.#due);
    await this.#close();
    await this.#openFresh();
    await this.#keep((journal) => journal.clear(this.#seed.about.build));
    this.#setClock(this.#last);
    this.#waitForDue();
    this.#listeners.onClock(this.#last);
  }

  async startLesson(lesson: string, seed: string): Promise<void> {
    await this.reset();
    await this.#apply({ kind: "lesson", at: this.#next(), lesson, seed });
    this.#setClock(this.#last);
    this.#listeners.onClock(this.#last);
  }

  lesson(): LessonSheet | null {
    const { play } = this.#opened;
    return play === null ? null : sheetOf(play);
  }

  judge(ahead: boolean): Promise<Judgement> {
    return this.#opened.judge(ahead);
  }

  get #opened(): World {
    if (this.#world === undefined) throw new Error("the practice is not open");
    return this.#world;
  }

  async #openFresh(): Promise<void> {
    const { about, payers, dataDirectory } = this.#seed;
    const { program, files, initdb } = this.#engine;
    const { world, close } = await openWorld(
      { practice: about.practice, seed: SEED, archive: dataDirectory, state: { now: about.now, payers, waiting: [] } },
      { engine: { pgliteWasmModule: await program, initdbWasmModule: initdb, fsBundle: files } },
    );
    const feed = await openChangeFeed(world.bus, { epoch: systemIds.next(), nowMs: () => performance.now() });
    void tellChanges(feed, about.practice.id, this.#listeners.onChange);
    this.#world = world;
    this.#last = about.now;
    this.#entries = [];
    this.#close = close;
  }

  /** Does the log of an earlier visit again: the same seed and the same entries are the same practice. */
  async #repeat(build: string, entries: readonly Entry[]): Promise<void> {
    for (const [index, entry] of entries.entries()) {
      if (index % 10 === 0) this.#listeners.onStep(`Going on where you left: step ${index + 1} of ${entries.length}`);
      await this.#opened.apply(entry);
      this.#entries.push(entry);
      this.#last = this.#opened.now;
    }
    this.resumed = true;
    if (build !== this.#seed.about.build)
      this.#listeners.onNotice(
        `This training is a newer version than the one you began with: your ${entries.length} steps were done again in it. Where its rules have changed, your practice may look different.`,
        true,
      );
  }

  async #apply(entry: Entry): Promise<string> {
    this.#last = endOf(entry);
    this.#entries.push(entry);
    // Kept before it is done: a tab that is closed now does it again at the next visit.
    const keeping = this.#keep((journal) => journal.append(entry));
    const reply = await this.#opened.apply(entry);
    await keeping;
    // The start of a lesson takes days of the practice's time.
    if (this.#opened.now > this.#last) this.#last = this.#opened.now;
    this.#waitForDue();
    return reply;
  }

  async #keep(work: (journal: Journal) => Promise<void>): Promise<void> {
    if (this.#journal === null) return;
    try {
      await work(this.#journal);
    } catch {
      this.#journal = null;
      this.#listeners.onNotice(
        "This browser has no room to keep more: what you do from now on ends with this tab. Free some disk space, then reload.",
        false,
      );
    }
  }

  /** The moment of the next entry: the clock's, and later than the one before. */
  #next(): Instant {
    const now = this.now();
    return now > this.#last ? now : addMs(this.#last, 1);
  }

  #setClock(at: Instant): void {
    this.#aheadMs = epochMs(at) - Date.now();
  }

  /** What falls due by itself while the trainee reads happens at its moment, without asking anything meanwhile. */
  #waitForDue(): void {
    clearTimeout(this.#due);
    void this.#opened.nextDueAt().then((due) => {
      if (due === null) return;
      const waitMs = Math.min(WAIT_MS_MAX, Math.max(0, epochMs(due) - epochMs(this.now())));
      clearTimeout(this.#due);
      this.#due = setTimeout(() => {
        const at = this.now();
        this.#last = at;
        void this.#opened.passTo(at).then(() => this.#waitForDue());
      }, waitMs);
    });
  }
}

/** There is one page, and whoever the trainee is sees what changes in the practice. */
async function tellChanges(
  feed: ChangeFeed,
  practiceId: Id<"practice">,
  onChange: (change: Change) => void,
): Promise<void> {
  for await (const change of feed.changes(practiceId, undefined, undefined))
    if (isTrackedEnvelope<LiveNote>(change)) onChange({ id: change[0], data: change[1] });
}
