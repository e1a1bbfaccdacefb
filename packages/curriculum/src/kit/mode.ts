/** How much a learner is helped. It is chosen when a lesson begins, and stands in the log. */
export const modes = ["guided", "hinted", "unaided", "exam"] as const;

export type Mode = (typeof modes)[number];

export interface Help {
  readonly label: string;
  /** What the learner gets, in one line. */
  readonly text: string;
  /** Points at the next place of the application. */
  readonly points: boolean;
  /** Hints are there to be asked for. */
  readonly hints: boolean;
  /** What is reached is said as soon as it is. */
  readonly verdicts: boolean;
}

export const helpOf: { readonly [M in Mode]: Help } = {
  guided: {
    label: "Guided",
    text: "The next place is pointed at, step by step, and there are hints.",
    points: true,
    hints: true,
    verdicts: true,
  },
  hinted: {
    label: "Hinted",
    text: "Three hints for each outcome, when you ask for them.",
    points: false,
    hints: true,
    verdicts: true,
  },
  unaided: {
    label: "Unaided",
    text: "No hints. You see what is reached as you go.",
    points: false,
    hints: false,
    verdicts: true,
  },
  exam: {
    label: "Exam",
    text: "No hints, and no word of what is reached until you hand it in, once.",
    points: false,
    hints: false,
    verdicts: false,
  },
};

/** Of lessons that began before there was a choice. */
export const MODE_BEFORE: Mode = "hinted";

/** The seed that a lesson's people and numbers come from: the learner's own, with what an instructor gave out for an exam mixed in. */
export function seedOf(seed: string, nonce: string | undefined): string {
  return nonce === undefined || nonce === "" ? seed : `${seed}/exam/${nonce}`;
}
