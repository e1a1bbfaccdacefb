import { Button } from "@mantine/core";
import type { NoteForm } from "@practicum/contracts/charting/note-templates";
import type { FieldAnswer, TemplateField } from "@practicum/contracts/charting/template-content";
import { ok } from "@practicum/kernel/result";
import { answerOfText, answerText } from "@practicum/note-templates/answer-text";
import { wordsOf } from "@practicum/note-templates/narrative";
import type { SaveState } from "@practicum/ui/saved-state.tsx";
import { Notice } from "@practicum/ui/states.tsx";
import { memo, useCallback, useEffect, useMemo } from "react";
import { useCommand } from "../../../api/use-command.ts";
import { keepTyping, readTyping } from "../draft-store.ts";
import { useSavedText, type Saving } from "../use-saved-text.ts";
import { Entry } from "./entry.tsx";
import type { NoteForms } from "./use-note-forms.ts";

interface Props {
  readonly encounterId: string;
  readonly templateId: string;
  readonly field: TemplateField;
  /** As the service has it; undefined where nobody answered. */
  readonly saved: NoteForm["answers"][number] | undefined;
  readonly onAnswer: NoteForms["onAnswer"];
  readonly onSaveState?: ((place: string, state: SaveState) => void) | undefined;
}

/** How a browser's draft and the note's saved state name a field. */
export const placeOf = (templateId: string, field: string): string => `field:${templateId}.${field}`;

/** One field of a template: it saves itself as a section does, and two people who answer it see both answers. */
export const FieldEntry = memo(function FieldEntry(props: Props) {
  const { encounterId, templateId, field, saved, onAnswer, onSaveState } = props;
  const place = placeOf(templateId, field.key);
  const { run, refresh } = useCommand("charting", "saveNoteAnswer", { quiet: true });
  const save: Saving["save"] = useCallback(
    async (text, _marks, baseVersion) => {
      const answer = answerOfText(text) ?? null;
      const done = await run({ encounterId, templateId, field: field.key, answer, baseVersion });
      // What the visit shows elsewhere follows: other people's screens, and this one's gate.
      if (done.ok) void refresh();
      return done.ok ? ok(done.value) : done;
    },
    [run, refresh, encounterId, templateId, field.key],
  );
  const stored = useMemo(
    () => ({
      text: answerText(saved?.answer),
      version: saved?.version ?? 0,
      savedAt: saved?.savedAt ?? null,
      savedBy: saved?.savedBy ?? null,
    }),
    [saved],
  );
  const { state, type, resolve, saveState } = useSavedText({
    key: { encounterId, section: place },
    stored,
    save,
    refresh,
  });
  const typing = useMemo(() => {
    const key = { encounterId, section: place };
    return { text: readTyping(key), keep: (text: string | null) => keepTyping(key, text) };
  }, [encounterId, place]);
  const { kind } = saveState;
  const at = saveState.kind === "saved" ? saveState.at : null;
  useEffect(() => {
    onSaveState?.(place, kind === "saved" ? { kind, at: at ?? "" } : { kind });
  }, [onSaveState, place, kind, at]);
  // A field that is shown no more is nothing that the signature would have to wait for.
  useEffect(() => () => onSaveState?.(place, { kind: "idle" }), [onSaveState, place]);
  useEffect(() => onAnswer(templateId, field.key, state.text, false), [onAnswer, templateId, field.key, state.text]);
  const answer = answerOfText(state.text);
  const onChange = (next: FieldAnswer | null) => {
    const text = answerText(next);
    type(text);
    onAnswer(templateId, field.key, text, true);
  };
  return (
    <div className="nf-field" data-field={`field.${templateId}.${field.key}`} data-answered={answer !== undefined}>
      <Entry field={field} answer={answer} onChange={onChange} typing={typing} />
      {state.theirs && (
        <Notice tone="warn" role="alert">
          {state.theirs.savedBy ?? "Someone"} answered “{said(field, state.theirs.text)}”; you answered “
          {said(field, state.text)}”.{" "}
          <Button size="compact-xs" onClick={() => resolve(state.text)}>
            Keep yours
          </Button>{" "}
          <Button
            size="compact-xs"
            variant="default"
            onClick={() => {
              resolve(state.theirs?.text ?? "");
              onAnswer(templateId, field.key, state.theirs?.text ?? "", true);
            }}
          >
            Take theirs
          </Button>
        </Notice>
      )}
      {state.refusal && (
        <Notice tone="danger" role="alert">
          {state.refusal} What you entered is kept in this browser.
        </Notice>
      )}
    </div>
  );
});

const said = (field: TemplateField, text: string): string => wordsOf(field, answerOfText(text)) ?? "nothing";
