import type { Encounter } from "@practicum/contracts/charting/encounters";
import type { FollowUp } from "@practicum/contracts/charting/follow-ups";
import { ok } from "@practicum/kernel/result";
import { useCommand } from "../../../api/use-command.ts";
import { useOwnVersion, type OwnVersion } from "../use-own-version.ts";

/** What of a note it is about. */
export type FollowedNote = Pick<Encounter, "encounterId" | "serviceDate" | "providerId" | "providerName" | "followUp">;
export type FollowUpControl = OwnVersion<FollowUp | null>;

/** What the note says of a visit to come, as it is on this screen. */
export function useFollowUp({ encounterId, followUp }: FollowedNote): FollowUpControl {
  const { run, refresh } = useCommand("charting", "saveFollowUp", { quiet: true });
  return useOwnVersion<FollowUp | null>({
    ...followUp,
    refresh,
    save: async (said, baseVersion) => {
      // What was never said is never sent.
      if (said === null) return ok(baseVersion);
      const saved = await run({ encounterId, baseVersion, followUp: said });
      return saved.ok ? ok(saved.value.version) : saved;
    },
  });
}
