import type { Mode } from "@practicum/curriculum/kit/mode";
import { isEnough, type AssignedLesson, type Assignment } from "@practicum/curriculum/assignment";
import type { Judgement } from "@practicum/curriculum/kit/judge";
import type { Verification } from "./verify.ts";

/** What an instructor's board knows of one file that a learner brought. */
export interface BoardRow {
  /** The file's name. */
  readonly file: string;
  /** By the passport; of a saved practice the file's name says it. */
  readonly learner: string;
  readonly lesson: { readonly id: string; readonly title: string };
  /** `passport`: its log was done again and holds. `practice`: its log was done again; who did it is the file's word. */
  readonly kind: "passport" | "practice";
  readonly passed: boolean;
  readonly score: number;
  readonly outcomes: readonly { readonly id: string; readonly label: string; readonly isMet: boolean }[];
  /** Somebody would have come to harm. */
  readonly harmed: boolean;
  /** The learner's page's word; null where the file says nothing of it. */
  readonly attempts: number | null;
  readonly hints: number | null;
  /** How much the learner was helped. */
  readonly mode: Mode;
  /** The instructor's, of an exam; empty for none. */
  readonly word: string;
  readonly steps: number;
  /** The practice's moment of the last step. */
  readonly lastAt: string;
}

/** A file that is on no board, and why. */
export interface Unread {
  readonly file: string;
  readonly because: string;
}

/** A practice that a learner saved in the middle of a lesson, done again and judged as it stands. */
export interface JudgedPractice {
  readonly lesson: { readonly id: string; readonly title: string };
  readonly judgement: Judgement;
  readonly mode: Mode;
  readonly word: string;
  /** By its log. */
  readonly hints: number;
  readonly steps: number;
  readonly lastAt: string;
}

export function rowOfPassport(file: string, found: Verification): BoardRow | Unread {
  if (!found.holds)
    return { file, because: found.entry === null ? found.because : `step ${found.entry}: ${found.because}` };
  const { record, issuer } = found;
  return {
    file,
    learner: issuer.replace(/, self-issued$/, ""),
    lesson: { id: record.lesson.id, title: record.lesson.title },
    kind: "passport",
    passed: record.passed,
    score: record.score,
    outcomes: record.outcomes.map(({ id, label, state }) => ({ id, label, isMet: state === "met" })),
    harmed: record.traps.fallenFor.some((one) => one.critical),
    attempts: record.attempts,
    mode: record.lesson.mode,
    word: record.lesson.nonce ?? "",
    hints: Object.values(record.hints).reduce((sum, one) => sum + one, 0),
    steps: record.log.length - 1,
    lastAt: record.judgedAt,
  };
}

export function rowOfPractice(
  file: string,
  { lesson, judgement, mode, word, hints, steps, lastAt }: JudgedPractice,
): BoardRow {
  return {
    file,
    learner: file.replace(/\.(practicum|json)$/i, ""),
    lesson,
    kind: "practice",
    passed: judgement.passed,
    score: judgement.score,
    outcomes: judgement.outcomes.map(({ id, label, verdict }) => ({ id, label, isMet: verdict.state === "met" })),
    harmed: judgement.traps.some((one) => one.critical),
    attempts: null,
    mode,
    word,
    hints,
    steps,
    lastAt,
  };
}

/** What counts of several files of one learner and lesson: the best of them. */
export function bestOf(rows: readonly BoardRow[]): BoardRow | undefined {
  const rank = (one: BoardRow) => (one.passed ? 1000 : 0) + one.score + (one.kind === "passport" ? 0.5 : 0);
  return rows.toSorted((a, b) => rank(b) - rank(a))[0];
}

/** Learners down, lessons across, each in the order of its name. */
export function matrixOf(rows: readonly BoardRow[]): {
  readonly learners: readonly string[];
  readonly lessons: readonly BoardRow["lesson"][];
  readonly cell: (learner: string, lesson: string) => BoardRow | undefined;
} {
  const learners = [...new Set(rows.map((one) => one.learner))].toSorted((a, b) => a.localeCompare(b, "en"));
  const byId = new Map(rows.map((one) => [one.lesson.id, one.lesson]));
  return {
    learners,
    lessons: [...byId.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    cell: (learner, lesson) => bestOf(rows.filter((one) => one.learner === learner && one.lesson.id === lesson)),
  };
}

/** What a learner brought of an assigned lesson. */
export interface BroughtOf {
  readonly asked: AssignedLesson;
  /** The best that is what was asked for; where nothing is, the best there is. */
  readonly row: BoardRow | undefined;
  readonly isEnough: boolean;
}

/** CUR-83: the assignment's lessons in their order, as one learner brought them. */
export function broughtOf(of: Assignment, rows: readonly BoardRow[], learner: string): readonly BroughtOf[] {
  return of.lessons.map((asked) => {
    const all = rows.filter((one) => one.learner === learner && one.lesson.id === asked.lesson);
    const counting = bestOf(all.filter((one) => isEnough(of, asked, one)));
    return { asked, row: counting ?? bestOf(all), isEnough: counting !== undefined };
  });
}

/** So many attempts, or so many hints, are a reason to sit down with somebody. */
const ATTEMPTS_MANY = 3;
const HINTS_MANY = 6;

/** Why a learner may need somebody; empty where nothing says so. */
export function whyStuck(row: BoardRow): string {
  const open = row.outcomes.filter((one) => !one.isMet).map((one) => one.label);
  const reasons = [
    row.harmed ? "somebody would have come to harm" : "",
    open.length === 0 ? "" : `not reached: ${open.join("; ")}`,
    row.attempts !== null && row.attempts >= ATTEMPTS_MANY ? `attempt ${row.attempts}` : "",
    row.hints !== null && row.hints >= HINTS_MANY ? `${row.hints} hints` : "",
  ];
  return reasons.filter((one) => one !== "").join(" · ");
}

const HEAD = [
  "learner",
  "lesson",
  "title",
  "outcome",
  "reached",
  "score",
  "passed",
  "help",
  "attempts",
  "hints",
  "proof",
  "file",
];

/** One line an outcome, as spreadsheets read it (RFC 4180). */
export function csvOf(rows: readonly BoardRow[]): string {
  const lines = rows.flatMap((row) =>
    row.outcomes.map((outcome) => [
      row.learner,
      row.lesson.id,
      row.lesson.title,
      outcome.label,
      outcome.isMet ? "yes" : "no",
      String(row.score),
      row.passed ? "yes" : "no",
      row.mode,
      row.attempts === null ? "" : String(row.attempts),
      row.hints === null ? "" : String(row.hints),
      row.kind === "passport" ? "passport" : "saved practice",
      row.file,
    ]),
  );
  return [HEAD, ...lines].map((line) => line.map(cellOf).join(",")).join("\r\n") + "\r\n";
}

/** What a spreadsheet would take for a formula is a text: a learner chose the name. */
function cellOf(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}
