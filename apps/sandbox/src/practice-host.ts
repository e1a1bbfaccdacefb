import { openChangeFeed } from "@practicum/api/changes";
import type { Judgement } from "@practicum/curriculum/kit/judge";
import { addMs, epochMs, instantFromMs, type Instant } from "@practicum/kernel/instant";
import type { JudgedPractice } from "@practicum/passport/board";
import { issued, recordOf, type Passport } from "@practicum/passport/passport";
import { signerOf } from "@practicum/passport/proof";
import { verify, type Verification } from "@practicum/passport/verify";
import { systemIds } from "@practicum/service/clock";
import { NOBODY, type Colleagues } from "@practicum/world/colleagues/staffing";
import { comingUp, type Coming } from "@practicum/world/coming";
import { endOf, type Entry, type LessonBegun } from "@practicum/world/entry";
import { kindOf } from "@practicum/world/kind-of";
import type { SavedWorld } from "@practicum/world/kept/saved-world";
import type { Comparison } from "@practicum/world/futures";
import type { World } from "@practicum/world/world";
import { judgeSaved } from "./kept/judge-saved.ts";
import { Keeper } from "./kept/keeper.ts";
import type { OpenedWorld } from "./kept/opened-world.ts";
import { twoFutures } from "./kept/two-futures.ts";
import { WorldShelf } from "./kept/world-shelf.ts";
import { tellChanges } from "./tell-changes.ts";
import { digestOf, type Digest } from "./worlds/digest-of.ts";
import { stepCards } from "./worlds/step-cards.ts";
import { keptKeys } from "./lessons/keys.ts";
import { sheetOf, type LessonSheet } from "./lessons/sheet.ts";
import type { Engine } from "./load-engine.ts";
import type { Seed } from "./load-seed.ts";
import type { HostListeners, PracticeHost } from "./practice-port.ts";
import type { ApiCall, ComparisonWish, PassportWish, StepCard, WorldCard } from "./protocol.ts";

const DAY_MS = 86_400_000;
/** A timer of the browser takes no longer waits. */
const WAIT_MS_MAX = 3_600_000;
const COMING_DAYS = 45;
/** Before a longer jump the moment is kept. */
const WORTH_KEEPING_MS = DAY_MS / 2;
/** A day of colleagues takes seconds: they can be stopped between. */
const STEP_MS = { rest: DAY_MS, work: DAY_MS / 4 };

export async function hostPractice(engine: Engine, seed: Seed, listeners: HostListeners): Promise<PracticeHost> {
  listeners.onStep("Opening the practice's records");
  const keeper = await Keeper.open(seed.about.build, (text) => listeners.onNotice(text, false));
  const host = new LivePractice(new WorldShelf(engine, seed, keeper, listeners), seed, keeper, listeners);
  await host.begin();
  return host;
}

class LivePractice implements PracticeHost {
  readonly #shelf: WorldShelf;
  readonly #seed: Seed;
  readonly #keeper: Keeper;
  readonly #listeners: HostListeners;
  #here: OpenedWorld | undefined;
  #aheadMs = 0;
  /** No entry's moment is before this. */
  #last: Instant;
  #stopping = false;
  #due: ReturnType<typeof setTimeout> | undefined;
  #changing: Promise<unknown> = Promise.resolve();

  constructor(shelf: WorldShelf, seed: Seed, keeper: Keeper, listeners: HostListeners) {
    this.#shelf = shelf;
    this.#seed = seed;
    this.#keeper = keeper;
    this.#listeners = listeners;
    this.#last = seed.about.now;
  }

  async begin(): Promise<void> {
    await this.#goTo(await this.#shelf.resume());
  }

