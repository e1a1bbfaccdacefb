import type { DomainError } from "@practicum/contracts/error";
import { epochMs, type Instant } from "@practicum/kernel/instant";
import { useEffect, useRef, useState } from "react";
import { useCommand } from "../../../api/use-command.ts";
import { useSession } from "../../../session/session-context.ts";
import type { ChosenSlot } from "./booking-draft.ts";

export interface Hold {
  /** Seconds left; null when nothing is held. */
  readonly secondsLeft: number | null;
  /** Why the time could not be held. */
  readonly refused: DomainError | null;
}

/** Keeps the chosen time for others' eyes while the booking is made, and gives it back when another is chosen or the dock closes. */
export function useHold(slot: ChosenSlot | null, minutes: number | null): Hold {
  const session = useSession();
  const { run: hold } = useCommand("scheduling", "holdSlot", { quiet: true });
  const { run: release } = useCommand("scheduling", "releaseHold", { quiet: true });
  const [held, setHeld] = useState<{ readonly holdId: string; readonly expiresAt: Instant } | null>(null);
  const [refused, setRefused] = useState<DomainError | null>(null);
  const [now, setNow] = useState(() => session.now());
  const current = useRef<string | null>(null);
  const key = slot && minutes ? `${slot.providerResourceId}|${slot.date}|${slot.start}|${minutes}` : null;
  useEffect(() => {
    setHeld(null);
    setRefused(null);
    if (!slot || !minutes) return;
    let left = false;
    void hold({ ...slot, minutes }).then((result) => {
      if (!result.ok) return left ? undefined : setRefused(result.error);
      if (left) return void release({ holdId: result.value.holdId });
      current.current = result.value.holdId;
      setHeld(result.value);
    });
    return () => {
      left = true;
      if (current.current) void release({ holdId: current.current });
      current.current = null;
    };
    // `key` says when the slot is another one.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [key, hold, release]);
  useEffect(() => {
    if (!held) return;
    const timer = setInterval(() => setNow(session.now()), 1000);
    return () => clearInterval(timer);
  }, [held, session]);
  const secondsLeft = held ? Math.max(0, Math.round((epochMs(held.expiresAt) - epochMs(now)) / 1000)) : null;
  return { secondsLeft, refused };
}
