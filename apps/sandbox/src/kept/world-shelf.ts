import { lessons } from "@practicum/curriculum/lessons";
import { staffByKey } from "@practicum/seed/practice";
import { benchOf, WORLD } from "@practicum/passport/build-bench";
import type { Bench } from "@practicum/passport/verify";
import { systemClock, systemIds } from "@practicum/service/clock";
import type { KeptEntry, KeptWorld } from "@practicum/world/kept/chest";
import { differences } from "@practicum/world/digest";
import { endOf } from "@practicum/world/entry";
import { openKept, type OpenedAgain } from "@practicum/world/kept/open-kept";
import { readSaved, type SavedWorld } from "@practicum/world/kept/saved-world";
import { turnedOff, withEntry } from "@practicum/world/kept/shelf";
import { openWorld, type WorldBase } from "@practicum/world/open-world";
import { EntryFailed, type KeptMoment } from "@practicum/world/reopen";
import type { Engine } from "../load-engine.ts";
import type { Seed } from "../load-seed.ts";
import type { WorldCard } from "../protocol.ts";
import type { Keeper } from "./keeper.ts";
import { OpenedWorld } from "./opened-world.ts";

/** Shorter waits are not spoken of. */
const SILENT_MS = 700;

/** A world of which the browser has lost something. */
class Incomplete extends Error {
  override readonly name = "Incomplete";
}

interface ShelfListeners {
  readonly onStep: (step: string) => void;
  readonly onNotice: (text: string, kept: boolean) => void;
}

/** The worlds of this browser: opens them, begins new ones, and says what became of each. */
export class WorldShelf {
  readonly #engine: Engine;
  readonly #seed: Seed;
  readonly #keeper: Keeper;
  readonly #listeners: ShelfListeners;
  /** A copy for each world that is opened: unpacking it anew takes longer than all else. */
  #archive: Promise<ArrayBuffer> | undefined;
  readonly seed = WORLD;

  constructor(engine: Engine, seed: Seed, keeper: Keeper, listeners: ShelfListeners) {
    this.#engine = engine;
    this.#seed = seed;
    this.#keeper = keeper;
    this.#listeners = listeners;
  }

  /** The world that was open last; a fresh one where there is none, or where it can't be opened. */
  async resume(): Promise<OpenedWorld> {
    const world = await this.#keeper.shelf.current();
    if (world === null || world.entries === 0) return this.fresh(null);
    try {
      return await this.#reopen(world);
    } catch (error) {
      if (error instanceof EntryFailed || error instanceof Incomplete) return this.fresh(null);
      throw error;
    }
  }

  /** @throws {@link EntryFailed} where it can't be opened on this build: it stays on the shelf as it is. */
  async reopened(worldId: string): Promise<OpenedWorld> {
    return this.#reopen(await this.#known(worldId));
  }

