import { must } from "@practicum/kernel/assert";
import type { z } from "zod";

/**
 * An event's payload as this version knows it. While versions are exchanged one after the other, a newer one may tell more than this one has
 * names for: that is left out, at whatever depth, and everything else is checked as ever (GTW-71).
 *
 * @throws ZodError where what this version does know is missing or wrong.
 */
export function readPayload<P extends z.ZodType>(schema: P, payload: unknown): z.output<P> {
  const read = schema.safeParse(payload);
  if (read.success) return read.data;
  const unknown = read.error.issues.filter((issue) => issue.code === "unrecognized_keys");
  if (unknown.length < read.error.issues.length) throw read.error;
  const known = structuredClone(payload);
  for (const { path, keys } of unknown) {
    const at = path.reduce<unknown>((of, key) => Reflect.get(Object(of), key), known);
    for (const key of keys) Reflect.deleteProperty(Object(must(at)), key);
  }
  return schema.parse(known);
}
