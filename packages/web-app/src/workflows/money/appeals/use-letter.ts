import type { DomainError } from "@practicum/contracts/error";
import { useCallback, useEffect, useRef, useState } from "react";
import { useCommand, type CommandInput } from "../../../api/use-command.ts";
import { drop, keep, readKept } from "../../../session/draft-vault.ts";
import type { AppealView } from "./appeal-words.ts";

const PAUSE_MS = 600;

export type Letter = Omit<CommandInput<"billing", "saveAppeal">, "appealId" | "version">;

/**
 * The text of a letter: kept in the browser at each keystroke, encrypted, for the person alone; and at the server a moment after each
 * pause, one save at a time, each on the version of the one before.
 */
export function useLetter(appeal: AppealView) {
  const { run } = useCommand("billing", "saveAppeal", { quiet: true });
  const { appealId } = appeal;
  const name = `appeal:${appealId}`;
  const [stored] = useState<Letter>(() => letterOf(appeal));
  const [letter, setLetter] = useState<Letter>(() => keptLetter(name, appeal.version) ?? stored);
  const [error, setError] = useState<DomainError | null>(null);
  const [saved, setSaved] = useState(letter === stored);
  const newest = useRef(letter);
  const atServer = useRef({ letter: stored, version: appeal.version });
  const saving = useRef<Promise<boolean> | null>(null);

  // A paper was attached, or the text drafted anew: the editor follows, unless something typed has not reached the server yet.
  useEffect(() => {
    if (appeal.version <= atServer.current.version) return;
    if (saving.current !== null || newest.current !== atServer.current.letter) return;
    const fresh = letterOf(appeal);
    newest.current = fresh;
    atServer.current = { letter: fresh, version: appeal.version };
    setLetter(fresh);
  }, [appeal]);

  const change = useCallback(
    (part: Partial<Letter>) => {
      newest.current = { ...newest.current, ...part };
      keep(name, JSON.stringify({ version: atServer.current.version, letter: newest.current }), "browser");
      setLetter(newest.current);
      setSaved(false);
    },
    [name],
  );

  /** Keeps what is not kept yet. @returns the version to go on from, or null where it could not be kept. */
  const save = useCallback(async (): Promise<number | null> => {
    for (;;) {
      if (saving.current) {
        if (!(await saving.current)) return null;
      } else if (atServer.current.letter === newest.current) {
        return atServer.current.version;
      } else {
        const sent = newest.current;
        saving.current = run({ appealId, version: atServer.current.version, ...sent }).then((result) => {
          setError(result.ok ? null : result.error);
          if (result.ok) atServer.current = { letter: sent, version: result.value.version };
          const whole = result.ok && newest.current === sent;
          if (whole) drop(name);
          setSaved(whole);
          saving.current = null;
          return result.ok;
        });
      }
    }
  }, [run, appealId, name]);

  useEffect(() => {
    if (saved) return undefined;
    const timer = setTimeout(() => void save(), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [letter, saved, save]);
  useEffect(() => () => void save(), [save]);
  return { letter, change, save, saved, error };
}

function letterOf({ grounds, body, authorization, papers }: AppealView): Letter {
  return { grounds, body, authorization, papers };
}

/** What was typed on this version and never reached the server. */
function keptLetter(name: string, version: number): Letter | null {
  try {
    const kept: { readonly version: number; readonly letter: Letter } | null = JSON.parse(readKept(name) ?? "null");
    return kept?.version === version ? kept.letter : null;
  } catch {
    return null;
  }
}
