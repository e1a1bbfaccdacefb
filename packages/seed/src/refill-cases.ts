import type { Registered } from "./plan-day.ts";
import { actorOf, staffByKey } from "./practice.ts";
import type { ScriptedPractice } from "./practice-port.ts";
import { seededId } from "./seeded-ids.ts";

/** So many charts are looked at until each case is found. */
const LOOKED_AT = 120;

/** Three refills that wait: one that the protocol passes, one of what others prescribed, one of a controlled substance. */
export async function refillCases(
  practice: ScriptedPractice,
  { seed, registered }: { readonly seed: string; readonly registered: readonly Registered[] },
): Promise<void> {
  const assistant = actorOf(staffByKey("ramirez"));
  const ask = async (name: string, patientId: string, medicationId: string, note: string) =>
    practice.run(
      "charting",
      "requestRefill",
      {
        requestId: seededId<"refill-request">(seed, `refill/${name}`),
        patientId,
        medicationId,
        askedBy: name === "passing" ? "pharmacy" : "patient",
        note,
      },
      assistant,
    );
  const notes = {
    passing: "Fax from Bayside Drugs",
    elsewhere: "Has two tablets left",
    controlled: "Moved the last visit twice",
  };
  const open = new Set<keyof typeof notes>(["passing", "elsewhere", "controlled"]);
  for (const { patientId, patient } of registered.slice(0, LOOKED_AT)) {
    if (patient.parent !== null || open.size === 0) continue;
    const { medications, encounters } = await practice.run("charting", "getChart", { patientId }, assistant);
    const taken = medications.entries.filter((one) => one.status === "active");
    const isSeen = encounters.some((one) => one.status === "signed" || one.status === "cosigned");
    const ours = isSeen ? taken.find((one) => one.orderId !== null) : undefined;
    const theirs = taken.find((one) => one.orderId === null);
    // One case of a patient, so that the list has three people.
    if (open.has("passing") && ours) {
      open.delete("passing");
      await ask("passing", patientId, ours.medicationId, notes.passing);
    } else if (open.has("elsewhere") && theirs) {
      open.delete("elsewhere");
      await ask("elsewhere", patientId, theirs.medicationId, notes.elsewhere);
    } else if (open.has("controlled") && isSeen) {
      open.delete("controlled");
      const medicationId = seededId<"medication">(seed, "refill/tramadol");
      const tramadol = { name: "Tramadol 50 mg tablet", directions: "1 tablet every 6 hours as needed for pain" };
      await practice.run(
        "charting",
        "addMedication",
        { patientId, medicationId, rxnorm: null, ...tramadol, startedOn: null },
        assistant,
      );
      await ask("controlled", patientId, medicationId, notes.controlled);
    }
  }
}
