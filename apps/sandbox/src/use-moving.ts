import { addMs, epochMs, type Instant } from "@practicum/kernel/instant";
import { useRef, useState } from "react";
import type { WorkerClient } from "./worker-client.ts";
import type { Digest } from "./worlds/digest-of.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** While it plays, an hour of the practice goes by in a second. */
const PLAY_EVERY_MS = 1000;

export interface Moving {
  /** From where to where the clock is being moved; null while it stands. `to` null is that it plays until it is stopped. */
  readonly span: { readonly from: Instant; readonly to: Instant | null } | null;
  readonly trouble: string;
  /** What happened in the last move, and how long that was in words. */
  readonly last: { readonly digest: Digest; readonly passed: string } | null;
  readonly move: (to: Instant) => Promise<void>;
  readonly toNextEvent: () => Promise<void>;
  readonly play: () => Promise<void>;
  readonly stop: () => void;
  readonly forgetLast: () => void;
}

/** Moves the practice's clock, and asks afterwards what happened meanwhile. */
export function useMoving(worker: WorkerClient, onMoved: () => void): Moving {
  const [span, setSpan] = useState<Moving["span"]>(null);
  const [trouble, setTrouble] = useState("");
  const [last, setLast] = useState<Moving["last"]>(null);
  const stopped = useRef(false);
  const run = async (to: Instant | null, pass: () => Promise<void>) => {
    const from = worker.now();
    stopped.current = false;
    setSpan({ from, to });
    setTrouble("");
    setLast(null);
    try {
      await pass();
      setLast({ digest: await worker.happened(from), passed: spanWords(from, worker.now()) });
    } catch {
      setTrouble("The clock could not be moved. ");
    }
    setSpan(null);
    onMoved();
  };
  const move = (to: Instant) => run(to, () => worker.moveClock(to));
  return {
    span,
    trouble,
    last,
    move,
    async toNextEvent() {
      const due = await worker.nextDueAt();
      if (due === null) return setTrouble("Nothing comes by itself: it is the practice's turn. ");
      await move(due);
    },
    play: () =>
      run(null, async () => {
        while (!stopped.current) {
          await worker.moveClock(addMs(worker.now(), HOUR_MS));
          await new Promise((resolve) => setTimeout(resolve, PLAY_EVERY_MS));
        }
      }),
    stop() {
      stopped.current = true;
      void worker.stopClock();
    },
    forgetLast: () => setLast(null),
  };
}

function spanWords(from: Instant, to: Instant): string {
  const days = Math.round((epochMs(to) - epochMs(from)) / DAY_MS);
  if (days >= 1) return days === 1 ? "a day" : `${days} days`;
  const hours = Math.round((epochMs(to) - epochMs(from)) / HOUR_MS);
  if (hours >= 1) return hours === 1 ? "an hour" : `${hours} hours`;
  return "a moment";
}
