import { SegmentedControl, Textarea, TextInput } from "@mantine/core";
import { taskOperations } from "@practicum/contracts/messaging/tasks";
import { DateInput } from "@practicum/ui/date-input.tsx";
import { useCommand } from "../../api/use-command.ts";
import type { DockContentProps } from "../../app/workflow.ts";
import { CommandForm } from "../../forms/command-form.tsx";
import { useCommandForm } from "../../forms/use-command-form.ts";
import { AnotherPatient, PatientPicker } from "../../patient/patient-picker.tsx";
import { useSession } from "../../session/session-context.ts";
import { useDockPatient } from "../../shell/dock/dock-context.ts";
import { say } from "../../shell/undo.tsx";
import { OwnerSelect } from "./owner-select.tsx";
import { assignmentOf } from "./task-model.ts";

/** Makes a task, about a patient or not. */
export function NewTaskDock({ about, onDone }: DockContentProps) {
  const session = useSession();
  const of = useCommandForm({
    draft: `task:new:${about ?? ""}`,
    initialValues: {
      title: "",
      detail: "",
      dueOn: null as string | null,
      priority: "normal" as "normal" | "high",
      patientId: about,
      choice: `staff:${session.staff.staffId}`,
    },
    schema: taskOperations.createTask.input,
    toInput: ({ choice, ...values }, taskId) => ({ ...values, ...assignmentOf(choice), taskId, about: null }),
    command: useCommand("messaging", "createTask"),
    onDone: () => {
      say("The task is made.");
      onDone();
    },
  });
  const { form } = of;
  const { patientId, choice } = form.getValues();
  const setPatientId = (id: string | null) => form.setFieldValue("patientId", id);
  const wrongPatient = useDockPatient(patientId);
  return (
    <CommandForm of={of} label="New task" action="Create task" guide="task.create" disabled={wrongPatient}>
      <TextInput label="What is to be done" required data-autofocus {...form.getInputProps("title")} />
      <Textarea label="Details" autosize minRows={2} {...form.getInputProps("detail")} />
      {patientId === null && (
        <PatientPicker label="About a patient (optional)" onPick={(picked) => setPatientId(picked.patientId)} />
      )}
      {patientId !== null && <AnotherPatient onChange={() => setPatientId(null)} />}
      <OwnerSelect value={choice} onChange={(value) => form.setFieldValue("choice", value)} />
      <DateInput label="Due" today={session.today} {...form.getInputProps("dueOn")} />
      <SegmentedControl
        aria-label="Priority"
        data={[
          { value: "normal", label: "Normal" },
          { value: "high", label: "High" },
        ]}
        {...form.getInputProps("priority")}
      />
    </CommandForm>
  );
}
