import type { Actor } from "@practicum/contracts/actor";
import type { Vitals } from "@practicum/contracts/charting/vitals";
import { HEAD_UNTIL_MONTHS } from "@practicum/contracts/vital-ranges";
import { must } from "@practicum/kernel/assert";
import type { Id } from "@practicum/kernel/brand";
import { type LocalDate, type LocalTime, minutesOf, timeOfMinutes } from "@practicum/kernel/local-date";
import type { Random } from "@practicum/kernel/ports";
import { pick, randomInt, seededRandom } from "@practicum/kernel/random";
import type { PracticePort } from "./practice-port.ts";
import type { Scenario } from "./scenarios.ts";
import { seededId } from "./seeded-ids.ts";

/** One visit as the people of the practice do it, step by step. The seed and the scripted day both run these. */
export interface VisitPlan {
  readonly key: string;
  /** Of a visit that somebody else booked; else it follows from the key. */
  readonly appointmentId?: Id<"appointment">;
  readonly seed: string;
  readonly patientId: Id<"patient">;
  readonly age: number;
  /** Whole months: what a young child weighs. */
  readonly ageMonths: number;
  readonly scenario: Scenario;
  readonly visitTypeId: Id<"visit-type">;
  readonly providerResourceId: Id<"resource">;
  readonly rooms: readonly Id<"resource">[];
  readonly date: LocalDate;
  readonly start: LocalTime;
  readonly minutes: number;
  readonly copay: number;
  /** What goes wrong; each says why, where a screen asks. */
  readonly slips?: { readonly coverageReview?: string; readonly unsigned?: boolean };
  /** The physician who supervises the provider, of a physician assistant. */
  readonly supervisorId: Id<"staff"> | null;
  readonly people: {
    readonly desk: Actor;
    readonly assistant: Actor;
    readonly provider: Actor;
    readonly supervisor: Actor | null;
  };
}

export type StepName =
  | "confirm"
  | "cancel"
  | "no-show"
  | "check-in"
  | "room"
  | "ready"
  | "chart"
  | "sign"
  | "checkout"
  | "cosign";

/** A step at a wall clock time of the visit's day. Later steps need the earlier ones. */
export interface VisitStep {
  readonly name: StepName;
  readonly at: LocalTime;
  readonly run: (port: PracticePort) => Promise<void>;
}

export const appointmentIdOf = (plan: VisitPlan) =>
  plan.appointmentId ?? seededId<"appointment">(plan.seed, `${plan.key}/appointment`);

export async function bookVisit(port: PracticePort, plan: VisitPlan): Promise<void> {
  await port.run(
    "scheduling",
    "bookAppointment",
    {
      appointmentId: appointmentIdOf(plan),
      patientId: plan.patientId,
      visitTypeId: plan.visitTypeId,
      providerResourceId: plan.providerResourceId,
      roomResourceId: null,
      date: plan.date,
      start: plan.start,
      minutes: plan.minutes,
      reason: plan.scenario.reason,
      overbookReason: null,
    },
    plan.people.desk,
  );
}

/**
 * From arrival to the last step of the flow.
 *
 * @param opened waits until charting has opened the encounter, which it learns by an event.
 * @param known the encounter of a visit that is under way.
 */
