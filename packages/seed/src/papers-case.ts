import type { Instant } from "@practicum/kernel/instant";
import type { LocalDate } from "@practicum/kernel/local-date";
import { must } from "@practicum/kernel/assert";
import { planLivelyDay } from "./lively-day.ts";
import type { Registered } from "./plan-day.ts";
import { actorOf, staffByKey } from "./practice.ts";
import type { ScriptedPractice } from "./practice-port.ts";
import { seededId } from "./seeded-ids.ts";

interface Today {
  readonly seed: string;
  readonly now: Instant;
  readonly today: LocalDate;
  readonly registered: readonly Registered[];
}

/** Of somebody whose visit is over: a work excuse that is signed and waits at the checkout, and the summary that was handed out. */
export async function papersCase(practice: ScriptedPractice, { seed, now, today, registered }: Today): Promise<void> {
  const grown = planLivelyDay({ seed, now, registered }).filter(({ plan }) => plan.age >= 20);
  const left = grown.find(({ state }) => state === "checkout") ?? grown.find(({ state }) => state === "done");
  if (!left) return;
  const { patientId, people } = left.plan;
  const { encounters } = await practice.run("charting", "getChart", { patientId }, people.provider);
  const encounter = encounters.find((one) => one.serviceDate === today && one.status !== "open");
  if (!encounter) return;
  const { encounterId } = encounter;
  const assistant = actorOf(staffByKey("ramirez"));
  const templates = await practice.run("charting", "letterTemplates", {}, assistant);
  const template = must(templates.find((one) => one.kind === "work-excuse" && one.language === "en"));
  const about = { patientId, encounterId, templateId: template.templateId };
  const choices = {
    to: "",
    awayFrom: today,
    awayTo: today,
    limits: "",
    question: "",
    withDiagnoses: false,
    withProblems: false,
    withMedications: false,
    withAllergies: false,
    referral: null,
  };
  const { title, text, templateVersion } = await practice.run(
    "charting",
    "composeLetter",
    { ...about, choices },
    assistant,
  );
  const letterId = seededId<"letter">(seed, "papers/excuse");
  const draft = { ...about, letterId, templateVersion, to: "", title, text, baseVersion: 0 };
  const { version } = await practice.run("charting", "saveLetter", draft, assistant);
  await practice.run("charting", "signLetter", { patientId, letterId, version }, people.provider);
  await practice.run(
    "charting",
    "giveVisitSummary",
    {
      summaryId: seededId<"visit-summary">(seed, "papers/summary"),
      encounterId,
      language: "en",
      instructions: "Rest today. Call us if it does not get better in three days.",
      text: "What to do now\n- Rest today. Call us if it does not get better in three days.",
    },
    assistant,
  );
}
