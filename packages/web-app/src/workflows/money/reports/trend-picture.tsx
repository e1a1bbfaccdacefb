import type { MeasureView } from "@practicum/contracts/billing/reports";
import { formatMonth } from "@practicum/kernel/local-date";
import { scaleLinear } from "d3-scale";
import { measureWords, valueText } from "./measure-words.ts";

const WIDTH = 560;
const HEIGHT = 190;
const LEFT = 46;
const RIGHT = 12;
const TOP = 12;
const BOTTOM = 26;

interface Bar {
  readonly month: string;
  /** In tenths; null where it is not known: then there is no bar. */
  readonly value: number | null;
  readonly text: string;
}

/** Months as bars, a target as a line. The table beside it says the same. */
export function MonthBars(props: { readonly words: string; readonly bars: readonly Bar[]; readonly target: number }) {
  const { words, bars, target } = props;
  const values = bars.flatMap((one) => one.value ?? []);
  const y = scaleLinear()
    .domain([Math.min(0, ...values), Math.max(10, target, ...values)])
    .nice(4)
    .range([HEIGHT - BOTTOM, TOP]);
  const step = (WIDTH - LEFT - RIGHT) / bars.length;
  return (
    <svg className="r-picture" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={words}>
      {y.ticks(4).map((tick) => (
        <g key={tick} className="r-grid">
          <line x1={LEFT} x2={WIDTH - RIGHT} y1={y(tick)} y2={y(tick)} />
          <text x={LEFT - 6} y={y(tick) + 4} textAnchor="end">
            {tick / 10}
          </text>
        </g>
      ))}
      {bars.map(({ month, value, text }, at) => (
        <g key={month}>
          {value !== null && (
            <rect
              className="r-bar"
              data-now={at === bars.length - 1}
              x={LEFT + at * step + step * 0.16}
              width={step * 0.68}
              y={Math.min(y(value), y(0))}
              height={Math.max(1, Math.abs(y(value) - y(0)))}
            >
              <title>{`${formatMonth(month)}: ${text}`}</title>
            </rect>
          )}
          <text className="r-tick" x={LEFT + (at + 0.5) * step} y={HEIGHT - 9} textAnchor="middle">
            {/* limit: the month's first letters; its name and year are in the table below. */}
            {formatMonth(month).slice(0, 3)}
          </text>
        </g>
      ))}
      <line className="r-target" x1={LEFT} x2={WIDTH - RIGHT} y1={y(target)} y2={y(target)} />
    </svg>
  );
}

/** Twelve months of a measure, its target as a line; a month that is not known has no bar. */
export function TrendPicture({ of }: { readonly of: MeasureView }) {
  return (
    <MonthBars
      words={`${measureWords[of.measure].name}, twelve months until ${formatMonth(of.months.at(-1)?.month ?? "")}`}
      bars={of.months.map(({ month, value }) => ({ month, value, text: valueText(of.unit, value) }))}
      target={of.target.value}
    />
  );
}
