import { Button, FileButton, TextInput } from "@mantine/core";
import type { NoteTemplateSummary } from "@practicum/contracts/charting/note-templates";
import type { TemplateContent } from "@practicum/contracts/charting/template-content";
import { ErrorState, LoadingState, Notice } from "@practicum/ui/states.tsx";
import { Worklist, type WorklistColumn } from "@practicum/ui/worklist.tsx";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { newId } from "../../../api/command-id.ts";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC } from "../../../api/trpc.ts";
import { whenText } from "../../../chart/when-text.ts";
import { useSession } from "../../../session/session-context.ts";
import { Page } from "../../../shell/page.tsx";
import { AdminTabs } from "../admin-tabs.tsx";
import { blank } from "./field-model.ts";
import "./note-templates.css";
import { PacksPanel } from "./packs-panel.tsx";
import { TemplateEditor } from "./template-editor.tsx";
import { readTemplateFile } from "./template-file.ts";

const columns: readonly WorklistColumn<NoteTemplateSummary>[] = [
  { id: "name", header: "Template", width: "minmax(200px, 2fr)", cell: (one) => <b>{one.name}</b> },
  { id: "for", header: "Proposed for", width: "minmax(140px, 1.5fr)", cell: (one) => one.visitTypes.join(", ") || "–" },
  { id: "fields", header: "Fields", width: "70px", cell: (one) => String(one.fields) },
  { id: "state", header: "In use", width: "80px", cell: (one) => (one.active ? "Yes" : "No") },
  {
    id: "by",
    header: "Saved by",
    width: "minmax(140px, 1fr)",
    below: true,
    cell: (one) => `${one.savedBy}, version ${one.version}`,
  },
];

function isSought({ name, visitTypes }: NoteTemplateSummary, sought: string): boolean {
  const words = [name, ...visitTypes].join(" ").toLowerCase();
  return sought
    .toLowerCase()
    .split(/\s+/)
    .every((word) => words.includes(word));
}

interface Fresh {
  readonly templateId: string;
  readonly name: string;
  readonly content: TemplateContent;
  readonly draft: string;
}

/** The practice's templates of notes: changed here, with a preview and what is wrong beside; packs come and go here. */
export function NoteTemplatesPage() {
  const trpc = useTRPC();
  const templates = useQuery(trpc.charting.noteTemplates.queryOptions({}));
  const [open, setOpen] = useState<string | null>(null);
  const [sought, setSought] = useState("");
  const found = (templates.data ?? []).filter((one) => isSought(one, sought));
  const [fresh, setFresh] = useState<Fresh | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const take = async (file: File | null) => {
    if (file === null) return;
    const read = readTemplateFile(await file.text());
    if ("fault" in read) return setFault(read.fault);
    setFault(null);
    setFresh({ templateId: newId<"note-template">(), ...read, draft: `file ${read.name}` });
  };
  return (
    <Page
      title="Note templates"
      actions={
        <>
          <FileButton accept="application/json,.json" onChange={(file) => void take(file)}>
            {(props) => (
              <Button size="xs" variant="default" {...props}>
                Import a file
              </Button>
            )}
          </FileButton>
          <Button
            size="xs"
            variant="default"
            onClick={() => setFresh({ templateId: newId<"note-template">(), name: "", content: blank, draft: "new" })}
          >
            New template
          </Button>
        </>
      }
    >
      <AdminTabs />
      {fault !== null && (
        <Notice tone="danger" role="alert" mb>
          {fault}
        </Notice>
      )}
      {templates.isError && (
        <ErrorState
          what="The templates"
          message={errorText(templates.error)}
          onRetry={() => void templates.refetch()}
        />
      )}
      {templates.isPending && <LoadingState rows={6} />}
      {templates.data?.length === 0 && (
        <Notice tone="info">There is no template yet. Take a pack into use, or press New template.</Notice>
      )}
      {fresh === null && open === null && templates.data && templates.data.length > 0 && (
        <>
          <TextInput
            size="xs"
            w={260}
            mt={14}
            mb={8}
            aria-label="Find a template"
            placeholder="Name or visit type"
            value={sought}
            onChange={(event) => setSought(event.currentTarget.value)}
          />
          <Worklist
            label="Templates of notes"
            items={found}
            columns={columns}
            keyOf={(one) => one.templateId}
            landing
            onOpen={(one) => {
              setFresh(null);
              setOpen(one.templateId);
            }}
          />
        </>
      )}
      {fresh !== null && (
        <TemplateEditor
          key={fresh.templateId}
          templateId={fresh.templateId}
          template={null}
          initial={fresh}
          draft={fresh.draft}
          onDone={() => setFresh(null)}
        />
      )}
      {fresh === null && open !== null && <OpenTemplate key={open} templateId={open} onDone={() => setOpen(null)} />}
      {fresh === null && open === null && <PacksPanel />}
    </Page>
  );
}

/** A template with its versions; an earlier one is looked at, and made the newest by saving it. */
function OpenTemplate({ templateId, onDone }: { readonly templateId: string; readonly onDone: () => void }) {
  const trpc = useTRPC();
  const session = useSession();
  const [version, setVersion] = useState<number | null>(null);
  const now = useQuery(trpc.charting.getNoteTemplate.queryOptions({ templateId, version: null }));
  const then = useQuery({
    ...trpc.charting.getNoteTemplate.queryOptions({ templateId, version }),
    enabled: version !== null,
  });
  const shown = version === null ? now : then;
  if (now.isError || shown.isError)
    return <Notice tone="warn">The template is not shown. {errorText(now.error ?? shown.error)}</Notice>;
  if (!now.data || !shown.data) return <LoadingState rows={6} />;
  const { versions } = now.data;
  return (
    <>
      {versions.length > 1 && (
        <nav className="nt-versions" aria-label="Versions">
          {versions.map((one) => (
            <Button
              key={one.version}
              size="compact-xs"
              variant={one.version === shown.data.version ? "filled" : "default"}
              onClick={() => setVersion(one.version === versions[0]?.version ? null : one.version)}
            >
              Version {one.version}, {one.savedBy}, {whenText(session, one.savedAt)}
              {one.active ? "" : ", out of use"}
            </Button>
          ))}
        </nav>
      )}
      <TemplateEditor
        key={`${now.data.version} ${version ?? "now"}`}
        templateId={templateId}
        template={now.data}
        initial={shown.data}
        draft={templateId}
        onDone={onDone}
      />
    </>
  );
}
