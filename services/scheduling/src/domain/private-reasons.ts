/** Names under which an answer says why a patient comes. */
const REASONS = ["reason", "cancelReason", "note", "because"] as const;

/** What the desk reads in the place of it. */
export const PRIVATE = "Private reason";

/** What has a patient and says why that one comes: a visit, a wish on the wait list, a plan of several visits. */
function isVisit(value: object): value is { readonly patientId: string } {
  const isOf = (name: string) => Object.hasOwn(value, name);
  return typeof Reflect.get(value, "patientId") === "string" && REASONS.some(isOf);
}

/** The patients of an answer for whom it says why they come. */
export function patientsWithReasons(answer: unknown, found = new Set<string>()): ReadonlySet<string> {
  if (Array.isArray(answer)) for (const one of answer) patientsWithReasons(one, found);
  else if (typeof answer === "object" && answer !== null) {
    if (isVisit(answer)) found.add(answer.patientId);
    for (const one of Object.values(answer)) patientsWithReasons(one, found);
  }
  return found;
}

/** The answer with other words in the place of why those patients come; all else of their visits stays. */
export function withPrivateReasons(answer: unknown, patientIds: ReadonlySet<string>, words: string): unknown {
  if (Array.isArray(answer)) return answer.map((one: unknown) => withPrivateReasons(one, patientIds, words));
  if (typeof answer !== "object" || answer === null) return answer;
  const isPrivate = isVisit(answer) && patientIds.has(answer.patientId);
  return Object.fromEntries(
    Object.entries(answer).map(([name, value]) => {
      const says = REASONS.some((one) => one === name) && typeof value === "string" && value !== "";
      return [name, isPrivate && says ? words : withPrivateReasons(value, patientIds, words)];
    }),
  );
}
