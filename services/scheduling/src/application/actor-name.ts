import type { SchedulingContext } from "./scheduling-context.ts";

/** Who did it, as the wait list keeps it. */
export function actorNameOf({ actor }: SchedulingContext): string {
  return actor.kind === "system" ? "Automatic" : actor.name;
}
