import type { EmWorksheet } from "@practicum/contracts/charting/em-level";
import type { Encounter } from "@practicum/contracts/charting/encounters";
import { useCallback, useEffect, useRef, useState } from "react";
import { describeFields } from "../../../api/domain-error.ts";
import { useCommand } from "../../../api/use-command.ts";

const RETRY_AFTER_MS = 3000;

export interface EmControl {
  readonly worksheet: EmWorksheet;
  readonly change: (by: (old: EmWorksheet) => EmWorksheet) => void;
  /** On its way, or waiting for the network. */
  readonly saving: boolean;
  readonly problem: string | null;
}

/** The worksheet as it is on this screen: shown at once, sent one after the other over the version that was seen. */
export function useEm(encounter: Encounter): EmControl {
  const { run, refresh } = useCommand("charting", "saveEmWorksheet", { quiet: true });
  const { encounterId, em } = encounter;
  const [local, setLocal] = useState<EmWorksheet | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const version = useRef(em.version);
  const wanted = useRef<EmWorksheet | null>(null);
  const busy = useRef(false);
  const shown = useRef(em.worksheet);
  shown.current = local ?? em.worksheet;
  // Live updates bring others' versions; while one's own change is under way its answer decides.
  if (!busy.current && wanted.current === null) version.current = Math.max(version.current, em.version);
  const send = useCallback(async () => {
    if (busy.current) return;
    busy.current = true;
    try {
      while (wanted.current) {
        const worksheet = wanted.current;
        const result = await run({ encounterId, baseVersion: version.current, worksheet });
        if (result.ok) {
          version.current = result.value.version;
          if (wanted.current === worksheet) wanted.current = null;
          continue;
        }
        if (result.error.code === "try-again" || result.error.code === "not-signed-in") {
          await new Promise((resolve) => setTimeout(resolve, RETRY_AFTER_MS));
          continue;
        }
        setProblem(
          result.error.code === "stale-version"
            ? "Someone changed the worksheet while you did; theirs is shown. Enter yours again."
            : describeFields(result.error),
        );
        wanted.current = null;
        setLocal(null);
      }
    } finally {
      busy.current = false;
      void refresh();
    }
  }, [encounterId, run, refresh]);
  const change = useCallback(
    (by: (old: EmWorksheet) => EmWorksheet) => {
      setProblem(null);
      const next = by(wanted.current ?? shown.current);
      wanted.current = next;
      setLocal(next);
      void send();
    },
    [send],
  );
  // What was sent is the service's now; from here on its answer is shown.
  useEffect(() => {
    if (!busy.current && wanted.current === null && em.version >= version.current) setLocal(null);
  }, [em]);
  return { worksheet: local ?? em.worksheet, change, saving: local !== null, problem };
}
