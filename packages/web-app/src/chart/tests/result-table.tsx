import type { TestOrder } from "@practicum/contracts/charting/test-orders";
import type { Instant } from "@practicum/kernel/instant";
import { formatDate } from "@practicum/kernel/local-date";
import { localDateOf, useSession } from "../../session/session-context.ts";
import type { FlowPoint, FlowRow } from "../flowsheet.ts";
import { Flag } from "../in-house/in-house-panel.tsx";
import "../in-house/in-house.css";
import { valueWords } from "../in-house/in-house-words.ts";
import { Sparkline } from "../sparkline.tsx";

type Values = NonNullable<TestOrder["result"]>["values"];

interface Earlier {
  readonly key: string;
  readonly points: readonly { readonly at: Instant; readonly value: string }[];
}

interface Props {
  readonly label: string;
  readonly values: Values;
  /** When the report came: the last point of each course. */
  readonly at: Instant;
  readonly earlier: readonly Earlier[];
}

/** The values of a report, each with what is usual, and its course where it was measured before. */
export function ResultTable({ label, values, at, earlier }: Props) {
  const session = useSession();
  return (
    <table className="h-values" aria-label={`Result of ${label}`}>
      <tbody>
        {values.map((one) => {
          const points = earlier.find(({ key }) => key === one.key)?.points ?? [];
          const last = points.at(-1);
          return (
            <tr key={one.key} data-flag={one.flag ?? "none"}>
              <th scope="row">{one.label}</th>
              <td>
                <b>{valueWords(one)}</b>
              </td>
              <td>
                <Flag value={one} />
              </td>
              <td className="c-dim t-usual">{one.reference === "" ? "" : `usual: ${one.reference}`}</td>
              <td>{points.length > 0 && <Sparkline row={courseOf(one, points, at)} />}</td>
              <td className="c-dim">
                {last && `before: ${last.value} on ${formatDate(localDateOf(session, last.at))}`}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function courseOf(one: Values[number], earlier: Earlier["points"], at: Instant): FlowRow {
  const all = [...earlier, { at, value: one.value }];
  const points = all.flatMap((point, index): FlowPoint[] => {
    const value = Number(point.value.replace(/^[<>]/, ""));
    const flagged = index === all.length - 1 && one.flag !== null;
    return Number.isFinite(value) ? [{ at: Date.parse(point.at), value, flagged, usual: null }] : [];
  });
  return { key: one.key, label: one.label, unit: one.unit, cells: [], lines: [{ key: one.key, points }] };
}
