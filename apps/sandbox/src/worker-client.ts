import type { Change } from "@practicum/api/live-notes";
import { epochMs, instantFromMs, type Instant } from "@practicum/kernel/instant";
import type { Judgement } from "@practicum/curriculum/kit/judge";
import type { LessonSheet } from "./lessons/sheet.ts";
import type { LessonBegun } from "@practicum/world/entry";
import type { Colleagues } from "@practicum/world/colleagues/staffing";
import type { JudgedPractice } from "@practicum/passport/board";
import type { Verification } from "@practicum/passport/verify";
import { openWorker } from "./early-worker.ts";
import type { ApiCall, ComparisonWish, FromWorker, PassportWish, Request, StepCard, WorldCard } from "./protocol.ts";
import type { Coming } from "@practicum/world/coming";
import type { Comparison } from "@practicum/world/futures";
import type { Digest } from "./worlds/digest-of.ts";

export type BootState =
  | { readonly state: "booting"; readonly step: string }
  | { readonly state: "ready" }
  | { readonly state: "broken"; readonly message: string };

interface Waiting {
  readonly resolve: (value: string) => void;
  readonly reject: (error: Error) => void;
}

/** The page's end of the worker. */
export class WorkerClient {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  readonly #onChange = new Set<(change: Change) => void>();
  readonly #onBoot = new Set<() => void>();
  readonly #onMoved = new Set<() => void>();
  readonly #onLeave = new Set<(next: WorldCard) => void>();
  readonly #onOpened = new Set<() => void>();
  #number = 0;
  #aheadMs = 0;
  #hasWork = false;
  #world: WorldCard | null = null;
  #kept = false;
  #notice = "";
  #boot: BootState = { state: "booting", step: "Starting" };

