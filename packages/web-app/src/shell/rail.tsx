import { Tooltip } from "@mantine/core";
import { IconHome } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { NavEntry } from "../app/workflow.ts";
import { workflows } from "../app/workflows.ts";
import { useSession } from "../session/session-context.ts";
import { homeOf } from "./home-page.tsx";

/** One is home where no workflow of the person's is. */
type Entry = Pick<NavEntry, "label" | "syllables" | "icon" | "to" | "badge">;

/** The way around, 56 px: what the person's permissions open. */
export function Rail() {
  const session = useSession();
  const { can, roles } = session;
  const entries = workflows
    .flatMap((workflow) => workflow.nav)
    .filter((entry) => can(entry.permission))
    .toSorted((a, b) => a.order - b.order);
  const home = homeOf(roles);
  const all: readonly Entry[] = entries.some((entry) => entry.to === home)
    ? entries
    : [{ label: "Home", icon: IconHome, to: home }, ...entries];
  return (
    <nav className="w-rail p-no-print" aria-label="Main">
      {all.map((entry) => {
        const badge = entry.badge?.(session);
        const waits = badge !== undefined && badge.count > 0;
        return (
          <Tooltip key={entry.to} label={waits ? `${entry.label}: ${badge.words}` : entry.label} position="right">
            <Link to={entry.to} className="w-rail-link" activeProps={{ "aria-current": "page" }}>
              <entry.icon size={22} aria-hidden />
              <Word entry={entry} />
              {waits && (
                <b className="w-badge">
                  {badge.count}
                  <span className="p-visually-hidden"> {badge.words.replace(/^\d+ /, "")}</span>
                </b>
              )}
            </Link>
          </Tooltip>
        );
      })}
    </nav>
  );
}

/** The name of an entry; one that is wider than the rail is divided where its syllables are, and read out whole. */
function Word({ entry: { label, syllables } }: { readonly entry: Entry }) {
  if (syllables === undefined) return <span>{label}</span>;
  return (
    <>
      <span aria-hidden>{syllables.join("\u00AD")}</span>
      <span className="p-visually-hidden">{label}</span>
    </>
  );
}
