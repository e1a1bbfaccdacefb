import type { ReactNode } from "react";
import { errorText } from "../api/domain-error.ts";

export interface SearchChoice<T> {
  readonly key: string;
  readonly item: T;
  readonly shown: ReactNode;
}

/** What a search found: a hook over a query, so that each search keeps its own types. */
export interface SearchAnswer<T> {
  readonly choices: readonly SearchChoice<T>[];
  readonly searching: boolean;
  /** In words; null when it went well. */
  readonly problem: string | null;
}

interface Found<T> {
  readonly data: readonly T[] | undefined;
  /** Nothing has been answered yet, also while the network is away: that is not "nothing found". */
  readonly isPending: boolean;
  /** What is shown answers another question than the one that is asked. */
  readonly isPlaceholderData: boolean;
  readonly isError: boolean;
  readonly error: unknown;
}

/** What a query found for what is typed; a field that is empty again searches for nothing, whatever the query still holds. */
export function answer<T>(
  found: Found<T>,
  text: string,
  keyOf: (item: T) => string,
  show: (item: T) => ReactNode,
): SearchAnswer<T> {
  const items = text === "" ? [] : (found.data ?? []);
  return {
    choices: items.map((item) => ({ key: keyOf(item), item, shown: show(item) })),
    searching: text !== "" && (found.isPending || found.isPlaceholderData),
    problem: text !== "" && found.isError ? errorText(found.error) : null,
  };
}
