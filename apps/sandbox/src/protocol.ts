import type { TestAs } from "@practicum/contracts/actor";
import type { Change } from "@practicum/api/live-notes";
import type { Id } from "@practicum/kernel/brand";
import type { Instant } from "@practicum/kernel/instant";
import type { LessonBegun } from "@practicum/world/entry";
import type { Colleagues } from "@practicum/world/colleagues/staffing";

/** One call of the API by one of the practice's people. */
export interface ApiCall {
  readonly path: string;
  /** The input as JSON; empty when there is none. */
  readonly body: string;
  readonly commandId: string | null;
  readonly staffId: string;
  /** The role that is tried on. */
  readonly as?: TestAs | undefined;
  /** The world that the page shows. What was meant for another is not done in this one. */
  readonly worldId: string;
}

/** What the page asks of the worker that hosts the practice. Each request gets one reply with its number. */
export type Request =
  | { readonly kind: "call"; readonly call: ApiCall }
  | { readonly kind: "move-clock"; readonly to: Instant }
  | { readonly kind: "stop-clock" }
  /** Who works besides the trainee. The reply is the style, or `rest`. */
  | { readonly kind: "colleagues"; readonly choice: Colleagues | null }
  /** The reply is the moment of the next event, or empty. */
  | { readonly kind: "next-due" }
  /** A fresh practice of one's own. The one that is open stays on the shelf. */
  | { readonly kind: "reset" }
  /** What is ahead in 45 days. The reply is `Coming`s as JSON. */
  | { readonly kind: "coming" }
  /** What happened after a moment. The reply is a `Digest` as JSON. */
  | { readonly kind: "happened"; readonly after: Instant }
  /** The reply is {@link WorldCard}s as JSON, the last opened first. */
  | { readonly kind: "worlds" }
  | { readonly kind: "open-world"; readonly worldId: string }
  /** Throws one away that is not open. */
  | { readonly kind: "remove-world"; readonly worldId: string }
  /** Back to one's own practice, from a lesson. */
  | { readonly kind: "leave-lesson" }
  /** Of the open world, or of one of the shelf. The reply is a `SavedWorld` as JSON. */
  | { readonly kind: "export"; readonly worldId: string | null }
  /** Opens a saved one beside the others. The reply says what came of it. */
  | { readonly kind: "import"; readonly text: string }
  /** The reply is {@link StepCard}s as JSON, the last first. */
  | { readonly kind: "steps" }
  /** Goes on from before an entry, in another world. */
  | { readonly kind: "back-to"; readonly entry: number }
  /** Plays copies of two practices on. The reply is a `Comparison` as JSON. */
  | ({ readonly kind: "compare" } & ComparisonWish)
  /** Begins a lesson in a fresh practice. */
  | { readonly kind: "start-lesson"; readonly begun: LessonBegun }
  /** Asks for the next hint about an outcome of the lesson. */
  | { readonly kind: "hint"; readonly outcome: string }
  /** The reply is a {@link LessonSheet} as JSON; empty when nothing is being learned. */
  | { readonly kind: "lesson" }
  /** The reply is a {@link Judgement} as JSON. */
  | { readonly kind: "judge"; readonly ahead: boolean }
  /** The reply is a {@link Passport} as JSON. */
  | ({ readonly kind: "passport" } & PassportWish)
  /** Does a passport's log again. The reply is a {@link Verification} as JSON. */
  | { readonly kind: "verify"; readonly text: string }
  /** Does a learner's saved practice again and judges it. The reply is a {@link JudgedPractice} as JSON. */
  | { readonly kind: "judge-saved"; readonly text: string };

/** What the open practice is compared with, and how far ahead. */
export interface ComparisonWish {
  readonly other:
    | { /** Itself, without one step. */ readonly kind: "without"; readonly entry: number }
    | { /** Another one of the shelf. */ readonly kind: "world"; readonly worldId: string }
    | { /** The lesson, done as its debriefing shows. */ readonly kind: "shown" };
  readonly days: number;
}

/** What only the page knows of a lesson that was passed. */
export interface PassportWish {
  /** What the learner calls himself. */
  readonly name: string;
  readonly attempts: number;
}

export interface NumberedRequest {
  readonly number: number;
  readonly request: Request;
}

export type FromWorker =
  | { readonly kind: "reply"; readonly number: number; readonly value: string }
  | { readonly kind: "failed"; readonly number: number; readonly message: string }
  | { readonly kind: "change"; readonly change: Change }
  /** The clock was moved; comes at every stop on the way. */
  | { readonly kind: "clock"; readonly now: Instant }
  | { readonly kind: "booting"; readonly step: string }
  /** The worker has the practice; comes once. */
  | { readonly kind: "ready" }
  /** Another world than before is open, or the first one. */
  | { readonly kind: "opened"; readonly now: Instant; readonly world: WorldCard; readonly kept: boolean }
  /** What the trainee should know of the practice itself: why it is not kept, what a new version did to it. */
  | { readonly kind: "notice"; readonly text: string; readonly kept: boolean }
  | { readonly kind: "broken"; readonly message: string };

/** A world of the shelf, as the list has it. */
export interface WorldCard {
  readonly worldId: string;
  /** A lesson's id and title; null for a practice of one's own. */
  readonly lesson: { readonly id: string; readonly title: string } | null;
  /** How many entries its log has. */
  readonly entries: number;
  /** How many of them are more than a look. */
  readonly steps: number;
  /** Of the practice's own time. */
  readonly at: Instant;
  /** Of the wall clock's. */
  readonly openedAt: Instant;
  /** Who worked there last, or is to; null while nobody did. */
  readonly staffId: string | null;
  /** How many entries it shares with the world that it was turned off from; null where it began by itself. */
  readonly shares: number | null;
  /** Why it can't be opened on this build; null where nothing speaks against it. */
  readonly trouble: string | null;
  /** Whether it is the one that is open. */
  readonly isOpen: boolean;
}

/** Something that was done in the open world. */
export interface StepCard {
  /** Its place in the log. */
  readonly entry: number;
  /** What a person counts: the first is 1. */
  readonly number: number;
  readonly at: Instant;
  /** When it was over. */
  readonly to: Instant;
  /** Null where nobody did it. */
  readonly staffId: string | null;
  readonly what: string;
  /** Whom it was about; null where nobody, or nobody who is known now. */
  readonly patient: string | null;
  readonly refused: boolean;
  /** Whether one can go back to before it. */
  readonly canGoBack: boolean;
}

/** How a prepared practice is described beside its data directory: `seed/about.json`. */
export interface SeedAbout {
  readonly now: Instant;
  /** Names the sources that it was made by. */
  readonly build: string;
  readonly practice: {
    readonly id: Id<"practice">;
    readonly slug: string;
    readonly name: string;
    readonly timeZone: string;
  };
}
