import { PAUSES_MINUTES } from "./pauses.ts";

/** Why a sending failed, and after how many minutes it is tried again; null where that can't help, or was done often enough (MSG-35, MSG-95). */
export interface FailedSending {
  readonly problem: string;
  readonly forGood: boolean;
}

const WORDS_MAX = 200;

/** What a thrown error says of a sending. It is kept with the message alone: it may repeat the address. */
export function failedSending(error: unknown): FailedSending {
  const forGood = typeof error === "object" && error !== null && "forGood" in error && error.forGood === true;
  const problem = error instanceof Error && error.message !== "" ? error.message : "The message could not be sent.";
  // limit: words of a failure, cut to what a row keeps.
  return { problem: problem.slice(0, WORDS_MAX), forGood };
}

/** Minutes until the next try; undefined where the message has failed. */
export function pauseAfter({ forGood }: FailedSending, attempts: number): number | undefined {
  return forGood ? undefined : PAUSES_MINUTES[attempts];
}
