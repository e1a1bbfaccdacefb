import { useCommand } from "../../../api/use-command.ts";
import { sayError } from "../../../shell/undo.tsx";
import { whyNothing } from "./series-words.ts";

/** Takes back what was done with several visits of a series at once. */
export function useUndoSeries() {
  const command = useCommand("scheduling", "undoSeriesChange");
  const undo = async (changeId: string): Promise<void> => {
    const result = await command.run({ changeId });
    if (!result.ok) sayError(whyNothing(result.error, [], "put back"));
    await command.refresh();
  };
  return { undo, pending: command.pending };
}
