import { useEffect, useRef, useState, type KeyboardEvent, type PointerEvent, type RefObject } from "react";
import { focusIsFree } from "../landing.ts";
import { lettersEnabled } from "../letter-keys.ts";
import {
  arrowStep,
  cardsAt,
  clampPlace,
  columnAt,
  minuteOf,
  slotCount,
  slotOf,
  stepFrom,
  type ColumnSpan,
  type DayCard,
  type DayColumn,
  type Frame,
  type Place,
} from "./model.ts";

export interface DayGridActions {
  readonly onOpen: (card: DayCard) => void;
  readonly onBook: (at: { readonly columnId: string; readonly start: number }) => void;
  readonly onMove: (card: DayCard, to: { readonly columnId: string; readonly start: number }) => void;
  readonly onCheckIn: (card: DayCard) => void;
  /** A free time, to be offered to who waits. */
  readonly onOffer?: (at: { readonly columnId: string; readonly start: number }) => void;
  /** A card to begin moving, asked for from outside (a "Move" button, or one pinned from another day); {@link onMoveEnd} ends it. */
  readonly moveRequest: DayCard | null;
  readonly onMoveEnd: () => void;
}

export interface Cursor {
  readonly place: Place;
  readonly cardId: string | null;
}

/** A card on its way: by keys or the pointer after M, or by a drag. */
export interface Moving {
  readonly card: DayCard;
  readonly place: Place;
  readonly by: "keys" | "drag";
}

interface Press {
  readonly card: DayCard | null;
  readonly x: number;
  readonly y: number;
  /** Minutes between the card's start and the pointer, so that a card is not pulled by its top edge. */
  readonly grip: number;
}

const dragThreshold = 5;
const peekAfterMs = 350;
/** Long enough to bring the pointer over to what is shown. */
const peekAwayMs = 200;
export const timesWidth = 74;
/** Two lines of a card. */
export const slotHeight = 38;

