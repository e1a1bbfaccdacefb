import { assert } from "./assert.ts";
import type { Id } from "./brand.ts";
import { epochMs } from "./instant.ts";
import type { Clock, Ids, Random } from "./ports.ts";

/** sfc32, seeded by a text: the same seed gives the same numbers on every machine. Not for secrets. */
export function seededRandom(seed: string): Random {
  let [a, b, c, d] = hashText(seed);
  const random: Random = {
    next() {
      const t = (((a + b) | 0) + d) | 0;
      d = (d + 1) | 0;
      a = b ^ (b >>> 9);
      b = (c + (c << 3)) | 0;
      c = ((c << 21) | (c >>> 11)) + t;
      return (t >>> 0) / 4294967296;
    },
  };
  for (let i = 0; i < 12; i += 1) random.next();
  return random;
}

/** A whole number from `min` to `max`, both included. */
export function randomInt(random: Random, min: number, max: number): number {
  return min + Math.floor(random.next() * (max - min + 1));
}

export function pick<T>(random: Random, items: readonly T[]): T {
  assert(items.length > 0, "cannot pick from nothing");
  return items[Math.floor(random.next() * items.length)] as T;
}

/** UUID version 7 (RFC 9562, 5.7): sorts by time. Time and chance come from the ports, so a seeded run repeats its ids. */
export function uuidV7(clock: Clock, random: Random): Ids {
  return {
    next<K extends string>(): Id<K> {
      const time = epochMs(clock.now()).toString(16).padStart(12, "0");
      const a = hex(random, 3);
      const variant = (8 + Math.floor(random.next() * 4)).toString(16);
      return `${time.slice(0, 8)}-${time.slice(8)}-7${a}-${variant}${hex(random, 3)}-${hex(random, 12)}`;
    },
  };
}

function hex(random: Random, digits: number): string {
  let text = "";
  for (let i = 0; i < digits; i += 1) text += Math.floor(random.next() * 16).toString(16);
  return text;
}

/** 128 bits of a text, as four numbers of 32: spread well, and not for secrets. */
export function hashText(text: string): [number, number, number, number] {
  let h1 = 1779033703,
    h2 = 3144134277,
    h3 = 1013904242,
    h4 = 2773480762;
  for (let i = 0; i < text.length; i += 1) {
    const k = text.charCodeAt(i);
    h1 = h2 ^ Math.imul(h1 ^ k, 597399067);
    h2 = h3 ^ Math.imul(h2 ^ k, 2869860233);
    h3 = h4 ^ Math.imul(h3 ^ k, 951274213);
    h4 = h1 ^ Math.imul(h4 ^ k, 2716044179);
  }
  return [h1 | 0, h2 | 0, h3 | 0, h4 | 0];
}
