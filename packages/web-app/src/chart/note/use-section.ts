import type { NoteSection } from "@practicum/contracts/charting/notes";
import { describeError } from "@practicum/contracts/error";
import type { SaveState } from "@practicum/ui/saved-state.tsx";
import { formatMinutes } from "@practicum/ui/format.ts";
import { useCallback, useEffect, useReducer, useRef } from "react";
import { useCommand } from "../../api/use-command.ts";
import { localMinutesOf, useSession } from "../../session/session-context.ts";
import { dropDraft, readDraft, writeDraft, type DraftKey } from "./draft-store.ts";
import {
  isDirty,
  isSendable,
  openSection,
  step,
  type SectionEvent,
  type SectionState,
  type StoredSection,
} from "./section-sync.ts";

/** The service has what was typed within a second. */
const SEND_AFTER_MS = 700;
const RETRY_AFTER_MS = 3000;

export interface Section {
  readonly state: SectionState;
  readonly type: (text: string) => void;
  /** Ends a conflict with the text that shall stand. */
  readonly resolve: (text: string) => void;
  readonly saveState: SaveState;
}

/** A section that saves itself: here at each keystroke, at the service within a second, again and again while it can't. */
export function useSection(encounterId: string, section: NoteSection, stored: StoredSection): Section {
  const session = useSession();
  const { run, refresh } = useCommand("charting", "saveNoteSection", { quiet: true });
  const key: DraftKey = { encounterId, section };
  const keyRef = useRef(key);
  const [state, dispatch] = useReducer(step, null, () => openSection(stored, readDraft(key)));
  // Ahead of what is drawn: events are applied here first.
  const latest = useRef(state);
  const storedNow = useRef(stored);
  const me = `${session.staff.given} ${session.staff.family}`;

  const apply = useCallback((event: SectionEvent) => {
    // The draft is written before React is asked to draw: a crash in between loses nothing.
    const next = step(latest.current, event);
    latest.current = next;
    if (isDirty(next)) writeDraft(keyRef.current, { text: next.text, base: next.base });
    else dropDraft(keyRef.current);
    dispatch(event);
  }, []);

  const send = useCallback(async () => {
    if (!isSendable(latest.current)) return;
    const { text, base } = latest.current;
    apply({ kind: "sent" });
    const result = await run({ encounterId, section, text, baseVersion: base.version });
    if (result.ok)
      return apply({ kind: "stored", version: result.value.version, savedAt: result.value.savedAt, savedBy: me });
    const { code } = result.error;
    if (code === "stale-version") {
      apply({ kind: "stale" });
      // The newer text may be here already, through a live update.
      apply({ kind: "theirs", stored: storedNow.current });
      return void refresh();
    }
    if (code === "encounter-sealed" || code === "not-allowed" || code === "not-found")
      return apply({ kind: "refused", reason: describeError(result.error) });
    apply({ kind: "lost" });
  }, [apply, run, refresh, encounterId, section, me]);

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

  const type = useCallback((text: string) => apply({ kind: "typed", text }), [apply]);
  const resolve = useCallback((text: string) => apply({ kind: "resolved", text }), [apply]);
  const clock = state.base.savedAt === null ? null : formatMinutes(localMinutesOf(session, state.base.savedAt));
  return { state, type, resolve, saveState: saveStateOf(state, clock) };
}

function saveStateOf(state: SectionState, savedAt: string | null): SaveState {
  if (state.theirs !== null) return { kind: "conflict" };
  if (state.offline) return { kind: "offline" };
  if (state.sending !== null) return { kind: "saving" };
  if (isDirty(state)) return { kind: "here" };
  return savedAt === null ? { kind: "idle" } : { kind: "saved", at: savedAt };
}
