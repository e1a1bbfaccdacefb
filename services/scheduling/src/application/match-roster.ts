import type { rosterAdded } from "@practicum/contracts/messaging/rosters";
import { rosterMatched, type rosterQueries } from "@practicum/contracts/scheduling/rosters";
import type { LocalDate } from "@practicum/kernel/local-date";
import { ok, type Ok } from "@practicum/kernel/result";
import type { z } from "zod";
import { matchVerdict } from "../domain/roster-match.ts";
import { scoredDuplicates } from "./duplicates.ts";
import type { SchedulingContext } from "./scheduling-context.ts";

interface OnList {
  readonly family: string;
  readonly given: string;
  readonly birthDate: LocalDate;
  readonly phones: readonly string[];
}

/** Who of a list may be a patient already, before it is taken over (SCH-140). */
export async function matchPeople(
  context: SchedulingContext,
  { people }: z.output<typeof rosterQueries.matchPeople.input>,
): Promise<Ok<z.input<typeof rosterQueries.matchPeople.output>>> {
  const found = [];
  for (const one of people) found.push(await match(context, one));
  return ok(found);
}

/** People came onto a list: what is found about each is told (SCH-141). */
export async function matchRoster(
  context: SchedulingContext,
  { campaignId, people }: z.output<typeof rosterAdded.payload>,
): Promise<void> {
  const matched = [];
  for (const { memberId, ...person } of people) matched.push({ memberId, ...(await match(context, person)) });
  for (const one of matched) for (const like of one.candidates) context.auditPatient(like.patientId);
  context.emit(rosterMatched, { campaignId, people: matched });
}

/** By each of the numbers that the list has, the best of them. */
async function match(context: SchedulingContext, person: OnList) {
  const { family, given, birthDate } = person;
  const byId = new Map<string, Awaited<ReturnType<typeof scoredDuplicates>>[number]>();
  for (const phone of person.phones.length === 0 ? [null] : person.phones) {
    for (const one of await scoredDuplicates(context, { family, given, birthDate, phone })) {
      if (one.score > (byId.get(one.patientId)?.score ?? -1)) byId.set(one.patientId, one);
    }
  }
  const scored = [...byId.values()].toSorted((a, b) => b.score - a.score || (a.patientId < b.patientId ? -1 : 1));
  const { verdict, candidates } = matchVerdict(scored);
  return { verdict, candidates: candidates.map(({ because, ...like }) => ({ ...like, because: [...because] })) };
}
