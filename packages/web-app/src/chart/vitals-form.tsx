import { Button, SegmentedControl, TextInput } from "@mantine/core";
import { abnormalVitals, HEAD_UNTIL_MONTHS } from "@practicum/contracts/vital-ranges";
import { ageInMonths, type LocalDate } from "@practicum/kernel/local-date";
import { useKeys } from "@practicum/ui/keys.ts";
import { Notice } from "@practicum/ui/states.tsx";
import { useRef, useState, type ReactNode } from "react";
import { useCommand } from "../api/use-command.ts";
import { useSession } from "../session/session-context.ts";
import { RestoredNotice } from "../forms/restored-notice.tsx";
import { useDraft } from "../shell/dock/drafts.ts";
import { offerUndo } from "../shell/undo.tsx";
import { savedText } from "./critical-vitals.ts";
import { failedText } from "./failed-text.ts";
import { emptyEntry, readEntry, type EntryField, type VitalsEntry } from "./vitals-entry.ts";

interface Props {
  readonly patientId: string;
  readonly encounterId: string | null;
  readonly birthDate: LocalDate;
  /** After a set with a critical value was saved. */
  readonly onCritical?: () => void;
}

/** Which fields of the chart a field of the form fills. */
const filled = {
  pressure: ["systolic", "diastolic"],
  pulse: ["pulse"],
  respiration: ["respiration"],
  temperature: ["temperatureHundredthsC"],
  saturation: ["oxygenSaturation"],
  weight: ["weightGrams"],
  height: ["heightMm"],
  head: ["headMm"],
  pain: ["pain"],
} as const satisfies { readonly [F in EntryField]: readonly string[] };

const WEIGHT_UNITS = ["lb", "kg"] as const;
const HEIGHT_UNITS = ["in", "cm"] as const;

/** Vital signs for the room: large fields, number keys, units as people say them; what is out of range says so while one types. */
export function VitalsForm({ patientId, encounterId, birthDate, onCritical }: Props) {
  const { today } = useSession();
  const record = useCommand("charting", "recordVitals");
  const strike = useCommand("charting", "strikeVitals");
  const [entry, setEntry, clear, kept] = useDraft<VitalsEntry>(`vitals:${patientId}:${encounterId}`, emptyEntry);
  const [asked, setAsked] = useState(false);
  const frame = useRef<HTMLFormElement>(null);
  const read = readEntry(entry);
  const abnormal = abnormalVitals(read.vitals, birthDate, today);
  const measuresHead = ageInMonths(birthDate, today) < HEAD_UNTIL_MONTHS;
  const change = (next: Partial<VitalsEntry>) => setEntry((old) => ({ ...old, ...next }));

  const save = async () => {
    setAsked(true);
    if (read.empty || Object.keys(read.problems).length > 0) {
      setTimeout(() => frame.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
      return;
    }
    const sent = kept.recordId;
    const result = await record.run({ ...read.vitals, vitalsId: sent, patientId, encounterId });
    if (!result.ok) {
      if (result.error.code !== "already-recorded") return;
      clear();
      return;
    }
    setEntry(emptyEntry);
    clear();
    setAsked(false);
    const critical = result.value.abnormal.some((one) => one.critical);
    const takeBack = () => {
      void strike.run({ vitalsId: sent, patientId, reason: "Entered in error" });
    };
    offerUndo(savedText(result.value.abnormal), takeBack, { tone: critical ? "danger" : "done", about: patientId });
    if (critical) onCritical?.();
  };
  const field = (name: EntryField, label: string, unit: string, extra?: ReactNode) => {
    const problem = read.problems[name];
    const flag = abnormal.find((one) => filled[name].some((chartField) => chartField === one.field));
    return (
      <div>
        <TextInput
          size="md"
          label={label}
          inputMode={name === "pressure" || name === "height" || name === "head" ? "text" : "decimal"}
          autoComplete="off"
          value={entry[name]}
          onChange={(event) => change({ [name]: event.currentTarget.value })}
          error={problem && (asked || entry[name].trim().length > 3) ? problem : undefined}
          rightSection={extra ?? <span className="c-dim">{unit}</span>}
          rightSectionWidth={extra ? 92 : 56}
        />
        <div className="v-hint" aria-live="polite">
          {read.understood[name] && <span className="c-dim">{read.understood[name]}</span>}
          {flag && !problem && (
            <span className="c-flag" data-critical={flag.critical}>
              {flag.direction === "high" ? "↑" : "↓"} {flag.critical ? `critically ${flag.direction}` : flag.direction}
            </span>
          )}
        </div>
      </div>
    );
  };
  return (
    <form
      ref={frame}
      noValidate
      className="w-panel"
      aria-label="Vital signs"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
      onKeyDown={useKeys({ "mod+Enter": save })}
    >
      <header>
        <h2>Vital signs</h2>
      </header>
      <RestoredNotice draft={kept} />
      <div className="v-fields">
        {field("pressure", "Blood pressure", "mmHg")}
        {field("pulse", "Pulse", "/min")}
        {field("respiration", "Respiration", "/min")}
        {field("temperature", "Temperature", "°F / °C")}
        {field("saturation", "Oxygen saturation", "%")}
        {field(
          "weight",
          "Weight",
          "",
          <UnitChoice
            of="weight"
            units={WEIGHT_UNITS}
            unit={entry.weightUnit}
            set={(weightUnit) => change({ weightUnit })}
          />,
        )}
        {field(
          "height",
          "Height",
          "",
          <UnitChoice
            of="height"
            units={HEIGHT_UNITS}
            unit={entry.heightUnit}
            set={(heightUnit) => change({ heightUnit })}
          />,
        )}
        {measuresHead && field("head", "Head circumference", entry.heightUnit)}
        {field("pain", "Pain", "0–10")}
      </div>
      {asked && read.empty && <Notice tone="warn">Enter at least one value.</Notice>}
      {record.error && (
        <Notice tone="danger" role="alert">
          {failedText(record.error, "vitals")}
        </Notice>
      )}
      <Button type="submit" h={44} mt="sm" loading={record.pending}>
        Save vital signs
      </Button>
    </form>
  );
}

interface UnitChoiceProps<U extends string> {
  readonly of: string;
  readonly units: readonly U[];
  readonly unit: U;
  readonly set: (unit: U) => void;
}

/** The unit in which a value is typed, beside it. */
function UnitChoice<U extends string>({ of, units, unit, set }: UnitChoiceProps<U>) {
  return <SegmentedControl aria-label={`Unit of ${of}`} size="xs" data={[...units]} value={unit} onChange={set} />;
}
