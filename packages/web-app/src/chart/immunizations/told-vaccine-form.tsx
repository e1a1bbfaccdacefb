import { Button, Chip, Group, TextInput } from "@mantine/core";
import { immunizationOperations } from "@practicum/contracts/charting/immunizations";
import type { LocalDate } from "@practicum/kernel/local-date";
import { DateInput } from "@practicum/ui/date-input.tsx";
import { Notice } from "@practicum/ui/states.tsx";
import { useRef, useState } from "react";
import { newId } from "../../api/command-id.ts";
import { useCommand } from "../../api/use-command.ts";
import { useContractForm } from "../../forms/use-contract-form.ts";
import { useSession } from "../../session/session-context.ts";
import { say } from "../../shell/undo.tsx";
import { useChartRefresh } from "../chart-queries.ts";
import { SearchPicker } from "../search-picker.tsx";
import { useVaccineSearch, type VaccineMatch } from "./use-vaccine-search.tsx";

interface Props {
  readonly patientId: string;
  readonly onClose: () => void;
}

const sources = ["Vaccination card", "State register", "Other practice’s record", "Told by the patient or parent"];
const refusals = ["Parent or patient declines", "Ill today; another day", "Had it elsewhere", "Medical reason"];

interface PastValues extends Record<string, unknown> {
  readonly givenOn: LocalDate | null;
  readonly lot: string;
  readonly knownFrom: string;
}

/** A dose that was given elsewhere: which, when, and where that is known from. */
export function PastVaccineForm({ patientId, onClose }: Props) {
  const { today } = useSession();
  const refresh = useChartRefresh();
  const record = useCommand("charting", "recordPastImmunization");
  const [vaccine, setVaccine] = useState<VaccineMatch | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const immunizationId = useRef(newId<"immunization">());
  const initialValues: PastValues = { givenOn: null, lot: "", knownFrom: "" };
  const { form, check, refuse } = useContractForm({
    initialValues,
    schema: immunizationOperations.recordPastImmunization.input,
    toInput: (v) => ({ ...v, immunizationId: immunizationId.current, patientId, cvx: vaccine?.cvx ?? "" }),
  });
  const save = async () => {
    const input = check();
    if (!input) return;
    const result = await record.run(input);
    if (!result.ok) return setProblem(refuse(result.error));
    refresh();
    say(`${vaccine?.label ?? "The vaccine"} is in the history.`);
    onClose();
  };
  return (
    <form
      className="c-form"
      aria-label="Historical immunization"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <Chosen vaccine={vaccine} onChoose={setVaccine} today={today} />
      {vaccine && (
        <>
          <div className="i-fields">
            <DateInput label="Given on" required today={today} sense="past" {...form.getInputProps("givenOn")} />
            <TextInput label="Lot, where known" {...form.getInputProps("lot")} />
            <TextInput label="Known from" required {...form.getInputProps("knownFrom")} />
          </div>
          <Choices
            choices={sources}
            value={form.getValues().knownFrom}
            onChange={(knownFrom) => form.setFieldValue("knownFrom", knownFrom)}
          />
        </>
      )}
      <Foot
        problem={problem}
        pending={record.pending}
        ready={vaccine !== null}
        label="Add to the history"
        onClose={onClose}
      />
    </form>
  );
}

interface RefusalValues extends Record<string, unknown> {
  readonly refusedOn: LocalDate | null;
  readonly reason: string;
}

/** That a vaccine was offered and refused, and why. */
export function RefusedVaccineForm({ patientId, onClose }: Props) {
  const { today } = useSession();
  const refresh = useChartRefresh();
  const record = useCommand("charting", "recordVaccineRefusal");
  const [vaccine, setVaccine] = useState<VaccineMatch | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const immunizationId = useRef(newId<"immunization">());
  const initialValues: RefusalValues = { refusedOn: today, reason: "" };
  const { form, check, refuse } = useContractForm({
    initialValues,
    schema: immunizationOperations.recordVaccineRefusal.input,
    toInput: (v) => ({ ...v, immunizationId: immunizationId.current, patientId, cvx: vaccine?.cvx ?? "" }),
  });
  const save = async () => {
    const input = check();
    if (!input) return;
    const result = await record.run(input);
    if (!result.ok) return setProblem(refuse(result.error));
    refresh();
    say("The refusal is recorded.");
    onClose();
  };
  return (
    <form
      className="c-form"
      aria-label="Vaccine refusal"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <Chosen vaccine={vaccine} onChoose={setVaccine} today={today} />
      {vaccine && (
        <>
          <div className="i-fields">
            <DateInput label="Refused on" required today={today} sense="past" {...form.getInputProps("refusedOn")} />
            <TextInput label="Reason" required {...form.getInputProps("reason")} />
          </div>
          <Choices
            choices={refusals}
            value={form.getValues().reason}
            onChange={(reason) => form.setFieldValue("reason", reason)}
          />
        </>
      )}
      <Foot
        problem={problem}
        pending={record.pending}
        ready={vaccine !== null}
        label="Record the refusal"
        onClose={onClose}
      />
    </form>
  );
}

interface ChosenProps {
  readonly vaccine: VaccineMatch | null;
  readonly onChoose: (vaccine: VaccineMatch | null) => void;
  readonly today: LocalDate;
}

function Chosen({ vaccine, onChoose, today }: ChosenProps) {
  const useSearch = useVaccineSearch(today, true);
  if (!vaccine) {
    return (
      <SearchPicker
        label="Vaccine"
        placeholder="Name, trade name, CVX or CPT"
        useSearch={useSearch}
        autoFocus
        onPick={(match) => match.cvx !== null && onChoose(match)}
      />
    );
  }
  return (
    <Group gap="xs">
      <b>{vaccine.label}</b> <span className="c-dim">CVX {vaccine.cvx}</span>
      <Button size="compact-xs" variant="default" onClick={() => onChoose(null)}>
        Another vaccine
      </Button>
    </Group>
  );
}

interface ChoicesProps {
  readonly choices: readonly string[];
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function Choices({ choices, value, onChange }: ChoicesProps) {
  return (
    <Chip.Group value={value} onChange={(chosen) => onChange(String(chosen))}>
      <Group gap={6}>
        {choices.map((one) => (
          <Chip key={one} value={one} size="xs">
            {one}
          </Chip>
        ))}
      </Group>
    </Chip.Group>
  );
}

interface FootProps {
  readonly problem: string | null;
  readonly pending: boolean;
  readonly ready: boolean;
  readonly label: string;
  readonly onClose: () => void;
}

function Foot({ problem, pending, ready, label, onClose }: FootProps) {
  return (
    <>
      {problem && (
        <Notice tone="danger" role="alert">
          {problem}
        </Notice>
      )}
      <Group gap="xs">
        <Button type="submit" loading={pending} disabled={!ready}>
          {label}
        </Button>
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
      </Group>
    </>
  );
}
