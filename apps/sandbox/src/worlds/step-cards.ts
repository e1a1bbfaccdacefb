import type { KeptEntry } from "@practicum/world/kept/chest";
import { stepsOf } from "@practicum/world/kept/steps";
import type { StepCard } from "../protocol.ts";

/** Names are looked up for the newest: who goes further back sees what was done, and when. */
const NAMED_MAX = 200;

/**
 * The steps of a log as the list has them, the last first.
 *
 * @param patient a patient's record by its id; null for one who is not there.
 */
export async function stepCards(
  log: readonly KeptEntry[],
  patient: (patientId: string) => Promise<unknown>,
): Promise<readonly StepCard[]> {
  const steps = stepsOf(log);
  const names = new Map<string, string | null>();
  const cards: StepCard[] = [];
  for (const [index, step] of [...steps.entries()].toReversed()) {
    const { entry, at, staffId, what, patientId, refused, kind } = step;
    if (patientId !== null && !names.has(patientId) && cards.length < NAMED_MAX)
      names.set(patientId, nameIn(await patient(patientId)));
    cards.push({
      entry,
      number: index + 1,
      at,
      to: step.to,
      staffId,
      what,
      patient: patientId === null ? null : (names.get(patientId) ?? null),
      refused,
      canGoBack: kind !== "lesson",
    });
  }
  return cards;
}

function nameIn(record: unknown): string | null {
  if (typeof record !== "object" || record === null || !("name" in record)) return null;
  const { family, given } = record.name as { readonly family: string; readonly given: string };
  return `${family.toUpperCase()}, ${given}`;
}
