import type { Id } from "@practicum/kernel/brand";
import { seededRandom } from "@practicum/kernel/random";

/** The id of a thing by its name: the same seed and name give the same UUID (RFC 9562, version 8: custom), in any order. */
export function seededId<K extends string>(seed: string, name: string): Id<K> {
  const random = seededRandom(`${seed}/${name}`);
  const hex = Array.from({ length: 30 }, () => Math.floor(random.next() * 16).toString(16)).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(12, 15)}-a${hex.slice(15, 18)}-${hex.slice(18, 30)}`;
}
