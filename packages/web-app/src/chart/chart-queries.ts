import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { useTRPC } from "../api/trpc.ts";

/** The chart's lists of one patient. */
export function useChart(patientId: string) {
  const trpc = useTRPC();
  return useQuery({ ...trpc.charting.getChart.queryOptions({ patientId }), enabled: patientId !== "" });
}

/** Asks for what one's own change made stale; others hear of it live. */
export function useChartRefresh(): () => void {
  const trpc = useTRPC();
  const client = useQueryClient();
  return useCallback(() => void client.invalidateQueries(trpc.charting.pathFilter()), [client, trpc]);
}
