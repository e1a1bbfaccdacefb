import type { Change } from "@practicum/api/live-notes";
import type { Judgement } from "@practicum/curriculum/kit/judge";
import type { Instant } from "@practicum/kernel/instant";
import type { JudgedPractice } from "@practicum/passport/board";
import type { Passport } from "@practicum/passport/passport";
import type { Verification } from "@practicum/passport/verify";
import type { Coming } from "@practicum/world/coming";
import type { Colleagues } from "@practicum/world/colleagues/staffing";
import type { LessonBegun } from "@practicum/world/entry";
import type { Comparison } from "@practicum/world/futures";
import type { SavedWorld } from "@practicum/world/kept/saved-world";
import type { LessonSheet } from "./lessons/sheet.ts";
import type { ApiCall, ComparisonWish, PassportWish, StepCard, WorldCard } from "./protocol.ts";
import type { Digest } from "./worlds/digest-of.ts";

/** The whole practice in one worker: the world that is open, those on the shelf, and the wall clock that drives it. */
export interface PracticeHost {
  /** The answer is the JSON that the gateway would have sent. */
  call(call: ApiCall): Promise<string>;
  /** Moves the clock forward; everything due happens on the way, in order. The reply is the moment reached. */
  moveClock(to: Instant): Promise<Instant>;
  /** When something falls due by itself; null when nothing will. */
  nextDueAt(): Promise<Instant | null>;
  /** What is ahead in the next 45 days. */
  coming(): Promise<readonly Coming[]>;
  /** What happened after a moment, and what of it came of the trainee's steps. */
  happened(after: Instant): Promise<Digest>;
  /** Ends a move of the clock at its next stop. */
  stopClock(): void;
  /** Who works besides the trainee while the clock moves, and whose work is left. With null it is asked alone. */
  colleagues(choice: Colleagues | null): Promise<Colleagues>;
  /** The open world's log, and the digests that the log leads to; or one of the shelf, its log alone. */
  export(worldId: string | null): Promise<SavedWorld>;
  /** Opens a saved practice beside the others. The reply says what came of it; nothing has changed where it throws. */
  import(text: string): Promise<string>;
  /** What was done in the open world, the last first. */
  steps(): Promise<readonly StepCard[]>;
  /** Goes on from before an entry of the log, in another world: this one stays as it is. */
  backTo(entry: number): Promise<void>;
  /** Plays copies of the open world and of another one on, and compares. Neither is touched. */
  compare(wish: ComparisonWish): Promise<Comparison>;
  /** All that are kept, the last opened first. */
  worlds(): Promise<readonly WorldCard[]>;
  /** Goes on in another one. */
  openWorld(worldId: string): Promise<void>;
  /** Throws one away that is not open. */
  removeWorld(worldId: string): Promise<void>;
  /** A fresh practice, without a network. The one before stays on the shelf. */
  reset(): Promise<void>;
  /** A fresh practice in which a lesson begins. */
  startLesson(begun: LessonBegun): Promise<void>;
  hint(outcome: string): Promise<void>;
  /** Back to one's own practice. */
  leaveLesson(): Promise<void>;
  /** What is being learned; null when nothing is. */
  lesson(): LessonSheet | null;
  /** How far the lesson has come. */
  judge(ahead: boolean): Promise<Judgement>;
  /** The proof of what was reached, signed by this browser. */
  passport(wish: PassportWish): Promise<Passport>;
  /** Does a passport's log again in a practice of its own. */
  verify(text: string): Promise<Verification>;
  /** Does a learner's saved practice again in one of its own, and judges the lesson in it. */
  judgeSaved(text: string): Promise<JudgedPractice>;
}

export interface HostListeners {
  readonly onStep: (step: string) => void;
  readonly onChange: (change: Change) => void;
  readonly onClock: (now: Instant) => void;
  readonly onOpened: (world: WorldCard, now: Instant, kept: boolean) => void;
  /** Something that the trainee should know of the practice itself. */
  readonly onNotice: (text: string, kept: boolean) => void;
}
