import { useQueries, useQuery } from "@tanstack/react-query";
import { useTRPC } from "../../../api/trpc.ts";
import { useSession } from "../../../session/session-context.ts";
import { useTwoFactorState } from "../two-factor.tsx";
import type { SetUpFacts } from "./checklist.ts";

/** What the practice has so far, asked of each service by itself: one that is away leaves its part unknown. */
export function useSetUpFacts(): SetUpFacts {
  const trpc = useTRPC();
  const { today, mode } = useSession();
  const twoFactor = useTwoFactorState();
  const sites = useQuery(trpc.identity.listLocations.queryOptions({}));
  const staff = useQuery(trpc.identity.listStaff.queryOptions({}));
  const resources = useQuery(trpc.scheduling.listResources.queryOptions({}));
  const visitTypes = useQuery(trpc.scheduling.listVisitTypes.queryOptions({}));
  const payers = useQuery(trpc.billing.listPayers.queryOptions({}));
  const prices = useQuery(trpc.billing.listPrices.queryOptions({ onDate: today }));
  const clearinghouse = useQuery(trpc.billing.getClearinghouse.queryOptions({}));
  // limit: whether there is one.
  const diagnoses = useQuery(trpc.charting.searchDiagnoses.queryOptions({ text: "E11", onDate: today, limit: 1 }));
  const columns = (resources.data ?? []).filter((one) => one.kind === "provider" && one.active);
  const hours = useQueries({
    queries: columns.map(({ resourceId }) => trpc.scheduling.resourceHours.queryOptions({ resourceId })),
  });
  const allHours = resources.data !== undefined && hours.every((one) => one.data !== undefined);
  return {
    twoFactor: mode === "sandbox" ? undefined : twoFactor.data?.twoFactor,
    sites: sites.data?.filter((one) => one.active).length,
    staff: staff.data,
    resources: resources.data,
    withHours: allHours
      ? new Set(columns.filter((_, at) => (hours[at]?.data?.templates.length ?? 0) > 0).map((one) => one.resourceId))
      : undefined,
    visitTypes: visitTypes.data?.filter((one) => one.active).length,
    payers: payers.data,
    prices: prices.data?.length,
    diagnosisCodes: diagnoses.data === undefined ? undefined : diagnoses.data.length > 0,
    clearinghouse: clearinghouse.data === undefined ? undefined : clearinghouse.data.version > 0,
  };
}
