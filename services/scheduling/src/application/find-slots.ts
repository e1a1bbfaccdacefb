import { fail, type DomainError } from "@practicum/contracts/error";
import type { slotOperations } from "@practicum/contracts/scheduling/slots";
import type { VisitType } from "@practicum/contracts/scheduling/resources";
import { must } from "@practicum/kernel/assert";
import { atLocal } from "@practicum/kernel/instant";
import { addDays, type LocalDate } from "@practicum/kernel/local-date";
import { ok, type Result } from "@practicum/kernel/result";
import type { z } from "zod";
import { openSlots, rankSlots, type OpenSlot, type Preference } from "../domain/slots.ts";
import { allVisitTypes, closuresBetween } from "../sql/resources.ts";
import { busyBetween, equipmentBusy, providersOfPatient, slotProviders, type SlotProviderRow } from "../sql/slots.ts";
import { holderOf, type SchedulingContext } from "./scheduling-context.ts";

type Input = z.output<typeof slotOperations.findSlots.input>;
type Output = z.input<typeof slotOperations.findSlots.output>;

/** Looked at in one go; most practices have something free within it. */
const CHUNK_DAYS = 14;
const SEARCH_DAYS_MAX = 112;
const NOBODY: Preference = { pcp: [], last: null };

/** Open times, best first (SCH-50 to SCH-52): looks further until there are enough, sixteen weeks at most. */
export async function findSlots(context: SchedulingContext, input: Input): Promise<Result<Output, DomainError>> {
  const { tx, now } = context;
  const [types, providers, preference] = await Promise.all([
    allVisitTypes(tx),
    slotProviders(tx, { resourceId: input.providerResourceId, locationId: input.locationId, from: input.from }),
    input.patientId === null ? NOBODY : providersOfPatient(tx, input.patientId, now),
  ]);
  const type = types.find((t) => t.visitTypeId === input.visitTypeId && t.active);
  if (!type) return fail("not-found", { field: "visitTypeId" });

  const from = input.from < context.today ? context.today : input.from;
  const found: OpenSlot[] = [];
  let searchedTo = from;
  for (let day = 0; day < SEARCH_DAYS_MAX && found.length < input.limit; day += CHUNK_DAYS) {
    const first = addDays(from, day);
    searchedTo = addDays(first, CHUNK_DAYS - 1);
    found.push(...(await slotsBetween(context, providers, first, searchedTo, type)));
  }
  const slots = rankSlots(found, preference, input.providerResourceId === null, input.limit).map((slot) => {
    const provider = must(providers.find((p) => p.resourceId === slot.providerResourceId));
    return {
      providerResourceId: slot.providerResourceId,
      providerName: provider.name,
      providerStaffId: provider.staffId,
      locationId: provider.locationId,
      date: slot.date,
      start: slot.start,
      minutes: type.minutes,
      because: [...slot.because],
    };
  });
  return ok({ slots, searchedTo });
}

async function slotsBetween(
  context: SchedulingContext,
  providers: readonly SlotProviderRow[],
  first: LocalDate,
  last: LocalDate,
  type: Pick<VisitType, "minutes" | "equipmentResourceId">,
): Promise<OpenSlot[]> {
  const { tx, now } = context;
  const zone = context.practice.timeZone;
  const [from, to] = [atLocal(first, "00:00", zone), atLocal(addDays(last, 1), "00:00", zone)];
  const equipmentId = type.equipmentResourceId;
  const resourceIds = providers.map((p) => p.resourceId);
  const [closures, inUse, taken] = await Promise.all([
    closuresBetween(tx, first, last),
    equipmentId === null ? [] : equipmentBusy(tx, { equipmentId, from, to }),
    busyBetween(tx, { resourceIds, from, to, holder: holderOf(context), now }),
  ]);
  const busy = Map.groupBy(taken, (row) => row.resourceId);
  const slots: OpenSlot[] = [];
  for (let date = first; date <= last; date = addDays(date, 1)) {
    for (const provider of providers) {
      const withBusy = { ...provider, busy: [...(busy.get(provider.resourceId) ?? []), ...inUse] };
      slots.push(...openSlots(withBusy, date, type.minutes, closures, now, zone));
    }
  }
  return slots;
}
