import { patientOperations, type Patient } from "@practicum/contracts/scheduling/patients";
import { useCommand } from "../../../api/use-command.ts";
import { CommandForm } from "../../../forms/command-form.tsx";
import { useCommandForm } from "../../../forms/use-command-form.ts";
import { useSession } from "../../../session/session-context.ts";
import { say } from "../../../shell/undo.tsx";
import { MoreFields, QuickFields } from "./demographics-form.tsx";
import { demographicsFields, toDemographics, valuesOf } from "./demographics-values.ts";

/** Where what is typed over a patient's record is kept. */
export function demographicsDraft({ patientId }: Pick<Patient, "patientId">): string {
  return `demographics:${patientId}`;
}

/** Changes demographics. */
export function EditDemographics({ patient, onDone }: { readonly patient: Patient; readonly onDone: () => void }) {
  const session = useSession();
  const of = useCommandForm({
    draft: demographicsDraft(patient),
    recordId: patient.patientId,
    initialValues: valuesOf(patient),
    schema: patientOperations.updatePatient.input,
    toInput: (values) => ({
      ...toDemographics(values, patient),
      patientId: patient.patientId,
      version: patient.version,
    }),
    fieldNames: demographicsFields,
    command: useCommand("scheduling", "updatePatient"),
    onDone: () => {
      say("Saved.");
      onDone();
    },
  });
  return (
    <CommandForm
      of={of}
      label="Demographics"
      action="Save"
      guide="demographics.save"
      style={{ maxWidth: 820 }}
      onCancel={onDone}
    >
      <QuickFields form={of.form} today={session.today} />
      <MoreFields form={of.form} today={session.today} />
    </CommandForm>
  );
}
