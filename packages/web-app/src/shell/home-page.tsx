import type { Role } from "@practicum/contracts/permission";
import { Navigate } from "@tanstack/react-router";
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
  const { staff } = useSession();
  return <Navigate to={homeOf(staff.roles)} replace />;
}
