import { fail, type DomainError } from "@practicum/contracts/error";
import type { visitsTogetherOperations } from "@practicum/contracts/scheduling/visits-together";
import { must } from "@practicum/kernel/assert";
import { atLocal, clockOf } from "@practicum/kernel/instant";
import { addDays, type LocalDate } from "@practicum/kernel/local-date";
import { ok, type Result } from "@practicum/kernel/result";
import type { z } from "zod";
import { inTheWayOf, type Closure } from "../domain/hours.ts";
import { minutesOf } from "../domain/visit-needs.ts";
import { apart, openSlots, type Taken } from "../domain/slots.ts";
import { chainsOf, layBefore, layOut, type Chain, type Planned, type StaffSlot } from "../domain/together.ts";
import { allVisitTypes, closuresBetween } from "../sql/resources.ts";
import { busyBetween, equipmentBusy, patientsBusy, slotProviders, type SlotProviderRow } from "../sql/slots.ts";
import { holderOf, type SchedulingContext } from "./scheduling-context.ts";

type Op = typeof visitsTogetherOperations.findTogether;
type Input = z.output<Op["input"]>;
type VisitType = Awaited<ReturnType<typeof allVisitTypes>>[number];

/** So many days are read at once; most families find a time within the first. */
const READ_DAYS = [14, 56, 182] as const;

/** Times at which several visits fit together (SCH-149, SCH-150, SCH-155); looks further until there are enough, half a year at most. */
export async function findTogether(
  context: SchedulingContext,
  input: Input,
): Promise<Result<z.input<Op["output"]>, DomainError>> {
  const { tx } = context;
  const from = input.from < context.today ? context.today : input.from;
  const known = await allVisitTypes(tx);
  const types: VisitType[] = [];
  for (const [place, visit] of input.visits.entries()) {
    const type = known.find((one) => one.visitTypeId === visit.visitTypeId && one.active);
    if (!type) return fail("not-found", { field: `visits.${place}.visitTypeId` });
    types.push(type);
  }
  const providers = await slotProviders(tx, { resourceId: null, locationId: null, from });
  const minutes = types.map((type) => type.minutes);
  const chains =
    input.arrangement === "before"
      ? minutes.map((own, place): Chain => ({ places: [place], minutes: own }))
      : chainsOf(minutes, input.arrangement);
  const own = (place: number, slot: StaffSlot) => minutesOf(must(types[place]), slot.staffId);
  const zone = context.practice.timeZone;
  const options: Planned[][] = [];
  const earlier: StaffSlot[] = [];
  let day = 0;
  for (const until of READ_DAYS) {
    if (options.length >= input.limit) break;
    const [first, last] = [addDays(from, day), addDays(from, until - 1)];
    const open = await Promise.all(
      chains.map((chain) => openFor(context, { input, types, chain, providers }, first, last)),
    );
    if (input.arrangement === "before") {
      // The first visit may lie in the days that were looked at before.
      earlier.push(...(open[0] ?? []));
      const lead = { minutes: minutes[0] ?? 0, lead: input.leadMinutes ?? 0 };
      options.push(...layBefore(earlier, open[1] ?? [], lead, zone, own));
    } else options.push(...layOut(chains, minutes, open, zone, own));
    day = until;
  }
  return ok({
    // limit: as many as were asked for; the search goes on from a later day.
    options: options.slice(0, input.limit).map((visits) => ({
      visits: visits.map(({ place, ...planned }) => ({
        ...planned,
        patientId: must(input.visits[place]).patientId,
        visitTypeId: must(types[place]).visitTypeId,
        ...withProvider(providers, planned.providerResourceId, must(types[place])),
      })),
    })),
    searchedTo: addDays(from, day - 1),
  });
}

function withProvider(providers: readonly SlotProviderRow[], resourceId: string, type: VisitType) {
  const provider = must(providers.find((one) => one.resourceId === resourceId));
  return { minutes: minutesOf(type, provider.staffId), providerName: provider.name };
}

interface Search {
  readonly input: Input;
  readonly types: readonly VisitType[];
  readonly chain: Chain;
  readonly providers: readonly SlotProviderRow[];
}

/** When all of a chain is free, by provider: the providers' time, that of the patients in it, and of the equipment that it needs. */
async function openFor(
  context: SchedulingContext,
  { input, types, chain, providers }: Search,
  first: LocalDate,
  last: LocalDate,
): Promise<StaffSlot[]> {
  const { tx, now, practice } = context;
  const [from, to] = [
    atLocal(first, "00:00", practice.timeZone),
    atLocal(addDays(last, 1), "00:00", practice.timeZone),
  ];
  const wanted = input.visits[chain.places[0] ?? 0]?.providerResourceId ?? null;
  const patientIds = chain.places.flatMap((place) => input.visits[place]?.patientId ?? []);
  const withEquipment = chain.places.flatMap((place) => {
    const type = types[place];
    return type?.equipmentResourceId ? [type.visitTypeId] : [];
  });
  const exceptGroup = input.groupId;
  const [closures, busy, patients, ...equipment] = await Promise.all([
    closuresBetween(tx, first, last),
    busyBetween(tx, { resourceId: wanted, locationId: null, from, to, holder: holderOf(context), now, exceptGroup }),
    patientsBusy(tx, { patientIds, from, to, exceptGroup }),
    ...withEquipment.map((visitTypeId) => equipmentBusy(tx, { visitTypeId, from, to })),
  ]);
  const kinds = chain.places.flatMap((place) => types[place]?.visitTypeId ?? []);
  const against = inTheWayOf(kinds, closures, now, practice.timeZone);
  const beside = [...patients, ...equipment.flat()];
  return providers.flatMap((provider) => {
    const own = busy.find((one) => one.resourceId === provider.resourceId);
    if (!own) return [];
    const taken = apart([...own.taken, ...beside]);
    const minutes = chain.places.reduce((sum, place) => sum + minutesOf(must(types[place]), provider.staffId), 0);
    return slotsOf(context, { ...provider, taken }, { first, last, minutes, closures: against });
  });
}

function slotsOf(
  { now, practice }: SchedulingContext,
  provider: SlotProviderRow & { readonly taken: readonly Taken[] },
  span: { first: LocalDate; last: LocalDate; minutes: number; closures: readonly Closure[] },
): StaffSlot[] {
  const slots: StaffSlot[] = [];
  for (let date = span.first; date <= span.last; date = addDays(date, 1)) {
    const day = { date, clock: clockOf(date, practice.timeZone) };
    for (const slot of openSlots(provider, day, span.minutes, span.closures, now))
      slots.push({ ...slot, staffId: provider.staffId });
  }
  return slots;
}
