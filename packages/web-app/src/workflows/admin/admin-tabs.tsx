import { Link, useLocation } from "@tanstack/react-router";
import type { Permission } from "@practicum/contracts/permission";
import { useSession } from "../../session/session-context.ts";
import "./admin.css";

const tabs: readonly { readonly to: string; readonly label: string; readonly permission: Permission }[] = [
  { to: "/admin/start", label: "Getting started", permission: "staff.manage" },
  { to: "/admin/users", label: "People", permission: "staff.manage" },
  { to: "/admin/roles", label: "Roles", permission: "staff.manage" },
  { to: "/admin/practice", label: "Practice", permission: "staff.manage" },
  { to: "/admin/locations", label: "Sites", permission: "staff.manage" },
  { to: "/admin/hours", label: "Hours", permission: "schedule.manage" },
  { to: "/admin/resources", label: "Visit types and resources", permission: "schedule.manage" },
  { to: "/admin/closures", label: "Closures", permission: "schedule.manage" },
  { to: "/admin/audit", label: "Audit trail", permission: "audit.read" },
  { to: "/admin/operations", label: "Operations", permission: "operations.read" },
];

/** The parts of the administration. */
export function AdminTabs() {
  const session = useSession();
  const { pathname } = useLocation();
  return (
    <nav className="a-tabs p-no-print" aria-label="Administration">
      {tabs
        .filter((tab) => session.can(tab.permission))
        .map((tab) => (
          <Link key={tab.to} to={tab.to} className="a-tab" aria-current={pathname === tab.to ? "page" : undefined}>
            {tab.label}
          </Link>
        ))}
    </nav>
  );
}
