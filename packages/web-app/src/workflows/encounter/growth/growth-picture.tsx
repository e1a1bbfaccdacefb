import type { GrowthChart } from "@practicum/contracts/charting/growth";
import { scaleLinear } from "d3-scale";
import { ageWords, chartInWords, percentileWords, valueText } from "./growth-words.ts";

const WIDTH = 760;
const HEIGHT = 420;
const LEFT = 46;
/** The percentiles stand there. */
const RIGHT = 40;
const TOP = 14;
const BOTTOM = 36;

/** A growth chart: the reference as lines, between the outer ones a band, and what was measured on them. */
export function GrowthPicture({ chart }: { readonly chart: GrowthChart }) {
  const { bands, points, xUnit, yUnit } = chart;
  const xs = bands.flatMap(({ line }) => line.map((one) => one.x));
  const ys = [...bands.flatMap(({ line }) => line.map((one) => one.y)), ...points.map((one) => one.value)];
  const x = scaleLinear()
    .domain([Math.min(...xs), Math.max(...xs)])
    .range([LEFT, WIDTH - RIGHT]);
  const y = scaleLinear()
    .domain([Math.min(...ys), Math.max(...ys)])
    .nice(6)
    .range([HEIGHT - BOTTOM, TOP]);
  const path = (line: readonly { readonly x: number; readonly y: number }[]) =>
    line.map((one) => `${x(one.x)},${y(one.y)}`).join(" ");
  const [outer, inner] = [bands[0], bands.at(-1)];
  const ticks = xUnit === "months" ? monthTicks(x.domain()) : x.ticks(8);
  return (
    <svg className="t-picture g-picture" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={chartInWords(chart)}>
      {outer && inner && <polygon className="t-band" points={`${path(outer.line)} ${path(inner.line.toReversed())}`} />}
      {y.ticks(8).map((tick) => (
        <g key={tick} className="t-grid">
          <line x1={LEFT} x2={WIDTH - RIGHT} y1={y(tick)} y2={y(tick)} />
          <text x={LEFT - 8} y={y(tick) + 4} textAnchor="end">
            {tick}
          </text>
        </g>
      ))}
      {ticks.map((tick) => (
        <text key={tick} className="t-tick" x={x(tick)} y={HEIGHT - 18} textAnchor="middle">
          {xUnit === "months" ? ageWords(tick) : tick}
        </text>
      ))}
      <text className="t-tick" x={LEFT} y={HEIGHT - 3}>
        {xUnit === "months" ? "Age" : "Length, cm"} · {yUnit}
      </text>
      {bands.map(({ percentile, line }) => {
        const end = line.at(-1);
        return (
          <g key={percentile} className="g-band-line" data-middle={percentile === 50}>
            <polyline points={path(line)} />
            {end && (
              <text x={x(end.x) + 5} y={y(end.y) + 4}>
                {percentile}
              </text>
            )}
          </g>
        );
      })}
      <g className="t-line">
        <polyline points={points.map((one) => `${x(one.x)},${y(one.value)}`).join(" ")} />
        {points.map((one) => (
          <circle key={one.vitalsId} cx={x(one.x)} cy={y(one.value)} r={4}>
            <title>{`${ageWords(one.ageMonths)}: ${valueText(one.value, yUnit)}, ${percentileWords(one.percentile)} percentile`}</title>
          </circle>
        ))}
      </g>
    </svg>
  );
}

/** Each third month of the first two years, then each second year. */
function monthTicks([from = 0, to = 0]: number[]): number[] {
  const step = to <= 36 ? 3 : 24;
  const ticks: number[] = [];
  for (let at = Math.ceil(from / step) * step; at <= to; at += step) ticks.push(at);
  return ticks;
}
