import { Button, Group, Textarea } from "@mantine/core";
import type { NoteSection } from "@practicum/contracts/charting/notes";
import { Notice } from "@practicum/ui/states.tsx";
import { SavedState, type SaveState } from "@practicum/ui/saved-state.tsx";
import type { NarrativeLine } from "@practicum/note-templates/narrative";
import { earnedMarks, type Marked } from "@practicum/note-templates/carried";
import { weave } from "@practicum/note-templates/weave";
import { memo, useEffect, useLayoutEffect, useRef, useState, type KeyboardEvent } from "react";
import { CarriedMargin } from "./carried-margin.tsx";
import { BesideFields } from "./fields/beside-fields.tsx";
import { HistoryLink } from "./history-link.tsx";
import { carried, type PutIn } from "./put-in.ts";
import type { StoredSection } from "./section-sync.ts";
import { SlashMenu, type SlashEntry } from "./slash-menu.tsx";
import { PhraseAsks } from "./phrase-asks.tsx";
import { usePhraseFields } from "./use-phrase-fields.ts";
import { useSection } from "./use-section.ts";
import { useSlash } from "./use-slash.ts";

const nothing: readonly SlashEntry[] = [];

interface Props {
  readonly encounterId: string;
  readonly section: NoteSection;
  readonly label: string;
  readonly stored: StoredSection;
  readonly rows?: number;
  readonly placeholder?: string;
  /** Text that another part of the page puts in here; each is taken once. */
  readonly insertion?: PutIn | null;
  /** What "/" on an empty line, or "//", offers. */
  readonly slash?: readonly SlashEntry[];
  readonly onSaveState?: (section: NoteSection, state: SaveState) => void;
  readonly size?: "sm" | "md";
  /** What the fields of templates say in this section now; `answered` counts what this person answered on this screen. */
  readonly fields?: { readonly lines: readonly NarrativeLine[]; readonly answered: number };
}

