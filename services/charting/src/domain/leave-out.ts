/** Takes what is about hidden facts out of an answer, whatever it is: what is added to an answer later is kept apart without anybody's thinking of it. */

/** The names by which an entry names itself, the entries first that name others beside themselves. */
const OWN_ID = [
  "vitalsId",
  "allergyId",
  "medicationId",
  "problemId",
  "immunizationId",
  "observationId",
  "procedureId",
  "documentId",
  "letterId",
  "historyId",
  "referralId",
  "orderId",
  "outcomeId",
  "disclosureId",
  "encounterId",
];

const GONE = Symbol("gone");

/**
 * The answer without what is hidden: an entry of a list goes; what else is about a hidden fact is null; what only names one beside itself (the visit of a
 * pressure) names none.
 *
 * @returns undefined where the whole answer is about a hidden fact.
 */
export function withoutHidden(answer: unknown, hidden: ReadonlySet<string>): unknown {
  const left = leave(answer, hidden);
  return left === GONE ? undefined : left;
}

function leave(value: unknown, hidden: ReadonlySet<string>): unknown {
  if (Array.isArray(value)) return value.map((one: unknown) => leave(one, hidden)).filter((one) => one !== GONE);
  if (typeof value === "string") return hidden.has(value) ? GONE : value;
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value);
  const own = OWN_ID.find((name) => Object.hasOwn(value, name));
  if (own !== undefined && hidden.has(String(Reflect.get(value, own)))) return GONE;
  return Object.fromEntries(
    entries.map(([name, part]) => {
      const left = leave(part, hidden);
      return [name, left === GONE ? null : left];
    }),
  );
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Names of ids of people, places and visits of the calendar: nearly every answer has some, and none is a fact's. */
const NO_FACTS: ReadonlySet<string> = new Set(
  "patientId patientIds providerId supervisorId staffId appointmentId locationId orderedById savedById templateId".split(
    " ",
  ),
);

/** Ids by the name that they stand under; those of a list under the list's. */
export type NamedIds = ReadonlyMap<string, ReadonlySet<string>>;

/** All ids in a value, wherever they stand, but those under names that lead to no fact. */
export function idsIn(value: unknown): NamedIds {
  const found = new Map<string, Set<string>>();
  collect(value, "", found);
  return found;
}

function collect(value: unknown, name: string, found: Map<string, Set<string>>): void {
  if (typeof value === "string") {
    if (!UUID.test(value)) return;
    const ids = found.get(name) ?? new Set();
    found.set(name, ids.add(value.toLowerCase()));
  } else if (Array.isArray(value)) {
    for (const one of value) collect(one, name, found);
  } else if (typeof value === "object" && value !== null) {
    for (const [key, one] of Object.entries(value)) if (!NO_FACTS.has(key)) collect(one, key, found);
  }
}
