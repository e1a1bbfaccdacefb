import { z } from "zod";
import { command } from "../operation.ts";
import { byPatient } from "../parts.ts";
import { id, localDate, text } from "../schema.ts";

/** Vaccines given and refused. */

export const immunization = z.object({
  immunizationId: id("immunization"),
  cvx: z.string(),
  name: z.string(),
  givenOn: localDate,
  lot: z.string().nullable(),
  site: z.string().nullable(),
  status: z.enum(["given", "refused", "entered-in-error"]),
  recordedBy: z.string(),
});

export const immunizationOperations = {
  recordImmunization: command({
    summary: "Records a vaccine given, with lot and site",
    permission: "vitals.record",
    input: z.strictObject({
      immunizationId: id("immunization"),
      patientId: id("patient"),
      cvx: z.string().regex(/^\d{2,3}$/),
      givenOn: localDate,
      lot: text(30),
      site: text(40),
    }),
    output: z.object({}),
    errors: ["not-found", "already-recorded"],
    about: byPatient,
  }),
};
