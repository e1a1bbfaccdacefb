import { fail, type DomainError } from "@practicum/contracts/error";
import type { visitsTogetherOperations } from "@practicum/contracts/scheduling/visits-together";
import { atLocal } from "@practicum/kernel/instant";
import { ok, type Err, type Result } from "@practicum/kernel/result";
import type { z } from "zod";
import { appointmentById, appointmentsOfGroup } from "../sql/appointments.ts";
import { insertVisitGroup, visitGroup, type VisitGroup } from "../sql/visit-groups.ts";
import { shown } from "./appointment-events.ts";
import { bookFor } from "./book-appointment.ts";
import { cancelAppointment } from "./cancel-appointment.ts";
import { leadKept } from "./lead.ts";
import { moveInTurn, ofVisit, type Seen } from "./move-in-turn.ts";
import type { SchedulingContext } from "./scheduling-context.ts";

type Ops = typeof visitsTogetherOperations;
type Input<Name extends keyof Ops> = z.output<Ops[Name]["input"]>;
type Visits = Promise<Result<{ visits: Seen[] }, DomainError>>;

/** SCH-151: all visits or none; a refusal names the visit by its place. */
export async function bookTogether(context: SchedulingContext, input: Input<"bookTogether">): Visits {
  const { tx } = context;
  const wrong = faultOf(input);
  if (wrong) return wrong;
  const first = input.visits[0];
  const isBefore = input.kind === "before";
  const group: VisitGroup = {
    groupId: input.groupId,
    kind: input.kind,
    leadMinutes: isBefore ? input.leadMinutes : null,
    firstId: isBefore ? (first?.appointmentId ?? null) : null,
  };
  if (!(await insertVisitGroup(tx, group, context.now))) return bookedBefore(context, input, group);
  // In the order of time and column, whatever order they were named in: two who want the same times wait for each other at the first.
  const zone = context.practice.timeZone;
  const inOrder = input.visits
    .map((visit, place) => ({
      visit,
      place,
      key: `${atLocal(visit.date, visit.start, zone)} ${visit.providerResourceId}`,
    }))
    .toSorted((a, b) => (a.key < b.key ? -1 : 1));
  const booked = new Map<number, Seen>();
  for (const { visit, place } of inOrder) {
    const wish = { ...visit, roomResourceId: null, minutes: null, overbookReason: null };
    const done = await bookFor(context, wish, null, { groupId: input.groupId });
    if (!done.ok) return ofVisit(done.error, place);
    booked.set(place, done.value);
  }
  const inTime = await leadKept(context, input.groupId);
  if (!inTime.ok) return ofVisit(inTime.error, 0);
  return ok({ visits: input.visits.flatMap((_, place) => booked.get(place) ?? []) });
}

function faultOf({ kind, leadMinutes, visits }: Input<"bookTogether">): Err<DomainError> | null {
  const field = (name: string, message: string) =>
    fail("invalid-input", { field: name, fields: [{ field: name, message }] });
  if (new Set(visits.map((one) => one.appointmentId)).size < visits.length)
    return field("visits", "The same visit is named twice.");
  if (kind === "family") return null;
  if (leadMinutes === null) return field("leadMinutes", "Say how long before the other the first visit must end.");
  const [first, second] = visits;
  if (visits.length !== 2 || first?.patientId !== second?.patientId)
    return field("visits", "A visit before another is two visits of one patient.");
  return null;
}

/** The same visits sent again were booked already (as SCH-28). */
async function bookedBefore(context: SchedulingContext, input: Input<"bookTogether">, group: VisitGroup): Visits {
  const known = await visitGroup(context.tx, input.groupId);
  const there = await appointmentsOfGroup(context.tx, input.groupId);
  const visits = input.visits.map((wish) =>
    there.find(
      (one) =>
        one.appointmentId === wish.appointmentId &&
        one.status !== "cancelled" &&
        one.patientId === wish.patientId &&
        one.providerResourceId === wish.providerResourceId &&
        one.visitTypeId === wish.visitTypeId &&
        one.date === wish.date &&
        one.start === wish.start &&
        one.reason === wish.reason,
    ),
  );
  const same = known?.leadMinutes === group.leadMinutes && known.kind === group.kind && there.length === visits.length;
  if (!same || visits.some((one) => one === undefined)) return fail("already-recorded", { field: "groupId" });
  return ok({
    visits: visits.flatMap((one) => (one ? [{ appointmentId: one.appointmentId, version: one.version }] : [])),
  });
}

/** SCH-153: moves visits by the rules of a move, whichever stands in the way of which. */
export async function moveTogether(context: SchedulingContext, input: Input<"moveTogether">): Visits {
  const strange = await notOfGroup(context, input);
  if (strange) return strange;
  const moved = await moveInTurn(
    context,
    input.visits.map((visit, place) => ({ visit, place })),
  );
  if (!moved.ok) return moved;
  const inTime = await leadKept(context, input.groupId);
  if (!inTime.ok) return ofVisit(inTime.error, 0);
  return ok({ visits: input.visits.flatMap((one) => moved.value.get(one.appointmentId) ?? []) });
}

/** SCH-154: cancels visits that belong together, all of them or none. */
export async function cancelTogether(context: SchedulingContext, input: Input<"cancelTogether">): Visits {
  const strange = await notOfGroup(context, input);
  if (strange) return strange;
  const visits: Seen[] = [];
  for (const [place, { appointmentId, version }] of input.visits.entries()) {
    const done = await cancelAppointment(context, { appointmentId, version, reason: input.reason });
    if (!done.ok) return ofVisit(done.error, place);
    visits.push({ appointmentId, version: done.value.version });
  }
  return ok({ visits });
}

async function notOfGroup(
  { tx }: SchedulingContext,
  { groupId, visits }: { readonly groupId: string; readonly visits: readonly { readonly appointmentId: string }[] },
): Promise<Err<DomainError> | null> {
  for (const [place, { appointmentId }] of visits.entries()) {
    const visit = await appointmentById(tx, appointmentId);
    if (visit?.groupId !== groupId) return fail("not-found", { field: `visits.${place}.appointmentId` });
  }
  return null;
}

/** The visits that belong together, each with its own state. */
export async function linkedVisits(
  { tx }: SchedulingContext,
  { groupId }: Input<"linkedVisits">,
): Promise<Result<z.input<Ops["linkedVisits"]["output"]>, DomainError>> {
  const group = await visitGroup(tx, groupId);
  if (!group) return fail("not-found", { field: "groupId" });
  const visits = await appointmentsOfGroup(tx, groupId);
  return ok({ kind: group.kind, leadMinutes: group.leadMinutes, visits: visits.map(shown) });
}
