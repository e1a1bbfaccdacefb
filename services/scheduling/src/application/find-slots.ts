import { fail, type DomainError } from "@practicum/contracts/error";
import type { slotOperations } from "@practicum/contracts/scheduling/slots";
import type { VisitType } from "@practicum/contracts/scheduling/resources";
import { must } from "@practicum/kernel/assert";
import { atLocal, clockOf } from "@practicum/kernel/instant";
import { addDays, type LocalDate } from "@practicum/kernel/local-date";
import { ok, type Result } from "@practicum/kernel/result";
import type { z } from "zod";
import { inTheWayOf, type Closure } from "../domain/hours.ts";
import { minutesOf } from "../domain/visit-needs.ts";
import {
  apart,
  hasRoom,
  openSlots,
  rankSlots,
  type OpenSlot,
  type Preference,
  type SlotRoom,
  type Taken,
} from "../domain/slots.ts";
import { allVisitTypes, closuresBetween } from "../sql/resources.ts";
import {
  busyBetween,
  equipmentBusy,
  providersOfPatient,
  roomsBusy,
  slotProviders,
  type SlotProviderRow,
} from "../sql/slots.ts";
import { holderOf, type SchedulingContext } from "./scheduling-context.ts";

type Input = z.output<typeof slotOperations.findSlots.input>;
type Output = z.input<typeof slotOperations.findSlots.output>;

/** After each two weeks it is asked whether there are enough. */
const STEP_DAYS = 14;
/** What fills the time is read up to these days: most practices have something free within the first, and few trips reach the last. */
const READ_DAYS = [14, 56, 182] as const;
const NOBODY: Preference = { pcp: [], last: null };

/** Open times, best first (SCH-50 to SCH-52): looks further until there are enough, half a year at most. */
export async function findSlots(context: SchedulingContext, input: Input): Promise<Result<Output, DomainError>> {
  const { tx, now } = context;
  const from = input.from < context.today ? context.today : input.from;
  const readBetween = (first: number, until: number) =>
    takenBetween(context, input, addDays(from, first), addDays(from, until - 1));
  // None of these needs another's answer, so they travel together.
  const [types, providers, preference, near] = await Promise.all([
    allVisitTypes(tx),
    slotProviders(tx, { resourceId: input.providerResourceId, locationId: input.locationId, from: input.from }),
    input.patientId === null ? NOBODY : providersOfPatient(tx, input.patientId, now),
    readBetween(0, READ_DAYS[0]),
  ]);
  const type = types.find((t) => t.visitTypeId === input.visitTypeId && t.active);
  if (!type) return fail("not-found", { field: "visitTypeId" });

  const found: OpenSlot[] = [];
  let day = 0;
  for (const until of READ_DAYS) {
    if (found.length >= input.limit) break;
    const taken = day === 0 ? near : await readBetween(day, until);
    for (; day < until && found.length < input.limit; day += STEP_DAYS) {
      found.push(...slotsOf(context, providers, taken, addDays(from, day), type));
    }
  }
  const slots = rankSlots(found, preference, input.providerResourceId === null, input.limit).map((slot) => {
    const provider = must(providers.find((p) => p.resourceId === slot.providerResourceId));
    return {
      ...slot,
      providerName: provider.name,
      providerStaffId: provider.staffId,
      locationId: provider.locationId,
      minutes: minutesOf(type, provider.staffId),
      because: [...slot.because],
    };
  });
  return ok({ slots, searchedTo: addDays(from, day - 1) });
}

/** What fills the time of some days. */
interface TakenTime {
  readonly closures: readonly Closure[];
  /** Of each provider's column, with when the equipment that the visit needs is in use. */
  readonly taken: ReadonlyMap<string, readonly Taken[]>;
  /** The rooms of the kind that the visit needs; null where it needs none. */
  readonly rooms: readonly SlotRoom[] | null;
}

async function takenBetween(
  context: SchedulingContext,
  { visitTypeId, providerResourceId, locationId }: Input,
  first: LocalDate,
  last: LocalDate,
): Promise<TakenTime> {
  const { tx, now } = context;
  const zone = context.practice.timeZone;
  const [from, to] = [atLocal(first, "00:00", zone), atLocal(addDays(last, 1), "00:00", zone)];
  const holder = holderOf(context);
  const [closures, equipment, rooms, busy] = await Promise.all([
    closuresBetween(tx, first, last),
    equipmentBusy(tx, { visitTypeId, from, to }),
    roomsBusy(tx, { visitTypeId, from, to }),
    busyBetween(tx, { resourceId: providerResourceId, locationId, from, to, holder, now }),
  ]);
  const against = inTheWayOf([visitTypeId], closures, now, zone);
  return {
    closures: against,
    rooms,
    taken: new Map(busy.map((one) => [one.resourceId, apart([...one.taken, ...equipment])])),
  };
}

/** All open times of a step of days. */
function slotsOf(
  { now, practice }: SchedulingContext,
  providers: readonly SlotProviderRow[],
  { closures, taken, rooms }: TakenTime,
  first: LocalDate,
  type: VisitType,
): OpenSlot[] {
  const days = Array.from({ length: STEP_DAYS }, (_, index) => {
    const date = addDays(first, index);
    return { date, clock: clockOf(date, practice.timeZone) };
  });
  return providers.flatMap((provider) => {
    const own = taken.get(provider.resourceId);
    // A column that was made between the two statements is found the next time.
    if (!own) return [];
    const withTaken = { ...provider, taken: own };
    const minutes = minutesOf(type, provider.staffId);
    const { locationId } = provider;
    return days.flatMap((day) => {
      const open = openSlots(withTaken, day, minutes, closures, now);
      if (rooms === null) return open;
      return open.filter((slot) => hasRoom(rooms, { locationId, slot, clock: day.clock }, minutes, closures));
    });
  });
}
