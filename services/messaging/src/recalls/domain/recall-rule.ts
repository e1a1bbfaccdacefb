import { fail, type DomainError } from "@practicum/contracts/error";
import { RECALL_FIELDS, type messageTexts } from "@practicum/contracts/messaging/recalls";
import type { RecallCondition } from "@practicum/contracts/charting/recall-matches";
import type { LocalTime } from "@practicum/kernel/local-date";
import { ok, type Result } from "@practicum/kernel/result";
import type { z } from "zod";
import { fillIn, unknownField } from "../../domain/message-fields.ts";

type Texts = z.output<typeof messageTexts>;

interface Checked {
  readonly name: string;
  readonly condition: RecallCondition;
  readonly messages: Texts;
  readonly sendFrom: LocalTime;
  readonly sendUntil: LocalTime;
}

/** Beginnings of words, in English and Spanish, that would say why somebody is to come. */
const HEALTH_WORDS = [
  "diabet",
  "a1c",
  "cancer",
  "cáncer",
  "mammo",
  "mamo",
  "colono",
  "pap smear",
  "papanicolau",
  "hiv",
  "vih",
  "pregnan",
  "embaraz",
  "vaccin",
  "vacuna",
  "immuniz",
  "inmuniz",
  "flu shot",
  "blood",
  "sangre",
  "hypertens",
  "hipertens",
  "depress",
  "depresi",
  "cholesterol",
  "colesterol",
  "screening",
  "asthma",
  "asma",
  "psychi",
  "psiqui",
  "addict",
  "adicci",
  "diagnos",
] as const;

/** What of a text would tell a stranger something about the patient's health; null where nothing does (MSG-112). */
function healthWord(text: string): string | null {
  const plain = text.toLowerCase();
  return HEALTH_WORDS.find((word) => new RegExp(`(^|[^\\p{L}])${word}`, "u").test(plain)) ?? null;
}

/** Whether a rule can be: it means somebody, and its words are for strangers' eyes (MSG-110, MSG-112). */
export function checkRule(rule: Checked): Result<undefined, DomainError> {
  const { condition, messages } = rule;
  if (isEmpty(condition)) return refuse("condition", "Say at least one thing that the chart must have.");
  if (condition.ageFrom !== null && condition.ageTo !== null && condition.ageFrom > condition.ageTo)
    return refuse("condition.ageTo", "The last age is below the first one.");
  if (rule.sendUntil <= rule.sendFrom) return refuse("sendUntil", "Enter a time after the first one.");
  for (const [field, text] of [
    ["name", rule.name],
    ["messages.en", messages.en],
    ["messages.es", messages.es],
  ] as const) {
    const word = healthWord(text);
    if (word !== null)
      return refuse(field, `“${word}” tells others about the patient's health. Say only that it is time for a visit.`);
  }
  for (const language of ["en", "es"] as const) {
    const wrong = unknownField(messages[language], RECALL_FIELDS);
    if (wrong !== null)
      return refuse(`messages.${language}`, `{${wrong}} is not filled in by anything. Use {first}, {practice}.`);
  }
  return ok();
}

function isEmpty({ problems, ageFrom, ageTo, sex, noVisitMonths, preventive, vaccine }: RecallCondition): boolean {
  const facts = [ageFrom, ageTo, noVisitMonths, preventive, vaccine];
  return problems.length === 0 && sex === "any" && facts.every((one) => one === null);
}

function refuse(field: string, message: string): Result<never, DomainError> {
  return fail("invalid-input", { field, fields: [{ field, message }] });
}

/** The words of a message, in the patient's language where the rule has them, else in English (MSG-112). */
export function recallText(
  messages: Texts,
  language: "en" | "es",
  values: { readonly [F in (typeof RECALL_FIELDS)[number]]: string },
): { readonly language: "en" | "es"; readonly subject: string; readonly text: string } {
  const spoken = language === "es" && messages.es !== "" ? "es" : "en";
  const text = fillIn(messages[spoken], values);
  const subject = spoken === "es" ? `Su próxima cita en ${values.practice}` : `Your next visit at ${values.practice}`;
  return { language: spoken, subject, text };
}
