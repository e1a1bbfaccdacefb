import { useCallback, useEffect, useRef, useState } from "react";
import { newId } from "../../api/command-id.ts";
import { drop, keep, readKept } from "../../session/draft-vault.ts";
import { offerUndo } from "../undo.tsx";

/** What is told of a draft, and how it is dropped: for `RestoredNotice`. */
export interface KeptDraft {
  /** What stands there was typed before, and never sent. */
  readonly restored: boolean;
  /** Back to how it begins; can be undone. */
  readonly startAfresh: () => void;
  /** Of the record that it makes: the same after a reload, so that a repeat makes no second one; another after `clear`. */
  readonly recordId: string;
}

interface State<T> {
  readonly key: string;
  readonly value: T;
  readonly recordId: string;
  readonly restored: boolean;
  /** It is other than how it begins, and was not sent. */
  readonly typed: boolean;
}

/**
 * State that survives closing its dock or page, a reload and a lock, until it is cleared after a success. Kept for this tab and this session
 * alone, encrypted (CHT-119). It is plain data.
 *
 * @param key what it is and the record that it is about: "order:<encounter>".
 */
export function useDraft<T>(
  key: string,
  initial: T,
): readonly [T, (next: T | ((old: T) => T)) => void, () => void, KeptDraft] {
  const [stored, setState] = useState<State<T>>(() => begin(key, initial));
  // The same place, about something else by now.
  const state = stored.key === key ? stored : begin(key, initial);
  if (state !== stored) setState(state);
  const blank = useRef(initial);
  const mounted = useRef(false);
  useEffect(() => {
    blank.current = initial;
  });
  useEffect(() => {
    mounted.current = true;
    return () => void (mounted.current = false);
  }, []);
  useEffect(() => {
    if (state.typed) keep(nameOf(state.key), pack(state), "tab");
    else drop(nameOf(state.key));
  }, [state]);
  const set = useCallback(
    (next: T | ((old: T) => T)) =>
      setState((old) => {
        const value = typeof next === "function" ? (next as (old: T) => T)(old.value) : next;
        return { ...old, value, typed: JSON.stringify(value) !== JSON.stringify(blank.current) };
      }),
    [],
  );
  const clear = useCallback(() => {
    // At once too: what succeeded may close its dock, and then nothing is drawn again.
    drop(nameOf(key));
    setState((old) => ({ ...old, typed: false, restored: false, recordId: newId() }));
  }, [key]);
  const startAfresh = useCallback(() => {
    setState({ ...state, value: blank.current, typed: false, restored: false });
    offerUndo("Started over.", () => {
      if (mounted.current) setState(state);
      else keep(nameOf(state.key), pack(state), "tab");
    });
  }, [state]);
  const { value, restored, recordId } = state;
  return [value, set, clear, { restored, startAfresh, recordId }];
}

/** Whether something was left half typed there: then a page opens it by itself. */
export function hasDraft(key: string): boolean {
  return readKept(nameOf(key)) !== null;
}

/** What was kept there is done: for who sends it from another place than it was typed at. */
export function dropDraft(key: string): void {
  drop(nameOf(key));
}

function begin<T>(key: string, initial: T): State<T> {
  const kept: { value: T; recordId: string } | null = JSON.parse(readKept(nameOf(key)) ?? "null");
  return {
    key,
    value: kept === null ? initial : completed(initial, kept.value),
    recordId: kept?.recordId ?? newId(),
    restored: kept !== null,
    typed: kept !== null,
  };
}

/** What an earlier version of the program kept lacks the fields that a form has got since: those are empty. */
function completed<T>(initial: T, kept: T): T {
  const isForm = (one: unknown) => typeof one === "object" && one !== null && !Array.isArray(one);
  return isForm(initial) && isForm(kept) ? { ...initial, ...kept } : kept;
}

function pack<T>({ value, recordId }: State<T>): string {
  return JSON.stringify({ value, recordId });
}

function nameOf(key: string): string {
  return `draft:${key}`;
}
