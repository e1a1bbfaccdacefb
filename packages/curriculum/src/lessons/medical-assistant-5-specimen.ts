import type { Role } from "@practicum/contracts/permission";
import type { ProcedureOrder, ProcedureStep } from "@practicum/contracts/charting/procedures";
import type { Id } from "@practicum/kernel/brand";
import { formatDate } from "@practicum/kernel/local-date";
import { pick, seededRandom } from "@practicum/kernel/random";
import { actorOf, staffByKey } from "@practicum/seed/practice";
import { seededId } from "@practicum/seed/seeded-ids";
import { deedAbout } from "../kit/deed.ts";
import { encounterOf } from "../kit/encounters.ts";
import { handedOn, holderOf, isWith, PROVIDERS } from "../kit/handed.ts";
import { lesson, type PathStep } from "../kit/lesson.ts";
import { bothBrought, pairOf, type OfPair, type Pair } from "../kit/pair.ts";
import { fullName } from "../kit/people.ts";
import { mentions } from "../kit/same.ts";
import { broken, met, open } from "../kit/verdict.ts";
import { advanced } from "../kit/visits.ts";
import { done, type WorldView } from "../kit/world-view.ts";

/** Two biopsies of one morning: one is in the container, the other one is ordered for the wrong side. */
interface Facts extends Pair {
  /** Where the first was taken. */
  readonly site: string;
  /** Where the other patient's spot is; the order says the opposite side. */
  readonly side: "left" | "right";
}

type Key = OfPair["key"];

const ramirez = staffByKey("ramirez");
const assistant = actorOf(ramirez);
const alvarez = staffByKey("alvarez");
const LABORATORY = "Pacific Pathology";
const ordered = ({ side }: Facts): string => (side === "left" ? "right" : "left");
const orderId = ({ seed }: Pair, key: Key) => seededId<"procedure-order">(seed, `ma.05/${key}`);

async function orderOf(view: WorldView, facts: Facts, key: Key) {
  const encounter = await encounterOf(view, key === "patient" ? facts.visit : facts.others);
  const patientId = encounter?.patientId ?? "";
  const orders =
    encounter === null ? null : await view.ask("charting", "procedureOrders", { patientId: encounter.patientId });
  const order = orders?.find((one) => one.orderId === orderId(facts, key));
  return { order, record: `Procedures of ${fullName(facts[key])}`, route: `/p/${patientId}/procedures` };
}

/** A step that stands: one that was taken back says nothing. */
function stepOf<K extends ProcedureStep["kind"]>(order: ProcedureOrder | undefined, kind: K) {
  const found = order?.steps.find((one) => one.step.kind === kind && !one.takenBack);
  return found === undefined ? null : { at: found.at, said: found.step as Extract<ProcedureStep, { kind: K }> };
}

