import { describeError } from "@practicum/contracts/error";
import type { Household, HouseholdMember } from "@practicum/contracts/scheduling/households";
import { useCommand } from "../../../api/use-command.ts";
import { offerUndo, sayError } from "../../../shell/undo.tsx";

export type Changes = Partial<Pick<HouseholdMember, "relation" | "billsTo" | "sharesAddress" | "leftOn">>;

/** Changes what a member is in a family; each change can be undone. */
export function useMembership(household: Household, member: HouseholdMember) {
  const command = useCommand("scheduling", "changeMember");
  const { patientId, relation, billsTo, sharesAddress, leftOn } = member;
  const before = { relation, billsTo, sharesAddress, leftOn };
  const send = (version: number, changes: Changes) =>
    command.run({ householdId: household.householdId, version, patientId, ...before, ...changes });
  const change = async (changes: Changes, said: string) => {
    const result = await send(household.version, changes);
    await command.refresh();
    if (!result.ok) return;
    offerUndo(said, () => {
      void send(result.value.version, {}).then((back) => {
        if (!back.ok) sayError(describeError(back.error));
      });
    });
  };
  return { change, error: command.error, pending: command.pending };
}
