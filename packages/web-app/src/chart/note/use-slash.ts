import { nextPhraseField } from "@practicum/note-templates/phrase-fields";
import { useEffect, useRef, useState, type KeyboardEvent, type RefObject } from "react";
import type { SlashEntry } from "./slash-menu.tsx";
import { replaceSlash, slashMatches, slashQueryAt } from "./slash-query.ts";

interface Slash {
  readonly open: boolean;
  readonly entries: readonly SlashEntry[];
  readonly active: number;
  readonly onKeyDown: (event: KeyboardEvent<HTMLTextAreaElement>) => void;
  /** The caret went somewhere, or the text changed. */
  readonly onCaret: () => void;
  readonly onBlur: () => void;
  readonly choose: (entry: SlashEntry) => void;
}

/** The menu of a text field: what the caret stands in decides whether it is open, so nothing that is typed is taken away. */
export function useSlash(
  field: RefObject<HTMLTextAreaElement | null>,
  text: string,
  type: (text: string) => void,
  offered: readonly SlashEntry[],
): Slash {
  const [caret, setCaret] = useState<number | null>(null);
  const [active, setActive] = useState(0);
  /** Where the menu was sent away with Escape: it stays away until that slash is gone. */
  const [closedAt, setClosedAt] = useState<number | null>(null);
  const goTo = useRef<{ readonly from: number; readonly to: number } | null>(null);
  useEffect(() => {
    if (goTo.current === null) return;
    field.current?.setSelectionRange(goTo.current.from, goTo.current.to);
    goTo.current = null;
  });
  const called = caret === null || offered.length === 0 ? null : slashQueryAt(text, caret);
  useEffect(() => {
    if (closedAt !== null && text.charAt(closedAt) !== "/") setClosedAt(null);
  }, [closedAt, text]);
  const entries = called && called.from !== closedAt ? slashMatches(offered, called.query) : [];
  const open = entries.length > 0;
  const query = called?.query ?? null;
  useEffect(() => setActive(0), [query]);

  const choose = (entry: SlashEntry) => {
    if (!called) return;
    const next = replaceSlash(text, called, entry.text ?? "");
    // What the phrase asks for first is selected: the next letter takes its place.
    const asked = nextPhraseField(next.text, called.from, called.from, false);
    goTo.current = asked && asked.to <= next.caret ? asked : { from: next.caret, to: next.caret };
    type(next.text);
    setCaret(null);
    entry.run?.();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (!open || event.nativeEvent.isComposing) return;
    const entry = entries[active];
    if (event.key === "ArrowDown") setActive((active + 1) % entries.length);
    else if (event.key === "ArrowUp") setActive((active + entries.length - 1) % entries.length);
    else if (event.key === "Enter" && !event.ctrlKey && !event.metaKey && entry) choose(entry);
    else if (event.key === "Escape") setClosedAt(called?.from ?? null);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return {
    open,
    entries,
    active: Math.min(active, Math.max(0, entries.length - 1)),
    onKeyDown,
    onCaret: () => {
      const at = field.current;
      setCaret(at && at.selectionStart === at.selectionEnd ? at.selectionStart : null);
    },
    onBlur: () => setCaret(null),
    choose,
  };
}
