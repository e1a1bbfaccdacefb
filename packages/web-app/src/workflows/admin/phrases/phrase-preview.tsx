import { Button, Textarea } from "@mantine/core";
import { phraseFields } from "@practicum/note-templates/phrase-fields";
import { phraseTextFault } from "@practicum/note-templates/phrase-faults";
import { useRef, useState } from "react";
import { PhraseAsks } from "../../../chart/note/phrase-asks.tsx";
import { usePhraseFields } from "../../../chart/note/use-phrase-fields.ts";
import "../../../chart/note/note.css";

/** The phrase as it stands in a note, to be tried: Tab goes to what it asks for, a digit answers. Nothing of it is kept. */
export function PhrasePreview({ text }: { readonly text: string }) {
  const [tried, setTried] = useState({ of: text, text });
  // What is changed in the phrase begins the trial anew.
  if (tried.of !== text) setTried({ of: text, text });
  const field = useRef<HTMLTextAreaElement>(null);
  const phrase = usePhraseFields(field, tried.text, (next) => setTried({ of: text, text: next }));
  const open = phraseFields(tried.text);
  return (
    <article className="w-panel" aria-label="Preview">
      <header>
        <h2>Preview</h2>
        <small className="c-dim">Try it: nothing of it is kept.</small>
      </header>
      <Textarea
        ref={field}
        size="sm"
        aria-label="The phrase in a note"
        description="Tab goes to what it asks for."
        autosize
        minRows={3}
        value={tried.text}
        onChange={(event) => setTried({ of: text, text: event.currentTarget.value })}
        onSelect={phrase.onCaret}
        onKeyDown={phrase.onKeyDown}
        onBlur={phrase.onBlur}
      />
      {phrase.asked && <PhraseAsks field={phrase.asked} onAnswer={phrase.answer} />}
      {phraseTextFault(text) === null && (
        <p className="c-dim">
          {open.length === 0
            ? "Nothing stands in the way of the signature."
            : `Asked for before the signature: ${open.map(({ asks }) => `“${asks}”`).join(", ")}.`}
        </p>
      )}
      <Button
        size="compact-xs"
        variant="default"
        disabled={tried.text === text}
        onClick={() => setTried({ of: text, text })}
      >
        Try again
      </Button>
    </article>
  );
}
