import { instantFromMs } from "@practicum/kernel/instant";
import type { Id } from "@practicum/kernel/brand";
import type { Random } from "@practicum/kernel/ports";
import { uuidV7 } from "@practicum/kernel/random";

const browserRandom: Random = {
  next() {
    const [word = 0] = crypto.getRandomValues(new Uint32Array(1));
    return word / 4294967296;
  },
};
const ids = uuidV7({ now: () => instantFromMs(Date.now()) }, browserRandom);

/** A new identifier (UUID version 7) of a record, or of a person's intent, made by this browser. */
export function newId<K extends string>(): Id<K> {
  return ids.next<K>();
}
