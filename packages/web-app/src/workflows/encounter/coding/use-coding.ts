import type { Encounter } from "@practicum/contracts/charting/encounters";
import { useCallback, useEffect, useRef, useState } from "react";
import { describeFields } from "../../../api/domain-error.ts";
import { useCommand } from "../../../api/use-command.ts";
import type { Coding } from "./coding-model.ts";

const RETRY_AFTER_MS = 3000;

export interface CodingControl {
  readonly coding: Coding;
  /** By what it makes of the codes as they are then: two changes in a row both count. */
  readonly change: (by: (old: Coding) => Coding) => void;
  /** On its way, or waiting for the network. */
  readonly saving: boolean;
  /** Why the last change was taken back, in words. */
  readonly problem: string | null;
  /** Somebody else changed the codes meanwhile: theirs are shown, these were one's own. */
  readonly mine: Coding | null;
  readonly keepMine: () => void;
  readonly dropMine: () => void;
}

/** The codes as they are on this screen: shown at once, sent one after the other over the version that was seen. */
export function useCoding(encounter: Encounter): CodingControl {
  const { run, refresh } = useCommand("charting", "saveCoding", { quiet: true });
  const { encounterId } = encounter;
  const [local, setLocal] = useState<Coding | null>(null);
  const [mine, setMine] = useState<Coding | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const version = useRef(encounter.codingVersion);
  const wanted = useRef<Coding | null>(null);
  const busy = useRef(false);
  const shown = useRef<Coding>(encounter);
  shown.current = local ?? encounter;
  // Live updates bring others' versions; while one's own change is under way its answer decides.
  if (!busy.current && wanted.current === null) version.current = Math.max(version.current, encounter.codingVersion);

  const send = useCallback(async () => {
    if (busy.current) return;
    busy.current = true;
    try {
      while (wanted.current) {
        const next = wanted.current;
        const input = {
          encounterId,
          baseVersion: version.current,
          diagnoses: [...next.diagnoses],
          procedures: [...next.procedures],
        };
        const result = await run(input);
        if (result.ok) {
          version.current = result.value.codingVersion;
          if (wanted.current === next) wanted.current = null;
          continue;
        }
        if (result.error.code === "try-again" || result.error.code === "not-signed-in") {
          await new Promise((resolve) => setTimeout(resolve, RETRY_AFTER_MS));
          continue;
        }
        if (result.error.code === "stale-version") setMine(wanted.current);
        else setProblem(describeFields(result.error));
        wanted.current = null;
        setLocal(null);
      }
    } finally {
      busy.current = false;
      void refresh();
    }
  }, [encounterId, run, refresh]);

  const change = useCallback(
    (by: (old: Coding) => Coding) => {
      setProblem(null);
      setMine(null);
      const next = by(wanted.current ?? shown.current);
      wanted.current = next;
      setLocal(next);
      void send();
    },
    [send],
  );
  // What was sent is the service's now; from here on its text is shown.
  useEffect(() => {
    if (!busy.current && wanted.current === null && encounter.codingVersion >= version.current) setLocal(null);
  }, [encounter]);

  return {
    coding: local ?? encounter,
    change,
    saving: local !== null,
    problem,
    mine,
    keepMine: () => mine && change(() => mine),
    dropMine: () => setMine(null),
  };
}
