import { Button, Checkbox, NativeSelect, Textarea, TextInput } from "@mantine/core";
import {
  letterKind,
  letterKindLabels,
  letterOperations,
  type LetterTemplate,
} from "@practicum/contracts/charting/letters";
import { summaryLanguage } from "@practicum/contracts/charting/visit-summaries";
import { ErrorState, LoadingState, Notice } from "@practicum/ui/states.tsx";
import { Worklist, type WorklistColumn } from "@practicum/ui/worklist.tsx";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { newId } from "../../api/command-id.ts";
import { errorText } from "../../api/domain-error.ts";
import { useTRPC } from "../../api/trpc.ts";
import { useCommand } from "../../api/use-command.ts";
import { CommandForm } from "../../forms/command-form.tsx";
import { useCommandForm } from "../../forms/use-command-form.ts";
import { Page } from "../../shell/page.tsx";
import "../../shell/sheet.css";
import { say } from "../../shell/undo.tsx";
import { AdminTabs } from "./admin-tabs.tsx";

const languages = { en: "English", es: "Spanish" } as const;

const columns: readonly WorklistColumn<LetterTemplate>[] = [
  { id: "name", header: "Template", width: "minmax(180px, 2fr)", cell: (one) => <b lang={one.language}>{one.name}</b> },
  { id: "kind", header: "Kind", width: "minmax(120px, 1fr)", cell: (one) => letterKindLabels[one.kind] },
  { id: "language", header: "Language", width: "100px", cell: (one) => languages[one.language] },
  { id: "state", header: "In use", width: "90px", cell: (one) => (one.active ? "Yes" : "No") },
  {
    id: "by",
    header: "Saved by",
    width: "minmax(140px, 1fr)",
    below: true,
    cell: (one) => `${one.savedBy}, version ${one.version}`,
  },
];

/** The practice's letters: each template is changed here, with a preview and what is wrong with it. */
export function LetterTemplatesPage() {
  const trpc = useTRPC();
  const query = useQuery(trpc.charting.letterTemplates.queryOptions({}));
  const [open, setOpen] = useState<string | null>(null);
  const [fresh, setFresh] = useState<string | null>(null);
  const chosen = query.data?.find((one) => one.templateId === open);
  return (
    <Page
      title="Letter templates"
      actions={
        <Button size="xs" variant="default" onClick={() => setFresh(newId<"letter-template">())}>
          New template
        </Button>
      }
    >
      <AdminTabs />
      {query.isError && (
        <ErrorState what="The templates" message={errorText(query.error)} onRetry={() => void query.refetch()} />
      )}
      {query.isPending && <LoadingState rows={6} />}
      {query.data && (
        <Worklist
          label="Templates of letters"
          items={query.data}
          columns={columns}
          keyOf={(one) => one.templateId}
          landing
          onOpen={(one) => {
            setFresh(null);
            setOpen(one.templateId);
          }}
        />
      )}
      {fresh !== null && <TemplateForm key={fresh} templateId={fresh} template={null} onDone={() => setFresh(null)} />}
      {fresh === null && chosen && (
        <TemplateForm
          key={`${chosen.templateId} ${chosen.version}`}
          templateId={chosen.templateId}
          template={chosen}
          onDone={() => setOpen(null)}
        />
      )}
    </Page>
  );
}

interface FormProps {
  readonly templateId: string;
  /** Null makes one. */
  readonly template: LetterTemplate | null;
  readonly onDone: () => void;
}

function TemplateForm({ templateId, template, onDone }: FormProps) {
  const trpc = useTRPC();
  const of = useCommandForm({
    draft: `letter-template:${template === null ? "new" : templateId}`,
    initialValues: {
      name: template?.name ?? "",
      kind: template?.kind ?? "other",
      language: template?.language ?? "en",
      title: template?.title ?? "",
      body: template?.body ?? "{{patient.name}} was seen in our office on {{visit.date}}.",
      active: template?.active ?? true,
    },
    schema: letterOperations.saveLetterTemplate.input,
    toInput: (v) => ({ ...v, templateId, baseVersion: template?.version ?? 0 }),
    command: useCommand("charting", "saveLetterTemplate"),
    onDone: () => {
      say("Saved. Letters that were written before keep their text.");
      onDone();
    },
  });
  const { form } = of;
  const { kind, language, body } = form.getValues();
  const preview = useQuery({
    ...trpc.charting.previewLetterTemplate.queryOptions({
      kind: letterKind.parse(kind),
      language: summaryLanguage.parse(language),
      // limit: the field takes no more, and what is pasted beyond it is refused at the field.
      body: body.slice(0, 4000),
    }),
    placeholderData: keepPreviousData,
  });
  return (
    <div className="w-paper-layout" style={{ marginTop: 14 }}>
      <CommandForm
        of={of}
        label={template === null ? "New template" : `Template ${template.name}`}
        action="Save the template"
        size="xs"
        onCancel={onDone}
      >
        <TextInput size="xs" label="Name" required maxLength={80} {...form.getInputProps("name")} />
        <NativeSelect
          size="xs"
          label="Kind"
          data={letterKind.options.map((value) => ({ value, label: letterKindLabels[value] }))}
          {...form.getInputProps("kind")}
        />
        <NativeSelect
          size="xs"
          label="Language"
          data={summaryLanguage.options.map((value) => ({ value, label: languages[value] }))}
          {...form.getInputProps("language")}
        />
        <TextInput size="xs" label="Heading" required maxLength={80} {...form.getInputProps("title")} />
        <Textarea
          size="xs"
          label="Text"
          description="Fields stand in double braces. A line whose fields are all empty is left out."
          required
          autosize
          minRows={8}
          maxRows={20}
          maxLength={4000}
          {...form.getInputProps("body")}
        />
        <Checkbox
          size="xs"
          label="In use: new letters are begun from it"
          {...form.getInputProps("active", { type: "checkbox" })}
        />
      </CommandForm>
      <section aria-label="Preview">
        {preview.isError && <Notice tone="warn">The preview is not shown. {errorText(preview.error)}</Notice>}
        {preview.data?.faults.map((fault) => (
          <Notice key={fault} tone="danger" mb>
            {fault}
          </Notice>
        ))}
        {preview.data?.advice.map((one) => (
          <Notice key={one} tone="warn" mb>
            {one}
          </Notice>
        ))}
        <article className="w-sheet" lang={language} aria-label="Preview of the letter">
          <small>Preview with a patient who is made up, everything chosen.</small>
          <h2>{form.getValues().title}</h2>
          <p style={{ whiteSpace: "pre-wrap" }}>{preview.data?.text}</p>
        </article>
      </section>
    </div>
  );
}
