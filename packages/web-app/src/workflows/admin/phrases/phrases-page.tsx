import { Button, Checkbox, TextInput } from "@mantine/core";
import type { NotePhrase } from "@practicum/contracts/charting/note-phrases";
import { ErrorState, LoadingState, Notice } from "@practicum/ui/states.tsx";
import { Worklist, type WorklistColumn } from "@practicum/ui/worklist.tsx";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { newId } from "../../../api/command-id.ts";
import { errorText } from "../../../api/domain-error.ts";
import { useTRPC } from "../../../api/trpc.ts";
import "../../../chart/chart.css";
import { useSession } from "../../../session/session-context.ts";
import { Page } from "../../../shell/page.tsx";
import { AdminTabs } from "../admin-tabs.tsx";
import { sectionLabels } from "../note-templates/field-model.ts";
import "../note-templates/note-templates.css";
import { OpenPhrase } from "./open-phrase.tsx";
import { PackPhrases } from "./pack-phrases.tsx";
import { PhraseEditor } from "./phrase-editor.tsx";
import { blankPhrase, isSought, languages, scopes, type PhraseContent } from "./phrase-words.ts";

const columns: readonly WorklistColumn<NotePhrase>[] = [
  { id: "name", header: "Phrase", width: "minmax(160px, 1fr)", cell: (one) => <b lang={one.language}>{one.name}</b> },
  { id: "whose", header: "Whose", width: "80px", cell: (one) => scopes[one.scope] },
  {
    id: "text",
    header: "Text",
    width: "minmax(180px, 2fr)",
    cell: (one) => (
      <span className="ph-text" lang={one.language}>
        {one.text}
      </span>
    ),
  },
  {
    id: "in",
    header: "Offered in",
    width: "minmax(120px, 1fr)",
    cell: (one) => one.sections.map((section) => sectionLabels[section]).join(", "),
  },
  { id: "language", header: "Language", width: "80px", cell: (one) => languages[one.language] },
  { id: "state", header: "In use", width: "70px", cell: (one) => (one.active ? "Yes" : "Retired") },
];

interface Fresh {
  readonly phraseId: string;
  readonly scope: NotePhrase["scope"];
  readonly initial: PhraseContent;
}

/** Phrases that "/" puts into notes: the practice's and one's own, written and tried here. */
export function PhrasesPage() {
  const trpc = useTRPC();
  const session = useSession();
  const phrases = useQuery(trpc.charting.notePhrases.queryOptions({}));
  const [open, setOpen] = useState<string | null>(null);
  const [fresh, setFresh] = useState<Fresh | null>(null);
  const [sought, setSought] = useState("");
  const [retired, setRetired] = useState(false);
  const all = phrases.data ?? [];
  const shown = all.filter((one) => (retired || one.active) && isSought(one, sought));
  const chosen = all.find((one) => one.phraseId === open);
  const may = (scope: NotePhrase["scope"]) => session.can(scope === "own" ? "note.intake" : "note-template.manage");
  const begin = (scope: NotePhrase["scope"], initial = blankPhrase) => {
    setOpen(null);
    setFresh({ phraseId: newId<"note-phrase">(), scope, initial });
  };
  const list = fresh === null && !chosen;
  return (
    <Page
      title="Phrases"
      actions={
        <>
          {may("practice") && (
            <Button size="xs" variant="default" onClick={() => begin("practice")}>
              New for the practice
            </Button>
          )}
          {may("own") && (
            <Button size="xs" variant="default" onClick={() => begin("own")}>
              New of your own
            </Button>
          )}
        </>
      }
    >
      <AdminTabs />
      {phrases.isError && (
        <ErrorState what="The phrases" message={errorText(phrases.error)} onRetry={() => void phrases.refetch()} />
      )}
      {phrases.isPending && <LoadingState rows={5} />}
      {list && phrases.data && (
        <>
          <div className="ph-find">
            <TextInput
              size="xs"
              w={260}
              aria-label="Find a phrase"
              placeholder="Name, words or section"
              value={sought}
              onChange={(event) => setSought(event.currentTarget.value)}
            />
            <Checkbox
              size="xs"
              label="Retired ones too"
              checked={retired}
              onChange={(event) => setRetired(event.currentTarget.checked)}
            />
          </div>
          {shown.length > 0 ? (
            <Worklist
              label="Phrases of the practice and your own"
              items={shown}
              columns={columns}
              keyOf={(one) => one.phraseId}
              landing
              onOpen={(one) => setOpen(one.phraseId)}
            />
          ) : (
            <Notice tone="info">
              {all.length === 0
                ? "Nobody has written a phrase yet. In a note “/” offers those below."
                : "No phrase has these words. Try fewer of them, or look at the retired ones."}
            </Notice>
          )}
          <PackPhrases
            sought={sought}
            {...(may("own") ? { onCopy: (content: PhraseContent) => begin("own", content) } : {})}
          />
        </>
      )}
      {fresh !== null && (
        <PhraseEditor key={fresh.phraseId} {...fresh} phrase={null} others={all} onDone={() => setFresh(null)} />
      )}
      {fresh === null && chosen && (
        <OpenPhrase
          key={`${chosen.phraseId} ${chosen.version}`}
          phrase={chosen}
          others={all}
          mayChange={may(chosen.scope)}
          onCopy={may("own") && chosen.scope === "practice" ? () => begin("own", chosen) : null}
          onDone={() => setOpen(null)}
        />
      )}
    </Page>
  );
}
