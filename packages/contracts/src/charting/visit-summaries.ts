import { z } from "zod";
import { command, query } from "../operation.ts";
import { id, instant, text } from "../schema.ts";
import { forEncounter } from "./about-encounter.ts";

/** After-visit summaries: what a patient was handed on paper, kept word by word. */

export const summaryLanguage = z.enum(["en", "es"]);

export const visitSummary = z.object({
  summaryId: id("visit-summary"),
  language: summaryLanguage,
  /** What the practice wrote for the patient; part of `text`. */
  instructions: z.string(),
  /** The whole sheet, as it was printed. */
  text: z.string(),
  at: instant,
  by: z.string(),
});

export const visitSummaryOperations = {
  visitSummaries: query({
    summary: "The after-visit summaries that were handed out for a visit, the newest first",
    permission: "chart.read",
    input: forEncounter,
    output: z.array(visitSummary),
    // The handler names the patient.
    patients: () => [],
  }),
  giveVisitSummary: command({
    summary: "Keeps the after-visit summary that the patient is handed",
    permission: "history.record",
    bytesMax: 81_920,
    input: z.strictObject({
      summaryId: id("visit-summary"),
      encounterId: id("encounter"),
      language: summaryLanguage,
      instructions: text(4000),
      text: text(20_000),
      /** Of a minor: who is handed it. A parent or guardian is told nothing of what is the minor's own. */
      to: z.enum(["guardian", "patient"]).default("guardian"),
    }),
    output: z.object({ at: instant }),
    errors: ["not-found", "already-recorded", "invalid-input"],
  }),
};
