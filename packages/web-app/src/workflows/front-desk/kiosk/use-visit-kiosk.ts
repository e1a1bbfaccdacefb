import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "../../../api/trpc.ts";

/** While a patient is at the tablet, what nobody tells (that nothing was heard) is looked at again. */
const LOOK_AGAIN_MS = 60_000;

/** The tablet of a visit, as the desk sees it. */
export function useVisitKiosk(appointmentId: string) {
  const trpc = useTRPC();
  return useQuery({
    ...trpc.scheduling.visitKiosk.queryOptions({ appointmentId }),
    refetchInterval: ({ state }) => {
      const now = state.data?.handover?.state;
      return now === "in-progress" || now === "unheard" || now === "waiting" ? LOOK_AGAIN_MS : false;
    },
  });
}

export type VisitKiosk = NonNullable<ReturnType<typeof useVisitKiosk>["data"]>;
