import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "../../../api/trpc.ts";

/** Providers and locations, as choices. */
export function usePlaces() {
  const trpc = useTRPC();
  const resources = useQuery(trpc.scheduling.listResources.queryOptions({}));
  const sites = useQuery(trpc.identity.listLocations.queryOptions({}));
  return {
    providers: (resources.data ?? [])
      .filter((one) => one.kind === "provider")
      .map((one) => ({ value: one.resourceId as string, label: one.name })),
    locations: (sites.data ?? []).map((one) => ({ value: one.locationId as string, label: one.name })),
  };
}
