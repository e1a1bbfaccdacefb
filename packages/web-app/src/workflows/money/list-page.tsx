import { Button } from "@mantine/core";
import { ErrorState, LoadingState } from "@practicum/ui/states.tsx";
import { Worklist, type WorklistColumn } from "@practicum/ui/worklist.tsx";
import { Link } from "@tanstack/react-router";
import type { ComponentProps, ReactNode } from "react";
import { errorText } from "../../api/domain-error.ts";
import { FindBox, type useListText } from "../../lists/find-box.tsx";
import { Page } from "../../shell/page.tsx";
import { MoneyTabs } from "./money-tabs.tsx";
import "../../states/state-chip.css";

interface PageProps<S extends string> {
  readonly title: string;
  readonly actions?: ReactNode;
  /** The lists that the page has, and the one that it shows. */
  readonly shows: readonly { readonly id: S; readonly label: string }[];
  readonly show: S;
  /** Where they are: "/money/denials"; what else the address says stays. */
  readonly to: string;
  readonly search?: object;
  /** Beside the choice of list. */
  readonly beside?: ReactNode;
  /** "a denial", and one and many of it. */
  readonly a: string;
  readonly words: readonly [one: string, many: string];
  /** What it is found by. */
  readonly by: string;
  readonly find: ReturnType<typeof useListText>;
  /** How many there are in all. */
  readonly all: ComponentProps<typeof FindBox>["all"];
  readonly query: {
    readonly error: { readonly message: string } | null;
    readonly isPending: boolean;
    readonly refetch: () => void;
  };
  readonly children: ReactNode;
}

/** A page of money's lists: which list, a search, what the search found. */
export function MoneyListPage<S extends string>(props: PageProps<S>) {
  const { title, shows, show, to, words, find, query } = props;
  return (
    <Page title={title} actions={props.actions}>
      <MoneyTabs />
      <nav className="m-row" aria-label="Show" style={{ marginBottom: 10 }}>
        {shows.map((one) => (
          <Link
            key={one.id}
            to={to}
            search={{ ...props.search, show: one.id }}
            className="m-chip"
            data-tone={one.id === show ? "info" : "plain"}
            aria-current={one.id === show ? "true" : undefined}
            style={{ textDecoration: "none", lineHeight: "24px" }}
          >
            {one.label}
          </Link>
        ))}
        {props.beside}
      </nav>
      <FindBox label={`Find ${props.a}`} by={props.by} find={find} rows={words} all={props.all} />
      {query.error && <ErrorState what={`The ${words[1]}`} message={errorText(query.error)} onRetry={query.refetch} />}
      {query.isPending && <LoadingState />}
      {props.children}
    </Page>
  );
}

interface SplitProps<T> {
  readonly label: string;
  readonly rows: readonly T[];
  /** Rows that came meanwhile: shown when somebody asks for them. */
  readonly waiting: number;
  readonly accept: () => void;
  readonly columns: readonly WorklistColumn<T>[];
  readonly keyOf: (item: T) => string;
  readonly chosen: string | undefined;
  readonly onOpen: (item: T) => void;
  readonly more: { readonly loading: boolean; readonly load: () => void } | undefined;
  /** What X has chosen to be worked together, and further keys of a row. */
  readonly picked?: ReadonlySet<string>;
  readonly onToggle?: (row: T) => void;
  readonly keys?: { readonly [letter: string]: (row: T) => void };
  /** What is chosen, beside the list. */
  readonly detail: ReactNode;
}

/** The rows of a list, steady under the pointer, and beside them the one that is worked. */
export function SplitList<T>(props: SplitProps<T>) {
  const { label, rows, waiting, accept, chosen } = props;
  if (rows.length === 0 && chosen === undefined) return null;
  return (
    <div className="m-split">
      <div className="m-stack">
        {waiting > 0 && (
          <Button size="compact-sm" variant="default" onClick={accept} style={{ alignSelf: "flex-start" }}>
            {waiting} new
          </Button>
        )}
        {rows.length > 0 && (
          <Worklist
            label={label}
            landing
            items={rows}
            columns={props.columns}
            keyOf={props.keyOf}
            opened={chosen}
            selected={props.picked?.size ? props.picked : new Set(chosen === undefined ? [] : [chosen])}
            {...(props.onToggle ? { onToggle: props.onToggle } : {})}
            {...(props.keys ? { keys: props.keys } : {})}
            onOpen={props.onOpen}
            more={props.more}
            maxHeight="70vh"
          />
        )}
      </div>
      {props.detail}
    </div>
  );
}
