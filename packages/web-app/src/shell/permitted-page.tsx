import type { Permission } from "@practicum/contracts/permission";
import { useLocation } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { workflows } from "../app/workflows.ts";
import { useSession } from "../session/session-context.ts";
import { NotFoundPage } from "./page-errors.tsx";

/** The page, for those who may open it: an address that was typed or kept shows nobody buttons that only refuse. */
export function PermittedPage({ children }: { readonly children: ReactNode }) {
  const { pathname } = useLocation();
  const { can } = useSession();
  const page = permittedAt(pathname);
  return page === undefined || can(page.permission) ? children : <NotFoundPage />;
}

/** Which permission an address needs: that of its entry in the rail, of its tab in a record, or of the page that guards what lies below it. */
function permittedAt(pathname: string): { readonly permission: Permission } | undefined {
  const [, root, , tab] = pathname.split("/");
  if (root === "p" && tab !== undefined)
    return workflows.flatMap(({ patientTabs }) => patientTabs).find(({ path }) => path === tab);
  // Of two the longer: what lies below a page may be open to others.
  const [guarded] = workflows
    .flatMap(({ guarded = [] }) => guarded)
    .filter(({ to }) => pathname === to || pathname.startsWith(`${to}/`))
    .toSorted((a, b) => b.to.length - a.to.length);
  return guarded ?? workflows.flatMap(({ nav }) => nav).find(({ to }) => to === pathname);
}