export function visitSteps(
  plan: VisitPlan,
  random: Random,
  opened: (encounterId: Id<"encounter">) => Promise<void>,
  known: Id<"encounter"> = "",
): VisitStep[] {
  const begin = minutesOf(plan.start);
  const at = (minutes: number) => timeOfMinutes(Math.max(0, Math.min(1439, begin + minutes)));
  const { desk, assistant, provider, supervisor } = plan.people;
  let encounterId = known;
  const appointmentId = appointmentIdOf(plan);
  const advance = async (
    port: PracticePort,
    to: "rooming" | "ready" | "with-provider" | "checkout" | "done",
    as: Actor,
    room: Id<"resource"> | null = null,
  ) => {
    const { version } = await port.run("scheduling", "getAppointment", { appointmentId }, as);
    await port.run("scheduling", "advanceVisit", { appointmentId, version, to, roomResourceId: room }, as);
  };
  const steps: VisitStep[] = [
    {
      name: "check-in",
      at: at(-10),
      run: async (port) => {
        encounterId = await receive(port, plan, random);
        await opened(encounterId);
      },
    },
    {
      name: "room",
      at: at(-4),
      run: async (port) => {
        const room = await freeRoom(port, plan, assistant);
        await advance(port, "rooming", assistant, room);
      },
    },
    {
      name: "ready",
      at: at(-4),
      run: async (port) => {
        await port.run(
          "charting",
          "recordVitals",
          {
            vitalsId: seededId(plan.seed, `${plan.key}/vitals`),
            patientId: plan.patientId,
            encounterId,
            ...someVitals(plan, random),
          },
          assistant,
        );
        const { allergies } = await port.run("charting", "chartSummary", { patientId: plan.patientId }, assistant);
        if (allergies.status === "not-asked")
          await port.run("charting", "setNoKnownAllergies", { patientId: plan.patientId }, assistant);
        await port.run("charting", "reviewMedications", { patientId: plan.patientId }, assistant);
        await port.run(
          "charting",
          "saveNoteSection",
          {
            encounterId,
            section: "reason",
            text: plan.scenario.reason,
            baseVersion: await sectionVersion(port, encounterId, "reason", assistant),
          },
          assistant,
        );
        await advance(port, "ready", assistant);
      },
    },
    {
      name: "chart",
      at: at(0),
      run: async (port) => {
        await advance(port, "with-provider", provider);
        await writeNote(port, plan, encounterId, random);
      },
    },
    {
      name: "sign",
      at: at(plan.minutes - 2),
      run: async (port) => {
        const { patientId, supervisorId } = plan;
        const unsigned = plan.slips?.unsigned ?? false;
        if (!unsigned) await port.run("charting", "signEncounter", { encounterId, patientId, supervisorId }, provider);
        await advance(port, "checkout", provider);
        if (!unsigned) await sendPrescriptions(port, plan, encounterId);
      },
    },
    { name: "checkout", at: at(plan.minutes), run: (port) => advance(port, "done", desk) },
  ];
  if (supervisor) {
    steps.push({
      name: "cosign",
      at: at(plan.minutes + 30),
      run: async (port) =>
        void (await port.run("charting", "cosignEncounter", { encounterId, patientId: plan.patientId }, supervisor)),
    });
  }
  return steps;
}

/** The desk takes the copay and checks the patient in. Gives the encounter's id. */
async function receive(port: PracticePort, plan: VisitPlan, random: Random): Promise<Id<"encounter">> {
  const { desk } = plan.people;
  const appointmentId = appointmentIdOf(plan);
  if (plan.copay > 0) {
    const method = pick(random, ["cash", "card", "card"] as const);
    await port.run(
      "billing",
      "takePayment",
      {
        paymentId: seededId(plan.seed, `${plan.key}/copay`),
        patientId: plan.patientId,
        amount: plan.copay,
        method,
        reference: null,
        purpose: "copay",
        appointmentId,
      },
      desk,
    );
  }
  const { version } = await port.run("scheduling", "getAppointment", { appointmentId }, desk);
  const done = { done: true, skippedBecause: null };
  const reply = await port.run(
    "scheduling",
    "checkIn",
    {
      appointmentId,
      version,
      identifiers: ["name", "birth-date"],
      coverageReview:
        plan.slips?.coverageReview === undefined ? done : { done: false, skippedBecause: plan.slips.coverageReview },
      consent: done,
      copay: plan.copay > 0 ? done : { done: false, skippedBecause: "Nothing due today" },
    },
    desk,
  );
  return reply.encounterId;
}

