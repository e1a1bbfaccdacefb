import { Button, Group, Textarea } from "@mantine/core";
import { telephoneNoteOperations } from "@practicum/contracts/charting/telephone-notes";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "@tanstack/react-router";
import { useTRPC } from "../../../api/trpc.ts";
import { useCommand } from "../../../api/use-command.ts";
import { CommandForm } from "../../../forms/command-form.tsx";
import { useCommandForm } from "../../../forms/use-command-form.ts";
import { describePatient } from "../../../patient/use-patient.ts";
import { useSession } from "../../../session/session-context.ts";
import { hasDraft } from "../../../shell/dock/drafts.ts";
import { say } from "../../../shell/undo.tsx";
import { callerText, outcomeWords, type Call } from "./call-words.ts";

interface Props {
  readonly call: Call;
  readonly patientId: string;
  readonly disabled: boolean;
}

/** A provider writes what was advised into the chart: a telephone note, signed. */
export function ChartCall(props: Props) {
  const { call, patientId } = props;
  const session = useSession();
  const [open, setOpen] = useState(() => hasDraft(`telephone-note:${call.callId}`));
  if (call.noteId !== null)
    return (
      <Link to={`/p/${patientId}/visit`} className="p-anchor">
        The telephone note is in the chart
      </Link>
    );
  if (!session.can("note.sign")) return null;
  if (open) return <NoteForm {...props} onClose={() => setOpen(false)} />;
  return (
    <Group>
      <Button variant="default" disabled={props.disabled} onClick={() => setOpen(true)}>
        Write into the chart
      </Button>
    </Group>
  );
}

/** What was asked and answered, to be worked over: nothing of it is signed unread. */
function textOf({ message, entries }: Call): string {
  const said = entries
    .filter(({ kind, body }) => kind !== "escalated" && kind !== "charted" && body !== "")
    .map(({ kind, outcome, body, by }) =>
      kind === "attempt" && outcome !== null ? `${outcomeWords[outcome]} (${by}): ${body}` : `${by}: ${body}`,
    );
  return [message ?? "", ...said, "", "Advice: "].join("\n");
}

function NoteForm({ call, patientId, disabled, onClose }: Props & { readonly onClose: () => void }) {
  const trpc = useTRPC();
  const { staff, today } = useSession();
  const patient = useQuery(trpc.scheduling.getPatient.queryOptions({ patientId }));
  const of = useCommandForm({
    draft: `telephone-note:${call.callId}`,
    initialValues: { text: textOf(call) },
    schema: telephoneNoteOperations.signTelephoneNote.input,
    toInput: ({ text }, noteId) => ({
      noteId,
      patientId,
      callId: call.callId,
      calledAt: call.takenAt,
      spokeWith: callerText(call),
      reason: call.reason ?? "Telephone call",
      text,
    }),
    command: useCommand("charting", "signTelephoneNote"),
    onDone: () => {
      say("Signed. The telephone note is in the chart.");
      onClose();
    },
  });
  const who = patient.data ? describePatient(patient.data, today) : null;
  return (
    <CommandForm of={of} label="Telephone note" action="Sign" disabled={disabled || who === null} onCancel={onClose}>
      <Textarea
        label="Telephone note"
        required
        autosize
        minRows={5}
        maxLength={12_000}
        autoFocus
        {...of.form.getInputProps("text")}
      />
      {who && (
        <span className="i-dim">
          Sign as {staff.given} {staff.family}
          {staff.credential ? `, ${staff.credential}` : ""} – {who.name} {who.birth}. Nothing is charged for it.
        </span>
      )}
    </CommandForm>
  );
}
