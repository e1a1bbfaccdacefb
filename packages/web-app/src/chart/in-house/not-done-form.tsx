import { SegmentedControl, TextInput } from "@mantine/core";
import { inHouseOperations, type InHouseOrder } from "@practicum/contracts/charting/in-house";
import { must } from "@practicum/kernel/assert";
import { useCommand } from "../../api/use-command.ts";
import { CommandForm } from "../../forms/command-form.tsx";
import { useCommandForm } from "../../forms/use-command-form.ts";
import { say } from "../../shell/undo.tsx";

interface Props {
  readonly order: InHouseOrder;
  readonly onClose: () => void;
}

/** The patient refused it, or it was not carried out: the reason is what the provider needs to know. */
export function NotDoneForm({ order, onClose }: Props) {
  const of = useCommandForm({
    draft: `in-house-not:${order.orderId}`,
    initialValues: { kind: "refused", reason: "" },
    schema: inHouseOperations.recordNotDone.input,
    toInput: (v, outcomeId) => ({
      outcomeId,
      orderId: order.orderId,
      patientId: order.patientId,
      kind: v.kind === "refused" ? ("refused" as const) : ("not-done" as const),
      reason: v.reason,
    }),
    command: useCommand("charting", "recordNotDone"),
    onDone: () => {
      say(`${order.label}: ${of.form.getValues().kind === "refused" ? "refused" : "not done"}.`);
      onClose();
    },
  });
  const { form } = of;
  return (
    <CommandForm of={of} className="c-form" label={`${order.label} not carried out`} action="Record" onCancel={onClose}>
      <SegmentedControl
        aria-label="What happened"
        size="xs"
        data={[
          { value: "refused", label: "The patient refused" },
          { value: "not-done", label: "Not done" },
        ]}
        {...form.getInputProps("kind")}
      />
      <TextInput label="Why" required data-autofocus {...form.getInputProps("reason")} />
    </CommandForm>
  );
}

/** What was recorded is wrong: it stays to be seen, its charge goes, and the order waits again. */
export function StrikeForm({ order, onClose }: Props) {
  const outcome = must(order.outcome);
  const of = useCommandForm({
    draft: `strike-in-house:${outcome.outcomeId}`,
    initialValues: { reason: "" },
    schema: inHouseOperations.strikeInHouse.input,
    toInput: (v) => ({
      orderId: order.orderId,
      patientId: order.patientId,
      outcomeId: outcome.outcomeId,
      reason: v.reason,
    }),
    command: useCommand("charting", "strikeInHouse"),
    onDone: () => {
      say("Marked as entered in error; the order waits again.");
      onClose();
    },
  });
  return (
    <CommandForm
      of={of}
      className="c-form"
      label={`${order.label} entered in error`}
      action="Entered in error"
      onCancel={onClose}
    >
      <TextInput label="Why is it wrong?" required data-autofocus {...of.form.getInputProps("reason")} />
    </CommandForm>
  );
}
