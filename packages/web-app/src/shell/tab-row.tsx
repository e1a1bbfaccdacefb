import { Menu } from "@mantine/core";
import type { Permission } from "@practicum/contracts/permission";
import { IconChevronDown } from "@tabler/icons-react";
import { Link, useLocation } from "@tanstack/react-router";
import { useLayoutEffect, useRef, useState } from "react";
import { useSession } from "../session/session-context.ts";
import { fitting } from "./tab-fit.ts";
import "./tab-row.css";

export interface Tab {
  readonly to: string;
  readonly label: string;
  readonly permission: Permission;
  /** How many wait there. */
  readonly count?: number;
}

/** Parts of the app, one beside the other in one row; those that have no room are under "More". */
export function TabRow({ label, tabs }: { readonly label: string; readonly tabs: readonly Tab[] }) {
  const session = useSession();
  const { pathname } = useLocation();
  const may = tabs.filter((tab) => session.can(tab.permission));
  // The longest address that begins the page's own: "/money" begins all of them.
  const current = may
    .filter((tab) => pathname === tab.to || pathname.startsWith(`${tab.to}/`))
    .toSorted((a, b) => b.to.length - a.to.length)[0];
  const frame = useRef<HTMLElement>(null);
  const ruler = useRef<HTMLDivElement>(null);
  const [shown, setShown] = useState(may.length);
  const at = current ? may.indexOf(current) : -1;
  const names = may.map(nameOf).join();
  useLayoutEffect(() => {
    const { current: row } = frame;
    if (!row) return;
    const measure = () => {
      const widths = [...(ruler.current?.children ?? [])].map((one) => one.getBoundingClientRect().width);
      setShown(fitting(widths, row.clientWidth));
    };
    measure();
    const watch = new ResizeObserver(measure);
    watch.observe(row);
    return () => watch.disconnect();
  }, [names]);
  // The page that is open always stands in the row, in the last place if it has none of its own.
  // limit: the others are under "More".
  const inRow = at >= shown ? [...may.slice(0, Math.max(0, shown - 1)), ...may.slice(at, at + 1)] : may.slice(0, shown);
  const rest = may.filter((tab) => !inRow.includes(tab));
  return (
    <nav ref={frame} className="w-tab-row p-no-print" aria-label={label}>
      <div ref={ruler} className="w-tab-ruler" aria-hidden>
        {may.map((tab) => (
          <span key={tab.to} className="w-tab">
            {nameOf(tab)}
          </span>
        ))}
      </div>
      {inRow.map((tab) => (
        <Link key={tab.to} to={tab.to} className="w-tab" activeOptions={{ exact: tab !== current }}>
          {nameOf(tab)}
        </Link>
      ))}
      {rest.length > 0 && (
        <Menu position="bottom-end">
          <Menu.Target>
            <button type="button" className="w-tab w-tab-more" data-guide="more-tabs">
              More <IconChevronDown size={14} aria-hidden />
            </button>
          </Menu.Target>
          <Menu.Dropdown>
            {rest.map((tab) => (
              <Menu.Item key={tab.to} component={Link} to={tab.to}>
                {nameOf(tab)}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
    </nav>
  );
}

/** "Missing charges 4" */
function nameOf({ label, count }: Tab): string {
  return count === undefined ? label : `${label} ${count}`;
}
