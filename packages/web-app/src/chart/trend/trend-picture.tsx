import { formatDate } from "@practicum/kernel/local-date";
import { scaleLinear, scaleUtc } from "d3-scale";
import { localDateOf, useSession } from "../../session/session-context.ts";
import { useChart } from "../chart-queries.ts";
import type { FlowPoint, FlowRow } from "../flowsheet.ts";
import { spansOf, timeOf, type Span } from "./time-axis.ts";

const WIDTH = 760;
const HEIGHT = 220;
const LEFT = 46;
const RIGHT = 18;
const TOP = 16;
const BOTTOM = 24;
const SPAN_HEIGHT = 20;
/** Between the axis and the first point, whose number stands on it. */
const ROOM = 16;
/** Half of a date's width. */
const DATE = 34;
/** More points than these bear no number: the table has them all. */
const NUMBERED_MAX = 14;

interface Props {
  readonly patientId: string;
  readonly row: FlowRow;
}

/** A row of a flowsheet as a picture: what is usual at the age as a band, medications below on the same time. Its numbers stand in the table. */
export function TrendPicture({ patientId, row }: Props) {
  const session = useSession();
  const chart = useChart(patientId);
  const points = row.lines.flatMap((line) => line.points);
  const time = timeOf(row.lines, session.now());
  const spans = spansOf(chart.data?.medications.entries ?? [], time, (date) => Date.parse(`${date}T12:00:00Z`));
  const height = HEIGHT + spans.length * SPAN_HEIGHT;
  const x = scaleUtc()
    .domain(time)
    .range([LEFT + ROOM, WIDTH - RIGHT]);
  const y = scaleLinear()
    .domain(extentOf(points))
    .nice(5)
    .range([HEIGHT - BOTTOM, TOP]);
  const day = (at: number) => formatDate(localDateOf(session, new Date(at).toISOString()));
  const numbered = points.length <= NUMBERED_MAX;
  return (
    <figure className="t-figure">
      <svg className="t-picture" viewBox={`0 0 ${WIDTH} ${height}`} role="img" aria-label={inWords(row, points, day)}>
        {row.lines.map((line) => (
          <Band key={line.key} points={line.points} x={x} y={y} />
        ))}
        {y.ticks(5).map((tick) => (
          <g key={tick} className="t-grid">
            <line x1={LEFT} x2={WIDTH - RIGHT} y1={y(tick)} y2={y(tick)} />
            <text x={LEFT - 8} y={y(tick) + 4} textAnchor="end">
              {tick}
            </text>
          </g>
        ))}
        {x.ticks(6).map((tick) => (
          <text
            key={tick.getTime()}
            className="t-tick"
            x={Math.min(x(tick), WIDTH - DATE)}
            y={HEIGHT - 6}
            textAnchor="middle"
          >
            {day(tick.getTime())}
          </text>
        ))}
        {row.lines.map((line) => (
          <g key={line.key} className="t-line">
            <polyline points={line.points.map((one) => `${x(one.at)},${y(one.value)}`).join(" ")} />
            {line.points.map((one) => (
              <g key={one.at}>
                <circle cx={x(one.at)} cy={y(one.value)} r={3.5} data-flagged={one.flagged}>
                  <title>{`${day(one.at)}: ${one.value}`}</title>
                </circle>
                {numbered && (
                  <text x={x(one.at)} y={y(one.value) - 8} textAnchor="middle">
                    {one.value}
                  </text>
                )}
              </g>
            ))}
          </g>
        ))}
        {spans.map((span, index) => (
          <SpanBar key={span.key} span={span} top={HEIGHT + index * SPAN_HEIGHT} x={x} />
        ))}
      </svg>
      <figcaption className="c-dim">
        {points.some((one) => one.usual) ? "The band is what is usual at the age." : "No usual range is known here."}
        {spans.length > 0 && " Below: medications on the same time."}
      </figcaption>
    </figure>
  );
}

type Scale = (value: number) => number;

/** What was usual on the day of each point; it follows the age. An open bound goes to the edge of the picture. */
function Band({ points, x, y }: { readonly points: readonly FlowPoint[]; readonly x: Scale; readonly y: Scale }) {
  const known = points.filter((one) => one.usual !== null);
  const [first, last] = [known[0], known.at(-1)];
  if (!first || !last) return null;
  const within = (value: number) => Math.min(HEIGHT - BOTTOM, Math.max(TOP, value));
  const high = (one: FlowPoint) => (one.usual?.high == null ? TOP : within(y(one.usual.high)));
  const low = (one: FlowPoint) => (one.usual?.low == null ? HEIGHT - BOTTOM : within(y(one.usual.low)));
  const upper = known.map((one) => `${x(one.at)},${high(one)}`);
  const lower = known.toReversed().map((one) => `${x(one.at)},${low(one)}`);
  const edge = WIDTH - RIGHT;
  return (
    <polygon
      className="t-band"
      points={[...upper, `${edge},${high(last)}`, `${edge},${low(last)}`, ...lower].join(" ")}
    />
  );
}

function SpanBar({ span, top, x }: { readonly span: Span; readonly top: number; readonly x: Scale }) {
  const [from, to] = [x(span.from), x(span.to)];
  return (
    <g className="t-span">
      <rect x={from} width={Math.max(2, to - from)} y={top + 2} height={SPAN_HEIGHT - 4} rx={2} />
      <text x={Math.min(from + 6, WIDTH - RIGHT - 160)} y={top + SPAN_HEIGHT - 6}>
        {span.opensBefore && "… "}
        {span.name}
        {span.goesOn && " …"}
      </text>
    </g>
  );
}

/** The values and their bands, with room at both ends. */
function extentOf(points: readonly FlowPoint[]): [number, number] {
  const all = points.flatMap((one) => [one.value, one.usual?.low ?? one.value, one.usual?.high ?? one.value]);
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const room = (high - low || Math.abs(high) || 1) * 0.12;
  return [low - room, high + room];
}

/** What the picture shows, for who does not see it. */
function inWords(row: FlowRow, points: readonly FlowPoint[], day: (at: number) => string): string {
  const [first, last] = [points[0], points.at(-1)];
  const count = new Set(points.map((one) => one.at)).size;
  if (!first || !last) return row.label;
  return `${row.label}${row.unit ? `, ${row.unit}` : ""}: ${count} times from ${day(first.at)} to ${day(last.at)}; the values are in the table`;
}
