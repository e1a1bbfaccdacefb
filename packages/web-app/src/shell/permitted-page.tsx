import { useLocation } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { workflows } from "../app/workflows.ts";
import { useSession } from "../session/session-context.ts";
import { NotFoundPage } from "./page-errors.tsx";

/** The page, for those who may open it: an address that was typed or kept shows nobody buttons that only refuse. */
export function PermittedPage({ children }: { readonly children: ReactNode }) {
  const { pathname } = useLocation();
  const { can } = useSession();
  // Of two the longer: what lies below a page may be open to others.
  const [page] = workflows
    .flatMap(({ guarded = [] }) => guarded)
    .filter(({ to }) => pathname === to || pathname.startsWith(`${to}/`))
    .toSorted((a, b) => b.to.length - a.to.length);
  return page === undefined || can(page.permission) ? children : <NotFoundPage />;
}