export const labelASpecimen = lesson<Facts>({
  id: "ma.05",
  role: "medical-assistant",
  as: "ramirez",
  title: "Two containers on one tray",
  minutes: 7,
  teaches: [
    "can bring a specimen from the skin to the laboratory under the right name, labelled before the patient leaves",
    "can stop a procedure when patient and order do not agree about the side",
  ],
  words: ["specimen", "time-out", "identifier"],
  facts(stage) {
    const random = seededRandom(`${stage.seed}/ma.05`);
    const site = pick(random, ["forearm-back-left", "forearm-back-right", "thigh-back-left", "thigh-back-right"]);
    return { ...pairOf("ma.05", stage, [30, 70]), site, side: pick(random, ["left", "right"] as const) };
  },
  async setUp(practice, facts) {
    const how = {
      provider: alvarez,
      type: "acute",
      reasons: ["A spot that has changed", "A spot that itches"],
      to: "with-provider",
    } as const;
    for (const { key, patientId, encounterId } of await bothBrought(practice, "ma.05", facts, how)) {
      const bodySite = key === "patient" ? facts.site : `shoulder-blade-${ordered(facts)}`;
      const what = { kind: "punch-biopsy" as const, bodySite, detail: "4 mm", diagnosis: "D48.5" };
      const of = { orderId: orderId(facts, key), encounterId, patientId };
      await practice.run("charting", "orderProcedure", { ...of, ...what }, actorOf(alvarez));
    }
  },
  story: ({ patient, other }) => [
    `Dr. Alvarez has taken a piece of skin of ${fullName(patient)} and has left the room. It lies in formalin, in one of two containers on your tray that bear nothing yet.`,
    `${fullName(other)} waits in the next room for the same. You are to make ready, and to do the time-out before Dr. Alvarez comes.`,
  ],
  goal: "The first specimen is on its way to the laboratory under its own number, and the other patient is not cut before somebody has looked at the side.",
  materials: ({ patient, other, side }) => [
    {
      kind: "says",
      who: fullName(patient),
      lines: [
        `"${fullName(patient)}, ${formatDate(patient.birthDate)}. Yes, she told me all about it, and I have signed. May I dress and go to the front?"`,
      ],
    },
    {
      kind: "paper",
      title: "On the tray",
      lines: [
        "The consent, signed by the patient. Lidocaine 1 %, 2 ml. One piece of 4 mm, no bleeding, one stitch.",
        `The courier of ${LABORATORY} comes at noon.`,
      ],
    },
    {
      kind: "says",
      who: fullName(other),
      lines: [
        `"${fullName(other)}, ${formatDate(other.birthDate)}. It is here on my ${side} shoulder blade, see? On the other side I have nothing."`,
      ],
    },
    {
      kind: "paper",
      title: "From the practice's policy",
      lines: [
        "A container is labelled in the room, while the patient is there, with the number that the order shows. Whoever labels writes that number down with what was done.",
        "Only then does the patient go on to checkout.",
        "Time-out: two identifiers, the procedure, the side. Where one of them does not agree nothing is done, and the provider is told.",
      ],
    },
  ],
  outcomes: [
    {
      id: "labelled",
      label: "What was taken is on record, with the consent and the number on the container",
      counts: "safety",
      guide: [{ at: "procedure.step", says: "Say what became of the procedure." }],
      hints: [
        "Which of the two containers is whose, in an hour?",
        "The first patient's Procedures: the order shows the number of its container.",
        "Record as done: the consent, lidocaine, and under what was found and done the container's number.",
      ],
      async check(view, facts) {
        const { order, record, route } = await orderOf(view, facts, "patient");
        const principle =
          "A specimen without a number is nobody's, and with another one somebody else's. The number is written where it can be compared.";
        const step = stepOf(order, "done");
        if (step === null) return open({ record, field: "Step", found: "not recorded as done", principle, route });
        if (!mentions(step.said.findings, [order?.specimen ?? "?"]))
          return open({
            record,
            field: "What was found and done",
            found: step.said.findings === "" ? "nothing" : "no number of this order's container",
            principle,
            route,
          });
        return met(`container ${order?.specimen ?? ""}`);
      },
    },
    {
      id: "in-the-room",
      label: "The patient went to checkout after that, and not before",
      counts: "safety",
      after: ["labelled"],
      hints: [
        "Who could still say whose container it is when the patient has gone?",
        "The flow board, or the visit: the next step is checkout.",
        "First the label and its record, then checkout.",
      ],
      async check(view, facts) {
        const visit = await view.ask("scheduling", "getAppointment", { appointmentId: facts.visit });
        const record = `Visit of ${fullName(facts.patient)}`;
        const principle =
          "Labels are written in front of the patient, who can read them. Most specimens that were mixed up were labelled at the desk.";
        const notYet = (found: string) => open({ record, field: "Checkout", found, principle, route: "/flow" });
        // Who was sent away too early and is called back may be sent on again.
        const left = done(view, "scheduling", "advanceVisit").findLast(
          ({ input }) => input.appointmentId === facts.visit && input.to === "checkout",
        );
        const step = stepOf((await orderOf(view, facts, "patient")).order, "done");
        if (visit === null || !["checkout", "done"].includes(visit.status)) return notYet("still in the room");
        if (left === undefined || step === null || step.at > left.at) return notYet("before the label");
        return met("labelled, then to checkout");
      },
    },
    {
      id: "sent",
      label: "The specimen is on its way to the laboratory that its courier is of",
      counts: "correct",
      guide: [{ at: "procedure.step", says: "Say to which laboratory it goes." }],
      hints: [
        "Where does a container stand that nobody sends?",
        "The order's next step, in the patient's Procedures or in Specimens.",
        `Send to the laboratory: ${LABORATORY}.`,
      ],
      async check(view, facts) {
        const { order, record, route } = await orderOf(view, facts, "patient");
        const sent = stepOf(order, "sent");
        const principle =
          "From the sending on the report has a day on which it is missed. A specimen that is not sent on record is missed by nobody.";
        if (sent === null) return open({ record, field: "Laboratory", found: "not sent", principle, route });
        if (!mentions(sent.said.laboratory, ["pacific"]))
          return open({ record, field: "Laboratory", found: sent.said.laboratory, principle, route });
        return met(sent.said.laboratory);
      },
    },
    {
      id: "stopped",
      label: "The other patient's procedure waits, and Dr. Alvarez knows that the side does not agree",
      counts: "safety",
      guide: [
        { at: "conversation.new", says: "Begin a conversation about this patient." },
        { at: "conversation.send", says: "Say which side the order and the patient name; give it to Dr. Alvarez." },
      ],
      hints: [
        "Compare what the patient shows with the place that the order names.",
        "The other patient's Procedures, then Messages.",
        "Leave the order as it is; tell Dr. Alvarez, today, that the order and the patient name different sides.",
      ],
      async check(view, facts) {
        const { order, record, route } = await orderOf(view, facts, "other");
        const principle =
          "Who notices stops, whoever that is. The order is the provider's to change: an assistant neither cuts by it nor corrects it.";
        if (stepOf(order, "done") !== null)
          return open({ record, field: "Step", found: "recorded as done", principle, route });
        const { patientId, list } = await handedOn(view, facts.other);
        const about = list.filter((one) => mentions(one.text, ["side", facts.side]));
        const messages = { record: `Messages of ${fullName(facts.other)}`, route: `/p/${patientId}/messages` };
        const [first] = about;
        if (first === undefined)
          return open({ ...messages, field: "Conversation", found: "no word of the side", principle });
        if (!about.some((one) => isWith(one, PROVIDERS)))
          return open({ ...messages, field: "For", found: holderOf(first), principle });
        return met("nothing is done until the side is clear");
      },
    },
  ],
  traps: [
    {
      id: "others-number",
      critical: true,
      costs: "correct",
      async fellFor(view, facts) {
        const { order, record, route } = await orderOf(view, facts, "patient");
        const number = (await orderOf(view, facts, "other")).order?.specimen ?? "?";
        const step = stepOf(order, "done");
        if (step === null || !mentions(step.said.findings, [number])) return null;
        return broken(
          {
            record,
            field: "What was found and done",
            found: `container ${number}, another patient's`,
            principle: "A cancer would be found in somebody who has none, and missed in who has it.",
            route,
          },
          entryOf(view, orderId(facts, "patient")),
        );
      },
    },
    {
      id: "as-ordered",
      critical: true,
      costs: "safety",
      async fellFor(view, facts) {
        const { order, record, route } = await orderOf(view, facts, "other");
        if (stepOf(order, "done") === null) return null;
        return broken(
          {
            record,
            field: "Step",
            found: "done, on the side that the order names",
            principle: "A procedure on the wrong side is reported to the patient, and is never to happen.",
            route,
          },
          entryOf(view, orderId(facts, "other")),
        );
      },
    },
  ],
  golden: (facts) => [taken(facts), toCheckout(facts), send(facts), tell(facts)],
  others: [(facts) => [tell(facts, "physician"), notDone(facts), taken(facts), send(facts), toCheckout(facts)]],
  wrong: [
    {
      name: "lets the patient go first and labels at the desk",
      steps: (facts) => [toCheckout(facts), taken(facts), send(facts), tell(facts)],
      expect: ["in-the-room"],
    },
    {
      name: "takes the other container's number",
      steps: (facts) => [taken(facts, "other"), toCheckout(facts), send(facts), tell(facts)],
      expect: ["labelled", "in-the-room", "others-number"],
    },
    {
      name: "writes no number down",
      steps: (facts) => [taken(facts, null), toCheckout(facts), send(facts), tell(facts)],
      expect: ["labelled", "in-the-room"],
    },
    {
      name: "has the other one done as it is ordered",
      steps: (facts) => [taken(facts), toCheckout(facts), send(facts), asOrdered(facts)],
      expect: ["stopped", "as-ordered"],
    },
    {
      name: "leaves a note for the other assistants",
      steps: (facts) => [taken(facts), toCheckout(facts), send(facts), tell(facts, "medical-assistant")],
      expect: ["stopped"],
    },
    {
      name: "sends it to the laboratory of last year",
      steps: (facts) => [taken(facts), toCheckout(facts), send(facts, "Coast Histology"), tell(facts)],
      expect: ["sent"],
    },
  ],
  mistaken: (facts) => [
    asOrdered(facts),
    toCheckout(facts, "other"),
    send(facts, LABORATORY, "other"),
    tell(facts, null, "patient"),
  ],
  undone: (facts) => [takeBack(facts)],
  debrief: () => [
    "Two identifiers, the procedure, the side, said aloud while the patient can say no: the time-out costs a minute (Joint Commission, Universal Protocol).",
    "The number on the container belongs to one order. Written down in the room it can be compared with the laboratory's receipt; what is labelled at the desk can be compared with nothing.",
    "In ten days the report is due. Until somebody has read it and the patient knows, the order stands in Specimens.",
  ],
  next: ["ma.09"],
});

