import { Textarea } from "@mantine/core";
import { restrictionOperations } from "@practicum/contracts/charting/restrictions";
import { useCommand } from "../../../api/use-command.ts";
import { CommandForm } from "../../../forms/command-form.tsx";
import { useCommandForm } from "../../../forms/use-command-form.ts";
import { say } from "../../../shell/undo.tsx";

/** Lifts one restriction; it stays on record with the reason. */
export function LiftForm(props: {
  readonly patientId: string;
  readonly restrictionId: string;
  readonly onClose: () => void;
}) {
  const { patientId, restrictionId, onClose } = props;
  const of = useCommandForm({
    draft: `lift:${restrictionId}`,
    recordId: restrictionId,
    initialValues: { reason: "" },
    schema: restrictionOperations.liftRestriction.input,
    toInput: (values) => ({ ...values, patientId, restrictionId }),
    command: useCommand("charting", "liftRestriction"),
    onDone: () => {
      say("The restriction is lifted.");
      onClose();
    },
  });
  return (
    <CommandForm of={of} label="Lift the restriction" action="Lift the restriction" size="xs" onCancel={onClose}>
      <Textarea
        label="Why it is not needed any more"
        required
        data-autofocus
        autosize
        minRows={2}
        {...of.form.getInputProps("reason")}
      />
    </CommandForm>
  );
}
