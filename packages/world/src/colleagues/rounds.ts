import { dayOfWeek } from "@practicum/kernel/local-date";
import { workCalls } from "./calls-list.ts";
import { workOwnLists } from "./own-lists.ts";
import { workRefills } from "./refills-list.ts";
import { workResults } from "./results-list.ts";
import type { RoutineTools } from "./routines.ts";

const FRIDAY = 5;

/** Three times a day each looks at what has come to them (WLD-56 to WLD-60). At the weekend, when few are there, only what can't wait is. */
export async function workLists(tools: RoutineTools): Promise<void> {
  const isWeekend = dayOfWeek(tools.today) > FRIDAY;
  await workResults(tools, isWeekend);
  await workCalls(tools, isWeekend);
  if (isWeekend) return;
  await workRefills(tools);
  await workOwnLists(tools);
}
