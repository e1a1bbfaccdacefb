import { Button, Group } from "@mantine/core";
import type { SeriesSlot } from "@practicum/contracts/scheduling/series";
import { formatTime, formatWeekday } from "@practicum/ui/format.ts";
import { conflictWords, slotWords } from "./series-words.ts";

/** A visit of a series that is planned, as the service answers it. */
export interface PlannedVisit extends SeriesSlot {
  /** By which the choice for it is kept. */
  readonly key: string;
  readonly place: number;
  readonly conflict: keyof typeof conflictWords | null;
  readonly proposals: readonly (SeriesSlot & { readonly providerName: string })[];
}

/** What was chosen for a visit instead of where the series puts it: another time, or what `without` says. */
export type Instead = "without" | SeriesSlot;

interface Props {
  readonly label: string;
  readonly visits: readonly PlannedVisit[];
  readonly instead: { readonly [key: string]: Instead };
  readonly onChoose: (key: string, instead: Instead | null) => void;
  readonly nameOf: (providerResourceId: string) => string;
  /** What can be done beside another time: leave the visit out, or let it stay where it is. */
  readonly without: { readonly verb: string; readonly done: string };
}

/** The visits of a series one by one: free, or why not, with other times. */
export function PlannedVisits({ label, visits, instead, onChoose, nameOf, without }: Props) {
  return (
    <ol className="s-series" aria-label={label}>
      {visits.map((visit) => (
        <Visit
          key={visit.key}
          visit={visit}
          chosen={instead[visit.key] ?? null}
          onChoose={(next) => onChoose(visit.key, next)}
          nameOf={nameOf}
          without={without}
        />
      ))}
    </ol>
  );
}

interface VisitProps extends Pick<Props, "nameOf" | "without"> {
  readonly visit: PlannedVisit;
  readonly chosen: Instead | null;
  readonly onChoose: (instead: Instead | null) => void;
}

function Visit({ visit, chosen, onChoose, nameOf, without }: VisitProps) {
  const when = slotWords(visit);
  if (chosen !== null)
    return (
      <li data-state="changed">
        <Group gap="xs" justify="space-between" wrap="nowrap">
          <span>
            <s>{when}</s>{" "}
            <b>{chosen === "without" ? without.done : `${slotWords(chosen)} · ${nameOf(chosen.providerResourceId)}`}</b>
          </span>
          <Button
            size="compact-xs"
            variant="subtle"
            aria-label={`Change what becomes of ${when}`}
            onClick={() => onChoose(null)}
          >
            Change
          </Button>
        </Group>
      </li>
    );
  const withoutIt = (
    <Button
      size="compact-xs"
      variant="subtle"
      aria-label={`${without.verb} ${when}`}
      onClick={() => onChoose("without")}
    >
      {without.verb}
    </Button>
  );
  if (visit.conflict === null)
    return (
      <li data-state="free">
        <Group gap="xs" justify="space-between" wrap="nowrap">
          <span>{when}</span>
          {withoutIt}
        </Group>
      </li>
    );
  return (
    <li data-state="conflict">
      <Group gap="xs" justify="space-between" wrap="nowrap">
        <span>
          <b>{when}</b>
          <small>{conflictWords[visit.conflict]}</small>
        </span>
        {withoutIt}
      </Group>
      <Group gap={6} mt={4}>
        {visit.proposals.map(({ providerName, ...slot }) => {
          const day = slot.date === visit.date ? "" : `${formatWeekday(slot.date)} `;
          const who = slot.providerResourceId === visit.providerResourceId ? "" : ` · ${providerName}`;
          return (
            <Button
              key={`${slot.date}${slot.start}${slot.providerResourceId}`}
              size="compact-xs"
              variant="default"
              aria-label={`Instead of ${when}: ${slotWords(slot)} with ${providerName}`}
              onClick={() => onChoose(slot)}
            >
              {`${day}${formatTime(slot.start)}${who}`}
            </Button>
          );
        })}
        {visit.proposals.length === 0 && <small>No other time is free near it.</small>}
      </Group>
    </li>
  );
}

/** How many still have to be settled before anything can be done. */
export function unsettled(visits: readonly PlannedVisit[], instead: Props["instead"]): number {
  return visits.filter((one) => one.conflict !== null && instead[one.key] === undefined).length;
}
