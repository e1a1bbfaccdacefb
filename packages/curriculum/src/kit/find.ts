import type { PatientMatch } from "@practicum/contracts/scheduling/patients";
import type { Id } from "@practicum/kernel/brand";
import type { PracticePort } from "@practicum/seed/practice-port";
import { actorOf, staffByKey } from "@practicum/seed/practice";
import { fullName, type Person } from "./people.ts";
import { sameText } from "./same.ts";
import type { WorldView } from "./world-view.ts";

/** Every record of this name and birth date. */
export async function recordsOf(view: WorldView, one: Person): Promise<readonly PatientMatch[]> {
  return same((await view.ask("scheduling", "searchPatients", { text: one.family, limit: 50 })) ?? [], one);
}

/** The record of a person whom the set-up registered; null while there is none. */
export async function idOf(view: WorldView, one: Person): Promise<Id<"patient"> | null> {
  return (await recordsOf(view, one))[0]?.patientId ?? null;
}

/** As somebody of the practice finds a record: by name, then birth date. */
export async function lookUp(practice: PracticePort, one: Person, as = "brooks"): Promise<Id<"patient">> {
  const actor = actorOf(staffByKey(as));
  const found = await practice.run("scheduling", "searchPatients", { text: fullName(one), limit: 50 }, actor);
  const [match] = same(found, one);
  if (match === undefined) throw new Error("nobody of this name was born on this day");
  return match.patientId;
}

function same(found: readonly PatientMatch[], one: Person): readonly PatientMatch[] {
  return found.filter(
    (match) =>
      sameText(match.name.family, one.family) &&
      sameText(match.name.given, one.given) &&
      match.birthDate === one.birthDate,
  );
}
