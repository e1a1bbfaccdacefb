import type { VisitStatus } from "../status.tsx";

/** A column of the day: a provider, a room or a piece of equipment. Minutes count from midnight. */
export interface DayColumn {
  readonly id: string;
  readonly label: string;
  readonly detail?: string;
  /** When the resource sees patients; outside of these the column is shaded. Absent: all day. */
  readonly open?: readonly MinuteSpan[];
  /** Closed with a reason: hatched, and named. Kept time is open to some, and tinted. */
  readonly closures: readonly Closure[];
}

export interface Closure extends MinuteSpan {
  readonly label: string;
  readonly kept?: boolean;
}

export interface MinuteSpan {
  readonly start: number;
  readonly end: number;
}

/** A visit on the grid. */
export interface DayCard extends MinuteSpan {
  readonly id: string;
  readonly columnId: string;
  readonly status: VisitStatus;
  /** "LOPEZ, Maria" */
  readonly title: string;
  /** Beside the title where there is room: age and sex. */
  readonly aside?: string;
  /** Lines under the title, most useful first; as many are shown as fit. */
  readonly lines: readonly string[];
  /** Short words at the end of the first line under the title: what the desk has to act on. */
  readonly flags?: readonly CardFlag[];
  /** Everything about the visit by name, shown beside the card on hover and when the cursor comes to it. */
  readonly facts?: readonly (readonly [name: string, value: string])[];
  /** What assistive technology says before the title: time, length, and whatever the card may not have room for. */
  readonly spoken: string;
  /** Whether it can still be moved. */
  readonly movable: boolean;
}

export interface CardFlag {
  readonly word: string;
  /** `quiet` is in order, and the first to go where there is little room. */
  readonly tone: "danger" | "warn" | "info" | "quiet";
}

/** Where the cursor, a drag or a move stands. */
export interface Place {
  readonly column: number;
  readonly slot: number;
}

export interface Frame {
  readonly start: number;
  readonly end: number;
  readonly slotMinutes: number;
}

export interface PlacedCard {
  readonly card: DayCard;
  readonly lane: number;
  readonly lanes: number;
}

export function slotCount(frame: Frame): number {
  return Math.ceil((frame.end - frame.start) / frame.slotMinutes);
}

/** The slot that holds a minute; may lie outside the frame. */
export function slotOf(frame: Frame, minute: number): number {
  return Math.floor((minute - frame.start) / frame.slotMinutes);
}

export function minuteOf(frame: Frame, slot: number): number {
  return frame.start + slot * frame.slotMinutes;
}

/**
 * Puts overlapping cards of one column side by side: each run of touching cards shares as many lanes as it needs at its
 * busiest moment, and a card keeps the lowest free lane.
 */
export function layOut(cards: readonly DayCard[]): readonly PlacedCard[] {
  const sorted = cards.toSorted((a, b) => a.start - b.start || b.end - a.end || (a.id < b.id ? -1 : 1));
  const placed: PlacedCard[] = [];
  let run: { card: DayCard; lane: number }[] = [];
  let runEnd = -Infinity;
  let laneEnds: number[] = [];
  const close = () => {
    for (const { card, lane } of run) placed.push({ card, lane, lanes: laneEnds.length });
    run = [];
    laneEnds = [];
    runEnd = -Infinity;
  };
  for (const card of sorted) {
    if (card.start >= runEnd) close();
    const free = laneEnds.findIndex((end) => end <= card.start);
    const lane = free === -1 ? laneEnds.length : free;
    laneEnds[lane] = card.end;
    run.push({ card, lane });
    runEnd = Math.max(runEnd, card.end);
  }
  close();
  return placed;
}

/** A column's part of the width: both are shares of one. */
export interface ColumnSpan {
  readonly left: number;
  readonly width: number;
}

/** Lanes beside each other that still get a full column's width each. */
const widestLanes = 4;