  async call({ path, body, commandId, staffId, as, worldId }: ApiCall): Promise<string> {
    if (worldId !== this.#open.about.worldId)
      throw new Error("what was meant for another practice is not done in this one");
    const asked = { path, body, commandId, staffId };
    const tried = as === undefined ? {} : { as };
    const kind = kindOf(path);
    if (kind === "command") return this.#apply({ kind, at: this.#next(), ...asked });
    if (kind === "read") return this.#apply({ kind, at: this.#next(), ...asked, ...tried });
    const at = this.#now();
    this.#last = at;
    await this.#world.passTo(at);
    return this.#world.look({ ...asked, ...tried, commandId: null });
  }

  /** Step by step, so that the page sees the days go by and may stop them. */
  async moveClock(to: Instant): Promise<Instant> {
    this.#stopping = false;
    if (epochMs(to) - epochMs(this.#now()) > WORTH_KEEPING_MS) await this.#open.keepMoment();
    const here = this.#open;
    const stepMs = STEP_MS[here.open.world.state.colleagues?.staffing.work === "jumps" ? "work" : "rest"];
    while (this.#now() < to && !this.#stopping && here === this.#here) {
      const at = this.#next();
      const step = addMs(at, stepMs);
      await this.#apply({ kind: "jump", at, to: to <= step ? to : step });
      this.#setClock(this.#last);
      this.#listeners.onClock(this.#last);
    }
    return this.#last;
  }

  async colleagues(choice: Colleagues | null): Promise<Colleagues> {
    if (choice !== null) {
      const { style: chosen, left } = choice;
      const works = chosen === "rest" ? {} : { work: "jumps" as const, style: chosen };
      await this.#apply({ kind: "staffing", at: this.#next(), staffing: { ...NOBODY, ...works, absent: left } });
    }
    const { work, style, absent } = this.#world.state.colleagues?.staffing ?? NOBODY;
    return { style: work === "rest" ? "rest" : style, left: absent };
  }

  stopClock(): void {
    this.#stopping = true;
  }

  nextDueAt(): Promise<Instant | null> {
    return this.#world.nextDueAt();
  }

  coming(): Promise<readonly Coming[]> {
    return comingUp(this.#world, this.#open.open.pglite, COMING_DAYS);
  }

  happened(after: Instant): Promise<Digest> {
    const { open, log } = this.#open;
    return digestOf(open, log, this.#seed.about.now, after);
  }

  async export(worldId: string | null): Promise<SavedWorld> {
    if (worldId !== null && worldId !== this.#open.about.worldId) return this.#shelf.saved(worldId);
    // The log as it is when the digest's turn comes: what is asked meanwhile is in neither.
    const entries = this.#open.log.map(({ entry }) => entry);
    const digest = await this.#world.digest();
    return { format: "practicum-world-1", build: this.#seed.about.build, seed: this.#shelf.seed, entries, digest };
  }

  async import(text: string): Promise<string> {
    let came = "";
    await this.#change(async () => {
      const imported = await this.#shelf.imported(text);
      ({ came } = imported);
      return imported.opened;
    });
    return came;
  }

  steps(): Promise<readonly StepCard[]> {
    const { world } = this.#open.open;
    return stepCards(this.#open.log, (patientId) => world.observe("scheduling.getPatient", { patientId }));
  }

  async backTo(entry: number): Promise<void> {
    const { play } = this.#world;
    if (play?.mode === "exam" && !play.isHandedIn) throw new Error("An exam has no way back. Hand it in first.");
    await this.#change(() => this.#shelf.turnedOff(this.#open, entry));
  }

  compare(wish: ComparisonWish): Promise<Comparison> {
    return twoFutures(this.#shelf, this.#open, wish, this.#seed.about.now);
  }

  worlds(): Promise<readonly WorldCard[]> {
    return this.#shelf.cards(this.#open.about.worldId);
  }

  openWorld(worldId: string): Promise<void> {
    return this.#change(() => this.#shelf.reopened(worldId));
  }

  async removeWorld(worldId: string): Promise<void> {
    if (worldId !== this.#open.about.worldId) await this.#shelf.remove(worldId);
  }

  reset(): Promise<void> {
    return this.#change(() => this.#shelf.fresh(null));
  }

  startLesson(begun: LessonBegun): Promise<void> {
    return this.#change(async () => {
      const opened = await this.#shelf.fresh(begun.lesson);
      try {
        await opened.apply({ kind: "lesson", at: addMs(opened.open.world.now, 1), ...begun });
      } catch (error) {
        await opened.close();
        await this.#shelf.remove(opened.about.worldId);
        throw error;
      }
      return opened;
    });
  }

  leaveLesson(): Promise<void> {
    return this.#change(() => this.#shelf.ownPractice());
  }

  lesson(): LessonSheet | null {
    const { play } = this.#world;
    return play === null ? null : sheetOf(play);
  }

  /** In an exam nobody is told how far it has come, and whoever says to be done hands it in. */
  async judge(ahead: boolean): Promise<Judgement> {
    const { play } = this.#world;
    if (ahead && play?.mode === "exam" && !play.isHandedIn) await this.#apply({ kind: "hand-in", at: this.#next() });
    return this.#world.judge(ahead);
  }

  async hint(outcome: string): Promise<void> {
    await this.#apply({ kind: "hint", at: this.#next(), outcome });
  }

  async passport({ name, attempts }: PassportWish): Promise<Passport> {
    const signer = await signerOf(await keptKeys());
    const { build } = this.#seed.about;
    // Of a copy that stands still: here the clock goes on, and what falls due meanwhile would be in one half of the record alone.
    const still = await this.#open.open.fork();
    try {
      const record = await recordOf(still.world, { build, world: this.#shelf.seed, attempts });
      return await issued(record, signer, { name, now: instantFromMs(Date.now()) });
    } finally {
      await still.close();
    }
  }

  async verify(text: string): Promise<Verification> {
    return verify(text, await this.#shelf.bench());
  }

  async judgeSaved(text: string): Promise<JudgedPractice> {
    return judgeSaved(text, this.#shelf.seed, await this.#shelf.bench());
  }

  get #open(): OpenedWorld {
    if (this.#here === undefined) throw new Error("the practice is not open");
    return this.#here;
  }

  get #world(): World {
    return this.#open.open.world;
  }

  /** One after the other: who asks twice goes twice. */
  #change(open: () => Promise<OpenedWorld>): Promise<void> {
    const done = this.#changing.then(async () => {
      this.#stopping = true;
      await this.#goTo(await open());
    });
    this.#changing = done.catch(() => {});
    return done;
  }

  async #goTo(opened: OpenedWorld): Promise<void> {
    const before = this.#here;
    clearTimeout(this.#due);
    const { world } = opened.open;
    const feed = await openChangeFeed(world.bus, { epoch: systemIds.next(), nowMs: () => performance.now() });
    void tellChanges(feed, this.#seed.about.practice.id, this.#listeners.onChange);
    this.#here = opened;
    this.#last = world.now;
    this.#setClock(this.#last);
    await this.#shelf.take(opened);
    this.#listeners.onOpened(this.#shelf.cardOf(opened.about, opened.about.worldId), this.#last, this.#keeper.lasts);
    this.#waitForDue();
    if (before !== undefined) await this.#shelf.leave(before);
  }

  async #apply(entry: Entry): Promise<string> {
    this.#last = endOf(entry);
    const here = this.#open;
    const reply = await here.apply(entry);
    if (here !== this.#here) return reply;
    if (here.open.world.now > this.#last) this.#last = here.open.world.now;
    this.#waitForDue();
    return reply;
  }

  #now(): Instant {
    const wall = instantFromMs(Date.now() + this.#aheadMs);
    return wall > this.#last ? wall : this.#last;
  }

  /** The moment of the next entry: the clock's, and later than the one before. */
  #next(): Instant {
    const now = this.#now();
    return now > this.#last ? now : addMs(this.#last, 1);
  }

  #setClock(at: Instant): void {
    this.#aheadMs = epochMs(at) - Date.now();
  }

  /** What falls due by itself while the trainee reads happens at its moment, without asking anything meanwhile. */
  #waitForDue(): void {
    clearTimeout(this.#due);
    const here = this.#open;
    void this.#world.nextDueAt().then((due) => {
      if (due === null || here !== this.#here) return;
      const waitMs = Math.min(WAIT_MS_MAX, Math.max(0, epochMs(due) - epochMs(this.#now())));
      clearTimeout(this.#due);
      this.#due = setTimeout(() => {
        const at = this.#now();
        this.#last = at;
        void this.#world.passTo(at).then(() => this.#waitForDue());
      }, waitMs);
    });
  }
}
