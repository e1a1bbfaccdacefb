import type { Appointment } from "@practicum/contracts/scheduling/appointments";
import type { WorldView } from "@practicum/curriculum/kit/world-view";
import { must } from "@practicum/kernel/assert";
import { addMs, type Instant } from "@practicum/kernel/instant";
import { addDays, type LocalDate } from "@practicum/kernel/local-date";
import { actorOf, staffByKey } from "@practicum/seed/practice";
import type { PracticePort } from "@practicum/seed/practice-port";
import { seededId } from "@practicum/seed/seeded-ids";
import type { Staffing } from "@practicum/world/colleagues/staffing";
import type { OpenWorld } from "@practicum/world/open-world";

/** What tests of the colleagues do with a world and ask of it. */

export const staffed = (open: OpenWorld, staffing: Staffing) =>
  open.world.apply({ kind: "staffing", at: addMs(open.world.now, 1), staffing });
export const jump = (open: OpenWorld, to: Instant) =>
  open.world.apply({ kind: "jump", at: addMs(open.world.now, 1), to });
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

/** Somebody who has chest pain was given to the desk as any other call. */
export async function alarmAtTheCounter(open: OpenWorld, practice: PracticePort): Promise<void> {
  const of = { whose: "all", patientId: null, open: true, text: "", before: null, limit: 200 } as const;
  const calls = (await asked(open)("messaging", "listCalls", of))?.calls ?? [];
  const known = must(calls.find((one) => one.patientId !== null));
  await practice.run(
    "messaging",
    "takeCall",
    {
      callId: seededId<"phone-call">("left-alone", "alarm"),
      patientId: known.patientId,
      stranger: null,
      relation: "patient",
      callerName: null,
      callback: known.callback,
      reason: "Appointment",
      message: "Wants to come today. Has chest pain.",
      ownerId: null,
      pool: "front-desk",
      urgency: "today",
      dueAt: null,
      ruledOut: [],
    },
    actorOf(staffByKey("brooks")),
  );
}
