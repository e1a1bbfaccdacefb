import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "../api/trpc.ts";

/** The chart's lists of one patient. */
export function useChart(patientId: string) {
  const trpc = useTRPC();
  return useQuery({ ...trpc.charting.getChart.queryOptions({ patientId }), enabled: patientId !== "" });
}
