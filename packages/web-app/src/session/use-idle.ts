import { useEffect, useRef, useState } from "react";

const activity = ["pointerdown", "pointermove", "keydown", "wheel", "touchstart"] as const;
/** How long the warning stands before the session ends. */
const warnForMs = 60_000;
const tellEveryMs = 60_000;

export type Idle = "active" | "warning" | "over";

/**
 * Watches for absence: `warning` a minute before the time is up, `over` after it. Any movement before that is "active" again.
 * Absence is measured on the wall clock, so that a sleeping laptop wakes up locked. `onActivity` is called at most once a
 * minute. `afterMs` of null never ends.
 */
export function useIdle(afterMs: number | null, onActivity: () => void): Idle {
  const [idle, setIdle] = useState<Idle>("active");
  const last = useRef(Date.now());
  const told = useRef(0);
  useEffect(() => {
    if (afterMs === null) return;
    last.current = Date.now();
    setIdle("active");
    const seen = () => {
      const now = Date.now();
      if (now - last.current >= afterMs) return;
      last.current = now;
      if (now - told.current < tellEveryMs) return;
      told.current = now;
      onActivity();
    };
    const timer = setInterval(() => {
      const away = Date.now() - last.current;
      setIdle(away >= afterMs ? "over" : away >= afterMs - warnForMs ? "warning" : "active");
    }, 1000);
    for (const name of activity) addEventListener(name, seen, { passive: true, capture: true });
    return () => {
      clearInterval(timer);
      for (const name of activity) removeEventListener(name, seen, { capture: true });
    };
  }, [afterMs, onActivity]);
  return idle;
}
