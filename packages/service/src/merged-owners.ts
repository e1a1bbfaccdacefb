import type { Instant } from "@practicum/kernel/instant";

/** One merge as a service has heard of it. */
export interface KnownMerge {
  readonly mergeId: string;
  readonly survivorId: string;
  readonly duplicateId: string;
  readonly mergedAt: Instant;
  readonly undone: boolean;
}

/**
 * Whose each record is by the merges that stand, whatever order they were heard of in: a duplicate's is its survivor's, and so on. Where a merge
 * and the opposite one seem to stand at once, because what took the first back is still on its way, the newest counts.
 *
 * @returns of every patient that a merge names, standing or not.
 */
export function ownersOf(merges: readonly KnownMerge[]): ReadonlyMap<string, string> {
  const newestFirst = merges
    .filter(({ undone }) => !undone)
    .toSorted((a, b) =>
      a.mergedAt === b.mergedAt ? (a.mergeId < b.mergeId ? 1 : -1) : a.mergedAt < b.mergedAt ? 1 : -1,
    );
  const into = new Map<string, string>();
  for (const { survivorId, duplicateId } of newestFirst) {
    if (!into.has(duplicateId) && endOf(into, survivorId) !== duplicateId) into.set(duplicateId, survivorId);
  }
  const named = merges.flatMap(({ survivorId, duplicateId }) => [survivorId, duplicateId]);
  return new Map(named.map((id) => [id, endOf(into, id)]));
}

function endOf(into: ReadonlyMap<string, string>, from: string): string {
  let at = from;
  for (let next = into.get(at); next !== undefined; next = into.get(at)) at = next;
  return at;
}
