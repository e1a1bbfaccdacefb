import { addDays, type LocalDate } from "@practicum/kernel/local-date";
import { actorOf, staffByKey } from "./practice.ts";
import type { ScriptedPractice } from "./practice-port.ts";
import { seededId } from "./seeded-ids.ts";

const HOURS = { way: "text", sendFrom: "07:00", sendUntil: "20:00", weekends: true, startAt: null } as const;

/** An announcement to whom was seen in the last days, and a draft to all. It is evening: the first one goes out in the morning. */
export async function announcementCases(
  practice: ScriptedPractice,
  { seed, day }: { readonly seed: string; readonly day: LocalDate },
): Promise<void> {
  const manager = actorOf(staffByKey("whitfield"));
  const days = { from: addDays(day, -3), until: day, providerResourceId: null, locationId: null };
  const announcementId = seededId<"announcement">(seed, "announcement/jacket");
  await practice.run(
    "messaging",
    "saveAnnouncement",
    {
      ...HOURS,
      announcementId,
      version: 0,
      name: "A jacket was left here",
      messages: {
        en: "{practice}: {first}, somebody left a jacket in our waiting room. If it is yours, please call us.",
        es: "{practice}: {first}, alguien dejó una chaqueta en nuestra sala de espera. Si es suya, llámenos, por favor.",
      },
      whom: { visits: days, language: null },
    },
    manager,
  );
  await practice.settle();
  const look = { announcementId, text: "", before: null, limit: 1 };
  const { fates } = await practice.run("messaging", "previewAnnouncement", look, manager);
  // A practice that is made without visits has nobody to tell.
  if (fates !== null && fates.sms + fates.email > 0)
    await practice.run("messaging", "sendAnnouncement", { announcementId, version: 1 }, manager);
  await practice.run(
    "messaging",
    "saveAnnouncement",
    {
      ...HOURS,
      announcementId: seededId<"announcement">(seed, "announcement/parking"),
      version: 0,
      name: "New parking",
      messages: {
        en: "{practice}: {first}, from Monday on our patients park behind the building. The entrance stays where it is.",
        es: "",
      },
      whom: { visits: null, language: null },
    },
    manager,
  );
}