/** The state and the handlers of the grid; what is drawn is in day-grid.tsx. */
export function useDayGrid(
  columns: readonly DayColumn[],
  cards: readonly DayCard[],
  spans: readonly ColumnSpan[],
  frame: Frame,
  now: number | null,
  actions: DayGridActions,
) {
  const [kept, setCursor] = useState<Cursor>(() => ({
    place: { column: 0, slot: now === null ? 0 : slotOf(frame, now) },
    cardId: null,
  }));
  const [moving, setMoving] = useState<Moving | null>(null);
  const { peeked, hover, peekAt } = usePeek();
  const press = useRef<Press | null>(null);
  const root = useRef<HTMLDivElement>(null);
  const body = useRef<HTMLDivElement>(null);
  const slots = slotCount(frame);
  const cursor = settle(kept);

  const placeOf = (card: DayCard): Place =>
    clampPlace(
      { column: columns.findIndex((c) => c.id === card.columnId), slot: slotOf(frame, card.start) },
      columns.length,
      slots,
    );
  const endMove = () => {
    setMoving(null);
    actions.onMoveEnd();
  };
  const beginMove = (card: DayCard) => {
    if (!card.movable) return;
    setMoving({ card, place: placeOf(card), by: "keys" });
    root.current?.focus();
  };
  const drop = (card: DayCard, place: Place) => {
    const columnId = columns[place.column]?.id;
    const start = minuteOf(frame, place.slot);
    endMove();
    setCursor({ place, cardId: card.id });
    const same = cards.some((c) => c.id === card.id) && columnId === card.columnId && start === card.start;
    if (columnId && !same) actions.onMove(card, { columnId, start });
  };

  useEffect(() => {
    if (actions.moveRequest && moving?.card.id !== actions.moveRequest.id) beginMove(actions.moveRequest);
    // Only a new request starts a move; cards change under a move all the time.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [actions.moveRequest]);

  useShownPlace(root, kept, moving);

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape" && !moving && peeked !== null) return peekAt(null);
    const action = moving ? keyWhileMoving(event.key, moving) : keyAtRest(event.key);
    if (!action) return;
    event.preventDefault();
    action();
  };

  function keyWhileMoving(key: string, move: Moving): (() => void) | null {
    const step = arrowStep(key);
    if (step)
      return () => {
        const place = { column: move.place.column + step.column, slot: move.place.slot + step.slot };
        setMoving({ ...move, place: clampPlace(place, columns.length, slots) });
      };
    if (key === "Enter") return () => drop(move.card, move.place);
    if (key === "Escape") return endMove;
    return null;
  }

  function keyAtRest(key: string): (() => void) | null {
    const step = arrowStep(key);
    if (step)
      return () => {
        const next = stepFrom(cursor, step, columns, cards, frame);
        setCursor(next);
        peekAt(next.cardId);
      };
    const jump = jumpOf(key, cursor.place, slots);
    if (jump) return () => setCursor(at(jump));
    const card = cards.find((c) => c.id === cursor.cardId);
    const here = () => ({
      columnId: columns[cursor.place.column]?.id ?? "",
      start: minuteOf(frame, cursor.place.slot),
    });
    const book = () => actions.onBook(here());
    if (key === "Enter" || key === " ") return card ? () => actions.onOpen(card) : book;
    if (!lettersEnabled()) return null;
    const letters: { readonly [letter: string]: (() => void) | null } = {
      n: book,
      m: card ? () => beginMove(card) : null,
      c: card ? () => actions.onCheckIn(card) : null,
      w: card ? null : () => actions.onOffer?.(here()),
    };
    return letters[key.toLowerCase()] ?? null;
  }

  function at(place: Place): Cursor {
    return settle({ place, cardId: null });
  }
  /** The cursor inside the grid, and on a card that is still where the cursor is: cards come, move and go under it. */
  function settle({ place, cardId }: Cursor): Cursor {
    const inside = clampPlace(place, columns.length, slots);
    const here = cardsAt(cards, columns[inside.column]?.id ?? "", frame, inside.slot);
    return { place: inside, cardId: (here.find((card) => card.id === cardId) ?? here[0])?.id ?? null };
  }

  /** Where the pointer is, in columns and minutes; null outside of the columns. */
  function underPointer(event: PointerEvent): { column: number; minute: number } | null {
    const box = body.current?.getBoundingClientRect();
    if (!box || columns.length === 0) return null;
    const share = (event.clientX - box.left - timesWidth) / (box.width - timesWidth);
    const minute = frame.start + ((event.clientY - box.top) / slotHeight) * frame.slotMinutes;
    return share < 0 ? null : { column: columnAt(spans, share), minute };
  }

  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    const where = underPointer(event);
    peekAt(null);
    if (event.button !== 0 || !where) return;
    const card = cardUnder(event, cards);
    press.current = { card, x: event.clientX, y: event.clientY, grip: card ? where.minute - card.start : 0 };
  };
  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    const where = underPointer(event);
    if (!where) return;
    const held = press.current;
    if (moving?.by === "keys" && !held) {
      setMoving({
        ...moving,
        place: clampPlace({ column: where.column, slot: slotOf(frame, where.minute) }, columns.length, slots),
      });
      return;
    }
    if (!held?.card?.movable || event.pointerType === "touch" || moving?.by === "keys") return;
    const far = Math.hypot(event.clientX - held.x, event.clientY - held.y) >= dragThreshold;
    if (!moving && !far) return;
    if (!moving) event.currentTarget.setPointerCapture(event.pointerId);
    const slot = Math.round((where.minute - held.grip - frame.start) / frame.slotMinutes);
    setMoving({
      card: held.card,
      by: "drag",
      place: clampPlace({ column: where.column, slot }, columns.length, slots),
    });
  };
  const onPointerUp = (event: PointerEvent<HTMLElement>) => {
    const held = press.current;
    press.current = null;
    const where = underPointer(event);
    if (!held || !where) return;
    if (moving?.by === "drag") return drop(moving.card, moving.place);
    const place = clampPlace({ column: where.column, slot: slotOf(frame, where.minute) }, columns.length, slots);
    if (moving) return drop(moving.card, place);
    setCursor({ place, cardId: held.card?.id ?? null });
    if (held.card) actions.onOpen(held.card);
    else actions.onBook({ columnId: columns[place.column]?.id ?? "", start: minuteOf(frame, place.slot) });
  };
  const onPointerCancel = () => {
    press.current = null;
    if (moving?.by === "drag") endMove();
  };

  return {
    cursor,
    moving,
    root,
    body,
    /** The card whose facts are shown beside it. */
    peeked: moving ? null : peeked,
    hover,
    hidePeek: () => peekAt(null),
    onKeyDown,
    pointer: { onPointerDown, onPointerMove, onPointerUp, onPointerCancel },
  };
}

/** What a card has no room for is shown beside it: after a moment under the pointer, at once where the arrows go. */
function usePeek() {
  const [peeked, setPeeked] = useState<string | null>(null);
  const waiting = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(waiting.current), []);
  const hover = (cardId: string | null) => {
    clearTimeout(waiting.current);
    if (cardId === peeked) return;
    waiting.current = setTimeout(() => setPeeked(cardId), cardId === null ? peekAwayMs : peekAfterMs);
  };
  const peekAt = (cardId: string | null) => {
    clearTimeout(waiting.current);
    setPeeked(cardId);
  };
  return { peeked, hover, peekAt };
}

/** The grid takes a focus that nobody has; the cursor, or what is moved, stays on the screen. */
function useShownPlace(root: RefObject<HTMLDivElement | null>, cursor: Cursor, moving: Moving | null) {
  useEffect(() => {
    if (focusIsFree()) root.current?.focus({ preventScroll: true });
    // The day begins where it is now, with what has just been above it and what comes below.
    root.current?.querySelector('[data-active="true"]')?.scrollIntoView({ block: "center", inline: "nearest" });
  }, [root]);
  useEffect(() => {
    root.current
      ?.querySelector(moving ? '[data-ghost="true"]' : '[data-active="true"]')
      ?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [root, cursor, moving]);
}

function cardUnder(event: PointerEvent, cards: readonly DayCard[]): DayCard | null {
  const element = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-card]") : null;
  return cards.find((card) => card.id === element?.dataset["card"]) ?? null;
}

function jumpOf(key: string, from: Place, slots: number): Place | null {
  switch (key) {
    case "Home":
      return { ...from, slot: 0 };
    case "End":
      return { ...from, slot: slots - 1 };
    case "PageUp":
      return { ...from, slot: from.slot - 4 };
    case "PageDown":
      return { ...from, slot: from.slot + 4 };
    default:
      return null;
  }
}
