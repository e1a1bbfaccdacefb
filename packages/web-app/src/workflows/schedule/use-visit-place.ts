import type { Appointment } from "@practicum/contracts/scheduling/appointments";
import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "../../api/trpc.ts";

const KEPT_MS = 10 * 60_000;

/** With whom and where a visit is, in names; a dash until they are known. */
export function useVisitPlace(visit: Pick<Appointment, "providerResourceId" | "roomResourceId" | "locationId">): {
  readonly provider: string;
  readonly site: string;
} {
  const trpc = useTRPC();
  const resources = useQuery({
    ...trpc.scheduling.listResources.queryOptions({}),
    staleTime: KEPT_MS,
  });
  const sites = useQuery({ ...trpc.identity.listLocations.queryOptions({}), staleTime: KEPT_MS });
  const nameOf = (id: string | null) => resources.data?.find((one) => one.resourceId === id)?.name;
  const site = sites.data?.find((one) => one.locationId === visit.locationId)?.name;
  const room = nameOf(visit.roomResourceId);
  return {
    provider: nameOf(visit.providerResourceId) ?? "—",
    site: [site, room].filter(Boolean).join(", ") || "—",
  };
}