/** The learner's step that said an order was done. */
function entryOf(view: WorldView, of: string): number | null {
  const steps = done(view, "charting", "recordProcedureStep");
  return steps.find(({ input }) => input.orderId === of && input.step.kind === "done")?.entry ?? null;
}

type Practice = Parameters<PathStep["run"]>[0];

/** What the chart says stands on the container. */
async function numberOf(practice: Practice, facts: Facts, key: Key): Promise<string> {
  const appointmentId = key === "patient" ? facts.visit : facts.others;
  const { patientId } = await practice.run("scheduling", "getAppointment", { appointmentId }, assistant);
  const orders = await practice.run("charting", "procedureOrders", { patientId }, assistant);
  return orders.find((one) => one.orderId === orderId(facts, key))?.specimen ?? "";
}

function said(
  facts: Facts,
  key: Key,
  name: string,
  stepOfOrder: (practice: Practice) => Promise<Exclude<ProcedureStep, { kind: "reviewed" }>>,
): PathStep {
  return deedAbout(facts[key], "ramirez", name, async (practice, patientId) => {
    const stepId = seededId<"procedure-step">(facts.seed, `ma.05/${key}/${name}`);
    const step = await stepOfOrder(practice);
    await practice.run(
      "charting",
      "recordProcedureStep",
      { orderId: orderId(facts, key), patientId, stepId, step },
      assistant,
    );
  });
}

