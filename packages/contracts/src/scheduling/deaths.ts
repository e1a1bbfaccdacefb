import { z } from "zod";
import { command } from "../operation.ts";
import { id, instant, localDate, text, version } from "../schema.ts";

/** That a patient has died: said once, with who said so, and taken back with a reason where it was a mistake. */

const deathSource = z.enum(["family", "hospital", "obituary", "other"]);

export type DeathSource = z.output<typeof deathSource>;

export const death = z.object({
  deathId: id("death"),
  /** Null where the day is not known. */
  date: localDate.nullable(),
  source: deathSource,
  /** Who said so: "Rosa Flores, daughter". */
  saidBy: z.string(),
  at: instant,
  by: z.string(),
  /** Whose task it becomes: the patient's own physician, where one of the practice's is known. */
  physicianId: id("staff").nullable(),
});

export type Death = z.output<typeof death>;

/** What lists say of it. */
export const deathShown = z.object({ date: localDate.nullable() });

export const deathOperations = {
  recordDeath: command({
    summary: "Records that a patient has died; what would be sent or offered ends, booked visits wait for the desk",
    permission: "patient.edit",
    input: z.strictObject({
      deathId: id("death"),
      patientId: id("patient"),
      version,
      date: localDate.nullable(),
      source: deathSource,
      saidBy: text(120),
    }),
    output: z.object({
      version,
      /** What was under way and ended by it. */
      ended: z.object({ waitEntries: z.int(), links: z.int(), tablets: z.int() }),
    }),
    errors: ["not-found", "stale-version", "patient-deceased", "already-recorded"],
    about: (input) => [input.patientId],
  }),
  takeBackDeath: command({
    summary: "Takes back that a patient has died, with the reason",
    permission: "patient.edit",
    input: z.strictObject({ deathId: id("death"), patientId: id("patient"), version, because: text(300) }),
    output: z.object({ version }),
    errors: ["not-found", "stale-version"],
    about: (input) => [input.patientId],
  }),
};
