import type { TestAs } from "@practicum/contracts/actor";
import type { Mode } from "@practicum/curriculum/kit/mode";
import type { Instant } from "@practicum/kernel/instant";
import type { Staffing } from "./colleagues/staffing.ts";

/** A file from outside, put before the practice: what a clearinghouse would have sent. */
export interface InjectedFile {
  readonly name: string;
  readonly content: string;
}

/** What somebody of the practice asks. */
export interface Asked {
  readonly staffId: string;
  /** `<service>.<operation>` */
  readonly path: string;
  /** The input as JSON; empty when there is none. */
  readonly body: string;
  /** Null for reads. */
  readonly commandId: string | null;
  /** The role that is tried on meanwhile (IDN-160). */
  readonly as?: TestAs | undefined;
}

/**
 * All that can change a world, each at its own moment, later than the one before. What falls due by itself (timers, payers'
 * answers) is no entry: it follows from the moments. A read is one where it leaves a trace in the audit trail.
 */
export type Entry =
  | ({ readonly kind: "command" | "read"; readonly at: Instant } & Asked)
  /** Time passes without anybody doing anything. */
  | { readonly kind: "jump"; readonly at: Instant; readonly to: Instant }
  | { readonly kind: "inject"; readonly at: Instant; readonly file: InjectedFile }
  /** Who of the practice works besides whoever asks, from here on. */
  | { readonly kind: "staffing"; readonly at: Instant; readonly staffing: Staffing }
  | ({ readonly kind: "lesson"; readonly at: Instant } & LessonBegun)
  /** The learner asks for the next hint about an outcome. The answer is its text; empty where there is none to be had. */
  | { readonly kind: "hint"; readonly at: Instant; readonly outcome: string }
  /** The learner gives an exam out of hand: what is done after it is no part of it. */
  | { readonly kind: "hand-in"; readonly at: Instant };

/** A lesson begins: what it starts from is brought about, which may take days of the practice. */
export interface LessonBegun {
  readonly lesson: string;
  /** The learner's. */
  readonly seed: string;
  /** How much the learner is helped. Absent in logs of before there was a choice. */
  readonly mode?: Mode | undefined;
  /** What an instructor gave out for an exam: it decides people and numbers together with the seed. */
  readonly nonce?: string | undefined;
}

/** When it is over; of a lesson when it begins, for how long its start takes only the world knows. */
export function endOf(entry: Entry): Instant {
  return entry.kind === "jump" ? entry.to : entry.at;
}