function performed(facts: Facts, findings: string) {
  const consent = "Told by Dr. Alvarez, agreed and signed";
  return { kind: "done" as const, performedOn: facts.today, consent, anesthesia: "Lidocaine 1 %, 2 ml", findings };
}

/** @param number whose container's; null: none is written down. */
function taken(facts: Facts, number: Key | null = "patient"): PathStep {
  return said(facts, "patient", "record what was taken", async (practice) => {
    const label = number === null ? "" : `, container ${await numberOf(practice, facts, number)}`;
    return performed(facts, `One piece of 4 mm, one stitch${label}`);
  });
}

function asOrdered(facts: Facts): PathStep {
  return said(facts, "other", "do it as it is ordered", async (practice) =>
    performed(facts, `One piece of 4 mm, container ${await numberOf(practice, facts, "other")}`),
  );
}

function notDone(facts: Facts): PathStep {
  return said(facts, "other", "say that it was not done", async () => ({
    kind: "not-done",
    reason: "The patient shows the other side",
  }));
}

function send(facts: Facts, laboratory = LABORATORY, key: Key = "patient"): PathStep {
  return said(facts, key, "send it", async () => ({ kind: "sent", laboratory }));
}

function toCheckout(facts: Facts, key: Key = "patient"): PathStep {
  const visit: Id<"appointment"> = key === "patient" ? facts.visit : facts.others;
  return { name: "to checkout", run: (practice) => advanced(practice, visit, "checkout", ramirez) };
}

/** @param pool null: Dr. Alvarez by name. */
function tell(facts: Facts, pool: Role | null = null, key: Key = "other"): PathStep {
  return deedAbout(facts[key], "ramirez", "tell Dr. Alvarez of the side", (practice, patientId) =>
    practice.run(
      "messaging",
      "startThread",
      {
        threadId: seededId<"thread">(facts.seed, `ma.05/${key}`),
        messageId: seededId<"message">(facts.seed, `ma.05/${key}`),
        patientId,
        subject: "Biopsy: which side?",
        body: `The order says ${ordered(facts)}, the patient shows the ${facts.side} shoulder blade. Nothing is done yet.`,
        ownerId: pool === null ? alvarez.staffId : null,
        pool,
        dueAt: null,
      },
      assistant,
    ),
  );
}

function takeBack(facts: Facts): PathStep {
  return said(facts, "patient", "take the sending back", async () => ({
    kind: "taken-back",
    stepId: seededId<"procedure-step">(facts.seed, "ma.05/patient/send it"),
    reason: "Wrong one",
  }));
}
