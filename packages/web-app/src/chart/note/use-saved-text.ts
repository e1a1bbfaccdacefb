import { describeError, type DomainError } from "@practicum/contracts/error";
import type { Instant } from "@practicum/kernel/instant";
import type { Result } from "@practicum/kernel/result";
import { earnedMarks } from "@practicum/note-templates/carried";
import type { SaveState } from "@practicum/ui/saved-state.tsx";
import { formatMinutes } from "@practicum/ui/format.ts";
import { useCallback, useEffect, useReducer, useRef } from "react";
import { localMinutesOf, useSession } from "../../session/session-context.ts";
import { sayError } from "../../shell/undo.tsx";
import { dropDraft, readDraft, writeDraft, type DraftKey } from "./draft-store.ts";
import {
  isDirty,
  isSendable,
  openSection,
  step,
  type SectionEvent,
  type SectionState,
  type StoredSection,
  type TextMarks,
} from "./section-sync.ts";

/** The service has what was typed within a second. */
const SEND_AFTER_MS = 700;
const RETRY_AFTER_MS = 3000;

export interface SavedText {
  readonly state: SectionState;
  /** @param marks where no hand typed it: fields wrote into it, lines were taken over. */
  readonly type: (text: string, marks?: TextMarks) => void;
  /** The browser's own undo brought a text back: it has the marks that it had. */
  readonly retype: (text: string) => void;
  /** Ends a conflict with the text that shall stand. */
  readonly resolve: (text: string) => void;
  readonly saveState: SaveState;
}

export interface Saving {
  readonly key: DraftKey;
  readonly stored: StoredSection;
  readonly save: (
    text: string,
    marks: Required<TextMarks>,
    baseVersion: number,
  ) => Promise<Result<{ readonly version: number; readonly savedAt: Instant }, DomainError>>;
  readonly refresh: () => Promise<void>;
}

/** A text that saves itself: here at each keystroke, at the service within a second, again and again while it can't. */
export function useSavedText({ key, stored, save, refresh }: Saving): SavedText {
  const session = useSession();
  const keyRef = useRef(key);
  const [state, dispatch] = useReducer(step, null, () => openSection(stored, readDraft(key)));
  // Ahead of what is drawn: events are applied here first.
  const latest = useRef(state);
  const storedNow = useRef(stored);
  const saveRef = useRef(save);
  saveRef.current = save;
  const me = `${session.staff.given} ${session.staff.family}`;

  /** The marks of texts that stood here, the oldest first. */
  const before = useRef(new Map<string, SectionState["carried"]>());

  const apply = useCallback((event: SectionEvent) => {
    // The draft is written before React is asked to draw: a crash in between loses nothing.
    if (latest.current.carried.length > 0) keepSome(before.current, latest.current);
    const next = step(latest.current, event);
    latest.current = next;
    const { text, generated, carried, base } = next;
    if (isDirty(next)) writeDraft(keyRef.current, { text, generated, carried, base });
    else dropDraft(keyRef.current);
    dispatch(event);
  }, []);

  const send = useCallback(async () => {
    if (!isSendable(latest.current)) return;
    const { text, generated, base } = latest.current;
    const carried = earnedMarks(latest.current);
    apply({ kind: "sent" });
    const result = await saveRef.current(text, { generated, carried }, base.version);
    if (result.ok)
      return apply({ kind: "stored", version: result.value.version, savedAt: result.value.savedAt, savedBy: me });
    const { code } = result.error;
    if (carried.length > 0 && isAboutMarks(result.error)) {
      sayError("A note that lines came from can’t be read any more. The lines stay, without their marks.");
      return apply({ kind: "unmarked" });
    }
    if (code === "stale-version") {
      apply({ kind: "stale" });
      // The newer text may be here already, through a live update.
      apply({ kind: "theirs", stored: storedNow.current });
      return void refresh();
    }
    if (code === "encounter-sealed" || code === "not-allowed" || code === "not-found" || code === "invalid-input")
      return apply({ kind: "refused", reason: describeError(result.error), mendable: code === "invalid-input" });
    apply({ kind: "lost" });
  }, [apply, refresh, me]);

  useEffect(() => {
    storedNow.current = stored;
    apply({ kind: "theirs", stored });
  }, [apply, stored]);

  const sendable = isSendable(state);
  const { offline } = state;
  useEffect(() => {
    if (!sendable) return;
    const timer = setTimeout(() => void send(), offline ? RETRY_AFTER_MS : SEND_AFTER_MS);
    const now = () => void send();
    addEventListener("online", now);
    return () => {
      clearTimeout(timer);
      removeEventListener("online", now);
    };
  }, [sendable, offline, send]);

  // Leaving the page sends what is left; until the answer comes, the draft stays here.
  useEffect(() => () => void send(), [send]);

  const type = useCallback((text: string, marks?: TextMarks) => apply({ kind: "typed", text, marks }), [apply]);
  const retype = useCallback(
    (text: string) => {
      const carried = before.current.get(text);
      apply({ kind: "typed", text, ...(carried ? { marks: { carried } } : {}) });
    },
    [apply],
  );
  const resolve = useCallback((text: string) => apply({ kind: "resolved", text }), [apply]);
  const clock = state.base.savedAt === null ? null : formatMinutes(localMinutesOf(session, state.base.savedAt));
  return { state, type, retype, resolve, saveState: saveStateOf(state, clock) };
}

const TEXTS_KEPT = 100;

function keepSome(texts: Map<string, SectionState["carried"]>, { text, carried }: SectionState): void {
  texts.delete(text);
  texts.set(text, carried);
  const [oldest] = texts.keys();
  if (texts.size > TEXTS_KEPT && oldest !== undefined) texts.delete(oldest);
}

/** The text alone would be stored: the note that a line came from is no longer this patient's, or is kept apart from this person now. */
function isAboutMarks({ code, field }: DomainError): boolean {
  return code === "not-found" || (code === "invalid-input" && (field ?? "").startsWith("carried"));
}

function saveStateOf(state: SectionState, savedAt: string | null): SaveState {
  if (state.theirs !== null) return { kind: "conflict" };
  if (state.offline) return { kind: "offline" };
  if (state.sending !== null) return { kind: "saving" };
  if (isDirty(state)) return { kind: "here" };
  return savedAt === null ? { kind: "idle" } : { kind: "saved", at: savedAt };
}
