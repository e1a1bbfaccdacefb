import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "../../../api/trpc.ts";

/** The practice's reasons of calls, red flags and times. */
export function usePhoneSettings() {
  const trpc = useTRPC();
  return useQuery({ ...trpc.messaging.phoneSettings.queryOptions({}), staleTime: 10 * 60_000 });
}
