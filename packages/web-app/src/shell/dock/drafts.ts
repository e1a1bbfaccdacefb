import { useCallback, useState } from "react";
import { keptForSession } from "../../session/session-memory.ts";

const drafts = new Map<string, unknown>();
keptForSession(() => drafts.clear());

/**
 * State that survives closing its dock or page, until it is cleared after a success. Kept in memory alone: it ends with
 * the session.
 */
export function useDraft<T>(key: string, initial: T): readonly [T, (next: T | ((old: T) => T)) => void, () => void] {
  const [value, setValue] = useState<T>(() => (drafts.has(key) ? (drafts.get(key) as T) : initial));
  const set = useCallback(
    (next: T | ((old: T) => T)) =>
      setValue((old) => {
        const made = typeof next === "function" ? (next as (old: T) => T)(old) : next;
        drafts.set(key, made);
        return made;
      }),
    [key],
  );
  const clear = useCallback(() => void drafts.delete(key), [key]);
  return [value, set, clear];
}
