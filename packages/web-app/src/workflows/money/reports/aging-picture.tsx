import type { AgingSums } from "@practicum/contracts/billing/reports";
import { formatCents } from "@practicum/kernel/money";
import { scaleLinear } from "d3-scale";
import { bucketWords, bucketsOf } from "./aging-words.ts";

const WIDTH = 900;
const ROW = 26;
const LEFT = 84;
const RIGHT = 100;

/** What is owed by age, as bars; the list below says the same in figures. */
export function AgingPicture({ sums, from }: { readonly sums: AgingSums; readonly from: "service" | "bill" }) {
  const buckets = bucketsOf(from);
  const x = scaleLinear()
    .domain([0, Math.max(1, ...buckets.map((one) => Math.abs(sums[one])))])
    .range([0, WIDTH - LEFT - RIGHT]);
  const words = buckets.map((one) => `${bucketWords[one]}: ${formatCents(sums[one])}`).join("; ");
  return (
    <svg
      className="r-picture r-wide"
      viewBox={`0 0 ${WIDTH} ${buckets.length * ROW + 4}`}
      role="img"
      aria-label={`What is owed by age in days. ${words}`}
    >
      {buckets.map((bucket, at) => (
        <g key={bucket} transform={`translate(0 ${at * ROW + 4})`}>
          <text className="r-tick" x={LEFT - 8} y={15} textAnchor="end">
            {bucketWords[bucket]}
          </text>
          <rect
            className="r-bar"
            data-tone={bucket === "credit" ? "credit" : bucket === "91-120" || bucket === "over-120" ? "late" : "plain"}
            x={LEFT}
            y={2}
            height={18}
            width={x(Math.abs(sums[bucket]))}
          />
          <text x={LEFT + x(Math.abs(sums[bucket])) + 6} y={15}>
            {formatCents(sums[bucket])}
          </text>
        </g>
      ))}
    </svg>
  );
}
