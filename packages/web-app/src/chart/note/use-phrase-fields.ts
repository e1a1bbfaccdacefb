import { nextPhraseField, phraseFieldAt, type PhraseField } from "@practicum/note-templates/phrase-fields";
import { useLayoutEffect, useRef, useState, type KeyboardEvent, type RefObject } from "react";

interface PhraseFields {
  /** The field that is selected, and waits to be filled in. */
  readonly asked: PhraseField | null;
  /** @returns whether the key was for a field. */
  readonly onKeyDown: (event: KeyboardEvent<HTMLTextAreaElement>) => boolean;
  readonly onCaret: () => void;
  readonly onBlur: () => void;
  /** Puts an answer in the place of the field that is asked for, and goes to the next. */
  readonly answer: (choice: string) => void;
}

/**
 * Fields of phrases in a text: Tab selects the next one that is not filled in, and leaves the text after the last; what is typed takes its place.
 * Of one with answers a digit takes one.
 */
export function usePhraseFields(
  field: RefObject<HTMLTextAreaElement | null>,
  text: string,
  type: (text: string) => void,
): PhraseFields {
  const [asked, setAsked] = useState<PhraseField | null>(null);
  /** Where the caret goes when the new text stands in the field. */
  const goTo = useRef<{ readonly text: string; readonly from: number; readonly to: number } | null>(null);
  useLayoutEffect(() => {
    if (goTo.current === null || goTo.current.text !== text) return;
    field.current?.setSelectionRange(goTo.current.from, goTo.current.to);
    goTo.current = null;
  });
  const answer = (choice: string) => {
    if (!asked) return;
    const next = `${text.slice(0, asked.from)}${choice}${text.slice(asked.to)}`;
    const end = asked.from + choice.length;
    const after = nextPhraseField(next, end, end, false);
    goTo.current = { text: next, from: after?.from ?? end, to: after?.to ?? end };
    setAsked(after);
    type(next);
  };
  return {
    asked,
    answer,
    onKeyDown: (event) => {
      const { selectionStart: from, selectionEnd: to } = event.currentTarget;
      if (event.ctrlKey || event.metaKey || event.altKey || event.nativeEvent.isComposing) return false;
      const choice = /^[1-9]$/.test(event.key) ? asked?.choices[Number(event.key) - 1] : undefined;
      const next = event.key === "Tab" ? nextPhraseField(text, from, to, event.shiftKey) : null;
      if (choice !== undefined && phraseFieldAt(text, from, to)) answer(choice);
      else if (next) {
        event.currentTarget.setSelectionRange(next.from, next.to);
        setAsked(next);
      } else return false;
      event.preventDefault();
      return true;
    },
    onCaret: () => {
      const at = field.current;
      setAsked(at ? phraseFieldAt(at.value, at.selectionStart, at.selectionEnd) : null);
    },
    onBlur: () => setAsked(null),
  };
}
