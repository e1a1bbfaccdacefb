import type { auditOperations } from "@practicum/contracts/identity/audit";
import type { Instant } from "@practicum/kernel/instant";
import type { z } from "zod";

export type ChainVerdict = Pick<
  z.output<typeof auditOperations.verifyAuditChain.output>,
  "entries" | "brokenAt" | "anchor" | "checkedAt"
>;

interface ChainWords {
  /** `unsure`: nothing contradicts, but a change made before now would not be seen. */
  readonly state: "whole" | "unsure" | "broken";
  readonly text: string;
}

/** What the verification came to. Without a head that is kept outside, a trail written anew looks like the true one. */
export function chainWords(verdict: ChainVerdict, when: (at: Instant) => string): ChainWords {
  const { entries, brokenAt, anchor, checkedAt } = verdict;
  if (brokenAt !== null) {
    const [gone] = anchor?.gone ?? [];
    const found = gone ? `. On ${when(gone.at)} it reached entry ${gone.entry}, and that is gone.` : "";
    return { state: "broken", text: `Changed or missing from entry ${brokenAt} on${found}` };
  }
  const cutShort = anchor?.cutShort ? " The last head kept outside was cut short in writing and is left out." : "";
  const since = anchor?.since ?? null;
  if (since === null && entries > 0) {
    const text = `No head of the trail is kept outside the database: its ${entries} entries fit each other, but a change made before now cannot be told.`;
    return { state: "unsure", text: `${text}${cutShort}` };
  }
  const until = anchor?.until ? `, until ${when(anchor.until.at)}, entry ${anchor.until.entry}` : "";
  const compared =
    since === null ? "" : `. Compared with heads kept outside since ${when(since.at)}, entry ${since.entry}${until}.`;
  return { state: "whole", text: `Unchanged: ${entries} entries, ${when(checkedAt)}${compared}${cutShort}` };
}
