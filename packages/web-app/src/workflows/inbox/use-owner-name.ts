import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "../../api/trpc.ts";

/** A person's name by id; null while it is not known, or for nobody. */
export function useOwnerName(): (staffId: string | null) => string | null {
  const trpc = useTRPC();
  const staff = useQuery({ ...trpc.identity.listStaff.queryOptions({}), staleTime: 10 * 60_000 });
  return (staffId) => {
    const person = staff.data?.find((each) => each.staffId === staffId);
    return person ? `${person.given} ${person.family}${person.credential ? `, ${person.credential}` : ""}` : null;
  };
}
