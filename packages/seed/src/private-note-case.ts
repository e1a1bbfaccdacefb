import type { Instant } from "@practicum/kernel/instant";
import { planLivelyDay } from "./lively-day.ts";
import type { Registered } from "./plan-day.ts";
import type { ScriptedPractice } from "./practice-port.ts";
import { seededId } from "./seeded-ids.ts";

/** In a visit of today that is over its provider keeps a private note: nobody else sees that there is one. */
export async function privateNoteCase(
  practice: ScriptedPractice,
  about: { readonly seed: string; readonly now: Instant; readonly registered: readonly Registered[] },
): Promise<void> {
  const { seed } = about;
  const plan = planLivelyDay(about).find(({ state, plan: one }) => state === "done" && one.age >= 20)?.plan;
  if (!plan) return;
  const { patientId, people, date } = plan;
  const { encounters } = await practice.run("charting", "getChart", { patientId }, people.provider);
  const encounter = encounters.find((one) => one.serviceDate === date);
  if (!encounter) return;
  await practice.run(
    "charting",
    "savePrivateNote",
    {
      noteId: seededId<"private-note">(seed, "private-note"),
      encounterId: encounter.encounterId,
      text: "Talked about the separation, and what it does to sleep. Asked that this stays out of the chart.",
      baseVersion: 0,
    },
    people.provider,
  );
}