async function sectionVersion(
  port: PracticePort,
  encounterId: Id<"encounter">,
  section: "reason" | "hpi",
  as: Actor,
): Promise<number> {
  return (await port.run("charting", "getEncounter", { encounterId }, as)).sections[section].version;
}

/** A room of the site that no visit of the board holds; none when all are taken. */
async function freeRoom(port: PracticePort, plan: VisitPlan, as: Actor): Promise<Id<"resource"> | null> {
  const board = await port.run("scheduling", "flowBoard", { locationId: null }, as);
  const taken = new Set(
    board.visits.filter((visit) => visit.status !== "checkout").map((visit) => visit.roomResourceId),
  );
  return plan.rooms.find((room) => !taken.has(room)) ?? null;
}

/** Writes what is missing: a visit that somebody began keeps what they wrote. */
export async function writeNote(
  port: PracticePort,
  plan: VisitPlan,
  encounterId: Id<"encounter">,
  random: Random,
): Promise<void> {
  const { scenario, people } = plan;
  const { sections, codingVersion, procedures } = await port.run(
    "charting",
    "getEncounter",
    { encounterId },
    people.provider,
  );
  const texts = [
    ["hpi", scenario.hpi(random)],
    [
      "ros",
      pick(random, [
        "Otherwise well in all systems asked.",
        "Sleep and appetite fair; the rest negative.",
        "No weight change; other systems negative.",
        "Tired at times; other systems negative.",
      ]),
    ],
    ["exam", scenario.exam(random)],
    [
      "assessment",
      `${scenario.diagnoses.map((d) => d.label).join("; ")}: ${pick(random, ["stable", "as expected", "improving", "needs closer follow-up"])}.`,
    ],
    ["plan", scenario.plan(random)],
  ] as const;
  for (const [section, text] of texts) {
    if (sections[section].text !== "") continue;
    await port.run(
      "charting",
      "saveNoteSection",
      { encounterId, section, text, baseVersion: sections[section].version },
      people.provider,
    );
  }
  if (procedures.length > 0) return;
  await port.run(
    "charting",
    "saveCoding",
    {
      encounterId,
      baseVersion: codingVersion,
      diagnoses: scenario.diagnoses.map((d) => ({ ...d })),
      procedures: scenario.procedures.map((p) => ({
        code: p.code,
        label: p.label,
        modifiers: [...(p.modifiers ?? [])],
        units: p.units ?? 1,
        pointers: [...p.pointers],
      })),
    },
    people.provider,
  );
  const order = scenario.order;
  if (order && random.next() < 0.5) await orderIfNothingStops(port, plan, encounterId, order);
}

/** Most prescriptions go out with the patient; one in ten waits for somebody. */
async function sendPrescriptions(port: PracticePort, plan: VisitPlan, encounterId: Id<"encounter">): Promise<void> {
  const chance = seededRandom(`${plan.seed}/${plan.key}/send`);
  const { assistant } = plan.people;
  const { orders, patientId } = await port.run("charting", "getEncounter", { encounterId }, assistant);
  for (const { orderId, state } of orders) {
    if (state !== "signed" || chance.next() < 0.1) continue;
    const step = (name: string) => seededId<"order-step">(plan.seed, `${plan.key}/${name}/${orderId}`);
    const about = { orderId, patientId, note: "" };
    const sent = { ...about, stepId: step("sent"), state: "sent", channel: "print" } as const;
    await port.run("charting", "recordOrderStep", sent, assistant);
    if (chance.next() < 0.7) {
      const filled = { ...about, stepId: step("filled"), state: "filled", channel: null } as const;
      await port.run("charting", "recordOrderStep", filled, assistant);
    }
  }
}

