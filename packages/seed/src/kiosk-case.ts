import type { Actor } from "@practicum/contracts/actor";
import type { Instant } from "@practicum/kernel/instant";
import { planLivelyDay } from "./lively-day.ts";
import type { Registered } from "./plan-day.ts";
import type { ScriptedPractice } from "./practice-port.ts";
import { appointmentIdOf } from "./visit-script.ts";

const door: Actor = { kind: "integration", clientId: "kiosk", name: "Tablet's door", grants: ["kiosk.open"] };

/** Somebody who is expected has filled in the form at the tablet: what is otherwise waits for the desk, what is clinical for the assistant. */
export async function kioskCase(
  practice: ScriptedPractice,
  about: { readonly seed: string; readonly now: Instant; readonly registered: readonly Registered[] },
): Promise<void> {
  const due = planLivelyDay(about).find(({ state }) => state === "confirmed");
  if (!due) return;
  const { patientId, people } = due.plan;
  const appointmentId = appointmentIdOf(due.plan);
  const {
    birthDate,
    version,
    name: named,
  } = await practice.run("scheduling", "getPatient", { patientId }, people.desk);
  const { code } = await practice.run("scheduling", "handOverTablet", { appointmentId }, people.desk);
  const opened = await practice.run("scheduling", "openHandover", { code, birthDate }, door);
  if (!opened.opened) return;
  const { sessionId } = opened;
  const patient: Actor = { kind: "patient", patientId, name: "Patient at the tablet", sessionId };
  const { forms } = await practice.run("scheduling", "kioskForm", { patientId }, patient);
  const coverages = await practice.run("billing", "kioskCoverages", { patientId }, patient);
  const name = `${named.given} ${named.family}`;
  await practice.run(
    "scheduling",
    "submitKiosk",
    {
      patientId,
      answers: {
        language: "en",
        seenVersion: version,
        changes: {
          phone: "6195550147",
          emergencyContact: { name: "Lena Ruiz", relationship: "Neighbor", phone: "6195550162" },
        },
        contact: [
          { channel: "text", allowed: true },
          { channel: "voicemail", allowed: false },
        ],
        coverages: coverages.map(({ coverageId }) => ({
          coverageId,
          says: "same" as const,
          memberId: null,
          groupNumber: null,
        })),
        newCoverage: null,
        history: {
          medications: { answer: "some", items: ["Fish oil, every morning", "The small white water pill"] },
          allergies: { answer: "some", items: ["Shellfish: lips swell"] },
          conditions: { answer: "no-answer", items: [] },
          phq2: { interest: 1, mood: 0 },
        },
        consents: forms.map(({ formId, version: signed }) => ({
          formId,
          version: signed,
          name,
          signature: { kind: "typed" as const },
          signedAt: about.now,
        })),
      },
    },
    patient,
  );
  await practice.settle();
}
