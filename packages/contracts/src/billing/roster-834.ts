import { z } from "zod";
import { query } from "../operation.ts";
import { refusedLine, rosterRow } from "../messaging/rosters.ts";

/** A health plan's roster as X12 has it, read for whoever calls its members. */

/** As long as 2,500 members are in an 834, with much about each. */
const FILE_MAX = 4_000_000;

export const roster834Operations = {
  readRoster834: query({
    summary: "Reads a plan's 834 (X12 005010X220A1) as people to call; nothing is taken over",
    permission: "outreach.manage",
    bytesMax: FILE_MAX + 100_000,
    input: z.strictObject({
      text: z
        .string()
        .min(1, { error: "The file is empty." })
        .max(FILE_MAX, { error: "The file is too large. Ask the plan for smaller ones." }),
    }),
    output: z.object({
      rows: z.array(rosterRow),
      /** Members that are left out, counted from 1 as they stand in the file. */
      refused: z.array(refusedLine),
      /** Numbers of members whom the plan has no more. */
      ended: z.array(z.string()),
      /** The file says that it has everybody. */
      isWhole: z.boolean(),
    }),
  }),
};
