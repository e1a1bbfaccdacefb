import { actorOf, staffByKey } from "@practicum/seed/practice";
import type { ScriptedPractice } from "@practicum/seed/practice-port";
import { seededId } from "@practicum/seed/seeded-ids";
import type { Id } from "@practicum/kernel/brand";
import { coded, encounterOf, openedNote, wrote } from "../kit/encounters.ts";
import { idOf, lookUp } from "../kit/find.ts";
import { lesson, type PathStep } from "../kit/lesson.ts";
import { bothBrought, pairOf, type OfPair, type Pair } from "../kit/pair.ts";
import { fullName } from "../kit/people.ts";
import { mentions } from "../kit/same.ts";
import { broken, met, open } from "../kit/verdict.ts";
import { WELL } from "../kit/visits.ts";
import { done } from "../kit/world-view.ts";

/** Two notes of a physician assistant wait for the supervising physician; one of them would do harm. */
type Facts = Pair;

const alvarez = staffByKey("alvarez");
const okafor = staffByKey("okafor");
const kim = actorOf(staffByKey("kim"));
const ABOUT = ["penicillin", "amoxicillin", "allerg", "hives"];

export const cosignWhatIsRight = lesson<Facts>({
  id: "md.05",
  version: 2,
  role: "physician",
  as: "alvarez",
  title: "Two notes to co-sign",
  minutes: 8,
  teaches: [
    "can co-sign a physician assistant's note as what it is: a check",
    "can send one back so that it is mended today",
  ],
  words: ["co-signature", "physician assistant", "seal", "allergy"],
  facts: (stage) => pairOf("md.05", stage, [25, 60]),
  async setUp(practice, facts) {
    const how = { provider: okafor, type: "acute", reasons: ["Ear pain", "Ear pain"], to: "with-provider" } as const;
    for (const one of await bothBrought(practice, "md.05", facts, how)) await signedByAssistant(practice, facts, one);
  },
  story: ({ patient, other }) => [
    `Ngozi Okafor has seen two patients with an ear infection this morning: ${fullName(patient)} and ${fullName(other)}.`,
    "She has signed both notes. By your practice agreement they wait for you. Read them as if the patients were yours: they are.",
  ],
  goal: "The note that is right is co-signed. The other one is not, and she knows why while the patient can still be reached.",
  materials: () => [
    {
      kind: "paper",
      title: "From the practice agreement",
      lines: [
        "The supervising physician reads the note with the chart before the co-signature.",
        "What can't be co-signed goes back to the physician assistant the same day, in writing, with the reason.",
      ],
    },
  ],
  outcomes: [
    {
      id: "cosigned",
      label: "The note that is right is co-signed",
      counts: "correct",
      guide: [{ at: "note.cosign", says: "Does the plan respect what the banner says? Then co-sign." }],
      hints: [
        "Do history, findings, judgement and plan agree, and does the plan fit the chart?",
        "Today lists the notes to co-sign; the banner above a note says what the plan has to respect.",
        "Read both. Co-sign the one whose plan its chart bears.",
      ],
      async check(view, { patient, visit }) {
        const encounter = await encounterOf(view, visit);
        if (encounter !== null && encounter.cosignedAt !== null) return met("co-signed");
        return open({
          record: `Note of ${fullName(patient)}`,
          field: "Co-signature",
          found: "none",
          principle: "Until it is co-signed its visit is not billed, and nobody has checked it.",
          route: `/p/${encounter?.patientId ?? ""}/visit`,
        });
      },
    },
    {
      id: "sent-back",
      label: "Ngozi Okafor is told in writing what is wrong with the other one",
      counts: "safety",
      hints: [
        "Who can mend it, and by when?",
        "Beside the co-signature the note can be returned. The patient's Messages or a task reach her too.",
        "To Ngozi Okafor, about this patient: amoxicillin, and an allergy to penicillin.",
      ],
      async check(view, { other, others }) {
        const patientId = (await idOf(view, other)) ?? "";
        const { threads = [] } = (await view.ask("messaging", "listThreads", { patientId, open: true })) ?? {};
        const asked = { scope: "patient", patientId, status: "open" } as const;
        const { tasks = [] } = (await view.ask("messaging", "listTasks", asked)) ?? {};
        const hers = (one: { readonly ownerId: string | null; readonly pool: string | null }) =>
          one.ownerId === okafor.staffId || one.pool === "physician-assistant";
        const note = await encounterOf(view, others);
        const returned = note?.cosignSteps.filter((one) => one.kind === "returned") ?? [];
        const words = [
          ...returned.map((one) => one.text),
          ...threads.filter(hers).map((one) => [one.subject, ...one.messages.map((line) => line.body)].join(" ")),
          ...tasks.filter(hers).map((one) => `${one.title} ${one.detail}`),
        ];
        const record = `Messages about ${fullName(other)}`;
        const route = `/p/${patientId}/messages`;
        if (words.length === 0)
          return open({
            record,
            field: "To",
            found: "nothing to Ngozi Okafor",
            principle:
              "A note that is left lying is not sent back. The pharmacy fills the prescription this afternoon.",
            route,
          });
        if (!words.some((text) => mentions(text, ABOUT)))
          return open({
            record,
            field: "Message",
            found: "no word of what is wrong",
            principle: 'Who has to mend it has to know what. "Please look again" costs the hour that counts.',
            route,
          });
        return met("she knows");
      },
    },
  ],
  traps: [
    {
      id: "waved-through",
      critical: true,
      costs: "safety",
      async fellFor(view, { other, others }) {
        const encounter = await encounterOf(view, others);
        if (encounter === null || encounter.cosignedAt === null) return null;
        const step = done(view, "charting", "cosignEncounter").find(
          (one) => one.input.encounterId === encounter.encounterId,
        );
        return broken(
          {
            record: `Note of ${fullName(other)}`,
            field: "Co-signature",
            found: "amoxicillin, under an allergy to penicillin",
            principle: "Your name under it says that you have checked it. It can't be taken back.",
            route: `/p/${encounter.patientId}/visit`,
          },
          step?.entry ?? null,
        );
      },
    },
  ],
  golden: (facts) => [cosign(facts.visit), write(facts)],
  others: [(facts) => [task(facts), cosign(facts.visit)], (facts) => [giveBack(facts), cosign(facts.visit)]],
  wrong: [
    {
      name: "co-signs both",
      steps: (facts) => [cosign(facts.visit), cosign(facts.others)],
      expect: ["sent-back", "waved-through"],
    },
    {
      name: "says that something is wrong, and not what",
      steps: (facts) => [cosign(facts.visit), write(facts, "Please look at your note again before I sign.")],
      expect: ["sent-back"],
    },
    {
      name: "returns it, and says not what is wrong",
      steps: (facts) => [cosign(facts.visit), giveBack(facts, "Please look at your note again before I sign.")],
      expect: ["sent-back"],
    },
    { name: "leaves the other one lying", steps: (facts) => [cosign(facts.visit)], expect: ["sent-back"] },
  ],
  mistaken: (facts) => [cosign(facts.others), write({ ...facts, other: facts.patient })],
  undone: { none: "A co-signature is sealed with the note." },
  debrief: () => [
    "Whether a note needs a co-signature, and which, is for the state and the practice agreement. Where it is given, it is a check and no formality.",
    "Same complaint, same plan, other patient: what differs stands in the banner.",
  ],
  next: ["md.08"],
});