/**
 * How the width is shared: a column gets as many parts as cards stand beside each other in it, so that each stays readable.
 *
 * @returns the spans, and how many parts there are in all.
 */
export function shareWidth(
  columns: readonly DayColumn[],
  placed: readonly PlacedCard[],
): { readonly spans: readonly ColumnSpan[]; readonly parts: number } {
  const weights = columns.map((column) =>
    Math.min(
      widestLanes,
      placed.reduce((most, { card, lanes }) => (card.columnId === column.id ? Math.max(most, lanes) : most), 1),
    ),
  );
  const parts = weights.reduce((sum, weight) => sum + weight, 0);
  const spans = weights.map((weight, index) => ({
    left: weights.slice(0, index).reduce((sum, one) => sum + one, 0) / parts,
    width: weight / parts,
  }));
  return { spans, parts };
}

/** The column under a share of the width. */
export function columnAt(spans: readonly ColumnSpan[], share: number): number {
  const found = spans.findLastIndex((span) => span.left <= share);
  return Math.max(0, found);
}

/** Whether a column sees patients during the whole of a span. */
export function isOpen(column: DayColumn, span: MinuteSpan): boolean {
  return column.open === undefined || column.open.some((open) => open.start <= span.start && open.end >= span.end);
}

/** The cards of a column that cover any part of a slot, in the order they are laid out. */
export function cardsAt(cards: readonly DayCard[], columnId: string, frame: Frame, slot: number): readonly DayCard[] {
  const from = minuteOf(frame, slot);
  const to = from + frame.slotMinutes;
  return layOut(cards.filter((card) => card.columnId === columnId))
    .filter(({ card }) => card.start < to && card.end > from)
    .toSorted((a, b) => a.lane - b.lane)
    .map(({ card }) => card);
}

export function clampPlace(place: Place, columns: number, slots: number): Place {
  return {
    column: Math.min(columns - 1, Math.max(0, place.column)),
    slot: Math.min(slots - 1, Math.max(0, place.slot)),
  };
}

/** The arrow keys as steps; null for any other key. */
export function arrowStep(key: string): Place | null {
  switch (key) {
    case "ArrowUp":
      return { column: 0, slot: -1 };
    case "ArrowDown":
      return { column: 0, slot: 1 };
    case "ArrowLeft":
      return { column: -1, slot: 0 };
    case "ArrowRight":
      return { column: 1, slot: 0 };
    default:
      return null;
  }
}

/** The closure that a span would fall into, if any. */
export function closureAt(column: DayColumn, span: MinuteSpan): Closure | null {
  return column.closures.find((closure) => closure.start < span.end && closure.end > span.start) ?? null;
}

/**
 * The next stop from a place: within overlapping cards the horizontal arrows visit each card before they leave the column,
 * and the vertical arrows step over the rest of a card.
 */
export function stepFrom(
  at: { readonly place: Place; readonly cardId: string | null },
  step: Place,
  columns: readonly DayColumn[],
  cards: readonly DayCard[],
  frame: Frame,
): { readonly place: Place; readonly cardId: string | null } {
  const columnId = columns[at.place.column]?.id ?? "";
  const here = cardsAt(cards, columnId, frame, at.place.slot);
  const index = here.findIndex((card) => card.id === at.cardId);
  const sibling = step.column === 0 ? undefined : here[index + step.column];
  if (index !== -1 && sibling) return { place: at.place, cardId: sibling.id };
  const current = here[index];
  let slot = at.place.slot + step.slot;
  if (current && step.slot > 0) slot = Math.max(slot, slotOf(frame, current.end - 1) + 1);
  if (current && step.slot < 0) slot = Math.min(slot, slotOf(frame, current.start) - 1);
  const place = clampPlace({ column: at.place.column + step.column, slot }, columns.length, slotCount(frame));
  const there = cardsAt(cards, columns[place.column]?.id ?? "", frame, place.slot);
  const entering = step.column < 0 ? there.at(-1) : there[0];
  return { place, cardId: entering?.id ?? null };
}
