import type { services } from "@practicum/contracts/services";
import type { Instant } from "@practicum/kernel/instant";
import type { z } from "zod";

type Services = typeof services;

/**
 * What a check may look at: the records by the practice's own queries, without a line in the audit trail, and what the learner
 * did, in order. A check never sees clicks.
 */
export interface WorldView {
  readonly now: Instant;
  readonly timeZone: string;
  /** What the learner asked since the lesson's start, refused attempts too, in order. */
  readonly steps: readonly Step[];
  /** From the lesson's start to the learner's last step by the practice's clock, without the days that the learner let pass. */
  readonly workedMs: number;
  /** Answers a query of the contracts as nobody in particular. Null where there is no such record. */
  ask<S extends keyof Services, O extends keyof Services[S] & string>(
    service: S,
    query: O,
    input: Services[S][O] extends { kind: "query"; input: infer I extends z.ZodType } ? z.input<I> : never,
  ): Promise<(Services[S][O] extends { output: infer Out extends z.ZodType } ? z.output<Out> : never) | null>;
  /** A copy of this world in which so many days have passed without the learner; this one stays as it is. */
  after(days: number): Promise<WorldView>;
}

/** One thing the learner asked. */
export interface Step {
  /** Its place in the world's log. */
  readonly entry: number;
  readonly at: Instant;
  readonly staffId: string;
  /** `<service>.<operation>` */
  readonly path: string;
  readonly input: unknown;
  /** Null when it was accepted, else the code of the refusal. */
  readonly refused: string | null;
  /** The reply's value, when it was accepted. */
  readonly value: unknown;
}

/** The accepted steps of one operation, typed by its contract. */
export function done<S extends keyof Services, O extends keyof Services[S] & string>(
  view: WorldView,
  service: S,
  operation: O,
): readonly DoneStep<S, O>[] {
  const path = `${service}.${operation}`;
  return view.steps.filter((step) => step.path === path && step.refused === null) as readonly DoneStep<S, O>[];
}

export type DoneStep<S extends keyof Services, O extends keyof Services[S]> = Step & {
  readonly input: Services[S][O] extends { input: infer I extends z.ZodType } ? z.output<I> : never;
  readonly value: Services[S][O] extends { output: infer Out extends z.ZodType } ? z.output<Out> : never;
};