/** A provider prescribes nothing that the check speaks against. */
async function orderIfNothingStops(
  port: PracticePort,
  plan: VisitPlan,
  encounterId: string,
  order: NonNullable<Scenario["order"]>,
): Promise<void> {
  const { provider } = plan.people;
  const orderId = seededId<"order">(plan.seed, `${plan.key}/order`);
  const { rxnorm, name, directions } = order;
  const asked = { encounterId, orderId, rxnorm, name, directions };
  const alerts = await port.run("charting", "checkMedicationOrder", asked, provider);
  if (alerts.some((one) => one.severity === "stop")) return;
  await port.run(
    "charting",
    "orderMedication",
    {
      orderId,
      encounterId,
      rxnorm,
      name,
      directions: order.directions,
      quantity: order.quantity,
      quantityUnit: order.unit,
      daysSupply: order.days,
      refills: order.refills,
      substitution: true,
      overrideReason: null,
      answeredAlerts: [],
    },
    provider,
  );
}

/** Roughly the middle of children of that age, girls and boys together: months, grams, millimeters. */
const CHILDREN: readonly (readonly [months: number, grams: number, mm: number, head: number])[] = [
  [0, 3300, 497, 345],
  [1, 4300, 541, 370],
  [2, 5300, 577, 387],
  [4, 6700, 629, 411],
  [6, 7600, 667, 428],
  [9, 8600, 712, 444],
  [12, 9300, 749, 456],
  [15, 10_000, 783, 464],
  [18, 10_600, 814, 470],
  [24, 12_000, 868, 478],
  [36, 14_200, 955, 490],
  [48, 16_200, 1030, 498],
  [60, 18_300, 1095, 505],
  [84, 23_000, 1220, 515],
  [108, 28_700, 1335, 523],
  [144, 40_500, 1500, 534],
];

function usualChild(ageMonths: number): Pick<Record<keyof Vitals, number>, "weightGrams" | "heightMm" | "headMm"> {
  const after = Math.max(
    1,
    CHILDREN.findIndex(([months]) => months > ageMonths),
  );
  const [from, to] = [must(CHILDREN[after - 1]), must(CHILDREN[after])];
  const part = Math.min(1, (ageMonths - from[0]) / (to[0] - from[0]));
  const between = (a: number, b: number) => Math.round(a + (b - a) * part);
  return { weightGrams: between(from[1], to[1]), heightMm: between(from[2], to[2]), headMm: between(from[3], to[3]) };
}

/** Exported for its test. A person's height and build are his own at every visit; the rest varies from day to day. */
export function someVitals(plan: Pick<VisitPlan, "seed" | "patientId" | "age" | "ageMonths">, random: Random): Vitals {
  const child = plan.age < 12;
  const body = seededRandom(`${plan.seed}/body/${plan.patientId}`);
  const usual = usualChild(plan.ageMonths);
  const heightMm = child ? usual.heightMm + randomInt(body, -20, 20) : randomInt(body, 1520, 1850);
  const bmiTenths = randomInt(body, 200, 350);
  const adultGrams = Math.round((bmiTenths / 10) * (heightMm / 1000) ** 2) * 1000;
  return {
    systolic: child ? randomInt(random, 88, 108) : randomInt(random, 106, 148),
    diastolic: child ? randomInt(random, 52, 68) : randomInt(random, 62, 92),
    pulse: child ? randomInt(random, 80, 115) : randomInt(random, 56, 94),
    respiration: child ? randomInt(random, 18, 26) : randomInt(random, 12, 19),
    temperatureHundredthsC: randomInt(random, 363, 374) * 10,
    oxygenSaturation: randomInt(random, 95, 100),
    // A child is as it is; what it ate and wore makes a part of its weight, not a kilogram.
    weightGrams: child
      ? Math.round((usual.weightGrams * (1000 + randomInt(body, -90, 90) + randomInt(random, -12, 12))) / 10_000) * 10
      : adultGrams + randomInt(random, -8, 8) * 100,
    heightMm,
    headMm: plan.ageMonths < HEAD_UNTIL_MONTHS ? usual.headMm + randomInt(body, -12, 12) : null,
    pain: randomInt(random, 0, 5),
  };
}
