import { assert } from "@practicum/kernel/assert";
import type { Id } from "@practicum/kernel/brand";
import { addMs, epochMs, instantFromMs, type Instant } from "@practicum/kernel/instant";
import type { Clock, Ids, Random } from "@practicum/kernel/ports";

/** The machine's clock. */
export const systemClock: Clock = { now: () => instantFromMs(Date.now()) };

/** A clock that someone may set forward. It never goes back: what happened stays in the past. */
export interface MovableClock extends Clock {
  moveTo(at: Instant): void;
}

/** Stands still until it is moved. For tests and the seed. */
export class ManualClock implements MovableClock {
  #now: Instant;

  constructor(start: Instant) {
    this.#now = start;
  }

  now(): Instant {
    return this.#now;
  }

  moveTo(at: Instant): void {
    assert(at >= this.#now, "a clock does not go back");
    this.#now = at;
  }
}

/** Runs with another clock, some time ahead of it. For the sandbox. */
export class OffsetClock implements MovableClock {
  readonly #base: Clock;
  #aheadMs: number;

  constructor(base: Clock, aheadMs = 0) {
    this.#base = base;
    this.#aheadMs = aheadMs;
  }

  get aheadMs(): number {
    return this.#aheadMs;
  }

  now(): Instant {
    return addMs(this.#base.now(), this.#aheadMs);
  }

  moveTo(at: Instant): void {
    const aheadMs = epochMs(at) - epochMs(this.#base.now());
    assert(aheadMs >= this.#aheadMs, "a clock does not go back");
    this.#aheadMs = aheadMs;
  }
}

const BATCH = 256;
let numbers = new Uint32Array(0);
let used = 0;

function nextUint32(): number {
  if (used >= numbers.length) {
    numbers = crypto.getRandomValues(new Uint32Array(BATCH));
    used = 0;
  }
  const number = numbers[used] ?? 0;
  used += 1;
  return number;
}

/** Chance from the platform's cryptographic generator, so identifiers cannot be guessed. */
export const systemRandom: Random = { next: () => nextUint32() / 4_294_967_296 };

/** UUID version 7 (RFC 9562, 5.7) of the machine's clock and chance; what `uuidV7` makes of any ports, only faster. */
export const systemIds: Ids = {
  next<K extends string>(): Id<K> {
    const time = Date.now().toString(16).padStart(12, "0");
    const a = hex(nextUint32());
    const b = hex(nextUint32());
    const variant = (8 + (nextUint32() & 3)).toString(16);
    return `${time.slice(0, 8)}-${time.slice(8)}-7${a.slice(0, 3)}-${variant}${a.slice(3, 6)}-${b}${hex(nextUint32()).slice(4)}`;
  },
};

function hex(number: number): string {
  return number.toString(16).padStart(8, "0");
}
