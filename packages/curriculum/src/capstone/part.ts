import type { Id } from "@practicum/kernel/brand";
import type { Lesson } from "../kit/lesson.ts";
import { idOf } from "../kit/find.ts";
import type { WorldView } from "../kit/world-view.ts";
import type { Day, Who } from "./cast.ts";

/** What one seat of the day has to do: a lesson, but for the people and the morning, which all seats share. */
export type Part = Omit<Lesson<Day>, "id" | "facts" | "setUp" | "next">;

export async function patientOf(view: WorldView, day: Day, who: Who): Promise<Id<"patient">> {
  return (await idOf(view, day.people[who])) ?? ("" as Id<"patient">);
}
