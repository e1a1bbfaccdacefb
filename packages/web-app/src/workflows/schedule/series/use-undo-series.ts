import { useCommand } from "../../../api/use-command.ts";
import { sayError, takeNoticesDown } from "../../../shell/undo.tsx";
import { whyNothing } from "./series-words.ts";

/** Takes back what was done with several visits of a series at once. */
export function useUndoSeries() {
  const command = useCommand("scheduling", "undoSeriesChange");
  const undo = async (changeId: string): Promise<void> => {
    const result = await command.run({ changeId });
    // The notice of the same change would offer once more what is taken back.
    if (result.ok) takeNoticesDown();
    else sayError(whyNothing(result.error, [], "put back"));
    await command.refresh();
  };
  return { undo, pending: command.pending };
}
