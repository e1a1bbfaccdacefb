import type { Id } from "@practicum/kernel/brand";
import type { ScriptedPractice } from "@practicum/seed/practice-port";
import { lookUp } from "./find.ts";
import type { PathStep } from "./lesson.ts";
import type { Person } from "./people.ts";

/** Something that somebody of the practice does about a patient, whom they look up first. */
export function deedAbout(
  one: Person,
  as: string,
  name: string,
  run: (practice: ScriptedPractice, patientId: Id<"patient">) => Promise<unknown>,
): PathStep {
  return { name, run: async (practice) => void (await run(practice, await lookUp(practice, one, as))) };
}