/** One section: the field, where its text is, and another's text beside it where both wrote the same lines. */
export const SectionEditor = memo(function SectionEditor(props: Props) {
  const {
    encounterId,
    section,
    label,
    stored,
    rows = 3,
    placeholder,
    insertion,
    slash: offered = nothing,
    onSaveState,
    size = "sm",
    fields,
  } = props;
  const { state, type, retype, resolve, saveState } = useSection(encounterId, section, stored);
  const field = useRef<HTMLTextAreaElement>(null);
  const taken = useRef(insertion?.id ?? 0);
  /** The last lines that were taken over, while nothing has changed since: Ctrl+Z takes them back. */
  const carriedIn = useRef<{ readonly before: Marked; readonly after: string } | null>(null);
  const { kind } = saveState;
  const at = saveState.kind === "saved" ? saveState.at : null;
  useEffect(() => {
    onSaveState?.(section, kind === "saved" ? { kind, at: at ?? "" } : { kind });
  }, [onSaveState, section, kind, at]);
  useEffect(() => {
    if (!insertion || insertion.id === taken.current) return;
    taken.current = insertion.id;
    const { carry } = insertion;
    if (!carry) return type(insertInto(state.text, field.current, insertion.text));
    const next = carried(state, carry);
    type(next.text, { carried: next.carried });
    carriedIn.current = carry.back ? null : { before: state, after: next.text };
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [insertion]);
  const woven = { text: state.text, generated: state.generated };
  const answered = useRef(fields?.answered ?? 0);
  useLayoutEffect(() => {
    // The text follows what this person answers here; what others answered waits until somebody brings it in.
    if (!fields || fields.answered === answered.current) return;
    answered.current = fields.answered;
    const next = weave(woven, fields.lines);
    type(next.text, next);
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- the text as it is when an answer comes: typing is no answer
  }, [fields]);
  const slash = useSlash(field, state.text, type, offered);
  const phrase = usePhraseFields(field, state.text, type);
  const menu = `slash-${section}`;
  const marked = { text: state.text, carried: earnedMarks(state) };
  const undoCarry = (event: KeyboardEvent) => {
    const last = carriedIn.current;
    if (last?.after !== state.text || event.key.toLowerCase() !== "z" || event.shiftKey) return false;
    if (!event.ctrlKey && !event.metaKey) return false;
    event.preventDefault();
    carriedIn.current = null;
    type(last.before.text, { carried: last.before.carried });
    return true;
  };
  return (
    <section id={`section-${section}`} className="n-section" aria-label={label}>
      <div className="n-section-head">
        <label htmlFor={`text-${section}`}>{label}</label>
        <span>
          <SavedState state={saveState} />
          <HistoryLink encounterId={encounterId} section={section} label={label} version={stored.version} />
        </span>
      </div>
      {state.theirs && <Conflict mine={state.text} theirs={state.theirs} base={state.base.text} onResolve={resolve} />}
      {state.refusal && (
        <Notice tone="danger" role="alert">
          {state.refusal} What you typed is kept in this browser.
        </Notice>
      )}
      <div className="n-text" data-marked={marked.carried.length > 0 || undefined}>
        <Textarea
          ref={field}
          id={`text-${section}`}
          data-field={`section.${section}`}
          autosize
          minRows={rows}
          size={size}
          placeholder={placeholder}
          maxLength={50_000}
          value={state.text}
          onChange={(event) => {
            const { value } = event.currentTarget;
            const { nativeEvent: by } = event;
            if (by instanceof InputEvent && by.inputType.startsWith("history")) retype(value);
            else type(value);
            slash.onCaret();
          }}
          onSelect={() => {
            slash.onCaret();
            phrase.onCaret();
          }}
          onKeyDown={(event) => undoCarry(event) || phrase.onKeyDown(event) || slash.onKeyDown(event)}
          onBlur={() => {
            slash.onBlur();
            phrase.onBlur();
          }}
          aria-autocomplete={offered.length > 0 ? "list" : undefined}
          aria-controls={slash.open ? menu : undefined}
          aria-activedescendant={slash.open ? `${menu}-${slash.active}` : undefined}
          spellCheck
        />
        {marked.carried.length > 0 && <CarriedMargin field={field} marked={marked} label={label} />}
      </div>
      {phrase.asked && <PhraseAsks field={phrase.asked} onAnswer={phrase.answer} />}
      {fields && <BesideFields woven={woven} lines={fields.lines} onWoven={(next) => type(next.text, next)} />}
      {slash.open && <SlashMenu id={menu} entries={slash.entries} active={slash.active} onChoose={slash.choose} />}
    </section>
  );
});

/** At the caret where the field has been used, else at the end, on a line of its own. */
function insertInto(text: string, field: HTMLTextAreaElement | null, added: string): string {
  const at = field && document.activeElement === field ? field.selectionStart : text.length;
  const [before, after] = [text.slice(0, at), text.slice(at)];
  const gap = before === "" || before.endsWith("\n") ? "" : "\n";
  return `${before}${gap}${added}${after === "" || after.startsWith("\n") ? "" : "\n"}${after}`;
}

interface ConflictProps {
  readonly mine: string;
  readonly theirs: StoredSection;
  readonly base: string;
  readonly onResolve: (text: string) => void;
}

/** Three texts side by side: what both began with, theirs, and one's own; the person makes the one that shall stand. */
function Conflict({ mine, theirs, base, onResolve }: ConflictProps) {
  const [merged, setMerged] = useState(`${theirs.text}\n${mine}`);
  return (
    <div className="n-conflict" role="alert">
      <Notice tone="warn">
        <b>{theirs.savedBy ?? "Someone"} saved this section while you were writing.</b> Nothing is lost: choose a text,
        or make one of both.
      </Notice>
      <div className="n-conflict-texts">
        <ConflictText title="Before" text={base} />
        <ConflictText title={`Saved by ${theirs.savedBy ?? "someone else"}`} text={theirs.text} />
        <ConflictText title="Yours" text={mine} />
      </div>
      <Textarea
        label="Of both"
        autosize
        minRows={3}
        value={merged}
        onChange={(event) => setMerged(event.currentTarget.value)}
      />
      <Group gap="xs">
        <Button size="compact-sm" onClick={() => onResolve(mine)}>
          Keep yours
        </Button>
        <Button size="compact-sm" variant="default" onClick={() => onResolve(theirs.text)}>
          Take theirs
        </Button>
        <Button size="compact-sm" variant="default" onClick={() => onResolve(merged)}>
          Use the text of both
        </Button>
      </Group>
    </div>
  );
}

function ConflictText({ title, text }: { readonly title: string; readonly text: string }) {
  return (
    <div>
      <b>{title}</b>
      <pre>{text === "" ? "(empty)" : text}</pre>
    </div>
  );
}
