import { z } from "zod";
import { command, event, query } from "../operation.ts";
import { id, instant } from "../schema.ts";
import { contactChannel } from "./kiosk.ts";

/** Whether a patient may be called, texted and written to: asked at the desk or at the tablet, and what was said last counts. */

/** Null: nobody asked, which is neither a yes nor a no. */
const allowed = z.boolean().nullable();

export const contactChoice = z.object({
  channel: contactChannel,
  allowed,
  saidAt: instant.nullable(),
  by: z.string().nullable(),
});
export type ContactChoice = z.output<typeof contactChoice>;

export const contactOperations = {
  getContactChoices: query({
    summary: "Whether a patient may be called, texted and written to",
    permission: "patient.read",
    input: z.strictObject({ patientId: id("patient") }),
    /** Each way once. */
    output: z.object({ choices: z.array(contactChoice) }),
    errors: ["not-found"],
    about: (input) => [input.patientId],
  }),
  saveContactChoices: command({
    summary: "Writes down whether a patient may be called, texted and written to",
    permission: "patient.edit",
    input: z.strictObject({
      patientId: id("patient"),
      choices: z
        .array(z.strictObject({ channel: contactChannel, allowed }))
        .min(1)
        .max(contactChannel.options.length),
    }),
    output: z.object({}),
    errors: ["not-found"],
    about: (input) => [input.patientId],
  }),
};

/** All the ways that a patient refuses now. The latest counts, in whatever order they come. */
export const contactRefused = event(
  "scheduling.contact-refused.v1",
  z.object({ patientId: id("patient"), refused: z.array(contactChannel), at: instant }),
  (p) => ({ patientId: p.patientId }),
  "patient.read",
  ["scheduling.getContactChoices"],
);
