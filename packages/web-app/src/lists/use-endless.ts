import { keepPreviousData, useInfiniteQuery, type InfiniteData } from "@tanstack/react-query";
import { useMemo } from "react";

/** A page of a list: `next` is where the next one goes on, null at the end. */
interface ListPage {
  readonly next: string | null;
}

export interface Endless<Page extends ListPage, Item> {
  /** All rows that were loaded; undefined while the first page is on its way. */
  readonly items: readonly Item[] | undefined;
  readonly pages: number;
  /** Whether the rows are still those of what was asked before: they make no list of what is asked now. */
  readonly stale: boolean;
  /** What the first page says of the whole. */
  readonly first: Page | undefined;
  readonly isPending: boolean;
  readonly error: Error | null;
  readonly refetch: () => void;
  /** For the `Worklist`: more rows come when its end is seen. Undefined at the list's end. */
  readonly more: { readonly loading: boolean; readonly load: () => void } | undefined;
}

/**
 * A list that goes on as it is read: page after page, as one list.
 *
 * @param queryKey tRPC's key of the first page, so that events make the list stale like any other answer.
 */
export function useEndless<Page extends ListPage, Item>(options: {
  readonly queryKey: readonly unknown[];
  readonly page: (before: string | null, signal: AbortSignal) => Promise<Page>;
  readonly itemsOf: (page: Page) => readonly Item[];
  /** With it a row that moved from one page to another while they were read stands there once, as it came last. */
  readonly keyOf?: (item: Item) => string;
}): Endless<Page, Item> {
  const { queryKey, page, itemsOf, keyOf } = options;
  const query = useInfiniteQuery<Page, Error, InfiniteData<Page, string | null>, readonly unknown[], string | null>({
    queryKey: [...queryKey, "pages"],
    queryFn: ({ pageParam, signal }) => page(pageParam, signal),
    initialPageParam: null,
    getNextPageParam: (last) => last.next,
    placeholderData: keepPreviousData,
  });
  const pages = query.data?.pages;
  // `itemsOf` only picks the list out of a page, `keyOf` the key out of a row.
  const itemsOfAll = (all: typeof pages) => all && once(all.flatMap(itemsOf), keyOf);
  // oxlint-disable-next-line react-hooks/exhaustive-deps
  const items = useMemo(() => itemsOfAll(pages), [pages]);
  return {
    items,
    pages: pages?.length ?? 0,
    stale: query.isPlaceholderData,
    first: pages?.[0],
    isPending: query.isPending,
    error: query.isError ? query.error : null,
    refetch: () => void query.refetch(),
    more: query.hasNextPage ? { loading: query.isFetchingNextPage, load: () => void query.fetchNextPage() } : undefined,
  };
}

function once<Item>(items: readonly Item[], keyOf: ((item: Item) => string) | undefined): readonly Item[] {
  return keyOf === undefined ? items : [...new Map(items.map((item) => [keyOf(item), item])).values()];
}
