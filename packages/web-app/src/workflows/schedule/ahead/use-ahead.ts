import { useQueries, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTRPC } from "../../../api/trpc.ts";
import type { AheadRow, ComingVisit } from "./ahead-model.ts";

/** As many visits as one question may name. */
const ASKED_AT_ONCE = 200;

interface AheadList {
  readonly rows: readonly AheadRow[] | null;
  readonly error: unknown;
  readonly refetch: () => void;
}

/** What comes, and what billing knows of its insurance. Null until both are there: nothing is shown as missing before. */
export function useAhead(): AheadList {
  const trpc = useTRPC();
  const coming = useQuery(trpc.scheduling.comingVisits.queryOptions({}));
  const visits = useMemo(() => coming.data ?? [], [coming.data]);
  const chunks = Array.from({ length: Math.ceil(visits.length / ASKED_AT_ONCE) }, (_, index) =>
    visits.slice(index * ASKED_AT_ONCE, (index + 1) * ASKED_AT_ONCE).map(named),
  );
  const known = useQueries({
    queries: chunks.map((chunk) => trpc.billing.eligibilityAhead.queryOptions({ visits: chunk })),
  });
  const answers = known.every(({ data }) => data !== undefined) ? known.flatMap(({ data }) => data ?? []) : null;
  const byVisit = new Map(answers?.map((one) => [one.appointmentId, one]));
  const failed = known.find(({ isError }) => isError);
  return {
    rows:
      coming.data === undefined || answers === null
        ? null
        : visits.flatMap((visit) => {
            const one = byVisit.get(visit.appointmentId);
            return one === undefined ? [] : [{ visit, known: one }];
          }),
    error: coming.error ?? failed?.error ?? null,
    refetch: () => {
      void coming.refetch();
      for (const one of known) void one.refetch();
    },
  };
}

export const named = ({ appointmentId, patientId, date }: ComingVisit) => ({ appointmentId, patientId, date });
