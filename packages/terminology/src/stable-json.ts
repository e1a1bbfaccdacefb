import type { Json } from "./code-system.ts";

/** JSON with sorted keys: equal values give equal text, also after jsonb has put the keys in an order of its own. */
export function stableJson(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(stableJson).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const pairs = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${pairs.map(([key, one]) => `${JSON.stringify(key)}:${stableJson(one)}`).join(",")}}`;
}