/** The same note twice; the chart of the other one forbids its plan. */
async function signedByAssistant(practice: ScriptedPractice, facts: Facts, of: OfPair): Promise<void> {
  const { key, patientId, visit, encounterId } = of;
  const vitalsId = seededId<"vitals">(facts.seed, `md.05/${key}`);
  await practice.run("charting", "recordVitals", { vitalsId, patientId, encounterId, ...WELL }, kim);
  if (key === "patient") await practice.run("charting", "setNoKnownAllergies", { patientId }, kim);
  else {
    const [penicillin] = await practice.run("charting", "searchAllergens", { text: "penicillin", limit: 1 }, kim);
    const substance = { substanceCode: penicillin?.code ?? null, substance: penicillin?.name ?? "Penicillin" };
    const allergyId = seededId<"allergy">(facts.seed, "md.05/allergy");
    const reaction = { reaction: "Hives, swollen lips", severity: "severe" as const };
    await practice.run("charting", "addAllergy", { allergyId, patientId, ...substance, ...reaction }, kim);
  }
  await practice.run("charting", "reviewMedications", { patientId }, kim);
  await wrote(practice, visit, staffByKey("kim"), { reason: "Ear pain for two days" });
  await wrote(practice, visit, okafor, {
    hpi: "Two days of pain in the right ear after a cold, with fever of 101 last night.",
    exam: "Right drum red and bulging, left drum normal, no mastoid tenderness.",
    assessment: "Acute otitis media of the right ear.",
    plan: "Amoxicillin 875 mg twice a day for seven days, called in; acetaminophen; back if no better in two days.",
  });
  const otitis = { code: "H66.91", label: "Otitis media, unspecified, right ear" };
  await coded(practice, visit, okafor, otitis, { code: "99203", label: "Office visit, new patient" });
  await openedNote(practice, visit, okafor);
  const supervisorId = alvarez.staffId;
  await practice.run("charting", "signEncounter", { encounterId, patientId, supervisorId }, actorOf(okafor));
}

function cosign(visit: Id<"appointment">): PathStep {
  return {
    name: "co-sign",
    async run(practice) {
      const { encounterId, patientId } = await openedNote(practice, visit, alvarez);
      await practice.run("charting", "cosignEncounter", { encounterId, patientId }, actorOf(alvarez));
    },
  };
}

const REASON =
  "Amoxicillin, but the chart has hives and swollen lips from penicillin. Please call the pharmacy and the patient now.";

function giveBack(facts: Facts, comment = REASON): PathStep {
  return {
    name: "return the note",
    async run(practice) {
      const { encounterId, patientId } = await openedNote(practice, facts.others, alvarez);
      const stepId = seededId<"cosign-step">(facts.seed, "md.05/returned");
      await practice.run("charting", "returnNote", { stepId, encounterId, patientId, comment }, actorOf(alvarez));
    },
  };
}

function write(facts: Facts, body = REASON): PathStep {
  return {
    name: "write to Ngozi Okafor",
    async run(practice) {
      const patientId = await lookUp(practice, facts.other, "alvarez");
      const threadId = seededId<"thread">(facts.seed, "md.05/thread");
      const messageId = seededId<"message">(facts.seed, "md.05/message");
      const to = { ownerId: okafor.staffId, pool: null, dueAt: null };
      const subject = "Note of this morning";
      await practice.run(
        "messaging",
        "startThread",
        { threadId, messageId, patientId, subject, body, ...to },
        actorOf(alvarez),
      );
    },
  };
}

function task(facts: Facts): PathStep {
  return {
    name: "give Ngozi Okafor a task",
    async run(practice) {
      const patientId = await lookUp(practice, facts.other, "alvarez");
      const taskId = seededId<"task">(facts.seed, "md.05/task");
      const what = { title: "Allergy to penicillin: change the antibiotic", detail: REASON, about: null };
      const to = { ownerId: okafor.staffId, pool: null, dueOn: facts.today, priority: "high" as const };
      await practice.run("messaging", "createTask", { taskId, patientId, ...what, ...to }, actorOf(alvarez));
    },
  };
}
