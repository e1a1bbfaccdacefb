import { Button, Group, Stack, Textarea, TextInput } from "@mantine/core";
import { threadOperations } from "@practicum/contracts/messaging/threads";
import { atLocal } from "@practicum/kernel/instant";
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
import { useDock, useDockPatient } from "../../shell/dock/dock-context.ts";
import { OwnerSelect } from "./owner-select.tsx";
import { assignmentOf } from "./task-model.ts";

const DUE_TIME = "17:00";

/** Starts a conversation in a patient's record. */
export function NewConversationDock({ about }: DockContentProps) {
  const session = useSession();
  const trpc = useTRPC();
  const client = useQueryClient();
  const dock = useDock();
  const [ids] = useState(() => ({ threadId: newId<"thread">(), messageId: newId<"message">() }));
  const [patientId, setPatientId] = useState<string | null>(about);
  const [choice, setChoice] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const start = useCommand("messaging", "startThread");
  const wrongPatient = useDockPatient(patientId);
  const { form, check, refuse } = useContractForm({
    initialValues: { subject: "", body: "", dueOn: null as string | null },
    schema: threadOperations.startThread.input,
    toInput: ({ subject, body, dueOn }) => ({
      ...ids,
      ...assignmentOf(choice),
      patientId: patientId ?? "",
      subject,
      body,
      dueAt: dueOn === null ? null : atLocal(dueOn, DUE_TIME, session.timeZone),
    }),
    fieldNames: { dueAt: "dueOn" },
  });
  const submit = async () => {
    setProblem(patientId === null ? "Choose the patient first." : null);
    if (patientId === null) return;
    const input = check();
    if (!input) return;
    const result = await start.run(input);
    if (!result.ok) return setProblem(refuse(result.error));
    await client.invalidateQueries(trpc.messaging.pathFilter());
    dock.open("conversation", ids.threadId);
  };
  return (
    <form
      noValidate
      aria-label="New conversation"
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
        {patientId === null && <PatientPicker autoFocus onPick={(picked) => setPatientId(picked.patientId)} />}
        {patientId !== null && about === null && <AnotherPatient onChange={() => setPatientId(null)} />}
        <TextInput label="About" required data-autofocus {...form.getInputProps("subject")} />
        <Textarea label="Message" required autosize minRows={4} {...form.getInputProps("body")} />
        <OwnerSelect label="For" value={choice} onChange={setChoice} />
        <DateInput label="Due by 5 PM on" today={session.today} {...form.getInputProps("dueOn")} />
        <Group>
          <Button type="submit" loading={start.pending} disabled={wrongPatient}>
            Send
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
