import { Checkbox, TextInput } from "@mantine/core";
import { deathOperations, type DeathSource } from "@practicum/contracts/scheduling/deaths";
import type { Patient } from "@practicum/contracts/scheduling/patients";
import type { LocalDate } from "@practicum/kernel/local-date";
import { ChoiceList } from "@practicum/ui/choice-list.tsx";
import { DateInput } from "@practicum/ui/date-input.tsx";
import { formatName } from "@practicum/ui/format.ts";
import { useCommand } from "../../api/use-command.ts";
import { CommandForm } from "../../forms/command-form.tsx";
import { useCommandForm } from "../../forms/use-command-form.ts";
import { useSession } from "../../session/session-context.ts";
import { offerUndo } from "../../shell/undo.tsx";
import { deathSources } from "./death-words.ts";

interface Values extends Record<string, unknown> {
  readonly date: LocalDate | null;
  readonly notKnown: boolean;
  readonly source: DeathSource | null;
  readonly saidBy: string;
}

const blank: Values = { date: null, notKnown: false, source: null, saidBy: "" };
const sources = Object.entries(deathSources).map(([value, label]) => ({ value, label }));

export const deathDraft = (patientId: string) => `death:${patientId}`;

/** That the patient has died, with who said so (SCH-275). */
export function RecordDeath({ patient, onDone }: { readonly patient: Patient; readonly onDone: () => void }) {
  const { today } = useSession();
  const takeBack = useCommand("scheduling", "takeBackDeath");
  const { patientId, version } = patient;
  const of = useCommandForm({
    draft: deathDraft(patientId),
    initialValues: blank,
    schema: deathOperations.recordDeath.input,
    toInput: ({ date, notKnown, source, saidBy }, deathId) => ({
      deathId,
      patientId,
      version,
      date: notKnown ? null : date,
      source,
      saidBy,
    }),
    // A date that was left out is no date that nobody knows.
    hindered: ({ date, notKnown }) =>
      date === null && !notKnown ? "Enter the date of death, or tick that it is not known." : null,
    command: useCommand("scheduling", "recordDeath"),
    onDone: ({ version: now, ended }, _input, deathId) => {
      onDone();
      const waits = ended.waitEntries > 0 ? " Removed from the wait list." : "";
      offerUndo(
        `${formatName(patient.name)} is recorded as deceased.${waits}`,
        () => void takeBack.run({ deathId, patientId, version: now, because: "Recorded by mistake, undone at once" }),
      );
    },
  });
  const { form } = of;
  return (
    <section className="w-panel" aria-label="Record death" style={{ marginBottom: 12 }}>
      <header>
        <h2>Record death</h2>
      </header>
      <CommandForm of={of} label="Record death" action="Record death" size="xs" onCancel={onDone}>
        <DateInput
          label="Date of death"
          today={today}
          sense="past"
          data-autofocus
          disabled={form.getValues().notKnown}
          {...form.getInputProps("date")}
        />
        <Checkbox label="Date not known" {...form.getInputProps("notKnown", { type: "checkbox" })} />
        <ChoiceList label="Reported by" required data={sources} {...form.getInputProps("source")} />
        <TextInput
          label="Who said so"
          required
          maxLength={120}
          placeholder="Rosa Flores, daughter"
          autoComplete="off"
          {...form.getInputProps("saidBy")}
        />
        <p className="r-hint">
          No reminders, recalls, calls or offers go out any more. Booked visits stay until you cancel them; statements
          go to the guarantor or the estate.
        </p>
      </CommandForm>
    </section>
  );
}
