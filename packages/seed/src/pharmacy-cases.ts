import type { Registered } from "./plan-day.ts";
import { actorOf, staffByKey } from "./practice.ts";
import type { ScriptedPractice } from "./practice-port.ts";
import { seededId } from "./seeded-ids.ts";

const place = (line1: string, city: string, zip: string) => ({ line1, line2: null, city, state: "CA", zip });

/** Made up, as all of the demonstration's people and places. */
const PHARMACIES = [
  {
    key: "garnet",
    name: "Garnet Avenue Pharmacy",
    address: place("1525 Garnet Ave", "San Diego", "92109"),
    phone: "6195550171",
    fax: "6195550172",
    ncpdpId: "5699001",
    hours: "Mon-Fri 9 to 9, Sat 9 to 6",
  },
  {
    key: "bayside",
    name: "Bayside Drugs",
    address: place("3705 Mission Blvd", "San Diego", "92109"),
    phone: "6195550173",
    fax: "6195550174",
    ncpdpId: "5699002",
    hours: "Daily 8 to 10",
  },
  {
    key: "third",
    name: "Third Avenue Pharmacy",
    address: place("480 Third Ave", "Chula Vista", "91910"),
    phone: "6195550175",
    fax: "6195550176",
    ncpdpId: "5699003",
    hours: "Mon-Sat 9 to 7",
  },
  {
    key: "mail",
    name: "Harborline Mail Order Pharmacy",
    address: place("2200 Commerce Way", "Phoenix", "85034"),
    phone: "6025550177",
    fax: "6025550178",
    ncpdpId: "0399004",
    hours: "",
  },
] as const;

/** Who was not asked yet is asked with the first prescription. */
const ASKED = 90;

/** The directory of pharmacies, and which one those prefer who were asked. */
export async function pharmacyCases(
  practice: ScriptedPractice,
  { seed, registered }: { readonly seed: string; readonly registered: readonly Registered[] },
): Promise<void> {
  const clerk = actorOf(staffByKey("brooks"));
  const idOf = (key: string) => seededId<"pharmacy">(seed, `pharmacy/${key}`);
  for (const { key, ...pharmacy } of PHARMACIES) {
    const content = { ...pharmacy, pharmacyId: idOf(key), active: true, baseVersion: 0 };
    await practice.run("scheduling", "savePharmacy", content, clerk);
  }
  for (const [index, { patientId }] of registered.slice(0, ASKED).entries()) {
    const pharmacy = PHARMACIES[index % (PHARMACIES.length + 1)];
    if (pharmacy)
      await practice.run("scheduling", "preferPharmacy", { patientId, pharmacyId: idOf(pharmacy.key) }, clerk);
  }
}