  /** The practice of one's own that was open last; a fresh one where there is none. */
  async ownPractice(): Promise<OpenedWorld> {
    const own = (await this.#keeper.shelf.worlds()).find((one) => one.lesson === null && one.trouble === null);
    return own === undefined ? this.fresh(null) : this.#reopen(own);
  }

  /** @param lesson that is to begin in it; null for a practice of one's own. */
  async fresh(lesson: string | null): Promise<OpenedWorld> {
    const { now, build } = this.#seed.about;
    const about: KeptWorld = {
      worldId: systemIds.next(),
      lesson,
      build,
      openedAt: systemClock.now(),
      entries: 0,
      steps: 0,
      isPassing: false,
      at: now,
      staffId: null,
      from: null,
      trouble: null,
    };
    return new OpenedWorld(await openWorld(this.#base(), await this.#options()), about, [], 0, this.#keeper);
  }

  /** It is the open one from now on. */
  async take(opened: OpenedWorld): Promise<void> {
    opened.about = { ...opened.about, openedAt: systemClock.now() };
    const { about: world, log } = opened;
    await this.#keeper.write((shelf) => shelf.take(world), { world, log });
  }

  /** It is not the open one any more: it is closed, and stays where anything was done in it. */
  async leave(before: OpenedWorld): Promise<void> {
    await before.close();
    if (before.log.length <= (before.about.lesson === null ? 0 : 1)) await this.remove(before.about.worldId);
  }

  /** The world that goes on from before an entry of the open one, which stays as it is. */
  async turnedOff(here: OpenedWorld, before: number): Promise<OpenedWorld> {
    await here.keepMoment();
    const fresh = { worldId: systemIds.next(), openedAt: systemClock.now(), at: this.#seed.about.now };
    const { world, log } = turnedOff(here.about, here.log, before, fresh);
    await this.#keeper.write((shelf) => shelf.add(world, log), { world: here.about, log: here.log });
    await this.#keeper.moments.copy(here.about.worldId, world.worldId, before).catch(() => {});
    try {
      return await this.#reopen(world);
    } catch (error) {
      await this.remove(world.worldId);
      throw error;
    }
  }

  /** Of the shelf, as it is kept: nothing is opened, so there is nothing to compare it with. */
  async saved(worldId: string): Promise<SavedWorld> {
    const { build } = await this.#known(worldId);
    const entries = (await this.#keeper.shelf.log(worldId)).map(({ entry }) => entry);
    return { format: "practicum-world-1", build, seed: WORLD, entries, digest: {} };
  }

  /**
   * Does a saved practice from its beginning, and compares.
   *
   * @throws Error whose message tells the trainee what is wrong; nothing has changed then.
   */
  async imported(text: string): Promise<{ readonly opened: OpenedWorld; readonly came: string }> {
    const read = readSaved(text, WORLD);
    if (!read.ok) throw new Error(read.error);
    const { now, build } = this.#seed.about;
    const saved = read.value;
    const [first] = saved.entries;
    const fresh = { worldId: systemIds.next(), openedAt: systemClock.now(), at: now, build };
    const lesson = first?.kind === "lesson" ? first.lesson : null;
    const empty = {
      ...fresh,
      lesson,
      entries: 0,
      steps: 0,
      isPassing: false,
      staffId: null,
      from: null,
      trouble: null,
    };
    try {
      const log = saved.entries.map((entry): KeptEntry => ({ entry, how: "unknown" }));
      const again = await openKept(this.#base(), log, [], await this.#options(), this.#telling(log.length));
      const world = again.log.reduce<KeptWorld>((sum, one) => withEntry(sum, one, endOf(one.entry)), empty);
      const came = await verdictOf(saved, build, again);
      await this.#keeper.write((shelf) => shelf.add(world, again.log), { world, log: again.log });
      return { opened: new OpenedWorld(again.open, world, again.log, 0, this.#keeper), came };
    } catch (error) {
      if (!(error instanceof EntryFailed)) throw error;
      throw new Error(
        `Step ${error.index + 1} of this file can't be done in this version${saved.build === build ? "" : ", which is another one than it was saved by"}. Nothing here has changed.`,
        { cause: error },
      );
    }
  }

  async remove(worldId: string): Promise<void> {
    await this.#keeper.shelf.remove(worldId);
    await this.#keeper.moments.sweep();
  }

  /** Where passports of this build are done again: a world of its own each time. */
  async bench(): Promise<Bench> {
    const { about, payers } = this.#seed;
    const { engine } = await this.#options();
    return benchOf({ about, payers, archive: this.#base().archive }, engine);
  }

  /** Where every world of this build begins, and with what it is opened: for copies that are kept nowhere. */
  async opening() {
    return { base: this.#base(), options: await this.#options() };
  }

  logOf(worldId: string): Promise<readonly KeptEntry[]> {
    return this.#keeper.shelf.log(worldId);
  }

  momentsOf(worldId: string): Promise<readonly KeptMoment[]> {
    return this.#keeper.moments.of(worldId);
  }

  /** @param openId the open one's. */
  async cards(openId: string): Promise<readonly WorldCard[]> {
    return (await this.#keeper.shelf.worlds()).map((world) => this.cardOf(world, openId));
  }

  cardOf(world: KeptWorld, openId: string): WorldCard {
    const { worldId, lesson, entries, steps, at, openedAt, staffId, from, trouble } = world;
    // Another build may have had a lesson that this one has not.
    const taught = lessons.find((one) => one.id === lesson);
    return {
      worldId,
      lesson: lesson === null ? null : { id: lesson, title: taught?.title ?? lesson },
      entries,
      steps,
      at,
      openedAt,
      staffId: staffId ?? (taught === undefined ? null : staffByKey(taught.as).staffId),
      shares: from?.steps ?? null,
      trouble,
      isOpen: worldId === openId,
    };
  }

  async #reopen(world: KeptWorld): Promise<OpenedWorld> {
    const { build } = this.#seed.about;
    const log = await this.#keeper.shelf.log(world.worldId);
    if (log.length < world.entries) throw await this.#incomplete(world, log.length);
    const moments = await this.#keeper.moments.of(world.worldId);
    try {
      const again = await openKept(this.#base(), log, moments, await this.#options(), this.#telling(log.length));
      if (world.build !== build) await this.#tellOfNewBuild(world, again.log, again.otherwise);
      const about = { ...world, build, trouble: null };
      return new OpenedWorld(again.open, about, again.log, again.spared, this.#keeper);
    } catch (error) {
      if (error instanceof EntryFailed) await this.#setAside(world, error.index);
      throw error;
    }
  }

  async #known(worldId: string): Promise<KeptWorld> {
    const world = (await this.#keeper.shelf.worlds()).find((one) => one.worldId === worldId);
    if (world === undefined) throw new Error("there is no such practice on the shelf");
    return world;
  }

  #telling(entries: number): (index: number) => void {
    const started = performance.now();
    return (index) => {
      if (performance.now() - started > SILENT_MS)
        this.#listeners.onStep(`Going on where you left: step ${index + 1} of ${entries}`);
    };
  }

  /** Its log was done again by other rules: what came of it is said, and kept. */
  async #tellOfNewBuild(world: KeptWorld, log: readonly KeptEntry[], otherwise: readonly number[]): Promise<void> {
    const changed = otherwise.flatMap((index) => {
      const kept = log[index];
      return kept === undefined ? [] : [{ index, kept }];
    });
    await this.#keeper.write(
      async (shelf) => {
        for (const { index, kept } of changed) await shelf.mark(world, index, kept);
      },
      { world, log },
    );
    const refused = changed.filter(({ kept }) => kept.how === "refused").map(({ index }) => index + 1);
    const came =
      changed.length === 0
        ? "Each went as before."
        : `${changed.length} went otherwise than before${refused.length === 0 ? "" : `; refused now: step ${refused.slice(0, 5).join(", ")}${refused.length > 5 ? " and more" : ""}`}.`;
    this.#listeners.onNotice(
      `This training is a newer version than the one you worked in: your ${log.length} steps were done again in it. ${came}`,
      this.#keeper.lasts,
    );
  }

  /** The browser has lost a part of its log: what is left can be saved, and what is missing is said. */
  async #incomplete(world: KeptWorld, left: number): Promise<Incomplete> {
    const trouble = `This browser has lost a part of it: ${left} of ${world.entries} steps are left.`;
    await this.#noteTrouble(world, trouble);
    return new Incomplete(trouble);
  }

  async #setAside(world: KeptWorld, index: number): Promise<void> {
    const newer = world.build === this.#seed.about.build ? "" : " in this version";
    const trouble = `Step ${index + 1} of ${world.entries} can't be done again${newer}.`;
    await this.#noteTrouble(world, trouble);
  }

  async #noteTrouble(world: KeptWorld, trouble: string): Promise<void> {
    const aside = { ...world, trouble };
    await this.#keeper.write((shelf) => shelf.note(aside), { world: aside, log: [] });
    this.#listeners.onNotice(
      `The practice that you left can't be opened: ${trouble} It is kept as it is, under Practices, where you can save it as a file. This is another one.`,
      this.#keeper.lasts,
    );
  }

  async #options() {
    const { program, files, initdb } = this.#engine;
    return { engine: { pgliteWasmModule: await program, initdbWasmModule: initdb, fsBundle: files } };
  }

  #base(): WorldBase {
    const { about, payers } = this.#seed;
    const archive = async () => {
      this.#archive ??= this.#seed.dataDirectory();
      return (await this.#archive).slice(0);
    };
    return { practice: about.practice, seed: WORLD, archive, state: { now: about.now, payers, waiting: [] } };
  }
}

/** What a file says of itself, and what its steps lead to here. */
async function verdictOf(saved: SavedWorld, build: string, { open, log }: OpenedAgain): Promise<string> {
  const done = `It is open now, with ${log.length} entries; yours is under Practices.`;
  if (saved.build !== build)
    return `This practice was saved by another version: its steps were done again in this one, and may lead elsewhere. ${done}`;
  if (Object.keys(saved.digest).length === 0) return `The file holds nothing to compare it with. ${done}`;
  const differing = differences(saved.digest, await open.world.digest());
  return differing.length === 0
    ? `Checked: its steps lead to exactly what the file says. ${done}`
    : `Its steps lead elsewhere than the file says (${differing.slice(0, 3).join(", ")}${differing.length > 3 ? " and more" : ""}): the file was changed since it was saved. ${done}`;
}
