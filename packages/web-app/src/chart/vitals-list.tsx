import { Button, Group } from "@mantine/core";
import { formatDate } from "@practicum/kernel/local-date";
import { formatMinutes } from "@practicum/ui/format.ts";
import { IconArrowDown, IconArrowUp } from "@tabler/icons-react";
import { useState } from "react";
import { useCommand } from "../api/use-command.ts";
import { localDateOf, localMinutesOf, useSession } from "../session/session-context.ts";
import { useChartRefresh } from "./chart-queries.ts";
import type { VitalsRecord } from "./chart-types.ts";
import { vitalLines, type VitalLine } from "./units.ts";

interface Props {
  readonly sets: readonly VitalsRecord[];
  /** Where the note is open: puts a set into it as text. */
  readonly onInsert?: (text: string) => void;
  readonly max?: number;
}

/** Sets of vital signs, newest first: what is out of range says so by arrow and word; errors stay, struck through. */
export function VitalsList({ sets, onInsert, max = 20 }: Props) {
  if (sets.length === 0) return <div className="c-dim">No vital signs are recorded.</div>;
  return (
    <>
      {sets.slice(0, max).map((set) => (
        <VitalsSet key={set.vitalsId} set={set} onInsert={onInsert} />
      ))}
      {sets.length > max && <div className="c-dim">{sets.length - max} older sets are not shown here.</div>}
    </>
  );
}

function VitalsSet({ set, onInsert }: { readonly set: VitalsRecord; readonly onInsert: Props["onInsert"] }) {
  const session = useSession();
  const refresh = useChartRefresh();
  const strike = useCommand("charting", "strikeVitals");
  const [striking, setStriking] = useState(false);
  const when = `${formatDate(localDateOf(session, set.takenAt))} ${formatMinutes(localMinutesOf(session, set.takenAt))}`;
  return (
    <div className="c-vitals" data-error={set.enteredInError}>
      <div className="c-vitals-head">
        <b>{when}</b>
        <span className="c-dim" style={{ flex: 1 }}>
          {set.takenBy}
          {set.enteredInError && " · entered in error"}
        </span>
        {onInsert && !set.enteredInError && (
          <Button size="compact-xs" variant="default" onClick={() => onInsert(vitalsText(set))}>
            Insert
          </Button>
        )}
        {!set.enteredInError && session.can("vitals.record") && (
          <Button
            size="compact-xs"
            variant="subtle"
            color="gray"
            aria-expanded={striking}
            onClick={() => setStriking(!striking)}
          >
            Wrong values?
          </Button>
        )}
      </div>
      {striking && !set.enteredInError && (
        <Group gap="xs" mb={6}>
          <span className="c-dim">They stay in the chart, struck through. This is not taken back.</span>
          <Button
            size="compact-xs"
            color="red"
            loading={strike.pending}
            onClick={() =>
              void strike
                .run({ vitalsId: set.vitalsId, patientId: set.patientId, reason: "Entered by mistake" })
                .then(refresh)
            }
          >
            Mark as entered in error
          </Button>
        </Group>
      )}
      <VitalsLines set={set} />
    </div>
  );
}

/** The values of a set, each with what is out of range. */
export function VitalsLines({ set }: { readonly set: VitalsRecord }) {
  return (
    <dl className="c-vitals-lines">
      {vitalLines(set).map((line) => (
        <div key={line.label}>
          <dt>{line.label}</dt>
          <dd>
            {line.text} <VitalsFlag set={set} line={line} />
          </dd>
        </div>
      ))}
      {set.bmiTenths !== null && (
        <div>
          <dt>Body mass index</dt>
          <dd>{(set.bmiTenths / 10).toFixed(1)}</dd>
        </div>
      )}
    </dl>
  );
}

/** What is out of range, by arrow and word; nothing on a set that is struck. */
function VitalsFlag({ set, line }: { readonly set: VitalsRecord; readonly line: VitalLine }) {
  const flags = set.abnormal.filter((one) => line.fields.some((field) => field === one.field));
  const worst = flags.find((one) => one.critical) ?? flags[0];
  if (!worst || set.enteredInError) return null;
  const Arrow = worst.direction === "high" ? IconArrowUp : IconArrowDown;
  return (
    <span className="c-flag" data-critical={worst.critical}>
      <Arrow size={13} aria-hidden />
      {worst.critical ? `critically ${worst.direction}` : worst.direction}
    </span>
  );
}

/** A set of vital signs as a sentence for the note. */
export function vitalsText(set: VitalsRecord): string {
  const values = vitalLines(set).map((line) => `${line.label} ${line.text}`);
  return `Vitals: ${[...values, ...(set.bmiTenths === null ? [] : [`BMI ${(set.bmiTenths / 10).toFixed(1)}`])].join("; ")}.`;
}
