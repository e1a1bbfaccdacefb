import type { EmWorksheet } from "@practicum/contracts/charting/em-level";
import type { Encounter } from "@practicum/contracts/charting/encounters";
import { ok } from "@practicum/kernel/result";
import { useCommand } from "../../../api/use-command.ts";
import { useOwnVersion, type OwnVersion } from "../use-own-version.ts";

export type EmControl = OwnVersion<EmWorksheet>;

/** The worksheet of the visit's level as it is on this screen. */
export function useEm({ encounterId, em }: Encounter): EmControl {
  const { run, refresh } = useCommand("charting", "saveEmWorksheet", { quiet: true });
  return useOwnVersion({
    value: em.worksheet,
    version: em.version,
    refresh,
    save: async (worksheet, baseVersion) => {
      const saved = await run({ encounterId, baseVersion, worksheet });
      return saved.ok ? ok(saved.value.version) : saved;
    },
  });
}
