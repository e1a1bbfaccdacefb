import { addDays, type LocalDate } from "@practicum/kernel/local-date";
import { actorOf, staffByKey, visitTypeByKey } from "./practice.ts";
import type { PracticePort, ScriptedPractice } from "./practice-port.ts";
import { seededId } from "./seeded-ids.ts";
import { withBefore, type Step } from "./test-cases.ts";
import type { VisitPlan } from "./visit-script.ts";

/** On so many of the last days two visits asked their patients back; none of these was booked at the checkout. */
const DAYS = 8;
const VISITS = 2;
const WHENS = [
  { count: 1, unit: "weeks" },
  { count: 3, unit: "months" },
  { count: 2, unit: "weeks" },
  { count: 10, unit: "days" },
] as const;
/** What came of the calls so far, in turn. */
const CALLS = [
  { outcome: "no-answer", words: "" },
  { outcome: "left-message", words: "With her husband" },
  { outcome: "will-call", words: "Asks at work when she is free" },
  null,
] as const;

/** In the demonstration some were asked back by a signed note, and left without a visit: the desk calls them. */
export function followUpCases(practice: ScriptedPractice, { seed, today }: { seed: string; today: LocalDate }) {
  const asked: string[] = [];
  const kind = visitTypeByKey("follow-up");

  const ask = async (port: PracticePort, { patientId, date, people }: VisitPlan) => {
    const { encounters } = await port.run("charting", "getChart", { patientId }, people.provider);
    const note = encounters.find((one) => one.serviceDate === date && one.status === "open");
    const when = WHENS[asked.length % WHENS.length];
    if (!note?.appointmentId || when === undefined || people.provider.kind !== "staff") return;
    asked.push(note.appointmentId);
    const { staffId } = people.provider;
    const followUp = {
      kind: "visit" as const,
      when: { kind: "after" as const, ...when },
      visitType: { visitTypeId: kind.visitTypeId, name: kind.name },
      provider: { staffId, name: note.providerName },
      why: "",
    };
    await port.run(
      "charting",
      "saveFollowUp",
      { encounterId: note.encounterId, baseVersion: 0, followUp },
      people.provider,
    );
  };

  const orders = <S extends Step>(day: LocalDate, steps: readonly S[]): S[] => {
    if (day < addDays(today, -DAYS)) return [...steps];
    const signed = steps.filter(({ name, plan }) => name === "sign" && !plan.slips?.unsigned);
    // limit: some visits of a day are enough for a demonstration.
    return withBefore(steps, new Set(signed.slice(-VISITS)), ask);
  };

  const calls = async () => {
    for (const [index, appointmentId] of asked.entries()) {
      const call = CALLS[index % CALLS.length];
      if (!call) continue;
      const attemptId = seededId<"asked-back-attempt">(seed, `asked-back/${index}`);
      const desk = actorOf(staffByKey("brooks"));
      await practice.run("scheduling", "noteAskedBack", { appointmentId, attemptId, ...call }, desk);
    }
  };

  return { orders, calls };
}
