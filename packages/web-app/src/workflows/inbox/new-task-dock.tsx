import { Button, Group, SegmentedControl, Stack, Textarea, TextInput } from "@mantine/core";
import { taskOperations } from "@practicum/contracts/messaging/tasks";
import { DateInput } from "@practicum/ui/date-input.tsx";
import { Notice } from "@practicum/ui/states.tsx";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { newId } from "../../api/command-id.ts";
import { useTRPC } from "../../api/trpc.ts";
import { useCommand } from "../../api/use-command.ts";
import type { DockContentProps } from "../../app/workflow.ts";
import { useContractForm } from "../../forms/use-contract-form.ts";
import { AnotherPatient, PatientPicker } from "../../patient/patient-picker.tsx";
import { useSession } from "../../session/session-context.ts";
import { useDockPatient } from "../../shell/dock/dock-context.ts";
import { say } from "../../shell/undo.tsx";
import { OwnerSelect } from "./owner-select.tsx";
import { assignmentOf } from "./task-model.ts";

/** Makes a task, about a patient or not. */
export function NewTaskDock({ about, onDone }: DockContentProps) {
  const session = useSession();
  const trpc = useTRPC();
  const client = useQueryClient();
  const [taskId] = useState(() => newId<"task">());
  const [patientId, setPatientId] = useState<string | null>(about);
  const [choice, setChoice] = useState(`staff:${session.staff.staffId}`);
  const [problem, setProblem] = useState<string | null>(null);
  const create = useCommand("messaging", "createTask");
  const wrongPatient = useDockPatient(patientId);
  const { form, check, refuse } = useContractForm({
    initialValues: { title: "", detail: "", dueOn: null as string | null, priority: "normal" as "normal" | "high" },
    schema: taskOperations.createTask.input,
    toInput: (values) => ({ ...values, ...assignmentOf(choice), taskId, patientId, about: null }),
  });
  const submit = async () => {
    setProblem(null);
    const input = check();
    if (!input) return;
    const result = await create.run(input);
    if (!result.ok) return setProblem(refuse(result.error));
    await client.invalidateQueries(trpc.messaging.pathFilter());
    say("The task is made.");
    onDone();
  };
  return (
    <form
      noValidate
      aria-label="New task"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
      onKeyDown={(event) => {
        if (event.key === "Enter" && event.ctrlKey) void submit();
      }}
    >
      <Stack gap="sm">
        {problem && (
          <Notice tone="danger" role="alert">
            {problem}
          </Notice>
        )}
        <TextInput label="What is to be done" required data-autofocus {...form.getInputProps("title")} />
        <Textarea label="Details" autosize minRows={2} {...form.getInputProps("detail")} />
        {patientId === null && (
          <PatientPicker label="About a patient (optional)" onPick={(picked) => setPatientId(picked.patientId)} />
        )}
        {patientId !== null && <AnotherPatient onChange={() => setPatientId(null)} />}
        <OwnerSelect value={choice} onChange={setChoice} />
        <DateInput label="Due" today={session.today} {...form.getInputProps("dueOn")} />
        <SegmentedControl
          aria-label="Priority"
          data={[
            { value: "normal", label: "Normal" },
            { value: "high", label: "High" },
          ]}
          {...form.getInputProps("priority")}
        />
        <Group>
          <Button type="submit" loading={create.pending} disabled={wrongPatient}>
            Create task
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
