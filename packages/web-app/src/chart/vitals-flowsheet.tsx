import { Button, Group } from "@mantine/core";
import { formatDate } from "@practicum/kernel/local-date";
import { formatMinutes } from "@practicum/ui/format.ts";
import { Notice } from "@practicum/ui/states.tsx";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { errorText } from "../api/domain-error.ts";
import { useTRPC } from "../api/trpc.ts";
import { useCommand } from "../api/use-command.ts";
import { localDateOf, localMinutesOf, useSession } from "../session/session-context.ts";
import type { VitalsRecord } from "./chart-types.ts";
import { FlowsheetTable } from "./flowsheet-table.tsx";
import { vitalsFlowsheet } from "./flowsheet.ts";
import { vitalsText } from "./units.ts";

interface Props {
  /** The newest first. */
  readonly sets: readonly VitalsRecord[];
  /** Where the note is open: puts a set into it as text. */
  readonly onInsert?: (text: string) => void;
  readonly columnsFirst?: number;
  /** Nothing can be changed from here. */
  readonly readOnly?: boolean;
}

/** Vital signs over time. A wrong set is marked from its column; it stays, struck through. */
export function VitalsFlowsheet({ sets, onInsert, columnsFirst, readOnly = false }: Props) {
  const session = useSession();
  const trpc = useTRPC();
  const patientId = sets[0]?.patientId ?? "";
  const patient = useQuery({
    ...trpc.scheduling.getPatient.queryOptions({ patientId }),
    enabled: patientId !== "",
  });
  const [striking, setStriking] = useState<string | null>(null);
  if (sets.length === 0) return <div className="c-dim">No vital signs are recorded.</div>;
  const wrong = sets.find((set) => set.vitalsId === striking && !set.enteredInError);
  const canStrike = !readOnly && session.can("vitals.record");
  return (
    <>
      {wrong && <Strike set={wrong} onDone={() => setStriking(null)} />}
      <FlowsheetTable
        label="Vital signs"
        patientId={patientId}
        sheet={vitalsFlowsheet(
          sets,
          patient.data ? { birthDate: patient.data.birthDate, dayOf: (at) => localDateOf(session, at) } : null,
        )}
        {...(columnsFirst === undefined ? {} : { columnsFirst })}
        action={({ key, struck }) => {
          const set = sets.find((one) => one.vitalsId === key);
          if (!set || struck || (!canStrike && !onInsert)) return null;
          return (
            <span className="c-flow-actions">
              {onInsert && (
                <Button size="compact-xs" variant="default" onClick={() => onInsert(vitalsText(set))}>
                  Insert
                </Button>
              )}
              {canStrike && (
                <Button
                  size="compact-xs"
                  variant="subtle"
                  color="gray"
                  aria-expanded={striking === key}
                  onClick={() => setStriking(striking === key ? null : key)}
                >
                  Wrong?
                </Button>
              )}
            </span>
          );
        }}
      />
    </>
  );
}

/** The question before a set is struck, which says of which set it speaks. */
function Strike({ set, onDone }: { readonly set: VitalsRecord; readonly onDone: () => void }) {
  const session = useSession();
  const strike = useCommand("charting", "strikeVitals");
  const when = `${formatDate(localDateOf(session, set.takenAt))} ${formatMinutes(localMinutesOf(session, set.takenAt))}`;
  return (
    <Group gap="xs" mb={6} role="group" aria-label={`Vital signs of ${when}`}>
      <span className="c-dim">
        The set of <b>{when}</b> stays in the chart, struck through. This can't be undone.
      </span>
      <Button
        size="compact-xs"
        color="red"
        loading={strike.pending}
        onClick={() =>
          void strike
            .run({ vitalsId: set.vitalsId, patientId: set.patientId, reason: "Entered by mistake" })
            .then((answer) => {
              if (answer.ok) onDone();
            })
        }
      >
        Mark as entered in error
      </Button>
      <Button size="compact-xs" variant="default" onClick={onDone}>
        Keep it
      </Button>
      {strike.error && <Notice tone="danger">{errorText(strike.error)}</Notice>}
    </Group>
  );
}
