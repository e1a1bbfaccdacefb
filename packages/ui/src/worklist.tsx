import { defaultRangeExtractor, useVirtualizer } from "@tanstack/react-virtual";
import {
  useEffect,
  useRef,
  useState,
  type CSSProperties,
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
} from "react";
import { flushSync } from "react-dom";
import { focusIsFree } from "./landing.ts";
import { lettersEnabled } from "./letter-keys.ts";

export interface WorklistColumn<T> {
  readonly id: string;
  readonly header: ReactNode;
  /** CSS grid track: "120px", "1fr", "minmax(160px, 2fr)". */
  readonly width: string;
  readonly align?: "left" | "right";
  /** Where there is little room, on paper too, it stands with its heading below the others of its row. */
  readonly below?: boolean;
  readonly cell: (item: T) => ReactNode;
}

interface Props<T> {
  readonly label: string;
  readonly items: readonly T[];
  readonly columns: readonly WorklistColumn<T>[];
  readonly keyOf: (item: T) => string;
  /** Enter or click. */
  readonly onOpen?: (item: T) => void;
  /** Space. */
  readonly onPeek?: (item: T) => void;
  /** X; with `selected`. */
  readonly onToggle?: (item: T) => void;
  readonly selected?: ReadonlySet<string>;
  /** The item that the page's address opens: the keys start at its row. */
  readonly opened?: string | undefined;
  /** Further single-letter keys, lower case: `{ y: approve }`. */
  readonly keys?: { readonly [letter: string]: (item: T) => void };
  readonly compact?: boolean;
  /** The page's main list: the row of `opened`, or else the first one, takes the focus when nothing else has it. */
  readonly landing?: boolean;
  /** With it the list scrolls by itself, and of a long one only the rows in sight are drawn. */
  readonly maxHeight?: number | string;
  /** More rows that can be had: asked for when the end of the list comes into sight. */
  readonly more?: { readonly loading: boolean; readonly load: () => void } | undefined;
}

/** Beyond this many rows a list that scrolls by itself draws only those in sight. */
const DRAWN_MAX = 100;
const ROW_PX = 44;

/**
 * A list worked by hand or by keys: J/K or arrows move, Enter opens, Space peeks, X selects. One tab stop; letters act only
 * while a row has the focus, and can be turned off.
 */
export function Worklist<T>(props: Props<T>) {
  const { label, items, columns, keyOf, compact = false, landing = false, selected, opened, maxHeight } = props;
  const [active, setActive] = useState<string | null>(opened ?? null);
  const frame = useRef<HTMLDivElement>(null);
  const wantsFocus = useRef(false);
  const position = Math.max(
    0,
    items.findIndex((item) => keyOf(item) === active),
  );
  const template = tracksOf(columns);
  const isPrinted = useIsPrinted();
  const windowed = maxHeight !== undefined && items.length > DRAWN_MAX && !isPrinted;
  // It is not memoized, and nothing that gets its values is: they are used in this render alone.
  // oxlint-disable-next-line react-hooks/incompatible-library
  const virtual = useVirtualizer({
    count: windowed ? items.length : 0,
    getScrollElement: () => frame.current,
    estimateSize: () => ROW_PX,
    overscan: 10,
    // The row of the keys is always there, wherever the list was scrolled to: the focus is never lost.
    rangeExtractor: (range) => [...new Set([...defaultRangeExtractor(range), position])].toSorted((a, b) => a - b),
  });

  useEffect(() => {
    if (!wantsFocus.current) return;
    wantsFocus.current = false;
    frame.current?.querySelector<HTMLElement>('[data-active="true"]')?.focus();
  }, [active]);

  const filled = items.length > 0;
  useEffect(() => {
    if (landing && filled && focusIsFree()) frame.current?.querySelector<HTMLElement>('[data-active="true"]')?.focus();
  }, [landing, filled]);

  const moveTo = (index: number) => {
    const item = items[Math.min(items.length - 1, Math.max(0, index))];
    if (!item) return;
    wantsFocus.current = true;
    setActive(keyOf(item));
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>, item: T) => {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return;
    const action = rowAction(event.key, item, props, (by) => moveTo(position + by), moveTo);
    if (!action) return;
    event.preventDefault();
    action();
  };
  const row = (index: number, place: CSSProperties) => {
    const item = items[index];
    if (item === undefined) return null;
    const key = keyOf(item);
    return (
      <div
        key={key}
        ref={windowed ? virtual.measureElement : undefined}
        data-index={index}
        className="p-list-row"
        role="row"
        aria-rowindex={index + 2}
        aria-selected={selected ? selected.has(key) : undefined}
        data-active={index === position}
        data-key={key}
        tabIndex={index === position ? 0 : -1}
        style={{ ...template, ...place }}
        onFocus={() => setActive(key)}
        onClick={(event) => {
          if (!isInteractive(event.target)) props.onOpen?.(item);
        }}
        onKeyDown={(event) => onKeyDown(event, item)}
      >
        {columns.map((column) => (
          <Cell key={column.id} column={column} item={item} />
        ))}
      </div>
    );
  };
  return (
    <div ref={frame} className="p-list" data-compact={compact} style={{ maxHeight }}>
      <div role="grid" aria-label={label} aria-rowcount={props.more ? -1 : items.length + 1}>
        <div className="p-list-row p-list-head" role="row" style={template}>
          {columns.map((column) => (
            <span key={column.id} role="columnheader" data-below={column.below} style={{ textAlign: column.align }}>
              {column.header}
            </span>
          ))}
        </div>
        {windowed ? (
          <div role="rowgroup" style={{ position: "relative", height: virtual.getTotalSize() }}>
            {virtual
              .getVirtualItems()
              .map(({ index, start }) =>
                row(index, { position: "absolute", insetInline: 0, transform: `translateY(${start}px)` }),
              )}
          </div>
        ) : (
          <div role="rowgroup">{items.map((_, index) => row(index, {}))}</div>
        )}
      </div>
      {props.more && <p className="p-print-more">There are more rows: they are not on this paper.</p>}
      {props.more && <EndOfList key={items.length} more={props.more} within={maxHeight === undefined ? null : frame} />}
    </div>
  );
}

