import { Text } from "@mantine/core";
import { cents, formatCents } from "@practicum/kernel/money";
import { MINUTES, type Comparison, type Course, type Differing, type Figures } from "@practicum/world/futures";
import { formatMoment } from "../moments.ts";
import { happenedWords } from "./kind-words.ts";

interface Props {
  readonly comparison: Comparison;
  readonly names: { readonly left: string; readonly right: string };
}

const SHOWN_MAX = 60;

const figures: readonly { readonly key: keyof Figures; readonly label: string; readonly hint: string }[] = [
  { key: "insuranceDue", label: "Payers owe (A/R)", hint: "billed, and neither paid nor written off" },
  { key: "patientDue", label: "Patients owe", hint: "their share of what was billed" },
  { key: "cash", label: "Money that came in", hint: "since the practice began" },
  { key: "denials", label: "Denials that are open", hint: "" },
  {
    key: "atRisk",
    label: "Money at risk",
    hint: "no payer is deciding on it: not billed, to be mended, rejected, denied",
  },
  {
    key: "hours",
    label: "Hours of work that wait",
    hint: `at ${MINUTES.denials} minutes a denial, ${MINUTES.rejections} a rejection, ${MINUTES.tasks} a task`,
  },
];

/** Two futures side by side: how each ends, how each went there, and what happens in one of them alone. */
export function TwoCourses({ comparison: { left, right, differing }, names }: Props) {
  return (
    <>
      <table className="s-compared">
        <caption>
          {formatMoment(left.from)} to {formatMoment(left.to)}
        </caption>
        <thead>
          <tr>
            <th scope="col">At the end</th>
            <th scope="col" data-side="left">
              {names.left}
            </th>
            <th scope="col" data-side="right">
              {names.right}
            </th>
            <th scope="col">Difference</th>
            <th scope="col">Course</th>
          </tr>
        </thead>
        <tbody>
          {figures.map(({ key, label, hint }) => {
            const [one, other] = [endOf(left, key), endOf(right, key)];
            return (
              <tr key={key} data-differs={one !== other}>
                <th scope="row">
                  {label}
                  {hint !== "" && (
                    <Text size="xs" c="dimmed">
                      {hint}
                    </Text>
                  )}
                </th>
                <td>{inWords(key, one)}</td>
                <td>{inWords(key, other)}</td>
                <td>{one === other ? "none" : signed(key, other - one)}</td>
                <td>
                  <Picture left={left} right={right} of={key} />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <Text size="sm" fw={650} mt="sm">
        What happens in one of them alone
      </Text>
      {differing.length === 0 && <Text size="sm">Nothing: both go the same way.</Text>}
      <ul className="s-differing">
        {differing.slice(0, SHOWN_MAX).map((one, index) => (
          <li key={`${one.at}/${index}`} data-side={one.only}>
            <Text size="sm">
              <strong>{one.only === "left" ? names.left : names.right}:</strong> {whatOf(one)}
            </Text>
            <Text size="sm" c="dimmed">
              {formatMoment(one.at)}
              {one.step !== null &&
                ` · ${one.whose === "yours" ? "" : "follows "}step ${one.step.number}: ${one.step.what}`}
            </Text>
          </li>
        ))}
      </ul>
      {differing.length > SHOWN_MAX && (
        <Text size="sm" c="dimmed">
          and {(differing.length - SHOWN_MAX).toLocaleString("en-US")} more
        </Text>
      )}
    </>
  );
}

function whatOf({ kind, number, amount }: Differing): string {
  const parts = [number === null ? happenedWords[kind][0] : `${happenedWords[kind][0]}, claim ${number}`];
  if (amount !== null) parts.push(formatCents(cents(amount)));
  return parts.join(", ");
}

function endOf({ points }: Course, key: keyof Figures): number {
  return points.at(-1)?.figures[key] ?? 0;
}

function inWords(key: keyof Figures, value: number): string {
  if (key === "denials") return value.toLocaleString("en-US");
  if (key === "hours") return value.toFixed(1);
  return formatCents(cents(value));
}

function signed(key: keyof Figures, value: number): string {
  return `${value > 0 ? "+" : "−"}${inWords(key, Math.abs(value))}`;
}

const WIDTH = 84;
const HEIGHT = 26;

/** The two courses as lines. The table has the numbers, so it is hidden from readers. */
function Picture({ left, right, of }: { readonly left: Course; readonly right: Course; readonly of: keyof Figures }) {
  const all = [...left.points, ...right.points].map(({ figures: one }) => one[of]);
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const line = ({ points }: Course) =>
    points
      .map(({ figures: one }, index) => {
        const x = 1 + (index * (WIDTH - 2)) / Math.max(1, points.length - 1);
        const share = high === low ? 0.5 : (one[of] - low) / (high - low);
        return `${x.toFixed(1)},${(HEIGHT - 2 - share * (HEIGHT - 4)).toFixed(1)}`;
      })
      .join(" ");
  return (
    <svg className="s-course" width={WIDTH} height={HEIGHT} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden>
      <polyline data-side="left" points={line(left)} />
      <polyline data-side="right" points={line(right)} />
    </svg>
  );
}
