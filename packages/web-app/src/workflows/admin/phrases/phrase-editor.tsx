import { Button, Checkbox, NativeSelect, Textarea, TextInput } from "@mantine/core";
import { notePhraseOperations, phraseLanguage, type NotePhrase } from "@practicum/contracts/charting/note-phrases";
import { noteSection } from "@practicum/contracts/charting/notes";
import { alsoNamed, phraseTextFault, sameName } from "@practicum/note-templates/phrase-faults";
import { Notice } from "@practicum/ui/states.tsx";
import { useRef } from "react";
import { useCommand } from "../../../api/use-command.ts";
import { CommandForm } from "../../../forms/command-form.tsx";
import { useCommandForm } from "../../../forms/use-command-form.ts";
import { say } from "../../../shell/undo.tsx";
import { sectionLabels } from "../note-templates/field-model.ts";
import { PhrasePreview } from "./phrase-preview.tsx";
import { alsoNamedWords, languages, type PhraseContent } from "./phrase-words.ts";

interface Props {
  readonly phraseId: string;
  readonly scope: NotePhrase["scope"];
  /** As it is now; null makes one. */
  readonly phrase: NotePhrase | null;
  /** What it begins with: the phrase, or an earlier version of it. */
  readonly initial: PhraseContent;
  readonly others: readonly NotePhrase[];
  readonly onDone: () => void;
}

const commands = { own: "saveOwnPhrase", practice: "savePracticePhrase" } as const;

/** A phrase as a form, to be tried beside it while it is written. */
export function PhraseEditor({ phraseId, scope, phrase, initial, others, onDone }: Props) {
  const of = useCommandForm({
    draft: `note-phrase:${phrase === null ? `new ${scope}` : phraseId}`,
    initialValues: { ...initial, sections: [...initial.sections] as string[] },
    schema: notePhraseOperations.saveOwnPhrase.input,
    toInput: (v) => ({
      phraseId,
      baseVersion: phrase?.version ?? 0,
      name: v.name,
      text: v.text,
      sections: noteSection.options.filter((one) => v.sections.includes(one)),
      language: v.language,
      active: v.active,
    }),
    command: useCommand("charting", commands[scope]),
    onDone: () => {
      say("Saved. What it was put into before stays as it is.");
      onDone();
    },
  });
  const { form } = of;
  const v = form.getValues();
  const field = useRef<HTMLTextAreaElement>(null);
  const named = {
    ...v,
    phraseId: phraseId as NotePhrase["phraseId"],
    scope,
    sections: noteSection.options.filter((one) => v.sections.includes(one)),
    language: phraseLanguage.parse(v.language),
  };
  const taken = v.name.trim() === "" ? null : sameName(named, others);
  const also = v.name.trim() === "" ? null : alsoNamed(named, others);
  const fault = phraseTextFault(v.text);
  /** What is selected becomes what is asked for. */
  const ask = () => {
    const at = field.current;
    const [from, to] = at ? [at.selectionStart, at.selectionEnd] : [v.text.length, v.text.length];
    const asks =
      v.text
        .slice(from, to)
        .replaceAll(/[‹›\n]/g, " ")
        .trim() || "what";
    form.setFieldValue("text", `${v.text.slice(0, from)}‹${asks}›${v.text.slice(to)}`);
    setTimeout(() => {
      at?.focus();
      at?.setSelectionRange(from + 1, from + 1 + asks.length);
    });
  };
  const whose = scope === "own" ? "my own" : "the practice’s";
  return (
    <div className="nt-layout">
      <CommandForm
        of={of}
        label={phrase === null ? `New phrase, ${whose}` : `Phrase ${phrase.name}`}
        action="Save the phrase"
        size="xs"
        onCancel={onDone}
      >
        <TextInput
          size="xs"
          label="Name"
          required
          maxLength={60}
          {...form.getInputProps("name")}
          error={
            form.errors["name"] ?? (taken ? `There is a phrase “${taken.name}” in this place already.` : undefined)
          }
        />
        {also && <Notice tone="info">{alsoNamedWords(also, scope)}</Notice>}
        <Textarea
          ref={field}
          size="xs"
          label="Text"
          required
          description="What it asks for stands in marks, as ‹since when›; with answers, as ‹better | worse›."
          autosize
          minRows={4}
          maxRows={16}
          {...form.getInputProps("text")}
          error={form.errors["text"] ?? fault ?? undefined}
        />
        <div>
          <Button size="compact-xs" variant="default" onClick={ask}>
            Ask for something here
          </Button>
        </div>
        <Checkbox.Group
          size="xs"
          label="Offered in"
          required
          {...form.getInputProps("sections")}
          error={form.errors["sections"]}
        >
          <div className="ph-sections">
            {noteSection.options.map((section) => (
              <Checkbox key={section} size="xs" value={section} label={sectionLabels[section]} />
            ))}
          </div>
        </Checkbox.Group>
        <NativeSelect
          size="xs"
          label="Language"
          data={phraseLanguage.options.map((value) => ({ value, label: languages[value] }))}
          {...form.getInputProps("language")}
        />
      </CommandForm>
      <div className="nt-beside">
        <PhrasePreview text={v.text} />
      </div>
    </div>
  );
}
