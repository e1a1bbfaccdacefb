import type { Role } from "@practicum/contracts/permission";
import { LoadingState } from "@practicum/ui/states.tsx";
import { useQuery } from "@tanstack/react-query";
import { Navigate } from "@tanstack/react-router";
import { useTRPC } from "../api/trpc.ts";
import { workflows } from "../app/workflows.ts";
import { useSession } from "../session/session-context.ts";

/** Where a person's day begins: the first home among the roles, in the order of {@link Role}'s work in the day. */
export function homeOf(roles: readonly Role[]): string {
  for (const role of roles) {
    for (const workflow of workflows) {
      const home = workflow.homes[role];
      if (home) return home;
    }
  }
  return "/desk";
}

export function HomePage() {
  const { roles, can, mode, demonstration } = useSession();
  const trpc = useTRPC();
  // A practice that can book nothing yet is being set up: its manager goes on with that.
  const mayBeNew = mode === "clinic" && !demonstration && can("staff.manage");
  const types = useQuery({ ...trpc.scheduling.listVisitTypes.queryOptions({}), enabled: mayBeNew });
  if (mayBeNew && types.isPending) return <LoadingState />;
  return <Navigate to={mayBeNew && types.data?.length === 0 ? "/admin/start" : homeOf(roles)} replace />;
}
