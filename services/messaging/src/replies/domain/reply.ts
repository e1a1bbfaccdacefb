import type { Id } from "@practicum/kernel/brand";
import type { Instant } from "@practicum/kernel/instant";

/** What a text message says, in English or Spanish, as far as a machine may decide it. */
export type Said = "yes" | "no" | "stop" | "start" | "help" | "unclear";

const WORDS: { readonly [S in Exclude<Said, "unclear">]: readonly string[] } = {
  // What the carriers' rules name for the end of messages comes first: it counts before anything else.
  stop: ["stop", "stopall", "unsubscribe", "end", "quit", "cancelar mensajes", "alto", "parar", "basta"],
  start: ["start", "unstop", "iniciar", "empezar"],
  help: ["help", "info", "ayuda"],
  yes: ["yes", "y", "c", "confirm", "ok", "1", "si", "s", "confirmar", "confirmo", "claro"],
  no: ["no", "n", "x", "2", "cancel", "cancelar"],
};

/** Only a whole message that is one of the words is an answer: "yes, but not on Tuesday" is for a person to read. */
export function readReply(text: string): Said {
  const plain = text
    .normalize("NFD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
  for (const said of ["stop", "start", "help", "yes", "no"] as const) if (WORDS[said].includes(plain)) return said;
  return "unclear";
}

/** Something that a patient was asked by text message at a number, and that is open. */
export interface Question {
  readonly kind: "recall" | "reminder";
  readonly id: string;
  readonly patientId: Id<"patient">;
  readonly askedAt: Instant;
}

export type Meant =
  /** The latest open question of the one patient who was asked. */
  | { readonly kind: "answer"; readonly question: Question }
  /** Several people were asked at this number, or nobody was: a person has to see who it is. */
  | { readonly kind: "ask-the-desk"; readonly because: "several" | "nobody" };

/** Which question a yes or a no answers (MSG-127). */
export function meantBy(questions: readonly Question[]): Meant {
  const patients = new Set(questions.map((one) => one.patientId));
  if (patients.size > 1) return { kind: "ask-the-desk", because: "several" };
  const latest = questions.toSorted((a, b) => (a.askedAt < b.askedAt ? 1 : a.askedAt > b.askedAt ? -1 : 0))[0];
  return latest ? { kind: "answer", question: latest } : { kind: "ask-the-desk", because: "nobody" };
}

/** A number as the record has it: ten digits; null where it is none of this country. */
export function plainNumber(from: string): string | null {
  const digits = from.replaceAll(/\D/g, "");
  const own = digits.length === 11 && digits.startsWith("1") ? digits.slice(1) : digits;
  return own.length === 10 ? own : null;
}
