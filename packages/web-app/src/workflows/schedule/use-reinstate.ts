import { describeError } from "@practicum/contracts/error";
import { useCommand } from "../../api/use-command.ts";
import { sayError } from "../../shell/undo.tsx";

/** Puts a cancelled visit or a no-show back on the schedule: the undo of both. */
export function useReinstate() {
  const command = useCommand("scheduling", "reinstateAppointment");
  const reinstate = async (visit: { readonly appointmentId: string; readonly version: number }): Promise<void> => {
    const result = await command.run({ appointmentId: visit.appointmentId, version: visit.version });
    if (!result.ok) sayError(describeError(result.error));
    await command.refresh();
  };
  return { reinstate, pending: command.pending };
}
