import { hasCourse, type FlowPoint, type FlowRow } from "./flowsheet.ts";

const WIDTH = 88;
const HEIGHT = 24;
/** Room for a dot at the edge. */
const EDGE = 3;
/** The least share of a value that fills the height: a weight that moves by one in a hundred looks as flat as it is. */
const SPAN_MIN = 0.15;

/** The course of a row at a glance, time to the right. The numbers stand beside it in the table, so a screen reader skips it. */
export function Sparkline({ row }: { readonly row: FlowRow }) {
  const { lines } = row;
  const all = lines.flatMap((line) => line.points);
  if (!hasCourse(row)) return null;
  const [from, to] = [Math.min(...all.map((one) => one.at)), Math.max(...all.map((one) => one.at))];
  const [low, high] = [Math.min(...all.map((one) => one.value)), Math.max(...all.map((one) => one.value))];
  const span = Math.max(high - low, Math.abs(high) * SPAN_MIN, Number.MIN_VALUE);
  const middle = (low + high) / 2;
  const x = (at: number) => EDGE + ((at - from) / (to - from)) * (WIDTH - 2 * EDGE);
  const y = (value: number) => HEIGHT / 2 - ((value - middle) / span) * (HEIGHT - 2 * EDGE);
  const dot = (one: FlowPoint | undefined) => one && { cx: x(one.at), cy: y(one.value) };
  return (
    <svg className="c-spark" width={WIDTH} height={HEIGHT} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden>
      {lines.map(({ key, points }) => (
        <g key={key}>
          <polyline points={points.map((one) => `${x(one.at).toFixed(1)},${y(one.value).toFixed(1)}`).join(" ")} />
          {points
            .filter((one) => one.flagged)
            .map((one) => (
              <circle key={one.at} className="c-spark-flag" r={2.5} {...dot(one)} />
            ))}
          {points.at(-1)?.flagged === false && <circle r={2} {...dot(points.at(-1))} />}
        </g>
      ))}
    </svg>
  );
}
