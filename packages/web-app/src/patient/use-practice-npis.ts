import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTRPC } from "../api/trpc.ts";
import { useSession } from "../session/session-context.ts";

const KEPT_MS = 10 * 60_000;

/** The NPIs under which a plan may know this practice: its own, its sites', its people's. Empty until they are known. */
export function usePracticeNpis(): ReadonlySet<string> {
  const trpc = useTRPC();
  const { practice } = useSession();
  const staff = useQuery({ ...trpc.identity.listStaff.queryOptions({}), staleTime: KEPT_MS });
  const sites = useQuery({ ...trpc.identity.listLocations.queryOptions({}), staleTime: KEPT_MS });
  return useMemo(() => {
    if (!staff.data || !sites.data) return new Set<string>();
    return new Set(
      [practice.npi, ...staff.data.map((one) => one.npi), ...sites.data.map((one) => one.npi)].filter(
        (npi) => npi !== null,
      ),
    );
  }, [practice.npi, staff.data, sites.data]);
}
