import { useCallback, useState } from "react";
import { drop, keep, readKept } from "../../session/draft-vault.ts";

/**
 * State that survives closing its dock or page, and a reload, until it is cleared after a success. Kept for this tab and this session
 * alone, encrypted. It is plain data.
 */
export function useDraft<T>(key: string, initial: T): readonly [T, (next: T | ((old: T) => T)) => void, () => void] {
  const name = `dock:${key}`;
  const [value, setValue] = useState<T>(() => {
    const kept = readKept(name);
    return kept === null ? initial : JSON.parse(kept);
  });
  const set = useCallback(
    (next: T | ((old: T) => T)) =>
      setValue((old) => {
        const made = typeof next === "function" ? (next as (old: T) => T)(old) : next;
        keep(name, JSON.stringify(made), "tab");
        return made;
      }),
    [name],
  );
  const clear = useCallback(() => drop(name), [name]);
  return [value, set, clear];
}
