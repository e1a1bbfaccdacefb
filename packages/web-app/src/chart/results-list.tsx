import { formatDate } from "@practicum/kernel/local-date";
import { useState } from "react";
import { localDateOf, useSession } from "../session/session-context.ts";
import type { Observation } from "./chart-types.ts";
import { RowName } from "./flowsheet-table.tsx";
import { resultsFlowsheet } from "./flowsheet.ts";
import { FactMark } from "./sensitive/fact-mark.tsx";
import { Sparkline } from "./sparkline.tsx";
import { Flag } from "./in-house/in-house-panel.tsx";
import { TrendPicture } from "./trend/trend-picture.tsx";

interface Props {
  readonly patientId: string;
  readonly observations: readonly Observation[];
}

/** Results by test: the last value, its course, and all values before it. */
export function ResultsList({ patientId, observations }: Props) {
  const session = useSession();
  const [pictured, setPictured] = useState<string | null>(null);
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
              <span>
                <RowName
                  row={row}
                  open={pictured === row.key}
                  onToggle={() => setPictured(pictured === row.key ? null : row.key)}
                />
              </span>
              <Sparkline row={row} />
              <span>
                <b>
                  {latest.text}
                  {row.unit && ` ${row.unit}`}
                </b>{" "}
                <ResultFlag observations={observations} name={row.label} at={latest.at} />
                <span className="c-dim">{when(latest)}</span>
                <ResultMark patientId={patientId} observations={observations} name={row.label} at={latest.at} />
                {earlier.map((one) => (
                  <span key={one.at} className="c-dim">
                    {" · "}
                    {one.text} on {when(one)}
                  </span>
                ))}
              </span>
              {pictured === row.key && (
                <div className="c-result-picture">
                  <TrendPicture patientId={patientId} row={row} />
                </div>
              )}
            </li>
          )
        );
      })}
    </ul>
  );
}

/** The mark of the last value. */
function ResultMark(props: Props & { readonly name: string; readonly at: Observation["at"] }) {
  const found = props.observations.find((one) => one.name === props.name && one.at === props.at);
  return found && <FactMark patientId={props.patientId} factId={found.observationId} name={found.name} />;
}

/** Whether the last value is outside of what is usual, and what is usual. */
function ResultFlag(props: {
  readonly observations: readonly Observation[];
  readonly name: string;
  readonly at: Observation["at"];
}) {
  const { observations, name, at } = props;
  const found = observations.find((one) => one.name === name && one.at === at && one.flag !== null);
  if (!found) return null;
  return (
    <>
      <Flag value={found} /> {found.reference && <span className="c-dim">usual: {found.reference}</span>}{" "}
    </>
  );
}
