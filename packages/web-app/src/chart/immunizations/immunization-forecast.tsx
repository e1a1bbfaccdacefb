import { Badge, Button, Menu } from "@mantine/core";
import type { ForecastState, GroupForecast } from "@practicum/contracts/charting/immunization-forecast";
import { ErrorState, LoadingState, Notice } from "@practicum/ui/states.tsx";
import { useQuery } from "@tanstack/react-query";
import { errorText } from "../../api/domain-error.ts";
import { useTRPC } from "../../api/trpc.ts";
import { forecastWords, inOrder, stateWords } from "./forecast-words.ts";

interface Props {
  readonly patientId: string;
  /** Whether no dose is on record: then all that is due is so because nothing was written down. */
  readonly nothingGiven: boolean;
  /** Opens the form with this vaccine; absent for who gives none. */
  readonly onGive: ((cvx: string) => void) | undefined;
}

const COLORS: { readonly [S in ForecastState]?: string } = { overdue: "red", due: "orange", contraindicated: "red" };
const GIVEN_NOW: ReadonlySet<ForecastState> = new Set(["overdue", "due", "due-soon"]);

/** Which vaccines are due, by CDC's rules as they were loaded; what cannot be told is said so. */
export function ImmunizationForecast({ patientId, nothingGiven, onGive }: Props) {
  const trpc = useTRPC();
  const query = useQuery(trpc.charting.immunizationForecast.queryOptions({ patientId }));
  if (query.isError) {
    return (
      <ErrorState what="The vaccine forecast" message={errorText(query.error)} onRetry={() => void query.refetch()} />
    );
  }
  if (!query.data) return <LoadingState label="Looking up which vaccines are due" />;
  const { rules, groups, notConsidered, unknownVaccines } = query.data;
  if (rules !== "loaded") {
    return (
      <Notice tone="info">
        {rules === "missing"
          ? "No forecast of what is due: CDC’s vaccine rules are not loaded here."
          : "No forecast of what is due: the vaccine rules that were loaded cannot be read."}{" "}
        Whoever runs the installation loads them: practicum codes import cdsi FOLDER
      </Notice>
    );
  }
  return (
    <section aria-label="Vaccines due">
      <h3>Due, by CDC’s rules</h3>
      {nothingGiven && (
        <Notice tone="warn">
          No dose is on record. What is due assumes that none was given: ask for a history first.
        </Notice>
      )}
      <ul className="c-list">
        {inOrder(groups).map((group) => (
          <Line key={group.group} group={group} onGive={onGive} />
        ))}
      </ul>
      {unknownVaccines.length > 0 && (
        <Notice tone="warn">Not counted, since the rules do not know them: {unknownVaccines.join(", ")}.</Notice>
      )}
      <p className="c-dim">
        By the doses on record, age, sex and coded problems. Reactions, pregnancy, medications, work and travel are not
        looked at{notConsidered.length > 0 && `; nor are these problems: ${notConsidered.join(", ")}`}.
      </p>
    </section>
  );
}

function Line({ group, onGive }: { readonly group: GroupForecast; readonly onGive: Props["onGive"] }) {
  const { state, vaccines } = group;
  return (
    <li className="i-line">
      <div className="i-line-head">
        <span style={{ flex: 1 }}>
          <span className="i-name">{group.group}</span>{" "}
          <Badge size="sm" variant="light" color={COLORS[state] ?? "gray"}>
            {stateWords[state]}
          </Badge>{" "}
          <span className="c-dim">{forecastWords(group)}</span>
        </span>
        {onGive && GIVEN_NOW.has(state) && vaccines.length > 0 && (
          <Menu>
            <Menu.Target>
              <Button size="compact-xs" variant="default" aria-label={`Administer ${group.group}`}>
                Administer
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              {vaccines.map(({ cvx, label }) => (
                <Menu.Item key={cvx} onClick={() => onGive(cvx)}>
                  {label} <span className="c-dim">CVX {cvx}</span>
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        )}
      </div>
    </li>
  );
}
