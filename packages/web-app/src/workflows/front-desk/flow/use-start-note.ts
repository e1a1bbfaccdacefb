import type { Appointment } from "@practicum/contracts/scheduling/appointments";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTRPC } from "../../../api/trpc.ts";
import { sayError } from "../../../shell/undo.tsx";

/** Opens the note of a visit. */
export function useStartNote(): (visit: Appointment) => Promise<void> {
  const trpc = useTRPC();
  const client = useQueryClient();
  const navigate = useNavigate();
  return async ({ appointmentId, patientId, providerStaffId, date }) => {
    const day = await client
      .fetchQuery({ ...trpc.charting.providerDay.queryOptions({ providerId: providerStaffId, date }), staleTime: 0 })
      .catch(() => null);
    const note = day?.today.find((one) => one.appointmentId === appointmentId);
    if (note) return navigate({ to: `/p/${patientId}/visit/${note.encounterId}` });
    sayError("The note could not be opened just now. It is among the patient’s visits.");
  };
}
