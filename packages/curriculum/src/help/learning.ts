import { helpOf, modes } from "../kit/mode.ts";
import { GAPS } from "../review.ts";

/** One thing about learning here. */
export interface LearningPart {
  readonly title: string;
  readonly lines: readonly string[];
}

/** How learning works here: what a lesson gives, how much help there is, what comes back and when (CUR-77). */
export const learningHelp: readonly LearningPart[] = [
  {
    title: "A lesson",
    lines: [
      "A lesson begins in a practice of its own, with people and numbers of its own. You work in the same screens as always; what counts is what the records say in the end, wherever you pressed.",
      "Say that you are done when you think so. You read what was reached, what was not and why, with the way to the place where it is mended; and you can go back to before any step.",
      "Points are given for correct work, safety, privacy, money and time. Where somebody would have come to harm, the lesson is not passed, whatever its points.",
    ],
  },
  {
    title: "How much help you get",
    lines: [
      ...modes.map((mode) => `${helpOf[mode].label}: ${helpOf[mode].text}`),
      "It is chosen before a lesson begins, under “How much help do you want?”, and stays as it was chosen last. It stands on a passport, and on your instructor's board.",
      "An exam may be begun with a word of your instructor's: it decides whom you meet. It has no way back, and is handed in once.",
    ],
  },
  {
    title: "What comes back",
    lines: [
      `What you reached by yourself is due again after ${GAPS.slice(0, -1).join(", ")} and ${GAPS.at(-1) ?? ""} days. What you reached with help comes back after the same gap once more, what you missed on the next day.`,
      "A review is the lesson by yourself, with other people. What is due today stands above the lessons; nothing is lost by a day without.",
      "Save what I learned keeps it as a file; Bring what I learned takes it in on another machine, and of both the better counts.",
    ],
  },
  {
    title: "Work from an instructor",
    lines: [
      "An instructor may give you a file. Open an assignment, above the lessons, puts its lessons on a list: by when, with how much help, and how far you are. It stays in your browser.",
      "A lesson of it is done when you have passed it with no more help than it says; what you passed before counts too. What is late can still be done.",
      "Whoever teaches makes such a file under Teach, Give work to a class, and puts it on the board beside what the class brings.",
    ],
  },
  {
    title: "A whole day",
    lines: [
      "When the lessons of the seats are passed, a day of twenty people waits: all five seats, or one of them while your colleagues have done the others' work. It is recommended then, and never locked.",
      "You change seats by pressing Work as in the lesson's text. You can leave it at any time, and go on from the list of lessons.",
    ],
  },
];