function Cell<T>({ column, item }: { readonly column: WorklistColumn<T>; readonly item: T }) {
  const content = column.cell(item);
  const isNothing = content === "" || content === "—" || content === null || content === undefined;
  return (
    <span
      role="gridcell"
      data-below={column.below && (isNothing ? "nothing" : "some")}
      style={{ textAlign: column.align }}
    >
      {column.below && <span className="p-list-label">{column.header}</span>}
      {content}
    </span>
  );
}

/** The tracks of a row, and of one with little room: what stands below takes none. */
function tracksOf<T>(columns: readonly WorklistColumn<T>[]): CSSProperties {
  const of = (some: readonly WorklistColumn<T>[]) => some.map((column) => column.width).join(" ");
  const tracks: { readonly [name: `--${string}`]: string } = {
    "--p-tracks": of(columns),
    "--p-tracks-narrow": of(columns.filter((column) => !column.below)),
  };
  return tracks;
}

/** Whether the page is being printed: then every row is drawn, not only those in sight. */
function useIsPrinted(): boolean {
  const [printed, setPrinted] = useState(false);
  useEffect(() => {
    // The printer takes what is there when the event is over.
    const begin = () => flushSync(() => setPrinted(true));
    const end = () => setPrinted(false);
    addEventListener("beforeprint", begin);
    addEventListener("afterprint", end);
    return () => {
      removeEventListener("beforeprint", begin);
      removeEventListener("afterprint", end);
    };
  }, []);
  return printed;
}

/** Asks for more when it comes into sight; a button too, for those who go by keys or a reader. */
function EndOfList({
  more,
  within,
}: {
  readonly more: NonNullable<Props<unknown>["more"]>;
  /** What scrolls; null is the page. */
  readonly within: RefObject<HTMLElement | null> | null;
}) {
  const end = useRef<HTMLButtonElement>(null);
  const load = useRef(more.load);
  load.current = more.load;
  useEffect(() => {
    if (!end.current) return;
    // A busy page tells several changes at once: out of sight, then in sight. Nothing comes after those.
    const seen = new IntersectionObserver(
      (changes) => changes.some(({ isIntersecting }) => isIntersecting) && load.current(),
      { root: within?.current ?? null, rootMargin: "400px 0px" },
    );
    seen.observe(end.current);
    return () => seen.disconnect();
  }, [within]);
  return (
    <button ref={end} type="button" className="p-list-more" disabled={more.loading} onClick={more.load}>
      {more.loading ? "More are coming…" : "Show more"}
    </button>
  );
}

function isInteractive(target: EventTarget): boolean {
  return target instanceof Element && target.closest("button, a, input, select, textarea, [role=button]") !== null;
}

function rowAction<T>(
  key: string,
  item: T,
  props: Props<T>,
  step: (by: number) => void,
  moveTo: (index: number) => void,
): (() => void) | null {
  switch (key) {
    case "ArrowDown":
      return () => step(1);
    case "ArrowUp":
      return () => step(-1);
    case "Home":
      return () => moveTo(0);
    case "End":
      return () => moveTo(props.items.length - 1);
    case "Enter":
      return () => props.onOpen?.(item);
    case " ":
      return () => (props.onPeek ?? props.onOpen)?.(item);
  }
  if (!lettersEnabled()) return null;
  const letter = key.toLowerCase();
  if (letter === "j") return () => step(1);
  if (letter === "k") return () => step(-1);
  if (letter === "x" && props.onToggle) return () => props.onToggle?.(item);
  const own = props.keys?.[letter];
  return own ? () => own(item) : null;
}
