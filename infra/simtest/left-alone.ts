import type { Appointment } from "@practicum/contracts/scheduling/appointments";
import type { WorldView } from "@practicum/curriculum/kit/world-view";
import { addMs, type Instant } from "@practicum/kernel/instant";
import { addDays, type LocalDate } from "@practicum/kernel/local-date";
import type { Staffing } from "@practicum/world/colleagues/staffing";
import type { OpenWorld } from "@practicum/world/open-world";

/** What tests of the colleagues do with a world and ask of it. */

export const staffed = (open: OpenWorld, staffing: Staffing) =>
  open.world.apply({ kind: "staffing", at: addMs(open.world.now, 1), staffing });
export const jump = (open: OpenWorld, to: Instant) => open.world.apply({ kind: "jump", at: addMs(open.world.now, 1), to });
export const asked = (open: OpenWorld) =>
  ((service: string, query: string, input: unknown) =>
    open.world.observe(`${service}.${query}`, input)) as WorldView["ask"];

export async function visitsOf(open: OpenWorld, from: LocalDate, to: LocalDate): Promise<readonly Appointment[]> {
  const visits: Appointment[] = [];
  for (let date = from; date <= to; date = addDays(date, 1))
    visits.push(...((await asked(open)("scheduling", "daySheet", { date, locationId: null }))?.appointments ?? []));
  return visits;
}

/** All pages of a list. */
export async function allOf<T>(
  page: (before: string | null) => Promise<{ readonly items: readonly T[]; readonly next: string | null } | null>,
): Promise<readonly T[]> {
  const found = [];
  for (let before: string | null = null, more = true; more;) {
    const one = await page(before);
    found.push(...(one?.items ?? []));
    before = one?.next ?? null;
    more = before !== null;
  }
  return found;
}
