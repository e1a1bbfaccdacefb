import type { Referral, ReferralStep, Specialty } from "@practicum/contracts/charting/referrals";
import { must } from "@practicum/kernel/assert";
import type { Id } from "@practicum/kernel/brand";
import { addDays, daysBetween, type LocalDate } from "@practicum/kernel/local-date";
import { actorOf, staffByKey } from "./practice.ts";
import type { PracticePort, ScriptedPractice } from "./practice-port.ts";
import { seededId } from "./seeded-ids.ts";
import type { StepName, VisitPlan } from "./visit-script.ts";

interface Office {
  readonly name: string;
  readonly practice: string;
  readonly specialty: Specialty;
  readonly phone: string;
  readonly fax: string;
  readonly question: string;
  readonly diagnosis: string;
}

/** Offices and questions that are made up. */
const OFFICES: readonly Office[] = [
  {
    name: "Harbor Heart Center",
    practice: "Harbor Cardiology Group",
    specialty: "cardiology",
    phone: "4155550141",
    fax: "4155550142",
    question: "Palpitations on exertion for two weeks. Please look for an arrhythmia, and advise on treatment.",
    diagnosis: "R00.2",
  },
  {
    name: "Dr. Lena Moreau",
    practice: "Bayside Ear, Nose and Throat",
    specialty: "ent",
    phone: "4155550143",
    fax: "4155550144",
    question: "Third sinus infection within a year. Is there something that drains badly?",
    diagnosis: "J32.9",
  },
  {
    name: "Twin Peaks Physical Therapy",
    practice: "",
    specialty: "physical-therapy",
    phone: "4155550145",
    fax: "4155550146",
    question: "Low back pain for six weeks without a warning sign. Please treat, and show exercises for home.",
    diagnosis: "M54.50",
  },
  {
    name: "Dr. Samuel Adeyemi",
    practice: "Mission Digestive Health",
    specialty: "gastroenterology",
    phone: "4155550147",
    fax: "4155550148",
    question: "Reflux in spite of eight weeks of treatment. Is an endoscopy needed?",
    diagnosis: "K21.9",
  },
  {
    name: "Golden Gate Eye Clinic",
    practice: "",
    specialty: "ophthalmology",
    phone: "4155550149",
    fax: "4155550150",
    question: "Diabetes: yearly examination of the retina.",
    diagnosis: "E11.9",
  },
];

/** On so many of the last days somebody was referred. */
const DAYS = 12;

interface Ordered {
  readonly index: number;
  readonly day: LocalDate;
  readonly referralId: Id<"referral">;
  readonly plan: VisitPlan;
}

interface Step {
  readonly name: StepName;
  readonly plan: VisitPlan;
  readonly run: (port: PracticePort) => Promise<void>;
}

/**
 * In the demonstration somebody is referred on each of the last days, and the practice goes on with it in the evening; the simulated offices
 * answer by themselves. Some are left lying, so that there is something overdue, something to file and something to read.
 */
