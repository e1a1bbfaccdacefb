import { formatDate } from "@practicum/kernel/local-date";
import { localDateOf, useSession } from "../session/session-context.ts";
import type { Observation } from "./chart-types.ts";
import { resultsFlowsheet } from "./flowsheet.ts";
import { Sparkline } from "./sparkline.tsx";

interface Props {
  readonly observations: readonly Observation[];
}

/** Results by test: the last value, its course, and all values before it. */
export function ResultsList({ observations }: Props) {
  const session = useSession();
  if (observations.length === 0) return <div className="c-dim">No results are on file.</div>;
  const { columns, rows } = resultsFlowsheet(observations);
  return (
    <ul className="c-list" aria-label="Results">
      {rows.map((row) => {
        const values = row.cells
          .flatMap((cell, index) => {
            const at = columns[index]?.at;
            return cell && at ? [{ text: cell.text, at }] : [];
          })
          .toReversed();
        const [latest, ...earlier] = values;
        const when = (one: { readonly at: Observation["at"] }) => formatDate(localDateOf(session, one.at));
        return (
          latest && (
            <li key={row.key} className="c-result">
              <span>{row.label}</span>
              <Sparkline lines={row.lines} />
              <span>
                <b>
                  {latest.text}
                  {row.unit && ` ${row.unit}`}
                </b>{" "}
                <span className="c-dim">{when(latest)}</span>
                {earlier.map((one) => (
                  <span key={one.at} className="c-dim">
                    {" · "}
                    {one.text} on {when(one)}
                  </span>
                ))}
              </span>
            </li>
          )
        );
      })}
    </ul>
  );
}
