import type { ChangeFeed } from "@practicum/api/changes";
import type { Change } from "@practicum/api/live-notes";
import type { LiveNote } from "@practicum/bus/bus";
import type { Id } from "@practicum/kernel/brand";
import { isTrackedEnvelope } from "@trpc/server";

/** There is one page, and whoever the trainee is sees what changes in the practice. */
export async function tellChanges(
  feed: ChangeFeed,
  practiceId: Id<"practice">,
  onChange: (change: Change) => void,
): Promise<void> {
  for await (const change of feed.changes(practiceId, undefined, undefined, () => true))
    if (isTrackedEnvelope<LiveNote>(change)) onChange({ id: change[0], data: change[1] });
}