export function referralCases(practice: ScriptedPractice, { seed, today }: { seed: string; today: LocalDate }) {
  const ordered: Ordered[] = [];
  const desk = actorOf(staffByKey("brooks"));
  const assistant = actorOf(staffByKey("ramirez"));

  const order = async (port: PracticePort, plan: VisitPlan, day: LocalDate) => {
    const { patientId } = plan;
    const { provider } = plan.people;
    const { encounters } = await port.run("charting", "getChart", { patientId }, provider);
    const note = encounters.find((one) => one.serviceDate === day && one.status === "open");
    if (!note) return;
    const index = ordered.length;
    const at = index % OFFICES.length;
    const { specialty, question, diagnosis } = must(OFFICES[at]);
    const referralId = seededId<"referral">(seed, `referral/${day}`);
    await port.run(
      "charting",
      "orderReferral",
      {
        referralId,
        patientId,
        encounterId: note.encounterId,
        specialty,
        toId: officeId(seed, at),
        urgency: index % 3 === 2 ? "routine" : "urgent",
        reason: question,
        diagnosis,
        withProblems: true,
        withMedications: true,
        withAllergies: true,
      },
      provider,
    );
    ordered.push({ index, day, referralId, plan });
  };

  /** Before one note of the day is signed a referral is ordered in it: of another patient each day. */
  const orders = <S extends Step>(day: LocalDate, steps: readonly S[]): S[] => {
    const signing = steps.filter(({ name, plan }) => name === "sign" && plan.age >= 18 && !plan.slips?.unsigned);
    const first = signing[daysBetween(day, today) % signing.length];
    if (!first || day < addDays(today, -DAYS)) return [...steps];
    return steps.map((step) =>
      step === first
        ? {
            ...step,
            run: async (port: PracticePort) => {
              await order(port, step.plan, day);
              await step.run(port);
            },
          }
        : step,
    );
  };

  const record = async (one: Ordered, step: Extract<ReferralStep, { kind: "authorization" | "sent" }>) => {
    const stepId = seededId<"referral-step">(seed, `referral/${one.day}/${step.kind}`);
    const of = { referralId: one.referralId, patientId: one.plan.patientId, stepId };
    await practice.run("charting", "recordReferralStep", { ...of, step }, desk);
  };

  /** The letter is written, signed and faxed. */
  const send = async (one: Ordered) => {
    const { patientId } = one.plan;
    const letterId = seededId<"letter">(seed, `referral/${one.day}/letter`);
    const stepId = seededId<"referral-step">(seed, `referral/${one.day}/letter-step`);
    const of = { referralId: one.referralId, patientId };
    await record(one, { kind: "authorization", permitId: null, number: "", period: null });
    await practice.run("charting", "writeReferralLetter", { ...of, stepId, letterId }, assistant);
    await practice.run("charting", "signLetter", { letterId, patientId, version: 1 }, one.plan.people.provider);
    await record(one, { kind: "sent", way: "fax", to: "" });
  };

  const file = async (one: Ordered) => {
    const { patientId } = one.plan;
    const ask = { patientId, kind: "outside-record" as const, text: "report", before: null, limit: 20 };
    const { documents } = await practice.run("charting", "documents", ask, assistant);
    const report = documents.find(({ addedBy }) => addedBy === "Simulated office");
    if (!report) return;
    const stepId = seededId<"referral-step">(seed, `referral/${one.day}/filed`);
    const of = { referralId: one.referralId, patientId, stepId };
    await practice.run("charting", "fileReferralReport", { ...of, documentId: report.documentId }, assistant);
  };

  const decide = async (one: Ordered, step: Extract<ReferralStep, { kind: "reviewed" | "cancelled" }>) => {
    const stepId = seededId<"referral-step">(seed, `referral/${one.day}/${step.kind}`);
    const of = { referralId: one.referralId, patientId: one.plan.patientId, stepId };
    await practice.run("charting", "decideReferral", { ...of, step }, one.plan.people.provider);
  };

  const goOn = async (one: Ordered, { state }: Referral) => {
    const kind = one.index % 5;
    // Each fifth lies since it was ordered; of those that go out every second one is filed, and one of them read.
    if (state === "to-send" && kind === 4)
      return one.index > 4 ? decide(one, { kind: "cancelled", reason: "The symptoms are gone" }) : undefined;
    if (state === "to-send") return send(one);
    if (state === "to-file" && kind < 2) return file(one);
    if (state === "to-review" && kind === 0) return decide(one, { kind: "reviewed", disposition: "agree", plan: "" });
  };

  const evening = async () => {
    for (const one of ordered) {
      const ask = { patientId: one.plan.patientId, show: "open" as const, before: null, limit: 20 };
      const { referrals } = await practice.run("charting", "referrals", ask, assistant);
      const now = referrals.find(({ referralId }) => referralId === one.referralId);
      if (now?.waits) await goOn(one, now);
    }
  };

  return { begin: async () => keepDirectory(practice, seed), orders, evening };
}

const officeId = (seed: string, at: number) => seededId<"outside-provider">(seed, `office/${at}`);

async function keepDirectory(practice: ScriptedPractice, seed: string): Promise<void> {
  for (const [at, { question: _question, diagnosis: _diagnosis, ...office }] of OFFICES.entries())
    await practice.run(
      "charting",
      "saveOutsideProvider",
      { outsideProviderId: officeId(seed, at), ...office, npi: null, address: "", active: true, baseVersion: 0 },
      actorOf(staffByKey("brooks")),
    );
}
