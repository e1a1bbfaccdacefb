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
}): Endless<Page, Item> {
  const { queryKey, page, itemsOf } = options;
  const query = useInfiniteQuery<Page, Error, InfiniteData<Page, string | null>, readonly unknown[], string | null>({
    queryKey: [...queryKey, "pages"],
    queryFn: ({ pageParam, signal }) => page(pageParam, signal),
    initialPageParam: null,
    getNextPageParam: (last) => last.next,
    placeholderData: keepPreviousData,
  });
  const pages = query.data?.pages;
  // `itemsOf` only picks the list out of a page.
  // oxlint-disable-next-line react-hooks/exhaustive-deps
  const items = useMemo(() => pages?.flatMap((one) => [...itemsOf(one)]), [pages]);
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
