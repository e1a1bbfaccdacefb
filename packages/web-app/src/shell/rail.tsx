import { Tooltip } from "@mantine/core";
import { IconHome } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { workflows } from "../app/workflows.ts";
import { useSession } from "../session/session-context.ts";
import { homeOf } from "./home-page.tsx";

/** The way around, 56 px: what the person's permissions open. */
export function Rail() {
  const { can, staff } = useSession();
  const entries = workflows
    .flatMap((workflow) => workflow.nav)
    .filter((entry) => can(entry.permission))
    .toSorted((a, b) => a.order - b.order);
  const home = homeOf(staff.roles);
  const all = entries.some((entry) => entry.to === home)
    ? entries
    : [{ label: "Home", icon: IconHome, to: home }, ...entries];
  return (
    <nav className="w-rail p-no-print" aria-label="Main">
      {all.map((entry) => (
        <Tooltip key={entry.to} label={entry.label} position="right">
          <Link to={entry.to} className="w-rail-link" activeProps={{ "aria-current": "page" }}>
            <entry.icon size={22} aria-hidden />
            <span>{entry.label}</span>
          </Link>
        </Tooltip>
      ))}
    </nav>
  );
}
