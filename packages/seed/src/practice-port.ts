import type { Actor } from "@practicum/contracts/actor";
import type { services } from "@practicum/contracts/services";
import type { Instant } from "@practicum/kernel/instant";
import type { z } from "zod";

type Services = typeof services;

/** How a seed or a scripted day reaches the practice: through the same operations as a person, never around them. */
export interface PracticePort {
  /** Runs an operation as somebody. A refusal throws {@link Refused}: a script expects none, or catches the one it expects. */
  run<S extends keyof Services, O extends keyof Services[S] & string>(
    service: S,
    operation: O,
    input: Services[S][O] extends { input: infer I extends z.ZodType } ? z.input<I> : never,
    as: Actor,
  ): Promise<Services[S][O] extends { output: infer Out extends z.ZodType } ? z.output<Out> : never>;
}

/** A practice whose clock can be moved: what is due fires on the way. */
export interface ScriptedPractice extends PracticePort {
  /** Moves the clock forward to a moment; never back. */
  advanceTo(at: Instant): Promise<void>;
  /** Waits until every event is handled. */
  settle(): Promise<void>;
}

/** An operation refused with a code from the contracts. Holds no patient data. */
export class Refused extends Error {
  override readonly name = "Refused";
  readonly code: string;
  constructor(operation: string, code: string, detail: string) {
    super(`${operation} was refused: ${code}${detail ? ` (${detail})` : ""}`);
    this.code = code;
  }
}
