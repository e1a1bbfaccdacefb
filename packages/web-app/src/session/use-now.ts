import type { Instant } from "@practicum/kernel/instant";
import { useEffect, useState } from "react";
import { localMinutesOf, useSession } from "./session-context.ts";

/** Now, again every 20 seconds, and at once after the clock was moved: for what counts minutes. */
export function useNow(): Instant {
  const session = useSession();
  const [now, setNow] = useState(() => session.now());
  useEffect(() => {
    setNow(session.now());
    const timer = setInterval(() => setNow(session.now()), 20_000);
    return () => clearInterval(timer);
  }, [session]);
  return now;
}

/** The minute of the day on the practice's wall clock. */
export function useNowMinutes(): number {
  const session = useSession();
  return localMinutesOf(session, useNow());
}
