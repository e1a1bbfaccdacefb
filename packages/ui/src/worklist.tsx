import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from "react";
import { focusIsFree } from "./landing.ts";
import { lettersEnabled } from "./letter-keys.ts";

export interface WorklistColumn<T> {
  readonly id: string;
  readonly header: ReactNode;
  /** CSS grid track: "120px", "1fr", "minmax(160px, 2fr)". */
  readonly width: string;
  readonly align?: "left" | "right";
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
  readonly maxHeight?: number | string;
}

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
  const template = columns.map((column) => column.width).join(" ");

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
  return (
    <div
      ref={frame}
      className="p-list"
      role="grid"
      aria-label={label}
      aria-rowcount={items.length + 1}
      data-compact={compact}
      style={{ maxHeight }}
    >
      <div className="p-list-row p-list-head" role="row" style={{ gridTemplateColumns: template }}>
        {columns.map((column) => (
          <span key={column.id} role="columnheader" style={{ textAlign: column.align }}>
            {column.header}
          </span>
        ))}
      </div>
      {items.map((item, index) => {
        const key = keyOf(item);
        return (
          <div
            key={key}
            className="p-list-row"
            role="row"
            aria-rowindex={index + 2}
            aria-selected={selected ? selected.has(key) : undefined}
            data-active={index === position}
            data-key={key}
            tabIndex={index === position ? 0 : -1}
            style={{ gridTemplateColumns: template }}
            onFocus={() => setActive(key)}
            onClick={(event) => {
              if (!isInteractive(event.target)) props.onOpen?.(item);
            }}
            onKeyDown={(event) => onKeyDown(event, item)}
          >
            {columns.map((column) => (
              <span key={column.id} role="gridcell" style={{ textAlign: column.align }}>
                {column.cell(item)}
              </span>
            ))}
          </div>
        );
      })}
    </div>
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
