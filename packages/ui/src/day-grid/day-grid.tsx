import { useId, type CSSProperties } from "react";
import { formatMinutes } from "../format.ts";
import { StatusIcon, visitStatuses } from "../status.tsx";
import {
  closureAt,
  layOut,
  minuteOf,
  slotCount,
  slotOf,
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

/**
 * A day with a column for each resource. One tab stop: arrows move, Enter opens a card or books a free slot, N books, M moves
 * (arrows, Enter; Escape keeps), C checks in. A drag does what M does. Semantics: ARIA grid with `aria-activedescendant`.
 */
export function DayGrid(props: Props) {
  const { label, columns, cards, frame, now } = props;
  const grid = useDayGrid(columns, cards, frame, now, props);
  const id = useId();
  const slots = slotCount(frame);
  const placed = columns.flatMap((column) => layOut(cards.filter((card) => card.columnId === column.id)));
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
      >
        <div className="p-grid-canvas" style={{ minWidth: timesWidth + columns.length * 148 }}>
          <Head columns={columns} />
          <div ref={grid.body} className="p-grid-body" style={{ height }} {...grid.pointer}>
            <Lanes columns={columns} frame={frame} />
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
                      columns={columns.length}
                      activeId={item.card.id === activeCard ? `${id}-active` : null}
                      moving={moving?.card.id === item.card.id}
                    />
                  ))}
                {activeCard === null && cursor.place.slot === slot && (
                  <EmptyCell id={`${id}-active`} place={cursor.place} columns={columns} frame={frame} />
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
            {moving && <Ghost moving={moving} columns={columns} frame={frame} />}
          </div>
        </div>
      </div>
      <span className="p-visually-hidden" aria-live="assertive">
        {moving ? describeMove(moving, columns, frame) : ""}
      </span>
    </>
  );
}

function Head({ columns }: { readonly columns: readonly DayColumn[] }) {
  return (
    <div className="p-grid-head" role="row" aria-rowindex={1}>
      <div className="p-grid-corner" role="columnheader" aria-colindex={1}>
        <span className="p-visually-hidden">Time</span>
      </div>
      {columns.map((column, index) => (
        <div key={column.id} className="p-grid-column-head" role="columnheader" aria-colindex={index + 2}>
          {column.label}
          {column.detail && <small>{column.detail}</small>}
        </div>
      ))}
    </div>
  );
}

/** The columns' ground: slot lines, hours outside of the template, closures. What it says is also in each cell's label. */
function Lanes({ columns, frame }: { readonly columns: readonly DayColumn[]; readonly frame: Frame }) {
  return columns.map((column, index) => (
    <div key={column.id} className="p-grid-lane" style={columnStyle(index, columns.length)} aria-hidden>
      {shades(column, frame).map((span) => (
        <div key={span.start} className="p-grid-shade" style={spanStyle(span, frame)} />
      ))}
      {column.closures.map((closure) => (
        <div key={`${closure.start}-${closure.label}`} className="p-grid-closure" style={spanStyle(closure, frame)}>
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
  readonly columns: number;
  readonly activeId: string | null;
  readonly moving: boolean;
}

function Card({ item: { card, lane, lanes }, frame, column, columns, activeId, moving }: CardProps) {
  const start = Math.max(card.start, frame.start);
  const height = Math.max(slotHeight, ((card.end - start) / frame.slotMinutes) * slotHeight);
  const offset = ((start - minuteOf(frame, slotOf(frame, start))) / frame.slotMinutes) * slotHeight;
  const lines = card.lines.slice(0, Math.max(0, Math.floor((height - 5) / 18) - 1));
  const share = `(100% - ${timesWidth}px) / ${columns}`;
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
        left: `calc(${timesWidth}px + ${share} * ${column + lane / lanes} + 2px)`,
        width: `calc(${share} / ${lanes} - 5px)`,
      }}
    >
      <span className="p-visually-hidden">{card.spoken}</span>
      <span className="p-card-line">
        <StatusIcon status={card.status} />
        <span className="p-card-title">{card.title}</span>{" "}
        <span className="p-card-word">{visitStatuses[card.status].word}</span>
      </span>
      {lines.map((line) => (
        <span key={line} className="p-card-line">
          {line}
        </span>
      ))}
    </div>
  );
}

interface EmptyCellProps {
  readonly id: string;
  readonly place: Place;
  readonly columns: readonly DayColumn[];
  readonly frame: Frame;
}

/** The one free slot that the cursor stands on; the others need no element. */
function EmptyCell({ id, place, columns, frame }: EmptyCellProps) {
  const column = columns[place.column];
  if (!column) return null;
  const start = minuteOf(frame, place.slot);
  const closure = closureAt(column, { start, end: start + frame.slotMinutes });
  return (
    <div
      id={id}
      className="p-grid-cell"
      role="gridcell"
      aria-colindex={place.column + 2}
      aria-label={`${formatMinutes(start)}, ${column.label}, ${closure ? `closed: ${closure.label}` : "free"}`}
      data-active="true"
      style={{ ...columnStyle(place.column, columns.length), bottom: undefined, top: 0, height: slotHeight }}
    />
  );
}

function Ghost({
  moving,
  columns,
  frame,
}: {
  readonly moving: Moving;
  readonly columns: readonly DayColumn[];
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
        ...columnStyle(moving.place.column, columns.length),
        ...spanStyle({ start, end: start + minutes }, frame),
      }}
    >
      {moving.card.title} · {formatMinutes(start)}
    </div>
  );
}

function columnStyle(index: number, columns: number): CSSProperties {
  const share = `(100% - ${timesWidth}px) / ${columns}`;
  return { left: `calc(${timesWidth}px + ${share} * ${index})`, width: `calc(${share})` };
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
