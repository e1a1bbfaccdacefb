import { useId, useLayoutEffect, useRef, type CSSProperties, type RefObject } from "react";
import { formatMinutes } from "../format.ts";
import { StatusIcon, visitStatuses } from "../status.tsx";
import {
  closureAt,
  isOpen,
  layOut,
  minuteOf,
  shareWidth,
  slotCount,
  slotOf,
  type ColumnSpan,
  type DayCard,
  type DayColumn,
  type Frame,
  type PlacedCard,
  type Place,
} from "./model.ts";
import { slotHeight, timesWidth, useDayGrid, type DayGridActions, type Moving } from "./use-day-grid.ts";

interface Props extends DayGridActions {
  /** Names the grid: "Sunday, November 22, 2026". */
  readonly label: string;
  readonly columns: readonly DayColumn[];
  readonly cards: readonly DayCard[];
  readonly frame: Frame;
  /** The present minute of the day, when the day is today. */
  readonly now: number | null;
}

const laneWidthMin = 172;
const lineHeight = 17;
/** Between a card and what is shown beside it. */
const gap = 8;

/**
 * A day with a column for each resource. One tab stop: arrows move, Enter opens a card or books a free slot, N books, M moves
 * (arrows, Enter; Escape keeps), C checks in. A drag does what M does. Semantics: ARIA grid with `aria-activedescendant`.
 */
export function DayGrid(props: Props) {
  const { label, columns, cards, frame, now } = props;
  const placed = columns.flatMap((column) => layOut(cards.filter((card) => card.columnId === column.id)));
  const { spans, parts } = shareWidth(columns, placed);
  const grid = useDayGrid(columns, cards, spans, frame, now, props);
  const id = useId();
  const slots = slotCount(frame);
  const peeked = cards.find((card) => card.id === grid.peeked);
  const height = slots * slotHeight;
  const { cursor, moving } = grid;
  const activeCard = cursor.cardId;
  return (
    <>
      <div
        ref={grid.root}
        className="p-grid"
        role="grid"
        tabIndex={0}
        aria-label={label}
        aria-rowcount={slots + 1}
        aria-colcount={columns.length + 1}
        aria-activedescendant={`${id}-active`}
        onKeyDown={grid.onKeyDown}
        onScroll={grid.hidePeek}
        onBlur={grid.hidePeek}
      >
        <div className="p-grid-canvas" style={{ minWidth: timesWidth + parts * laneWidthMin }}>
          <Head columns={columns} spans={spans} />
          <div ref={grid.body} className="p-grid-body" style={{ height }} {...grid.pointer}>
            <Lanes columns={columns} spans={spans} frame={frame} />
            {Array.from({ length: slots }, (_, slot) => (
              <div
                key={slot}
                className="p-grid-row"
                role="row"
                aria-rowindex={slot + 2}
                style={{ top: slot * slotHeight, height: slotHeight }}
              >
                <span
                  className="p-grid-time"
                  role="rowheader"
                  aria-colindex={1}
                  data-minor={minuteOf(frame, slot) % 60 !== 0}
                >
                  {formatMinutes(minuteOf(frame, slot))}
                </span>
                {placed
                  .filter(({ card }) => Math.min(slots - 1, Math.max(0, slotOf(frame, card.start))) === slot)
                  .map((item) => (
                    <Card
                      key={item.card.id}
                      item={item}
                      frame={frame}
                      column={columns.findIndex((column) => column.id === item.card.columnId)}
                      spans={spans}
                      onHover={grid.hover}
                      activeId={item.card.id === activeCard ? `${id}-active` : null}
                      moving={moving?.card.id === item.card.id}
                    />
                  ))}
                {activeCard === null && cursor.place.slot === slot && (
                  <EmptyCell id={`${id}-active`} place={cursor.place} columns={columns} spans={spans} frame={frame} />
                )}
              </div>
            ))}
            {now !== null && now >= frame.start && now < frame.end && (
              <div
                className="p-grid-now"
                style={{ top: ((now - frame.start) / frame.slotMinutes) * slotHeight }}
                aria-hidden
              />
            )}
            {moving && <Ghost moving={moving} spans={spans} frame={frame} />}
          </div>
        </div>
      </div>
      {peeked && <Peek key={peeked.id} card={peeked} grid={grid.root} onHover={grid.hover} />}
      <span className="p-visually-hidden" aria-live="assertive">
        {moving ? describeMove(moving, columns, frame) : ""}
      </span>
    </>
  );
}

