import type { Id } from "./brand.ts";
import type { Instant } from "./instant.ts";

/** What time it is. The sandbox's clock can be moved; domain code gets instants as arguments and never asks. */
export interface Clock {
  now(): Instant;
}

/** Makes identifiers. */
export interface Ids {
  next<K extends string>(): Id<K>;
}

/** Chance: a number in [0, 1). */
export interface Random {
  next(): number;
}
