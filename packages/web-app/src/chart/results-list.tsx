import { formatDate } from "@practicum/kernel/local-date";
import { localDateOf, useSession } from "../session/session-context.ts";
import type { Observation } from "./chart-types.ts";

interface Props {
  readonly observations: readonly Observation[];
}

/** Results by name, the newest first, with the values before it: a trend is seen in one line. */
export function ResultsList({ observations }: Props) {
  const session = useSession();
  if (observations.length === 0) return <div className="c-dim">No results are on file.</div>;
  const byName = [...Map.groupBy(observations, (one) => one.name)].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const shown = (one: Observation) => `${one.value}${one.unit ? ` ${one.unit}` : ""}`;
  return (
    <ul className="c-list" aria-label="Results">
      {byName.map(([name, values]) => {
        const [latest, ...earlier] = values;
        return (
          latest && (
            <li key={name} style={{ alignItems: "baseline" }}>
              <span style={{ flex: 1 }}>{name}</span>
              <span style={{ textAlign: "right" }}>
                <b>{shown(latest)}</b> <span className="c-dim">{formatDate(localDateOf(session, latest.at))}</span>
                {earlier.length > 0 && (
                  <span className="c-dim"> · before: {earlier.slice(0, 3).map(shown).join(", ")}</span>
                )}
              </span>
            </li>
          )
        );
      })}
    </ul>
  );
}
