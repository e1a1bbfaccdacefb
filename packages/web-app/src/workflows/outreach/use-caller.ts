import { describeError } from "@practicum/contracts/error";
import type { AttemptOutcome } from "@practicum/contracts/messaging/rosters";
import { useEffect, useRef, useState } from "react";
import { newId } from "../../api/command-id.ts";
import { useCommand } from "../../api/use-command.ts";
import { offerUndo, sayError } from "../../shell/undo.tsx";
import { outcomeWord, type Card, type Wait } from "./outreach-words.ts";

/** The card says again that it is in use, well before the twenty minutes are over. */
const KEEP_MS = 5 * 60_000;

export interface Said {
  readonly outcome: AttemptOutcome;
  readonly phone: string | null;
  readonly callbackAt?: string;
  readonly language?: string;
  readonly note: string;
}

export interface Caller {
  readonly card: Card | null;
  readonly wait: Wait | null;
  readonly busy: boolean;
  readonly error: string | null;
  /** The next card. */
  readonly next: () => Promise<void>;
  /** Gives the card back without a call. */
  readonly skip: () => Promise<void>;
  /** Writes down what came of the call. True when it is written. */
  readonly record: (said: Said) => Promise<boolean>;
  /** The card as it is now, after the person was linked. */
  readonly reload: () => Promise<void>;
}

/** One caller at the queue: the card that is open, kept while it is open, and given back when the page is left (MSG-78). */
export function useCaller(campaignId: string, languages: readonly string[]): Caller {
  const take = useCommand("messaging", "takeCard");
  const hold = useCommand("messaging", "holdCard", { quiet: true });
  const release = useCommand("messaging", "releaseCard", { quiet: true });
  const attempt = useCommand("messaging", "recordAttempt");
  const undo = useCommand("messaging", "undoAttempt");
  const [card, setCard] = useState<Card | null>(null);
  const [wait, setWait] = useState<Wait | null>(null);
  const [attemptId, setAttemptId] = useState(() => newId<"attempt">());
  const open = useRef<string | null>(null);
  open.current = card?.memberId ?? null;

  const show = (now: Card | null, why: Wait | null = null) => {
    setCard(now);
    setWait(why);
    setAttemptId(newId<"attempt">());
  };
  const holdAgain = async (memberId: string) => {
    const result = await hold.run({ memberId });
    if (result.ok) show(result.value.card);
    else sayError(describeError(result.error));
  };
  const keep = useRef<() => void>(() => undefined);
  keep.current = () => {
    const memberId = open.current;
    if (memberId === null || document.visibilityState === "hidden") return;
    void hold.run({ memberId });
  };
  useEffect(() => {
    const timer = setInterval(() => keep.current(), KEEP_MS);
    return () => clearInterval(timer);
  }, []);
  const leave = useRef<() => void>(() => undefined);
  leave.current = () => {
    if (open.current !== null) void release.run({ memberId: open.current });
  };
  useEffect(() => () => leave.current(), []);

  const next = async () => {
    const result = await take.run({ campaignId, languages: [...languages] });
    if (result.ok) show(result.value.card, result.value.wait);
  };
  const skip = async () => {
    if (card) await release.run({ memberId: card.memberId });
    show(null);
  };
  const record = async ({ outcome, phone, callbackAt, language, note }: Said) => {
    if (!card) return false;
    const { memberId } = card;
    const result = await attempt.run({
      attemptId,
      memberId,
      outcome,
      phone,
      callbackAt: callbackAt ?? null,
      language: language ?? null,
      note,
      scriptVersion: card.script.version,
    });
    if (!result.ok) return false;
    const takeBack = async () => {
      const undone = await undo.run({ attemptId });
      if (undone.ok) await holdAgain(memberId);
      else sayError(describeError(undone.error));
    };
    offerUndo(`${card.name.given} ${card.name.family}: ${outcomeWord(outcome).toLowerCase()}.`, () => void takeBack());
    show(null);
    return true;
  };
  const failed = attempt.error ?? take.error;
  return {
    card,
    wait,
    busy: take.pending || attempt.pending || hold.pending,
    error: failed && (failed.fields?.[0]?.message ?? describeError(failed)),
    next,
    skip,
    record,
    reload: async () => {
      if (card) await holdAgain(card.memberId);
    },
  };
}
