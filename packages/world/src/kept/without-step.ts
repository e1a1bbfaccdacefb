import { assert } from "@practicum/kernel/assert";
import type { KeptEntry } from "./chest.ts";

/**
 * The log as it would be had somebody not done one of its steps: the command is left out with all that repeats it. What came after stays, and
 * may be refused now.
 *
 * @param entry its place in the log.
 */
export function withoutStep(log: readonly KeptEntry[], entry: number): readonly KeptEntry[] {
  const left = log[entry]?.entry;
  assert(left?.kind === "command", "a person's step can be left out, and nothing else");
  return log.filter(({ entry: one }) => one.kind !== "command" || one.commandId !== left.commandId);
}
