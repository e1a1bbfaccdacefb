import { fail, type DomainError } from "@practicum/contracts/error";
import { addMinutes, atLocal, clockOf, type Instant, type TimeZone } from "@practicum/kernel/instant";
import { minutesOf, type LocalDate, type LocalTime } from "@practicum/kernel/local-date";
import { ok, type Err, type Result } from "@practicum/kernel/result";
import {
  closedSpans,
  contains,
  endOn,
  inTheWayOf,
  overlap,
  spansOn,
  type Closure,
  type Span,
  type WeekHours,
} from "./hours.ts";

/** What the decision on a booking rests on: the world as it was read in the transaction. */
export interface BookingFacts {
  readonly now: Instant;
  readonly zone: TimeZone;
  readonly patientFound: boolean;
  readonly patientDied: boolean;
  readonly provider: {
    readonly resourceId: string;
    /** Whose column it is: a person with two of them has one time. */
    readonly staffId: string;
    readonly locationId: string;
    readonly bookable: boolean;
    /** The weekly hours in force on the day. */
    readonly hours: readonly WeekHours[];
  } | null;
  /** The length of the kind of visit; null when it does not exist or is no longer offered. */
  readonly typeMinutes: number | null;
  /** False when a room was named that is none. */
  readonly roomFound: boolean;
  /** Of what kind the visit is; null where that is not known yet. */
  readonly visitTypeId: string | null;
  readonly closures: readonly Closure[];
  readonly providerTaken: boolean;
  /** By a visit at another site. */
  readonly providerAway: boolean;
  readonly patientTaken: boolean;
  readonly roomTaken: boolean;
  /** The kind of room that the kind of visit needs; null where any place will do. */
  readonly roomKind: string | null;
  /** The rooms of that kind at the provider's site, in the order in which they are filled. */
  readonly rooms: readonly RoomOfKind[];
  /** The piece of equipment that the kind of visit needs. */
  readonly equipmentId: string | null;
  readonly equipmentTaken: boolean;
  /** Somebody else holds a part of that time. */
  readonly heldByOther: boolean;
}

interface RoomOfKind {
  readonly resourceId: string;
  readonly locationId: string;
  readonly taken: boolean;
}

export interface BookingWish {
  readonly date: LocalDate;
  readonly start: LocalTime;
  /** Null for the visit type's own length. */
  readonly minutes: number | null;
  /** Null asks for a free time; a text, even an empty one, asks to overbook. */
  readonly overbookReason: string | null;
  readonly mayOverbook: boolean;
  /** The room that a person named, or that the visit has; null leaves the choice to the kind of visit. */
  readonly roomResourceId: string | null;
}

export interface Booking {
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  readonly minutes: number;
  /** Lies over another visit of the provider on purpose, so the constraint must let it be. */
  readonly overAnother: boolean;
  /** Kept only where it was needed. */
  readonly overbookReason: string | null;
  /** The room that is planned: the one that was named, else a free one of the kind that the visit needs. */
  readonly roomResourceId: string | null;
}

/** Nobody is booked whose record is not there or closed, or who has died (SCH-277). */
function whoIsMissing({ patientFound, patientDied }: BookingFacts): Err<DomainError> | null {
  if (!patientFound) return fail("not-found", { field: "patientId" });
  return patientDied ? fail("patient-deceased", { field: "patientId" }) : null;
}

/**
 * Whether a visit can be booked, and how (SCH-20 to SCH-27). Pure: rivals that the facts don't show yet are caught by the
 * table's exclusion constraints, after which the decision is made again on newer facts.
 */
export function decideBooking(facts: BookingFacts, wish: BookingWish): Result<Booking, DomainError> {
  const { provider, typeMinutes } = facts;
  const nobody = whoIsMissing(facts);
  if (nobody) return nobody;
  if (provider === null || !provider.bookable) return fail("not-found", { field: "providerResourceId" });
  if (typeMinutes === null) return fail("not-found", { field: "visitTypeId" });
  if (!facts.roomFound) return fail("not-found", { field: "roomResourceId" });

  const minutes = wish.minutes ?? typeMinutes;
  const startsAt = atLocal(wish.date, wish.start, facts.zone);
  const endsAt = addMinutes(startsAt, minutes);
  if (endsAt <= facts.now) return fail("in-the-past", { field: "start" });

  const clock = clockOf(wish.date, facts.zone);
  const from = minutesOf(wish.start);
  const span = { from, to: endOn(clock, from, minutes) };
  const isShut = (closures: readonly Closure[]) =>
    closedSpans(wish.date, provider, closures).some((closed) => overlap(closed, span));
  if (isShut(facts.closures.filter((one) => one.keptFor.length === 0))) return fail("closed-day", { field: "date" });
  const against = closuresAgainst(facts);
  const inTheWay = takenBeside(facts);
  if (inTheWay) return inTheWay;
  const room = roomOf({ ...facts, closures: against }, wish, span);
  if (!room.ok) return room;
  const roomResourceId = room.value;

  // A wall clock time that the spring change skips does not exist, so nobody works then.
  const exists = clock.some((stretch) => stretch.from <= from && from < stretch.to);
  const inHours = exists && spansOn(wish.date, provider.hours).some((open) => contains(open, span));
  const refusal = inHours ? (takenBy(facts, wish) ?? (isShut(against) ? "time-kept" : null)) : "outside-template";
  if (refusal === null)
    return ok({ startsAt, endsAt, minutes, overAnother: false, overbookReason: null, roomResourceId });
  if (wish.overbookReason === null || !exists) return fail(refusal, { field: "start" });
  if (!wish.mayOverbook) return fail("not-allowed");
  const overbookReason = wish.overbookReason.trim();
  if (overbookReason === "") return fail("overbook-reason-required", { field: "overbookReason" });
  return ok({ startsAt, endsAt, minutes, overAnother: facts.providerTaken, overbookReason, roomResourceId });
}

/** What stands in the way of this kind of visit; where the kind is not known yet kept time may be meant for it. */
function closuresAgainst({ visitTypeId, closures, now, zone }: BookingFacts): readonly Closure[] {
  if (visitTypeId === null) return closures.filter((one) => one.keptFor.length === 0);
  return inTheWayOf([visitTypeId], closures, now, zone);
}

/** Who may overbook hears that it would be at two sites at once; to a patient's link a time is taken, wherever. */
function takenBy(facts: BookingFacts, { mayOverbook }: BookingWish): "provider-away" | "slot-taken" | null {
  if (facts.providerAway && mayOverbook) return "provider-away";
  return facts.providerTaken || facts.heldByOther ? "slot-taken" : null;
}

/** The room that was named, else the first of the kind that is neither planned nor closed for any part of the visit (SCH-291). */
function roomOf(
  { rooms, roomKind, closures }: BookingFacts,
  { date, roomResourceId }: BookingWish,
  span: Span,
): Result<string | null, DomainError> {
  if (roomResourceId !== null || roomKind === null) return ok(roomResourceId);
  const free = rooms.find(
    (room) => !room.taken && !closedSpans(date, room, closures).some((closed) => overlap(closed, span)),
  );
  return free ? ok(free.resourceId) : fail("no-room-free", { field: "start", detail: { room: roomKind } });
}

/** Who or what else the visit needs at that time, and can't have: no reason overrides it (SCH-25, SCH-27). */
function takenBeside(facts: BookingFacts): Err<DomainError> | null {
  if (facts.patientTaken) return fail("patient-overlap", { field: "start" });
  if (facts.roomTaken) return fail("room-occupied", { field: "roomResourceId" });
  return facts.equipmentTaken ? fail("equipment-taken", { field: "start" }) : null;
}
