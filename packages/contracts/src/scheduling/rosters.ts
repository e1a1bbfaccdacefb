import { z } from "zod";
import { event, query } from "../operation.ts";
import { id, localDate } from "../schema.ts";
import { patientMatch } from "./patients.ts";

/** Whether the people of a list are patients here: of outreach, and of whatever else brings a list. */

const matches = z.array(patientMatch.extend({ score: z.int().min(0).max(100), because: z.array(z.string()) }));

export const rosterQueries = {
  matchPeople: query({
    summary: "Who of a list may be a patient already, likeliest first",
    permission: "patient.register",
    bytesMax: 65_536,
    input: z.strictObject({
      people: z
        .array(
          z.strictObject({
            family: z.string().max(60),
            given: z.string().max(35),
            birthDate: localDate,
            phones: z.array(z.string().max(20)).max(3),
          }),
        )
        .max(100),
    }),
    /** One for each of the people, in their order. */
    output: z.array(z.object({ verdict: z.enum(["new", "matched", "unsure"]), candidates: matches })),
    patients: (_, output) => output.flatMap((one) => one.candidates.map((match) => match.patientId)),
  }),
};

/** What was found about people of a list. */
export const rosterMatched = event(
  "scheduling.roster-matched.v1",
  z.object({
    campaignId: id("campaign"),
    people: z
      .array(
        z.object({
          memberId: id("member"),
          verdict: z.enum(["new", "matched", "unsure"]),
          candidates: matches.max(10),
        }),
      )
      .max(100),
  }),
  (p) => ({ campaignId: p.campaignId }),
  "outreach.read",
  [],
);