  constructor() {
    this.#worker = openWorker((event) => {
      if (event instanceof MessageEvent) this.#take(event.data);
      else this.#setBoot({ state: "broken", message: workerError(event) });
    });
  }

  get boot(): BootState {
    return this.#boot;
  }

  /** Whether something was done here that no later visit would find. */
  get hasWork(): boolean {
    return this.#hasWork && !this.#kept;
  }

  /** The world that is open; null until there is one. Another one each time that it is opened. */
  get world(): WorldCard | null {
    return this.#world;
  }

  /** Whether the practice goes on from an earlier visit. */
  get resumed(): boolean {
    return (this.#world?.entries ?? 0) > 0;
  }

  /** Whether a later visit goes on from this one. */
  get kept(): boolean {
    return this.#kept;
  }

  /** What the trainee should know of the practice itself; empty when there is nothing. */
  get notice(): string {
    return this.#notice;
  }

  /** Says something of the practice itself, until it is read. */
  note(text: string): void {
    this.#notice = text;
    for (const listener of this.#onMoved) listener();
  }

  /** The answer is the JSON that the gateway would have sent. */
  async call(call: Omit<ApiCall, "worldId">): Promise<string> {
    if (call.commandId !== null) this.#hasWork = true;
    return this.#request({ kind: "call", call: { ...call, worldId: this.#world?.worldId ?? "" } });
  }

  /** The practice's clock: the browser's, some time ahead or behind. */
  now(): Instant {
    return instantFromMs(Date.now() + this.#aheadMs);
  }

  /** Everything due happens on the way. Listeners of {@link onMoved} hear of each stop. */
  async moveClock(to: Instant): Promise<void> {
    this.#hasWork = true;
    await this.#request({ kind: "move-clock", to });
  }

  /** How colleagues work while the clock moves, and whose work they leave; `rest` is that they don't. With a choice it is so from now on. */
  async colleagues(choice: Colleagues | null): Promise<Colleagues> {
    return JSON.parse(await this.#request({ kind: "colleagues", choice }));
  }

  /** Ends a move at its next stop, a day at the latest. */
  async stopClock(): Promise<void> {
    await this.#request({ kind: "stop-clock" });
  }

  /** When something falls due by itself: a timer, an answer of the clearinghouse or a payer. */
  async nextDueAt(): Promise<Instant | null> {
    return (await this.#request({ kind: "next-due" })) || null;
  }

  /** What is ahead in the next 45 days. */
  async coming(): Promise<readonly Coming[]> {
    const coming: readonly Coming[] = JSON.parse(await this.#request({ kind: "coming" }));
    return coming;
  }

  /** What happened after a moment, and what of it came of the trainee's steps. */
  async happened(after: Instant): Promise<Digest> {
    const digest: Digest = JSON.parse(await this.#request({ kind: "happened", after }));
    return digest;
  }

  /** A practice as a file's text: its log, and what to compare it with. Null is the open one. */
  async export(worldId: string | null): Promise<string> {
    return this.#request({ kind: "export", worldId });
  }

  /**
   * Opens a saved practice beside the others.
   *
   * @returns what came of it, in words.
   * @throws Error whose message says what is wrong with the file.
   */
  async import(text: string): Promise<string> {
    return this.#goTo({ kind: "import", text });
  }

  /** What was done in the open practice, the last first. */
  async steps(): Promise<readonly StepCard[]> {
    const steps: readonly StepCard[] = JSON.parse(await this.#request({ kind: "steps" }));
    return steps;
  }

  /** Goes on from before an entry of the log, in another practice; this one stays on the shelf. */
  async backTo(entry: number): Promise<void> {
    await this.#goTo({ kind: "back-to", entry });
  }

  /** Plays copies of the open practice and of another one on, and compares. Neither is touched. */
  async compare(wish: ComparisonWish): Promise<Comparison> {
    const comparison: Comparison = JSON.parse(await this.#request({ kind: "compare", ...wish }));
    return comparison;
  }

  /** A fresh practice of one's own. The one before stays on the shelf. */
  async reset(): Promise<void> {
    await this.#goTo({ kind: "reset" });
  }

  /** All that are kept, the last opened first. */
  async worlds(): Promise<readonly WorldCard[]> {
    const worlds: readonly WorldCard[] = JSON.parse(await this.#request({ kind: "worlds" }));
    return worlds;
  }

  /** Goes on in another practice of the shelf. */
  async openWorld(worldId: string): Promise<void> {
    await this.#goTo({ kind: "open-world", worldId });
  }

  /** Throws a practice away that is not open. */
  async removeWorld(worldId: string): Promise<void> {
    await this.#request({ kind: "remove-world", worldId });
  }

  /** Begins a lesson in a fresh practice. */
  async startLesson(begun: LessonBegun): Promise<void> {
    await this.#goTo({ kind: "start-lesson", begun });
    this.#hasWork = true;
  }

  /** Back to the practice of one's own. */
  async leaveLesson(): Promise<void> {
    await this.#goTo({ kind: "leave-lesson" });
  }

  /** What is being learned; null when nothing is. */
  async lesson(): Promise<LessonSheet | null> {
    const sheet: LessonSheet | null = JSON.parse(await this.#request({ kind: "lesson" }));
    return sheet;
  }

  /** Asks for the next hint about an outcome: it stands in the log, and on the lesson's sheet. */
  async hint(outcome: string): Promise<void> {
    await this.#request({ kind: "hint", outcome });
  }

  /**
   * How far the lesson has come.
   * @param ahead whether to look at what will be, too: this takes a while.
   */
  async judge(ahead: boolean): Promise<Judgement> {
    const judgement: Judgement = JSON.parse(await this.#request({ kind: "judge", ahead }));
    return judgement;
  }

  /** The proof of the lesson that was passed, as a file's text. */
  async passport(wish: PassportWish): Promise<string> {
    return this.#request({ kind: "passport", ...wish });
  }

  /** Does somebody's passport again, beside the practice that is open. */
  async verify(text: string): Promise<Verification> {
    const verification: Verification = JSON.parse(await this.#request({ kind: "verify", text }));
    return verification;
  }

  /**
   * Does a learner's saved practice again, beside the practice that is open, and judges the lesson in it.
   *
   * @throws Error whose message says what is wrong with the file.
   */
  async judgeSaved(text: string): Promise<JudgedPractice> {
    const judged: JudgedPractice = JSON.parse(await this.#request({ kind: "judge-saved", text }));
    return judged;
  }

  onChange(listener: (change: Change) => void): () => void {
    return subscribe(this.#onChange, listener);
  }

  onBoot(listener: () => void): () => void {
    return subscribe(this.#onBoot, listener);
  }

  onMoved(listener: () => void): () => void {
    return subscribe(this.#onMoved, listener);
  }

  /** Before another practice takes the place of the one that is shown. */
  onLeave(listener: (next: WorldCard) => void): () => void {
    return subscribe(this.#onLeave, listener);
  }

  /** Another practice is open now, or the same one again: listeners ask what they show anew. */
  onOpened(listener: () => void): () => void {
    return subscribe(this.#onOpened, listener);
  }

  /** Where it takes long, the worker says what it does meanwhile. */
  async #goTo(request: Request): Promise<string> {
    try {
      this.#notice = "";
      const reply = await this.#request(request);
      this.#hasWork = false;
      return reply;
    } finally {
      this.#setBoot({ state: "ready" });
    }
  }

  #request(request: Request): Promise<string> {
    this.#number += 1;
    const number = this.#number;
    return new Promise((resolve, reject) => {
      this.#waiting.set(number, { resolve, reject });
      this.#worker.postMessage({ number, request });
    });
  }

  #take(message: FromWorker): void {
    switch (message.kind) {
      case "reply":
        return this.#settled(message.number)?.resolve(message.value);
      case "failed":
        return this.#settled(message.number)?.reject(new Error(message.message));
      case "change":
        for (const listener of this.#onChange) listener(message.change);
        return;
      case "clock":
        return this.#setClock(message.now);
      case "booting":
        return this.#setBoot({ state: "booting", step: message.step });
      case "notice":
        this.#kept = message.kept;
        return this.note(message.text);
      case "opened":
        if (this.#world !== null) for (const listener of this.#onLeave) listener(message.world);
        this.#world = message.world;
        this.#kept = message.kept;
        this.#setClock(message.now);
        for (const listener of this.#onOpened) listener();
        return;
      case "ready":
        return this.#setBoot({ state: "ready" });
      case "broken":
        return this.#setBoot({ state: "broken", message: message.message });
    }
  }

  #settled(number: number): Waiting | undefined {
    const waiting = this.#waiting.get(number);
    this.#waiting.delete(number);
    return waiting;
  }

  #setClock(now: Instant): void {
    this.#aheadMs = epochMs(now) - Date.now();
    for (const listener of this.#onMoved) listener();
  }

  #setBoot(boot: BootState): void {
    this.#boot = boot;
    for (const listener of this.#onBoot) listener();
  }
}

/** The event has no message when the worker's own file did not arrive, or was not a program. */
function workerError(event: Event): string {
  return (
    (event instanceof ErrorEvent && event.message) ||
    "The program of the practice could not be loaded. Look to the network connection, then try again with a current Chrome, Edge, Firefox or Safari."
  );
}

function subscribe<T>(listeners: Set<T>, listener: T): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
