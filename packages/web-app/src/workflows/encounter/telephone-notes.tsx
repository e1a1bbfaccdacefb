import { Button, Textarea } from "@mantine/core";
import { telephoneNoteOperations, type TelephoneNote } from "@practicum/contracts/charting/telephone-notes";
import { dateIn, timeIn } from "@practicum/kernel/instant";
import { formatDate } from "@practicum/kernel/local-date";
import { formatTime } from "@practicum/ui/format.ts";
import { ErrorState } from "@practicum/ui/states.tsx";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { errorText } from "../../api/domain-error.ts";
import { useTRPC } from "../../api/trpc.ts";
import { useCommand } from "../../api/use-command.ts";
import { CommandForm } from "../../forms/command-form.tsx";
import { useCommandForm } from "../../forms/use-command-form.ts";
import { useSession } from "../../session/session-context.ts";
import { say } from "../../shell/undo.tsx";
import "../../chart/chart.css";
import "./encounter.css";

interface Props {
  readonly patientId: string;
  /** Where they are only read: beside a note that is being written. */
  readonly readOnly?: boolean;
}

/** What was advised on calls: each opens in its place. */
export function TelephoneNotes({ patientId, readOnly = false }: Props) {
  const trpc = useTRPC();
  const session = useSession();
  const notes = useQuery(trpc.charting.telephoneNotes.queryOptions({ patientId }));
  const [open, setOpen] = useState<string | null>(null);
  if (notes.isError)
    return (
      <ErrorState what="The telephone notes" message={errorText(notes.error)} onRetry={() => void notes.refetch()} />
    );
  if (!notes.data || notes.data.length === 0) return null;
  const { timeZone } = session;
  return (
    <section aria-label="Telephone notes" style={{ marginTop: 16 }}>
      <h2 className="e-notes-title">Telephone notes</h2>
      <ul className="c-list">
        {notes.data.map((note) => (
          <li key={note.noteId} style={{ display: "block" }}>
            <button
              type="button"
              className="e-prior"
              aria-expanded={open === note.noteId}
              onClick={() => setOpen(open === note.noteId ? null : note.noteId)}
            >
              <b>
                {formatDate(dateIn(note.calledAt, timeZone))} {formatTime(timeIn(note.calledAt, timeZone))}
              </b>{" "}
              {note.reason}
              <span className="c-dim">
                {" "}
                · {note.spokeWith} · {note.by}
                {note.struck ? " · entered in error" : ""}
              </span>
            </button>
            {open === note.noteId && (
              <div className="e-prior-note">
                {note.struck && (
                  <div className="c-dim">
                    Entered in error, says {note.struck.by}: {note.struck.reason}
                  </div>
                )}
                <div className="e-read">{note.text}</div>
                {!readOnly && !note.struck && note.byId === session.staff.staffId && (
                  <Strike note={note} patientId={patientId} />
                )}
              </div>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Strike({ note, patientId }: { readonly note: TelephoneNote; readonly patientId: string }) {
  const [asking, setAsking] = useState(false);
  const { noteId } = note;
  const of = useCommandForm({
    draft: `telephone-note-strike:${noteId}`,
    initialValues: { reason: "" },
    schema: telephoneNoteOperations.strikeTelephoneNote.input,
    toInput: ({ reason }) => ({ noteId, patientId, reason }),
    command: useCommand("charting", "strikeTelephoneNote"),
    onDone: () => say("Marked as entered in error."),
  });
  if (!asking)
    return (
      <Button size="compact-sm" variant="default" onClick={() => setAsking(true)}>
        Entered in error
      </Button>
    );
  return (
    <CommandForm
      of={of}
      label="Entered in error"
      action="Mark as entered in error"
      size="xs"
      onCancel={() => setAsking(false)}
    >
      <Textarea label="Why" required autosize autoFocus {...of.form.getInputProps("reason")} />
    </CommandForm>
  );
}
