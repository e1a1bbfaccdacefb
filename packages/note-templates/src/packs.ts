import { behavioralHealth } from "./packs/behavioral-health.ts";
import { dermatology } from "./packs/dermatology.ts";
import { familyMedicine } from "./packs/family-medicine.ts";
import type { NotePack } from "./packs/pack.ts";
import { pediatrics } from "./packs/pediatrics.ts";
import { urgentCare } from "./packs/urgent-care.ts";

export type { NotePack };

/** The packs that can be installed, each whole. */
export const notePacks: readonly NotePack[] = [familyMedicine, pediatrics, behavioralHealth, dermatology, urgentCare];

export function notePackBy(pack: string): NotePack | undefined {
  return notePacks.find((one) => one.pack === pack);
}
