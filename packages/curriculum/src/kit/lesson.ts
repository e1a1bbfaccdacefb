import type { Role } from "@practicum/contracts/permission";
import type { Instant } from "@practicum/kernel/instant";
import type { ScriptedPractice } from "@practicum/seed/practice-port";
import type { Broken, Verdict } from "./verdict.ts";
import type { WorldView } from "./world-view.ts";

/** What a point is given for. Of a full score correct work is 40 parts, safety 20, privacy 15, money 15, time 10. */
export type Dimension = "correct" | "safety" | "privacy" | "money" | "time";

/** What a learner must have brought about. */
export interface Outcome<F> {
  readonly id: string;
  /** What is true of the practice when it is met, in one line. */
  readonly label: string;
  readonly counts: Dimension;
  /** Parts of its dimension. Default 1. */
  readonly weight?: number;
  /** Outcomes that must be met before this one can be: "no second record" means nothing before there is a first. */
  readonly after?: readonly string[];
  /** Whether it asks what will be: then it is looked at when the learner says to be done. */
  readonly ahead?: boolean;
  readonly check: (view: WorldView, facts: F) => Promise<Verdict>;
  /** From a thought to the place to look to the step itself. */
  readonly hints: readonly [think: string, look: string, show: string];
  /** Of a whole day: whose work it is, as a key of the practice's people. */
  readonly seat?: string;
  /** The places of its page that are used one after the other. The way to the page follows from what the check answers. */
  readonly guide?: readonly GuidePlace[];
}

/** A place of the application, by the `data-guide` that it carries, and what is to be done there. */
export interface GuidePlace {
  readonly at: string;
  readonly says: string;
}

/** A mistake that people make. A critical one would have harmed a person: then the lesson is not passed, whatever its points. */
export interface Trap<F> {
  readonly id: string;
  readonly critical: boolean;
  readonly costs: Dimension;
  /** Null when nobody fell into it. */
  readonly fellFor: (view: WorldView, facts: F) => Promise<Broken | null>;
}

/** Something the learner is given: what the patient says and carries, a letter, a note on the desk. */
export type Material = (
  | { readonly kind: "says"; readonly who: string; readonly lines: readonly string[] }
  | {
      readonly kind: "card";
      readonly payer: string;
      readonly lines: readonly (readonly [label: string, text: string])[];
    }
  | { readonly kind: "paper"; readonly title: string; readonly lines: readonly string[] }
) & {
  /** Of a whole day: at whose seat it lies. */
  readonly seat?: string;
};

/** One thing that somebody does. Paths are lists of them, so that a proof can leave one out. */
export interface PathStep {
  readonly name: string;
  readonly run: (practice: ScriptedPractice) => Promise<void>;
}

export interface WrongPath<F> {
  readonly name: string;
  readonly steps: (facts: F) => readonly PathStep[];
  /** The ids of the traps it falls for and of the outcomes it leaves unmet: these, and no others. */
  readonly expect: readonly string[];
}

/** What a lesson starts from. */
export interface Stage {
  /** Of the learner: other seeds, other people, cards and numbers. */
  readonly seed: string;
  readonly now: Instant;
  readonly timeZone: string;
}

export interface Lesson<F> {
  /** "fd.01": the role and the number of the curriculum's list. */
  readonly id: string;
  /** Raised when what counts changes: a passport names it. Default 1. */
  readonly version?: number;
  /** Of the capstone: the whole day, or one of its seats, of which each proves its own steps. */
  readonly day?: "whole" | "seat";
  /** Lessons that it is best begun after. Nobody is kept from it. */
  readonly best?: readonly string[];
  readonly role: Role;
  /** Whom of the demonstration the learner works as: its key. */
  readonly as: string;
  readonly title: string;
  readonly minutes: number;
  /** What a person can do afterwards: "can ...". */
  readonly teaches: readonly string[];
  /** Words of the glossary that it uses. */
  readonly words: readonly string[];
  /** Everything that the seed decides. Pure. */
  readonly facts: (stage: Stage) => F;
  /** Brings about what there is before the learner comes, through the same operations as everybody; ids follow from the facts. */
  readonly setUp: (practice: ScriptedPractice, facts: F) => Promise<void>;
  readonly story: (facts: F) => readonly string[];
  readonly goal: string;
  readonly materials: (facts: F) => readonly Material[];
  readonly outcomes: readonly Outcome<F>[];
  readonly traps: readonly Trap<F>[];
  readonly golden: (facts: F) => readonly PathStep[];
  readonly others: readonly ((facts: F) => readonly PathStep[])[];
  readonly wrong: readonly WrongPath<F>[];
  /** The golden path, done to the wrong person or record. */
  readonly mistaken: (facts: F) => readonly PathStep[];
  /** What would take the golden path back; null where the product lets nobody, with the reason. */
  readonly undone: ((facts: F) => readonly PathStep[]) | { readonly none: string };
  /** What was at stake, said afterwards. */
  readonly debrief: (facts: F) => readonly string[];
  readonly next: readonly string[];
}

/** A lesson whatever its facts are: for lists, the player and the proof. */
export type AnyLesson = Lesson<unknown>;

/** Types a lesson by its facts, and hides them again: `setUp`, paths and checks get what its own `facts` made. */
export function lesson<F>(definition: Lesson<F>): AnyLesson {
  return definition as unknown as AnyLesson;
}
