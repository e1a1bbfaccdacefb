import { formatCents } from "@practicum/kernel/money";
import { useQueries } from "@tanstack/react-query";
import { useTRPC } from "../../../api/trpc.ts";

/** How much of what there is of two records, in all services; a service that does not answer is named as unknown. */
export function useHoldings(firstId: string, secondId: string) {
  const trpc = useTRPC();
  const input = { patientIds: [firstId, secondId] };
  const answers = useQueries({
    queries: [
      trpc.scheduling.patientHoldings.queryOptions(input),
      trpc.charting.patientHoldings.queryOptions(input),
      trpc.billing.patientHoldings.queryOptions(input),
      trpc.messaging.patientHoldings.queryOptions(input),
    ],
  });
  const counts = (patientId: string) => {
    const held = answers.flatMap(({ data }) => data?.find((one) => one.patientId === patientId) ?? []);
    return {
      rows: new Map(held.flatMap((one) => one.counts.map(({ what, count }) => [what, count] as const))),
      balance: held.find((one) => one.balance !== undefined)?.balance,
    };
  };
  const [first, second] = [counts(firstId), counts(secondId)];
  const names = [...new Set([...first.rows.keys(), ...second.rows.keys()])];
  const rows = names.map((what) => ({
    label: what.charAt(0).toUpperCase() + what.slice(1),
    first: String(first.rows.get(what) ?? 0),
    second: String(second.rows.get(what) ?? 0),
  }));
  const balance = (owed: number | undefined) => (owed === undefined ? "Unknown" : formatCents(owed));
  const total = (one: typeof first) => [...one.rows.values()].reduce((sum, count) => sum + count, 0);
  return {
    rows: [...rows, { label: "Balance", first: balance(first.balance), second: balance(second.balance) }],
    pending: answers.some(({ isPending }) => isPending),
    failed: answers.some(({ isError }) => isError),
    /** The record with the most in it is the one that people know. */
    fuller: total(second) > total(first) ? secondId : firstId,
  };
}
