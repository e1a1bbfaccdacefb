import { z } from "zod";
import { id } from "./schema.ts";

/** What operations of several areas take: the same names everywhere. */

export const forPatient = z.strictObject({ patientId: id("patient") });

/** For `about`: the one that the input names. */
export const byPatient = (input: { patientId: string | null }) => [input.patientId];

/** A page of a list: what comes after `before`, which is the `next` of the page before; null is the first page. */
export const paging = { before: z.string().nullable(), limit: z.int().min(1).max(200) };
