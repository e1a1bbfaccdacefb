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
  const write = useCallback((old: State<T>, value: T) => {
    if (isSame(value, blank.current)) drop(nameOf(old.key));
    else keep(nameOf(old.key), JSON.stringify({ value, recordId: old.recordId }), "tab");
    return { ...old, value };
  }, []);
  const set = useCallback(
    (next: T | ((old: T) => T)) =>
      setState((old) => write(old, typeof next === "function" ? (next as (old: T) => T)(old.value) : next)),
    [write],
  );
  const clear = useCallback(() => {
    drop(nameOf(key));
    setState((old) => ({ ...old, restored: false, recordId: newId() }));
  }, [key]);
  const startAfresh = useCallback(() => {
    const before = state;
    drop(nameOf(key));
    setState({ ...before, value: blank.current, restored: false });
    offerUndo("Started afresh.", () => {
      if (mounted.current) setState(write(before, before.value));
      else keep(nameOf(key), JSON.stringify({ value: before.value, recordId: before.recordId }), "tab");
    });
  }, [key, state, write]);
  const { value, restored, recordId } = state;
  return [value, set, clear, { restored, startAfresh, recordId }];
}

/** Whether something was left half typed there: then a page opens it by itself. */
export function hasDraft(key: string): boolean {
  return readKept(nameOf(key)) !== null;
}

function begin<T>(key: string, initial: T): State<T> {
  const kept: { value: T; recordId: string } | null = JSON.parse(readKept(nameOf(key)) ?? "null");
  return {
    key,
    value: kept === null ? initial : kept.value,
    recordId: kept?.recordId ?? newId(),
    restored: kept !== null,
  };
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function nameOf(key: string): string {
  return `draft:${key}`;
}
