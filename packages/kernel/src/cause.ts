import type { Id } from "./brand.ts";
import { epochMs, type Instant } from "./instant.ts";
import type { Ids, Random } from "./ports.ts";
import { hashText, seededRandom } from "./random.ts";

/**
 * Identifiers of one cause (a command, an event at a consumer, a timer's firing): the same cause at the same moment makes the
 * same ones, whatever else was done before it. UUID version 7 (RFC 9562, 5.7): the moment, then a counter as its section 6.2
 * suggests, so that they sort by time and, within a cause, by order of making; then 62 bits of the cause. Two causes of one
 * millisecond keep apart by these alone, so a cause's text must be its own: it names practice, service and what happened.
 */
export function idsOfCause(cause: string, now: Instant): Ids {
  const time = epochMs(now).toString(16).padStart(12, "0");
  let made = 0;
  let tail = "";
  return {
    next<K extends string>(): Id<K> {
      const counter = made % COUNTERS;
      if (counter === 0) tail = tailOf(made === 0 ? cause : `${cause}#${made / COUNTERS}`);
      made += 1;
      return `${time.slice(0, 8)}-${time.slice(8)}-7${counter.toString(16).padStart(3, "0")}-${tail}`;
    },
  };
}

/** Chance of one cause, apart from its identifiers: who draws one more of the one changes nothing of the other. */
export function chanceOfCause(cause: string): Random {
  let random: Random | undefined;
  return {
    next() {
      random ??= seededRandom(`${cause}#chance`);
      return random.next();
    },
  };
}

const COUNTERS = 4096;

/** The variant's two bits and 62 of the text's. */
function tailOf(text: string): string {
  const [a, b] = hashText(text).map((number) => (number >>> 0).toString(16).padStart(8, "0"));
  const [head = "", rest = ""] = [a, b];
  const variant = (8 + (Number.parseInt(head.slice(0, 1), 16) & 3)).toString(16);
  return `${variant}${head.slice(1, 4)}-${head.slice(4)}${rest}`;
}
