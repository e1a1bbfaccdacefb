import type { DomainError } from "@practicum/contracts/error";
import { useCallback, useEffect, useRef, useState } from "react";
import { useCommand } from "../../../api/use-command.ts";
import type { Draft } from "./eob-model.ts";

const PAUSE_MS = 600;

/** What is keyed, kept at the server a moment after each pause: one save at a time, each on the version of the one before. */
export function useEobDraft(checkId: string, first: { readonly draft: Draft; readonly version: number }) {
  const { run } = useCommand("billing", "saveEob", { quiet: true });
  const [draft, setDraft] = useState(first.draft);
  const [error, setError] = useState<DomainError | null>(null);
  const [saved, setSaved] = useState(true);
  const newest = useRef(first.draft);
  const kept = useRef({ draft: first.draft, version: first.version });
  const saving = useRef<Promise<boolean> | null>(null);

  const keep = useCallback(
    async (sent: Draft, version: number): Promise<number | null> => {
      const result = await run({ checkId, draft: sent, version });
      setError(result.ok ? null : result.error);
      return result.ok ? result.value.version : null;
    },
    [run, checkId],
  );

  /** Keeps what is not kept yet. @returns the version to post by, or null where it could not be kept. */
  const save = useCallback(async (): Promise<number | null> => {
    for (;;) {
      if (saving.current) {
        if (!(await saving.current)) return null;
      } else if (kept.current.draft === newest.current) {
        return kept.current.version;
      } else {
        const sent = newest.current;
        saving.current = keep(sent, kept.current.version).then((version) => {
          if (version !== null) kept.current = { draft: sent, version };
          setSaved(version !== null && newest.current === sent);
          saving.current = null;
          return version !== null;
        });
      }
    }
  }, [keep]);

  const change = useCallback((next: Draft) => {
    newest.current = next;
    setDraft(next);
    setSaved(false);
  }, []);
  useEffect(() => {
    if (saved) return undefined;
    const timer = setTimeout(() => void save(), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [draft, saved, save]);
  useEffect(() => () => void save(), [save]);
  return { draft, change, save, saved, error };
}
