import { Textarea, TextInput } from "@mantine/core";
import { threadOperations } from "@practicum/contracts/messaging/threads";
import { atLocal } from "@practicum/kernel/instant";
import { DateInput } from "@practicum/ui/date-input.tsx";
import { useState } from "react";
import { newId } from "../../api/command-id.ts";
import { useCommand } from "../../api/use-command.ts";
import type { DockContentProps } from "../../app/workflow.ts";
import { CommandForm } from "../../forms/command-form.tsx";
import { useCommandForm } from "../../forms/use-command-form.ts";
import { AnotherPatient, PatientPicker } from "../../patient/patient-picker.tsx";
import { useSession } from "../../session/session-context.ts";
import { useDock, useDockPatient } from "../../shell/dock/dock-context.ts";
import { say } from "../../shell/undo.tsx";
import { OwnerSelect } from "./owner-select.tsx";
import { assignmentOf } from "./task-model.ts";

const DUE_TIME = "17:00";

/** Starts a conversation in a patient's record. */
export function NewConversationDock({ about }: DockContentProps) {
  const session = useSession();
  const dock = useDock();
  const [messageId] = useState(() => newId<"message">());
  const of = useCommandForm({
    draft: `conversation:new:${about ?? ""}`,
    initialValues: { subject: "", body: "", dueOn: null as string | null, patientId: about, choice: "" },
    schema: threadOperations.startThread.input,
    toInput: ({ subject, body, dueOn, choice, patientId }, threadId) => ({
      threadId,
      messageId,
      ...assignmentOf(choice),
      patientId: patientId ?? "",
      subject,
      body,
      dueAt: dueOn === null ? null : atLocal(dueOn, DUE_TIME, session.timeZone),
    }),
    fieldNames: { dueAt: "dueOn" },
    hindered: (values) => (values.patientId === null ? "Choose the patient first." : null),
    command: useCommand("messaging", "startThread"),
    onDone: (_, { threadId }) => {
      // Whoever gave it to clinical staff can't open it any more: that it was sent has to be said here.
      say("Conversation sent.");
      dock.open("conversation", threadId);
    },
  });
  const { form } = of;
  const { patientId, choice } = form.getValues();
  const setPatientId = (id: string | null) => form.setFieldValue("patientId", id);
  const wrongPatient = useDockPatient(patientId);
  return (
    <CommandForm of={of} label="New conversation" action="Send" guide="conversation.send" disabled={wrongPatient}>
      {patientId === null && <PatientPicker autoFocus onPick={(picked) => setPatientId(picked.patientId)} />}
      {patientId !== null && about === null && <AnotherPatient onChange={() => setPatientId(null)} />}
      <TextInput label="About" required data-autofocus {...form.getInputProps("subject")} />
      <Textarea label="Message" required autosize minRows={4} {...form.getInputProps("body")} />
      <OwnerSelect label="For" value={choice} onChange={(value) => form.setFieldValue("choice", value)} />
      <DateInput label="Due by 5 PM on" today={session.today} {...form.getInputProps("dueOn")} />
    </CommandForm>
  );
}
