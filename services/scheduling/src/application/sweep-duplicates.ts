import { duplicatesChanged } from "@practicum/contracts/scheduling/merges";
import type { Id } from "@practicum/kernel/brand";
import { addMinutes, atLocal, dateIn } from "@practicum/kernel/instant";
import { addDays } from "@practicum/kernel/local-date";
import { keepFoundPairs, pairOf, takeUnswept } from "../sql/merges.ts";
import { scoredDuplicates } from "./duplicates.ts";
import { wholeAbout } from "../sql/patients.ts";
import type { SchedulingContext } from "./scheduling-context.ts";

/** From here on a pair is worth a person's look, beside whoever is typed in now (SCH-123). Twins have 73. */
const QUEUED_FROM = 60;
/** As many are looked at in one transaction; the others a minute later. */
const AT_ONCE = 200;
const SWEEP_TIMER = "duplicate-sweep";

/** The night after a record came or changed it is looked at beside all others. */
export async function sweepTonight(context: SchedulingContext): Promise<void> {
  const { timeZone } = context.practice;
  const night = atLocal(addDays(dateIn(context.now, timeZone), 1), "02:30", timeZone);
  await context.schedule(SWEEP_TIMER, "nightly", night, {});
}

/** SCH-123: who came or changed since the last look, beside whoever shares a birth date, a phone or a name; never all with all. */
export async function sweepDuplicates(context: SchedulingContext): Promise<void> {
  const { tx, now } = context;
  const people = await takeUnswept(tx, AT_ONCE);
  const found = new Map<string, Parameters<typeof keepFoundPairs>[1][number]>();
  for (const { patient_id: patientId, family, given, birth_date: birthDate, phone, ...more } of people) {
    const besides = { otherPhones: more.other_phones, also: wholeAbout(more.about) };
    for (const other of await scoredDuplicates(context, { family, given, birthDate, phone, ...besides })) {
      if (other.patientId === patientId || other.score < QUEUED_FROM) continue;
      const ids = pairOf(patientId, other.patientId);
      found.set(`${ids.first_id} ${ids.second_id}`, { ...ids, score: other.score, because: [...other.because] });
      for (const id of [patientId, other.patientId]) context.auditPatient(id as Id<"patient">);
    }
  }
  if (await keepFoundPairs(tx, [...found.values()], now)) context.emit(duplicatesChanged, { at: now });
  if (people.length === AT_ONCE) await context.schedule(SWEEP_TIMER, "nightly", addMinutes(now, 1), {});
}
