import { addMinutes, atLocal, dateIn, minutesBetween } from "@practicum/kernel/instant";
import { dayOfWeek, minutesOf } from "@practicum/kernel/local-date";
import { expect, test } from "vitest";
import { besides, hoursOfToday, type LivelyVisit, liesInLivelyHours, planLivelyDay, stepsTo } from "./lively-day.ts";
import { providers, resourceOf, roomsOf, timeZone, weeklyHours } from "./practice.ts";
import { seedPatients } from "./patients.ts";

const registered = seedPatients("lively", 120, "2026-11-22").map((patient) => ({ patient, patientId: patient.key }));
/** Every quarter of an hour of a whole week, and some odd minutes of it. */
const moments = Array.from({ length: 7 * 24 * 4 }, (_, quarter) =>
  addMinutes(atLocal("2026-11-22", "00:00", timeZone), quarter * 15 + (quarter % 4) * 3),
);
const statesWanted = [
  "arrived",
  "booked",
  "cancelled",
  "checkout",
  "confirmed",
  "done",
  "late",
  "no-show",
  "ready",
  "rooming",
  "with-provider",
];
const siteOf = ({ plan }: LivelyVisit) => plan.rooms[0];

test("whatever weekday and hour it is, each site has people in every state, each with a place of its own in somebody's hours", () => {
  for (const now of moments) {
    const visits = planLivelyDay({ seed: "lively", now, registered });
    const today = dateIn(now, timeZone);
    const exceptions = new Map(hoursOfToday(now).map((one) => [one.resourceId, one.hours]));
    for (const site of ["mission-bay", "chula-vista"]) {
      const here = visits.filter((one) => siteOf(one) === roomsOf(site)[0]?.resourceId);
      expect([...new Set(here.map((one) => one.state))].toSorted(), `${now} at ${site}`).toEqual(statesWanted);
      const inRooms = here.filter(({ state }) => ["rooming", "ready", "with-provider"].includes(state));
      expect(inRooms.length).toBe(roomsOf(site).length - 1);
    }
    expect(new Set(visits.map(({ plan }) => plan.patientId)).size).toBe(visits.length);
    expect(new Set(visits.map(({ plan }) => `${plan.providerResourceId} ${plan.start}`)).size).toBe(visits.length);
    for (const { plan } of visits) {
      expect(plan.date).toBe(today);
      const week = weeklyHours(plan.providerResourceId).filter((span) => span.weekday === dayOfWeek(today));
      const start = minutesOf(plan.start);
      const hours = exceptions.get(plan.providerResourceId) ?? week;
      const inside = hours.some(
        (span) => minutesOf(span.start) <= start && minutesOf(span.end) >= start + plan.minutes,
      );
      expect(inside, `${now}: ${plan.start}`).toBe(true);
      expect(liesInLivelyHours(plan, now)).toBe(true);
    }
  }
});

test("each step was done today, by now, and after the one before it", () => {
  for (const now of moments)
    for (const { plan, state } of planLivelyDay({ seed: "lively", now, registered })) {
      const steps = stepsTo(state, plan, now);
      expect(steps.every(({ at }) => at <= now && dateIn(at, timeZone) === plan.date)).toBe(true);
      expect(steps.map(({ at }) => at)).toEqual(steps.map(({ at }) => at).toSorted());
    }
});

test("on a Saturday afternoon the physicians see patients too, and who is late has a time that has passed", () => {
  const now = atLocal("2026-11-28", "14:40", timeZone);
  const visits = planLivelyDay({ seed: "lively", now, registered });
  const chen = providers.find((one) => one.key === "chen");
  const his = visits.filter(({ plan }) => chen && plan.providerResourceId === resourceOf(chen));
  expect(his.find((one) => one.state === "with-provider")?.plan.start).toBe("14:00");
  const late = visits.filter((one) => one.state === "late");
  expect(late.map(({ plan }) => minutesBetween(atLocal(plan.date, plan.start, timeZone), now))).toEqual([25, 25]);
  expect(late.every(({ plan, state }) => stepsTo(state, plan, now).length === 0)).toBe(true);
});

test("on a working morning nothing about the hours changes, and who has a place gets no second one", () => {
  const now = atLocal("2026-11-24", "09:40", timeZone);
  expect(hoursOfToday(now)).toEqual([]);
  expect(hoursOfToday(atLocal("2026-11-24", "12:30", timeZone))).toHaveLength(4);
  const visits = planLivelyDay({ seed: "lively", now, registered });
  const taken = new Set(visits.map(({ plan }) => plan.patientId));
  expect(besides(registered, visits).some(({ patientId }) => taken.has(patientId))).toBe(false);
  expect(planLivelyDay({ seed: "lively", now, registered })).toEqual(visits);
});
