import { Button, Chip, Group, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { immunizationOperations } from "@practicum/contracts/charting/immunizations";
import type { LocalDate } from "@practicum/kernel/local-date";
import { DateInput } from "@practicum/ui/date-input.tsx";
import type { ReactNode } from "react";
import { useCommand } from "../../api/use-command.ts";
import { CommandForm } from "../../forms/command-form.tsx";
import { useCommandForm, type CommandFormControl } from "../../forms/use-command-form.ts";
import { useSession } from "../../session/session-context.ts";
import { say } from "../../shell/undo.tsx";
import { SearchPicker } from "../search-picker.tsx";
import { useVaccineSearch } from "./use-vaccine-search.tsx";

interface Props {
  readonly patientId: string;
  readonly onClose: () => void;
}

const sources = ["Vaccination card", "State register", "Other practice’s record", "Reported by the patient or parent"];
const refusals = ["Parent or patient declines", "Ill today; another day", "Had it elsewhere", "Medical reason"];

/** Which vaccine: the label is kept with the code, so that a draft can name it. */
interface Chosen extends Record<string, unknown> {
  readonly cvx: string;
  readonly vaccine: string;
}

interface PastValues extends Chosen {
  readonly givenOn: LocalDate | null;
  readonly lot: string;
  readonly knownFrom: string;
}

/** A dose that was given elsewhere: which, when, and where that is known from. */
export function PastVaccineForm({ patientId, onClose }: Props) {
  const { today } = useSession();
  const initialValues: PastValues = { cvx: "", vaccine: "", givenOn: null, lot: "", knownFrom: "" };
  const of = useCommandForm({
    draft: `vaccine-past:${patientId}`,
    initialValues,
    schema: immunizationOperations.recordPastImmunization.input,
    toInput: ({ cvx, givenOn, lot, knownFrom }, immunizationId) => ({
      immunizationId,
      patientId,
      cvx,
      givenOn,
      lot,
      knownFrom,
    }),
    command: useCommand("charting", "recordPastImmunization"),
    onDone: () => {
      say(`${of.form.getValues().vaccine} is in the history.`);
      onClose();
    },
  });
  const { form } = of;
  return (
    <ToldForm of={of} label="Historical immunization" action="Add to the history" onClose={onClose}>
      <div className="i-fields">
        <DateInput label="Given on" required today={today} sense="past" {...form.getInputProps("givenOn")} />
        <TextInput label="Lot, where known" {...form.getInputProps("lot")} />
        <TextInput label="Source" required {...form.getInputProps("knownFrom")} />
      </div>
      <Choices
        choices={sources}
        value={form.getValues().knownFrom}
        onChange={(knownFrom) => form.setFieldValue("knownFrom", knownFrom)}
      />
    </ToldForm>
  );
}

interface RefusalValues extends Chosen {
  readonly refusedOn: LocalDate | null;
  readonly reason: string;
}

/** That a vaccine was offered and refused, and why. */
export function RefusedVaccineForm({ patientId, onClose }: Props) {
  const { today } = useSession();
  const initialValues: RefusalValues = { cvx: "", vaccine: "", refusedOn: today, reason: "" };
  const of = useCommandForm({
    draft: `vaccine-refused:${patientId}`,
    initialValues,
    schema: immunizationOperations.recordVaccineRefusal.input,
    toInput: ({ cvx, refusedOn, reason }, immunizationId) => ({ immunizationId, patientId, cvx, refusedOn, reason }),
    command: useCommand("charting", "recordVaccineRefusal"),
    onDone: () => {
      say("The refusal is recorded.");
      onClose();
    },
  });
  const { form } = of;
  return (
    <ToldForm of={of} label="Vaccine refusal" action="Record the refusal" onClose={onClose}>
      <div className="i-fields">
        <DateInput label="Refused on" required today={today} sense="past" {...form.getInputProps("refusedOn")} />
        <TextInput label="Reason" required {...form.getInputProps("reason")} />
      </div>
      <Choices
        choices={refusals}
        value={form.getValues().reason}
        onChange={(reason) => form.setFieldValue("reason", reason)}
      />
    </ToldForm>
  );
}

interface ToldProps<Values extends Chosen> {
  readonly of: CommandFormControl<Values>;
  readonly label: string;
  readonly action: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** First the vaccine, then what is told of it. */
function ToldForm<Values extends Chosen>({ of, label, action, onClose, children }: ToldProps<Values>) {
  const { today } = useSession();
  const useSearch = useVaccineSearch(today, true);
  // Every such form has the two fields of `Chosen`.
  const form = of.form as unknown as UseFormReturnType<Chosen>;
  const { cvx, vaccine } = form.getValues();
  return (
    <CommandForm of={of} className="c-form" label={label} action={action} disabled={cvx === ""} onCancel={onClose}>
      {cvx === "" ? (
        <SearchPicker
          label="Vaccine"
          placeholder="Name, trade name, CVX or CPT"
          useSearch={useSearch}
          autoFocus
          onPick={(match) => match.cvx !== null && form.setValues({ cvx: match.cvx, vaccine: match.label })}
        />
      ) : (
        <>
          <Group gap="xs">
            <b>{vaccine}</b> <span className="c-dim">CVX {cvx}</span>
            <Button size="compact-xs" variant="default" onClick={() => form.setValues({ cvx: "", vaccine: "" })}>
              Another vaccine
            </Button>
          </Group>
          {children}
        </>
      )}
    </CommandForm>
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
