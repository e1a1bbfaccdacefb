import type { DomainError } from "@practicum/contracts/error";
import type { Result } from "@practicum/kernel/result";
import { useCallback, useEffect, useRef, useState } from "react";
import { describeFields } from "../../api/domain-error.ts";

const RETRY_AFTER_MS = 3000;

export interface OwnVersion<Value> {
  readonly value: Value;
  /** By what it makes of the value as it is then: two changes in a row both count. */
  readonly change: (by: (old: Value) => Value) => void;
  /** On its way, or waiting for the network. */
  readonly saving: boolean;
  /** Why the last change was taken back, in words. */
  readonly problem: string | null;
  /** Somebody else changed it meanwhile: theirs is shown, this was one's own. */
  readonly mine: Value | null;
  readonly keepMine: () => void;
  readonly dropMine: () => void;
}

interface Parts<Value> {
  /** As the service has it, and its version there. */
  readonly value: Value;
  readonly version: number;
  /** Answers with the version the value got. */
  readonly save: (value: Value, baseVersion: number) => Promise<Result<number, DomainError>>;
  readonly refresh: () => Promise<void>;
}

/** A part of the note as it is on this screen: shown at once, sent one after the other over the version that was seen. */
export function useOwnVersion<Value>(parts: Parts<Value>): OwnVersion<Value> {
  const { value, version: theirs } = parts;
  const [local, setLocal] = useState<{ readonly value: Value } | null>(null);
  const [mine, setMine] = useState<{ readonly value: Value } | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const version = useRef(theirs);
  const wanted = useRef<{ readonly value: Value } | null>(null);
  const busy = useRef(false);
  const latest = useRef(parts);
  latest.current = parts;
  const shown = useRef(value);
  shown.current = local ? local.value : value;
  // Live updates bring others' versions; while one's own change is under way its answer decides.
  if (!busy.current && wanted.current === null) version.current = Math.max(version.current, theirs);

  const send = useCallback(async () => {
    if (busy.current) return;
    busy.current = true;
    try {
      while (wanted.current) {
        const next = wanted.current;
        const result = await latest.current.save(next.value, version.current);
        if (result.ok) {
          version.current = result.value;
          if (wanted.current === next) wanted.current = null;
          continue;
        }
        if (result.error.code === "try-again" || result.error.code === "not-signed-in") {
          await new Promise((resolve) => setTimeout(resolve, RETRY_AFTER_MS));
          continue;
        }
        // Nothing typed is lost: what was entered meanwhile, too, is offered back beside theirs.
        if (result.error.code === "stale-version") setMine(wanted.current);
        else setProblem(describeFields(result.error));
        wanted.current = null;
        setLocal(null);
      }
    } finally {
      busy.current = false;
      void latest.current.refresh();
    }
  }, []);

  const change = useCallback(
    (by: (old: Value) => Value) => {
      setProblem(null);
      setMine(null);
      const next = { value: by(wanted.current ? wanted.current.value : shown.current) };
      wanted.current = next;
      setLocal(next);
      void send();
    },
    [send],
  );
  // What was sent is the service's now; from here on its text is shown.
  useEffect(() => {
    if (!busy.current && wanted.current === null && theirs >= version.current) setLocal(null);
  }, [value, theirs]);

  return {
    value: local ? local.value : value,
    change,
    saving: local !== null,
    problem,
    mine: mine && mine.value,
    keepMine: () => mine && change(() => mine.value),
    dropMine: () => setMine(null),
  };
}
