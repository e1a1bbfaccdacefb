import { Button, Checkbox, Group, Textarea } from "@mantine/core";
import type { Encounter } from "@practicum/contracts/charting/encounters";
import { privateNoteOperations, type privateNote } from "@practicum/contracts/charting/private-notes";
import { mayDo } from "@practicum/contracts/permission";
import { ErrorState, LoadingState, Notice } from "@practicum/ui/states.tsx";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { z } from "zod";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC } from "../../../api/trpc.ts";
import { useCommand } from "../../../api/use-command.ts";
import { whenText } from "../../../chart/when-text.ts";
import { CommandForm } from "../../../forms/command-form.tsx";
import { useCommandForm } from "../../../forms/use-command-form.ts";
import { useSession } from "../../../session/session-context.ts";
import { say } from "../../../shell/undo.tsx";

type Note = z.output<typeof privateNote>;

/**
 * Private notes of a visit (psychotherapy notes, 45 CFR 164.501): for the author, and whom the author names. All others see nothing here, not
 * even that there is one; they are in no print of the visit.
 */
export function PrivateNotes({ encounter }: { readonly encounter: Encounter }) {
  const session = useSession();
  const may = session.can("psychotherapy-note.read");
  const trpc = useTRPC();
  const { encounterId, providerId } = encounter;
  const notes = useQuery({ ...trpc.charting.privateNotes.queryOptions({ encounterId }), enabled: may });
  const [writing, setWriting] = useState(false);
  const me = session.staff.staffId;
  const mayWrite = providerId === me && session.can("psychotherapy-note.write");
  const own = notes.data?.find((one) => one.authorId === me);
  const others = notes.data?.filter((one) => one.authorId !== me) ?? [];
  if (!may || (!mayWrite && others.length === 0)) return null;
  return (
    <section className="w-panel p-no-print" aria-label="Private note" style={{ marginBottom: 12 }}>
      <header>
        <h2>Private note</h2>
        <span className="c-dim">Kept apart from the chart: only you and whom you name</span>
      </header>
      {notes.isError && (
        <ErrorState what="Private notes" message={errorText(notes.error)} onRetry={() => void notes.refetch()} />
      )}
      {notes.isPending && <LoadingState rows={2} />}
      {notes.data && own && (
        <OwnNote encounterId={encounterId} note={own} onChange={() => setWriting(true)} changing={writing} />
      )}
      {notes.data && mayWrite && (writing || !own) && (
        <NoteForm
          key={own?.version ?? 0}
          encounterId={encounterId}
          note={own ?? null}
          opened={writing}
          onOpen={setWriting}
        />
      )}
      {others.map((one) => (
        <div key={one.noteId}>
          <ByLine note={one} />
          <p className="e-private-text">{one.text}</p>
        </div>
      ))}
    </section>
  );
}

function ByLine({ note }: { readonly note: Note }) {
  const session = useSession();
  return (
    <div className="c-dim">
      {note.by}, {whenText(session, note.savedAt)}
    </div>
  );
}

interface OwnProps {
  readonly encounterId: string;
  readonly note: Note;
  readonly changing: boolean;
  readonly onChange: () => void;
}

function OwnNote({ encounterId, note, changing, onChange }: OwnProps) {
  const [sharing, setSharing] = useState(false);
  const readers = note.readers.map((one) => one.name).join("; ");
  return (
    <>
      <ByLine note={note} />
      {!changing && <p className="e-private-text">{note.text}</p>}
      <p className="c-dim">{readers === "" ? "Nobody else can read it." : `Also read by: ${readers}`}</p>
      {sharing && <ShareForm note={note} encounterId={encounterId} onClose={() => setSharing(false)} />}
      {!changing && !sharing && (
        <Group gap="xs">
          <Button size="xs" variant="default" onClick={onChange}>
            Write on
          </Button>
          <Button size="xs" variant="default" onClick={() => setSharing(true)}>
            Who may read it
          </Button>
        </Group>
      )}
    </>
  );
}

interface FormProps {
  readonly encounterId: string;
  readonly note: Note | null;
  readonly opened: boolean;
  readonly onOpen: (open: boolean) => void;
}

function NoteForm({ encounterId, note, opened, onOpen }: FormProps) {
  const of = useCommandForm({
    draft: `private-note:${encounterId}`,
    recordId: note?.noteId,
    initialValues: { text: note?.text ?? "" },
    schema: privateNoteOperations.savePrivateNote.input,
    toInput: ({ text }, noteId) => ({ text, noteId, encounterId, baseVersion: note?.version ?? 0 }),
    command: useCommand("charting", "savePrivateNote"),
    onDone: () => {
      say("The private note is saved.");
      onOpen(false);
    },
  });
  if (!opened && note === null)
    return (
      <Button size="xs" variant="default" onClick={() => onOpen(true)}>
        Write a private note
      </Button>
    );
  return (
    <CommandForm
      of={of}
      label="Private note"
      action="Save the private note"
      size="xs"

      onCancel={() => onOpen(false)}
    >
      <Notice tone="info">
        For the conversation itself. Medicines, session times, tests, diagnosis, plan and progress belong in the
        visit&apos;s note (45 CFR 164.501).
      </Notice>
      <Textarea label="Text" required autoFocus autosize minRows={4} {...of.form.getInputProps("text")} />
    </CommandForm>
  );
}

interface ShareProps {
  readonly encounterId: string;
  readonly note: Note;
  readonly onClose: () => void;
}

function ShareForm({ encounterId, note, onClose }: ShareProps) {
  const trpc = useTRPC();
  const staff = useQuery({ ...trpc.identity.listStaff.queryOptions({}), staleTime: 10 * 60_000 });
  const { noteId } = note;
  const of = useCommandForm({
    draft: `private-note-readers:${noteId}`,
    recordId: noteId,
    initialValues: { staffIds: note.readers.map((one) => one.staffId) },
    schema: privateNoteOperations.sharePrivateNote.input,
    toInput: ({ staffIds }) => ({ staffIds, noteId, encounterId }),
    words: { staffIds: (ids: readonly string[]) => `${ids.length} people` },
    command: useCommand("charting", "sharePrivateNote"),
    onDone: onClose,
  });
  if (staff.isError)
    return <ErrorState what="The people" message={errorText(staff.error)} onRetry={() => void staff.refetch()} />;
  if (!staff.data) return <LoadingState rows={2} />;
  const people = staff.data.filter(
    (one) => one.active && one.staffId !== note.authorId && mayDo(one, "psychotherapy-note.read"),
  );
  return (
    <CommandForm of={of} label="Who may read it" action="Save who may read it" size="xs" onCancel={onClose}>
      <Checkbox.Group label="Who else may read this private note" {...of.form.getInputProps("staffIds")}>
        <div className="e-people">
          {people.map((one) => (
            <Checkbox
              key={one.staffId}
              value={one.staffId}
              label={`${one.given} ${one.family}${one.credential ? `, ${one.credential}` : ""}`}
            />
          ))}
        </div>
      </Checkbox.Group>
    </CommandForm>
  );
}
