import { useEffect, useRef, useState } from "react";

interface EnterWaits {
  /** Enter was pressed; the answer is on its way. */
  readonly waiting: boolean;
  /** Enter, while what is shown does not answer what is typed. */
  readonly wait: () => void;
}

/**
 * Enter that came before its answer waits for it: then the first of what the typed words found is taken. Typing on, or leaving,
 * takes the Enter back; an answer without any choice ends it.
 */
export function useEnterWaits(typed: string, answered: boolean, take: () => void): EnterWaits {
  const [entered, setEntered] = useState<string | null>(null);
  const latest = useRef(take);
  useEffect(() => {
    latest.current = take;
  });
  useEffect(() => {
    if (entered === null || (entered === typed && !answered)) return;
    setEntered(null);
    if (entered === typed) latest.current();
  }, [entered, typed, answered]);
  return { waiting: entered !== null && entered === typed && !answered, wait: () => setEntered(typed) };
}