interface Ground {
  readonly columns: readonly DayColumn[];
  readonly spans: readonly ColumnSpan[];
}

function Head({ columns, spans }: Ground) {
  return (
    <div className="p-grid-head" role="row" aria-rowindex={1}>
      <div className="p-grid-corner" role="columnheader" aria-colindex={1}>
        <span className="p-visually-hidden">Time</span>
      </div>
      {columns.map((column, index) => (
        <div
          key={column.id}
          className="p-grid-column-head"
          role="columnheader"
          aria-colindex={index + 2}
          style={{ flexGrow: spans[index]?.width ?? 1 }}
        >
          {column.label}
          {column.detail && <small>{column.detail}</small>}
        </div>
      ))}
    </div>
  );
}

/** The columns' ground: slot lines, hours outside of the template, closures. What it says is also in each cell's label. */
function Lanes({ columns, spans, frame }: Ground & { readonly frame: Frame }) {
  return columns.map((column, index) => (
    <div key={column.id} className="p-grid-lane" style={columnStyle(spans[index])} aria-hidden>
      {shades(column, frame).map((span) => (
        <div key={span.start} className="p-grid-shade" style={spanStyle(span, frame)} />
      ))}
      {column.closures.map((closure) => (
        <div
          key={`${closure.start}-${closure.label}`}
          className="p-grid-closure"
          data-kept={closure.kept}
          style={spanStyle(closure, frame)}
        >
          <span>{closure.label}</span>
        </div>
      ))}
    </div>
  ));
}

interface CardProps {
  readonly item: PlacedCard;
  readonly frame: Frame;
  readonly column: number;
  readonly spans: readonly ColumnSpan[];
  readonly onHover: (cardId: string | null) => void;
  readonly activeId: string | null;
  readonly moving: boolean;
}

function Card({ item: { card, lane, lanes }, frame, column, spans, onHover, activeId, moving }: CardProps) {
  const start = Math.max(card.start, frame.start);
  const height = Math.max(slotHeight, ((card.end - start) / frame.slotMinutes) * slotHeight);
  const offset = ((start - minuteOf(frame, slotOf(frame, start))) / frame.slotMinutes) * slotHeight;
  const [first, ...rest] = card.lines.slice(0, Math.max(1, Math.floor((height - 3) / lineHeight) - 1));
  const span = spans[column] ?? { left: 0, width: 1 };
  const share = `(100% - ${timesWidth}px)`;
  return (
    <div
      id={activeId ?? undefined}
      className="p-card"
      role="gridcell"
      aria-colindex={column + 2}
      data-card={card.id}
      data-status={card.status}
      data-active={activeId !== null}
      data-moving={moving}
      data-fixed={!card.movable}
      style={{
        top: offset,
        height: height - 2,
        left: `calc(${timesWidth}px + ${share} * ${span.left + (span.width * lane) / lanes} + 2px)`,
        width: `calc(${share} * ${span.width / lanes} - 5px)`,
      }}
      onPointerEnter={() => onHover(card.id)}
      onPointerLeave={() => onHover(null)}
    >
      <span className="p-visually-hidden">{card.spoken}</span>
      <span className="p-card-line">
        <StatusIcon status={card.status} />
        <span className="p-card-title">{card.title}</span>{" "}
        {card.aside && <span className="p-card-word">{card.aside} · </span>}
        <span className="p-card-word">{visitStatuses[card.status].word}</span>
      </span>
      <span className="p-card-row">
        <span className="p-card-line">{first}</span>
        {card.flags?.map((flag) => (
          <span key={flag.word} className="p-card-flag" data-tone={flag.tone}>
            {flag.word}
          </span>
        ))}
      </span>
      {rest.map((line) => (
        <span key={line} className="p-card-line">
          {line}
        </span>
      ))}
    </div>
  );
}

interface PeekProps {
  readonly card: DayCard;
  readonly grid: RefObject<HTMLDivElement | null>;
  readonly onHover: (cardId: string | null) => void;
}

