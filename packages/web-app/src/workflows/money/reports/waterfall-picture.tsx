import type { WaterfallLine } from "@practicum/contracts/billing/reports";
import { formatMonth } from "@practicum/kernel/local-date";
import { formatCents } from "@practicum/kernel/money";
import { scaleLinear } from "d3-scale";

const WIDTH = 900;
const HEIGHT = 220;
const LEFT = 60;
const TOP = 10;
const BOTTOM = 28;

const parts = [
  { key: "paid", label: "Paid" },
  { key: "given", label: "Adjusted or written off" },
  { key: "open", label: "Still owed" },
] as const;

function partsOf(line: WaterfallLine) {
  return {
    paid: line.payersPaid + line.patientsPaid,
    given: line.contractual + line.writtenOff + line.other,
    open: line.openPayers + line.openPatients + line.collections,
  };
}

/** Each month's charges in three parts, one on the other; the table below says the same in figures. */
export function WaterfallPicture({ lines }: { readonly lines: readonly WaterfallLine[] }) {
  const y = scaleLinear()
    .domain([0, Math.max(1, ...lines.map((line) => line.charged))])
    .nice(4)
    .range([HEIGHT - BOTTOM, TOP]);
  const step = (WIDTH - LEFT) / Math.max(6, lines.length);
  return (
    <figure style={{ margin: 0 }}>
      <svg
        className="r-picture r-wide"
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="img"
        aria-label="Charges of each month of service: paid, adjusted or written off, and still owed"
      >
        {y.ticks(4).map((tick) => (
          <g key={tick} className="r-grid">
            <line x1={LEFT} x2={WIDTH} y1={y(tick)} y2={y(tick)} />
            <text x={LEFT - 6} y={y(tick) + 4} textAnchor="end">
              ${Math.round(tick / 100).toLocaleString("en-US")}
            </text>
          </g>
        ))}
        {lines.map((line, at) => {
          const of = partsOf(line);
          let below = 0;
          return (
            <g key={line.month}>
              {parts.map(({ key, label }) => {
                const amount = Math.max(0, of[key]);
                below += amount;
                return (
                  <rect
                    key={key}
                    className="r-part"
                    data-part={key}
                    x={LEFT + at * step + step * 0.18}
                    width={step * 0.64}
                    y={y(below)}
                    height={y(0) - y(amount)}
                  >
                    <title>{`${formatMonth(line.month ?? "")}, ${label}: ${formatCents(of[key])}`}</title>
                  </rect>
                );
              })}
              <text className="r-tick" x={LEFT + (at + 0.5) * step} y={HEIGHT - 10} textAnchor="middle">
                {/* limit: the month's first letters; its name and year are in the table below. */}
                {formatMonth(line.month ?? "").slice(0, 3)}
              </text>
            </g>
          );
        })}
      </svg>
      <figcaption className="m-row m-small">
        {parts.map(({ key, label }) => (
          <span key={key}>
            <span className="r-key" data-part={key} aria-hidden /> {label}
          </span>
        ))}
      </figcaption>
    </figure>
  );
}
