import { fail, type DomainError } from "@practicum/contracts/error";
import type { seriesOperations } from "@practicum/contracts/scheduling/series";
import { must } from "@practicum/kernel/assert";
import { atLocal } from "@practicum/kernel/instant";
import { ok, type Result } from "@practicum/kernel/result";
import type { z } from "zod";
import { occurrencesOf, sameRule, sameSlot, seriesFault } from "../domain/series.ts";
import { appointmentsOfSeries } from "../sql/appointments.ts";
import { insertSeries, seriesById, seriesVisits } from "../sql/series.ts";
import { bookFor } from "./book-appointment.ts";
import { ofVisit, type Seen } from "./move-in-turn.ts";
import type { SchedulingContext } from "./scheduling-context.ts";

type Input = z.output<typeof seriesOperations.bookSeries.input>;
type Booked = Promise<Result<{ visits: Seen[] }, DomainError>>;

/** SCH-209: all visits or none; a refusal names the visit by its place. */
export async function bookSeries(context: SchedulingContext, input: Input): Booked {
  const { tx } = context;
  const { seriesId, rule, patientId, visitTypeId, reason, visits } = input;
  const days = occurrencesOf(rule, input.date);
  if (!days.ok) return days;
  const fault = seriesFault(visits, days.value);
  if (fault) return fault;
  const made = await insertSeries(tx, { seriesId, rule, visits: visits.length }, context.now);
  if (!made) return bookedBefore(context, input);
  // In the order of time and column: two who want the same times wait for each other at the first.
  const zone = context.practice.timeZone;
  const inOrder = visits
    .map((visit, index) => ({
      visit,
      index,
      key: `${atLocal(visit.date, visit.start, zone)} ${visit.providerResourceId}`,
    }))
    .toSorted((a, b) => (a.key < b.key ? -1 : 1));
  const booked = new Map<number, Seen>();
  for (const { visit, index } of inOrder) {
    const { on, ...at } = visit;
    const wish = {
      ...at,
      patientId,
      visitTypeId,
      reason,
      roomResourceId: null,
      minutes: null,
      overbookReason: null,
    };
    const planned = { providerResourceId: input.providerResourceId, date: on, start: input.start };
    const done = await bookFor(context, wish, null, { series: { seriesId, place: index + 1, planned } });
    if (!done.ok) return ofVisit(done.error, index);
    booked.set(index, done.value);
  }
  return ok({ visits: visits.map((_, index) => must(booked.get(index))) });
}

/** The same series sent again was booked already; with a change, or changed since, it is another wish (as SCH-28). */
async function bookedBefore({ tx }: SchedulingContext, input: Input): Booked {
  const known = must(await seriesById(tx, input.seriesId));
  const there = await seriesVisits(tx, input.seriesId);
  const shown = await appointmentsOfSeries(tx, input.seriesId);
  const same =
    sameRule(known.rule, input.rule) &&
    there.length === input.visits.length &&
    input.visits.every((wish, index) => {
      const one = there[index];
      const planned = { providerResourceId: input.providerResourceId, date: wish.on, start: input.start };
      return (
        one !== undefined &&
        one.appointmentId === wish.appointmentId &&
        one.status !== "cancelled" &&
        one.patientId === input.patientId &&
        one.visitTypeId === input.visitTypeId &&
        shown[index]?.reason === input.reason &&
        sameSlot(one.at, wish) &&
        sameSlot(one.planned, planned)
      );
    });
  if (!same) return fail("already-recorded", { field: "seriesId" });
  return ok({ visits: there.map(({ appointmentId, version }) => ({ appointmentId, version })) });
}
