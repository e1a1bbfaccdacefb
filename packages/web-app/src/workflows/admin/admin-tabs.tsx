import { TextInput } from "@mantine/core";
import { matchChoices } from "@practicum/ui/choice-match.ts";
import { IconSearch } from "@tabler/icons-react";
import { Link, useLocation, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useSession } from "../../session/session-context.ts";
import { TabRow } from "../../shell/tab-row.tsx";
import { adminGroups, isOf } from "./admin-pages.ts";
import "./admin.css";

/** So many stand in one row, whoever may open no more; more are grouped. */
const ONE_ROW = 8;

/** The pages of the administration: what they are about, then those about it; or what is typed of their names. */
export function AdminTabs() {
  const { can } = useSession();
  const { pathname } = useLocation();
  const navigate = useNavigate();
  const [text, setText] = useState("");
  const groups = adminGroups
    .map(({ name, pages }) => ({ name, pages: pages.filter((page) => can(page.permission)) }))
    .filter(({ pages }) => pages.length > 0);
  const all = groups.flatMap(({ name, pages }) => pages.map((page) => ({ ...page, name })));
  if (all.length <= ONE_ROW) return <TabRow label="Administration" tabs={all} />;
  const current = groups.find(({ pages }) => pages.some((page) => isOf(page, pathname))) ?? groups[0];
  const choices = all.map(({ to, label, words = [], name }) => ({ value: to, label, words: [...words, name] }));
  const found = matchChoices(choices, text).shown.map(({ value }) => value);
  const isFiltered = text.trim() !== "";
  const tabs = isFiltered ? all.filter(({ to }) => found.includes(to)) : (current?.pages ?? []);
  return (
    <>
      <div className="a-groups p-no-print">
        <nav aria-label="Administration">
          {groups.map(({ name, pages: [first] }) => (
            <Link
              key={name}
              to={first?.to ?? "/admin"}
              className="a-group"
              data-current={name === current?.name && !isFiltered}
              aria-current={name === current?.name && !isFiltered ? "true" : undefined}
            >
              {name}
            </Link>
          ))}
        </nav>
        <TextInput
          size="xs"
          aria-label="Find a page of the administration"
          placeholder="Find: hours, forms, import"
          leftSection={<IconSearch size={14} aria-hidden />}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={(event) => {
            const [first] = tabs;
            if (event.key === "Escape") setText("");
            if (event.key !== "Enter" || event.nativeEvent.isComposing || !isFiltered || !first) return;
            event.preventDefault();
            setText("");
            void navigate({ to: first.to });
          }}
        />
      </div>
      {tabs.length > 0 ? (
        <TabRow key={isFiltered ? "found" : current?.name} label={isFiltered ? "Found" : "Pages"} tabs={tabs} />
      ) : (
        <p className="a-dim" role="status">
          No page of the administration begins with “{text.trim()}”.
        </p>
      )}
    </>
  );
}
