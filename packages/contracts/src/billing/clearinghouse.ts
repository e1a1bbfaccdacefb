import { z } from "zod";
import { command, query } from "../operation.ts";
import { text, version } from "../schema.ts";

/** How the practice and its clearinghouse name each other in every file (X12 ISA05 to ISA08, ISA15, GS02, GS03, 1000A, 1000B). */

const partnerId = z
  .string()
  .trim()
  .regex(/^[0-9A-Z][0-9A-Z .\-/]{0,13}[0-9A-Z]$/, {
    error: "2 to 15 capital letters and digits, as the clearinghouse wrote it.",
  });

/** ISA05 and ISA07: what kind of number stands behind it. */
export const idQualifiers = {
  "01": "D-U-N-S number",
  "14": "D-U-N-S number with a suffix",
  "20": "Health industry number",
  "27": "Carrier number of Medicare",
  "28": "Fiscal intermediary number of Medicare",
  "29": "Provider number of Medicare",
  "30": "Tax id (EIN)",
  "33": "NAIC company code",
  ZZ: "As agreed between the two",
} as const;

const qualifier = z.enum(Object.keys(idQualifiers) as (keyof typeof idQualifiers)[]);

export const tradingPartner = z.object({
  senderQualifier: qualifier,
  /** Who sends: the submitter id that the clearinghouse gave the practice. */
  senderId: partnerId,
  receiverQualifier: qualifier,
  receiverId: partnerId,
  receiverName: text(60),
  /** Whom the clearinghouse calls about a file; the telephone is the practice's. */
  contactName: text(60),
  /** ISA15: production, or a test that nobody pays for. */
  usage: z.enum(["P", "T"]),
});

export type TradingPartner = z.output<typeof tradingPartner>;

export const clearinghouseOperations = {
  getClearinghouse: query({
    summary: "How files name the practice and its clearinghouse, and where they wait",
    permission: "clearinghouse.manage",
    input: z.strictObject({}),
    output: tradingPartner.extend({
      /** 0 where nothing was set: then the tax id sends, and the receiver has no id that anybody knows. */
      version: z.int().min(0),
      /** The folder of the practice's files on its server; null where they go another way. */
      folder: z.string().nullable(),
      /** Payers are simulated: no file leaves the house. */
      simulated: z.boolean(),
    }),
    errors: ["not-found"],
  }),
  saveClearinghouse: command({
    summary: "Sets how files name the practice and its clearinghouse; those that wait already stay as they are",
    permission: "clearinghouse.manage",
    // Where claims go, and the patients with them.
    fresh: true,
    input: tradingPartner.extend({ version: z.int().min(0) }).strict(),
    output: z.object({ version }),
    errors: ["stale-version"],
  }),
};
