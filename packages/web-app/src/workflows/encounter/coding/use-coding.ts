import type { Encounter } from "@practicum/contracts/charting/encounters";
import { ok } from "@practicum/kernel/result";
import { useCommand } from "../../../api/use-command.ts";
import { useOwnVersion, type OwnVersion } from "../use-own-version.ts";
import type { Coding } from "./coding-model.ts";

export type CodingControl = OwnVersion<Coding>;

/** The codes of the visit as they are on this screen. */
export function useCoding(encounter: Encounter): CodingControl {
  const { run, refresh } = useCommand("charting", "saveCoding", { quiet: true });
  const { encounterId, codingVersion } = encounter;
  return useOwnVersion<Coding>({
    value: encounter,
    version: codingVersion,
    refresh,
    save: async ({ diagnoses, procedures }, baseVersion) => {
      const input = { encounterId, baseVersion, diagnoses: [...diagnoses], procedures: [...procedures] };
      const saved = await run(input);
      return saved.ok ? ok(saved.value.codingVersion) : saved;
    },
  });
}
