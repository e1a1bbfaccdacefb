import { Button, Checkbox, TextInput } from "@mantine/core";
import { noteTemplateOperations, type NoteTemplate } from "@practicum/contracts/charting/note-templates";
import type { TemplateContent } from "@practicum/contracts/charting/template-content";
import { Notice } from "@practicum/ui/states.tsx";
import { useState } from "react";
import { useCommand } from "../../../api/use-command.ts";
import { CommandForm } from "../../../forms/command-form.tsx";
import { useCommandForm } from "../../../forms/use-command-form.ts";
import { saveFile } from "../../../shell/save-file.ts";
import { say } from "../../../shell/undo.tsx";
import { AgesFields } from "./ages-fields.tsx";
import { contentFaults } from "./content-faults.ts";
import { FaultList } from "./fault-list.tsx";
import { FieldList } from "./field-list.tsx";
import { templateFile } from "./template-file.ts";
import { TemplatePreview } from "./template-preview.tsx";
import { TemplateWords } from "./template-words.tsx";

interface Props {
  readonly templateId: string;
  /** Null makes one. */
  readonly template: NoteTemplate | null;
  readonly initial: { readonly name: string; readonly content: TemplateContent };
  /** Of another one what was typed and not saved is kept apart: "new", its own id, the name of a file. */
  readonly draft: string;
  readonly onDone: () => void;
}

/** A template as a form, with what is wrong with it and how it is filled in beside. */
export function TemplateEditor({ templateId, template, initial, draft, onDone }: Props) {
  const of = useCommandForm({
    draft: `note-template:${draft}`,
    initialValues: {
      name: initial.name,
      visitTypes: initial.content.visitTypes.join(", "),
      active: template?.active ?? true,
      // One text, so that a draft of it is kept and compared whole.
      content: JSON.stringify(initial.content),
    },
    schema: noteTemplateOperations.saveNoteTemplate.input,
    toInput: ({ name, active, ...v }) => ({
      templateId,
      baseVersion: template?.version ?? 0,
      name,
      active,
      content: contentOf(v),
    }),
    fieldOf: (path) => (path.startsWith("content") ? "content" : path),
    hindered: (v) => contentFaults(contentOf(v))[0]?.message ?? null,
    command: useCommand("charting", "saveNoteTemplate"),
    onDone: () => {
      say("Saved. Notes that were made with it keep theirs.");
      onDone();
    },
  });
  const { form } = of;
  const values = form.getValues();
  const content = contentOf(values);
  const faults = contentFaults(content);
  const [open, setOpen] = useState<number | null>(null);
  const set = (next: TemplateContent) => form.setFieldValue("content", JSON.stringify(next));
  return (
    <div className="nt-layout">
      <CommandForm
        of={of}
        label={template === null ? "New template" : `Template ${template.name}`}
        action="Save the template"
        size="xs"
        onCancel={onDone}
      >
        <TextInput size="xs" label="Name" required maxLength={80} {...form.getInputProps("name")} />
        <TextInput
          size="xs"
          label="Proposed for visit types"
          description="Their names, with commas between."
          {...form.getInputProps("visitTypes")}
        />
        <AgesFields ages={content.ages} onChange={(ages) => set({ ...content, ages })} />
        <FieldList content={content} onChange={set} faults={faults} open={open} onOpen={setOpen} />
        <TemplateWords content={content} onChange={set} />
        <Checkbox
          size="xs"
          label="In use: notes can be made with it"
          {...form.getInputProps("active", { type: "checkbox" })}
        />
      </CommandForm>
      <div className="nt-beside">
        <FaultList faults={faults} onOpen={setOpen} />
        {form.errors["content"] && (
          <Notice tone="danger" role="alert" mb>
            {form.errors["content"]}
          </Notice>
        )}
        <TemplatePreview content={content} />
        <Button
          size="xs"
          variant="default"
          onClick={() =>
            saveFile(
              `${values.name.replaceAll(/[^A-Za-z0-9]+/g, "-")}.json`,
              new Blob([templateFile(values.name, content)], { type: "application/json" }),
            )
          }
        >
          Export as a file
        </Button>
      </div>
    </div>
  );
}

function contentOf(v: { readonly content: string; readonly visitTypes: string }): TemplateContent {
  const visitTypes = v.visitTypes
    .split(",")
    .map((one) => one.trim())
    .filter((one) => one !== "");
  return { ...(JSON.parse(v.content) as TemplateContent), visitTypes };
}
