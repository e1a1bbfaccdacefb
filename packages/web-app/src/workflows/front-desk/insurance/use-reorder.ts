import type { Coverage } from "@practicum/contracts/billing/coverage";
import { describeError } from "@practicum/contracts/error";
import { useQueryClient } from "@tanstack/react-query";
import { useTRPC } from "../../../api/trpc.ts";
import { useCommand } from "../../../api/use-command.ts";
import { offerUndo, sayError } from "../../../shell/undo.tsx";

/** Changes the order of billing: shown at once, taken back when refused, with an Undo that puts the order before back. */
export function useReorder(patientId: string) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const command = useCommand("billing", "orderCoverages");
  const put = async (coverageIds: readonly string[]): Promise<boolean> => {
    client.setQueryData(trpc.billing.listCoverages.queryKey({ patientId }), (old) => {
      const place = (coverage: Coverage) => {
        const index = coverageIds.indexOf(coverage.coverageId);
        return index === -1 ? coverage.priority : index + 1;
      };
      return old
        ?.map((coverage) => ({ ...coverage, priority: place(coverage) }))
        .toSorted((a, b) => a.priority - b.priority);
    });
    const result = await command.run({ patientId, coverageIds: [...coverageIds] });
    if (!result.ok) sayError(describeError(result.error));
    await command.refresh();
    return result.ok;
  };
  const reorder = async (from: readonly string[], to: readonly string[]) => {
    if (await put(to)) offerUndo("The order of billing is changed.", () => void put(from));
  };
  return { reorder, pending: command.pending };
}

/** The ids with one of them at another place. */
export function movedTo(ids: readonly string[], from: number, to: number): string[] {
  const next = [...ids];
  next.splice(to, 0, ...next.splice(from, 1));
  return next;
}
