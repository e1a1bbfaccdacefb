import { z } from "zod";
import { id } from "../schema.ts";

export const forEncounter = z.strictObject({ encounterId: id("encounter") });

export const aboutEncounter = (p: { encounterId: string; patientId: string }) => ({
  encounterId: p.encounterId,
  patientId: p.patientId,
});