/** All that is known of a visit, beside its card. Those who don't see it hear the same with the card. */
function Peek({ card, grid, onHover }: PeekProps) {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const own = box.current;
    const anchor = grid.current?.querySelector(`[data-card="${card.id}"]`)?.getBoundingClientRect();
    if (!own || !anchor) return;
    const right = anchor.right + own.offsetWidth + 2 * gap <= innerWidth;
    const left = right ? anchor.right + gap : Math.max(gap, anchor.left - own.offsetWidth - gap);
    own.style.left = `${left}px`;
    own.style.top = `${Math.max(gap, Math.min(anchor.top, innerHeight - own.offsetHeight - gap))}px`;
    own.style.visibility = "visible";
  }, [card, grid]);
  if (!card.facts) return null;
  return (
    <div
      ref={box}
      className="p-peek"
      aria-hidden
      data-status={card.status}
      onPointerEnter={() => onHover(card.id)}
      onPointerLeave={() => onHover(null)}
    >
      <b>{card.title}</b>
      <dl>
        {card.facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

interface EmptyCellProps extends Ground {
  readonly id: string;
  readonly place: Place;
  readonly frame: Frame;
}

/** The one free slot that the cursor stands on; the others need no element. */
function EmptyCell({ id, place, columns, spans, frame }: EmptyCellProps) {
  const column = columns[place.column];
  if (!column) return null;
  const start = minuteOf(frame, place.slot);
  const slot = { start, end: start + frame.slotMinutes };
  const closure = closureAt(column, slot);
  const state = closure
    ? `${closure.kept ? "kept" : "closed"}: ${closure.label}`
    : isOpen(column, slot)
      ? "free"
      : "outside of the hours";
  return (
    <div
      id={id}
      className="p-grid-cell"
      role="gridcell"
      aria-colindex={place.column + 2}
      aria-label={`${formatMinutes(start)}, ${column.label}, ${state}`}
      data-active="true"
      style={{ ...columnStyle(spans[place.column]), bottom: undefined, top: 0, height: slotHeight }}
    />
  );
}

function Ghost({
  moving,
  spans,
  frame,
}: {
  readonly moving: Moving;
  readonly spans: readonly ColumnSpan[];
  readonly frame: Frame;
}) {
  const minutes = moving.card.end - moving.card.start;
  const start = minuteOf(frame, moving.place.slot);
  return (
    <div
      className="p-ghost"
      data-ghost="true"
      aria-hidden
      style={{
        ...columnStyle(spans[moving.place.column]),
        ...spanStyle({ start, end: start + minutes }, frame),
      }}
    >
      {moving.card.title} · {formatMinutes(start)}
    </div>
  );
}

function columnStyle(span: ColumnSpan = { left: 0, width: 1 }): CSSProperties {
  const share = `(100% - ${timesWidth}px)`;
  return { left: `calc(${timesWidth}px + ${share} * ${span.left})`, width: `calc(${share} * ${span.width})` };
}

function spanStyle(span: { readonly start: number; readonly end: number }, frame: Frame): CSSProperties {
  const start = Math.max(span.start, frame.start);
  const end = Math.min(span.end, frame.end);
  return {
    top: ((start - frame.start) / frame.slotMinutes) * slotHeight,
    height: Math.max(0, ((end - start) / frame.slotMinutes) * slotHeight),
    bottom: "auto",
  };
}

/** The stretches of the frame in which a column sees nobody. */
function shades(column: DayColumn, frame: Frame): { start: number; end: number }[] {
  if (!column.open) return [];
  const gaps: { start: number; end: number }[] = [];
  let from = frame.start;
  for (const span of column.open.toSorted((a, b) => a.start - b.start)) {
    if (span.start > from) gaps.push({ start: from, end: span.start });
    from = Math.max(from, span.end);
  }
  if (from < frame.end) gaps.push({ start: from, end: frame.end });
  return gaps;
}

function describeMove(moving: Moving, columns: readonly DayColumn[], frame: Frame): string {
  const column = columns[moving.place.column];
  return `Moving ${moving.card.title} to ${formatMinutes(minuteOf(frame, moving.place.slot))}, ${column?.label ?? ""}. Enter drops, Escape keeps it where it was.`;
}
