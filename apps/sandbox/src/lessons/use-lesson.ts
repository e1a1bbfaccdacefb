import type { Judgement } from "@practicum/curriculum/kit/judge";
import { helpOf } from "@practicum/curriculum/kit/mode";
import { useCallback, useEffect, useRef, useState } from "react";
import type { WorkerClient } from "../worker-client.ts";
import type { LessonSheet } from "./sheet.ts";

/** What follows on a command is done when it is answered; a burst of changes is judged once. */
const SETTLE_MS = 400;

export interface LessonInHand {
  readonly sheet: LessonSheet;
  /** How far it has come, without a look at what will be. */
  readonly judgement: Judgement | null;
  /** The next hint about an outcome. */
  readonly hint: (outcome: string) => Promise<void>;
  /** Looks at what will be too: the learner says to be done. */
  readonly finish: () => Promise<Judgement>;
}

/** The lesson that is being done in the worker's practice; null when there is none. */
export function useLesson(worker: WorkerClient): LessonInHand | null {
  const [sheet, setSheet] = useState<LessonSheet | null>(null);
  const [judgement, setJudgement] = useState<Judgement | null>(null);
  const again = useRef<() => Promise<void>>(() => Promise.resolve());
  useEffect(() => {
    let gone = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = async () => {
      const found = await worker.lesson();
      const mayKnow = found !== null && (helpOf[found.mode].verdicts || found.isHandedIn);
      const judged = mayKnow ? await worker.judge(false) : null;
      if (gone) return;
      // The same lesson is the same sheet: who reads it is not disturbed.
      setSheet((before) => (JSON.stringify(before) === JSON.stringify(found) ? before : found));
      setJudgement(judged);
    };
    const soon = () => {
      clearTimeout(timer);
      timer = setTimeout(() => void look().catch(() => {}), SETTLE_MS);
    };
    soon();
    again.current = look;
    const unlisten = [worker.onChange(soon), worker.onMoved(soon)];
    return () => {
      gone = true;
      clearTimeout(timer);
      for (const stop of unlisten) stop();
    };
  }, [worker]);
  const hint = useCallback(
    async (outcome: string) => {
      await worker.hint(outcome);
      await again.current();
    },
    [worker],
  );
  const finish = useCallback(async () => {
    const judged = await worker.judge(true);
    setJudgement(judged);
    await again.current();
    return judged;
  }, [worker]);
  return sheet === null ? null : { sheet, judgement, hint, finish };
}
