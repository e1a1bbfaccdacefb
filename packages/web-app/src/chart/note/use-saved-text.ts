import { describeError, type DomainError } from "@practicum/contracts/error";
import type { Instant } from "@practicum/kernel/instant";
import type { Result } from "@practicum/kernel/result";
import type { NarrativeLine } from "@practicum/note-templates/narrative";
import type { SaveState } from "@practicum/ui/saved-state.tsx";
import { formatMinutes } from "@practicum/ui/format.ts";
import { useCallback, useEffect, useReducer, useRef } from "react";
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

export interface SavedText {
  readonly state: SectionState;
  /** @param generated where the fields wrote into it. */
  readonly type: (text: string, generated?: readonly NarrativeLine[]) => void;
  /** Ends a conflict with the text that shall stand. */
  readonly resolve: (text: string) => void;
  readonly saveState: SaveState;
}

export interface Saving {
  readonly key: DraftKey;
  readonly stored: StoredSection;
  readonly save: (
    text: string,
    generated: readonly NarrativeLine[],
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

  const apply = useCallback((event: SectionEvent) => {
    // The draft is written before React is asked to draw: a crash in between loses nothing.
    const next = step(latest.current, event);
    latest.current = next;
    if (isDirty(next)) writeDraft(keyRef.current, { text: next.text, generated: next.generated, base: next.base });
    else dropDraft(keyRef.current);
    dispatch(event);
  }, []);

  const send = useCallback(async () => {
    if (!isSendable(latest.current)) return;
    const { text, generated, base } = latest.current;
    apply({ kind: "sent" });
    const result = await saveRef.current(text, generated, base.version);
    if (result.ok)
      return apply({ kind: "stored", version: result.value.version, savedAt: result.value.savedAt, savedBy: me });
    const { code } = result.error;
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

  const type = useCallback(
    (text: string, generated?: readonly NarrativeLine[]) =>
      apply({ kind: "typed", text, ...(generated ? { generated } : {}) }),
    [apply],
  );
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
