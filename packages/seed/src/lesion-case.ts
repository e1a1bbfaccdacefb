import type { Actor } from "@practicum/contracts/actor";
import type { Id } from "@practicum/kernel/brand";
import type { Instant } from "@practicum/kernel/instant";
import { addDays, ageInYears, type LocalDate } from "@practicum/kernel/local-date";
import { planLivelyDay } from "./lively-day.ts";
import type { Registered } from "./plan-day.ts";
import { actorOf, staffByKey } from "./practice.ts";
import type { ScriptedPractice } from "./practice-port.ts";
import { seededId } from "./seeded-ids.ts";
import { skinPicture } from "./skin-picture.ts";

interface Today {
  readonly seed: string;
  readonly now: Instant;
  readonly today: LocalDate;
  readonly registered: readonly Registered[];
}

const SITE = "Left forearm, outer side";

/** A dark spot that was photographed in spring and again now, and has changed. The pictures are drawn, and of nobody. */
export async function lesionCase(practice: ScriptedPractice, about: Today): Promise<void> {
  const { seed, today } = about;
  const who = whose(about);
  if (who === null) return;
  const { patientId, provider } = who;
  const assistant = actorOf(staffByKey("ramirez"));
  const photo = async (key: string, title: string, takenOn: LocalDate, spot: { across: number; ragged: number }) => {
    const documentId = seededId<"document">(seed, `lesion/${key}`);
    await practice.run(
      "charting",
      "addDocument",
      {
        documentId,
        patientId,
        kind: "photo",
        title,
        takenOn,
        bodySite: SITE,
        encounterId: null,
        procedureOrderId: null,
        content: skinPicture({ seed: `${seed}/lesion`, ...spot }).toBase64(),
      },
      assistant,
    );
    return documentId;
  };
  await photo("before", "Brown spot with ruler, 5 mm, even edge", addDays(today, -154), { across: 5, ragged: 0.08 });
  const now = await photo("now", "Same spot with ruler, 8 mm, uneven edge", today, { across: 8, ragged: 0.34 });
  await practice.run(
    "charting",
    "saveDocumentView",
    {
      documentId: now,
      patientId,
      baseVersion: 0,
      view: {
        rotation: 0,
        crop: null,
        marks: [
          { kind: "circle", x: 500, y: 427, radius: 190 },
          { kind: "arrow", x: 820, y: 160, toX: 640, toY: 330 },
          { kind: "text", x: 820, y: 120, text: "new, dark edge" },
        ],
      },
    },
    assistant,
  );
  if (provider !== null) await biopsy(practice, about, patientId, provider);
}

/** A punch biopsy of it in the note that is open, done and sent: its report is waited for. */
async function biopsy(practice: ScriptedPractice, { seed, today }: Today, patientId: Id<"patient">, provider: Actor) {
  const { encounters } = await practice.run("charting", "getChart", { patientId }, provider);
  const open = encounters.find((one) => one.serviceDate === today && one.status === "open");
  if (!open) return;
  const orderId = seededId<"procedure-order">(seed, "lesion/biopsy");
  const of = { orderId, patientId };
  const order = { kind: "punch-biopsy" as const, bodySite: "forearm-back-left", detail: "4 mm, through the dark edge" };
  const { encounterId } = open;
  await practice.run("charting", "orderProcedure", { ...of, ...order, encounterId, diagnosis: "D48.5" }, provider);
  const done = {
    kind: "done" as const,
    performedOn: today,
    consent: "Told of bleeding, scar and infection; agreed",
    anesthesia: "1% lidocaine with epinephrine, 2 mL",
    findings: "One suture. No bleeding.",
  };
  const stepId = (name: string) => seededId<"procedure-step">(seed, `lesion/biopsy/${name}`);
  await practice.run("charting", "recordProcedureStep", { ...of, stepId: stepId("done"), step: done }, provider);
  const sent = { kind: "sent" as const, laboratory: "Harborside Pathology" };
  const assistant = actorOf(staffByKey("ramirez"));
  await practice.run("charting", "recordProcedureStep", { ...of, stepId: stepId("sent"), step: sent }, assistant);
}

/** Somebody grown up who is with a provider now, or else the first grown-up. */
function whose({ seed, now, today, registered }: Today) {
  const seen = planLivelyDay({ seed, now, registered }).find(
    ({ state, plan }) => state === "with-provider" && plan.age >= 35,
  );
  if (seen) return { patientId: seen.plan.patientId, provider: seen.plan.people.provider };
  const grown = registered.find(({ patient }) => ageInYears(patient.birthDate, today) >= 35);
  return grown ? { patientId: grown.patientId, provider: null } : null;
}
