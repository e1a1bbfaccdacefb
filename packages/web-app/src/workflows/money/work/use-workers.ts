import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "../../../api/trpc.ts";

export interface Worker {
  readonly id: string;
  readonly name: string;
}

const mayWork: readonly string[] = ["biller", "practice-manager"];

/** Who may have a claim or a denial: those who bill; and who has one now, whatever became of the person. */
export function useWorkers(current: Worker | null = null): readonly Worker[] {
  const trpc = useTRPC();
  const staff = useQuery({ ...trpc.identity.listStaff.queryOptions({}), staleTime: 10 * 60_000 });
  const people = (staff.data ?? [])
    .filter((one) => one.active && one.roles.some((role) => mayWork.includes(role)))
    .map((one) => ({ id: one.staffId, name: `${one.family}, ${one.given}` }))
    .toSorted((a, b) => a.name.localeCompare(b.name));
  return current === null || people.some((one) => one.id === current.id) ? people : [current, ...people];
}
