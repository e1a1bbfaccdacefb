import type { agingBucket, agingFrom } from "@practicum/contracts/billing/reports";
import type { z } from "zod";

type Bucket = z.output<typeof agingBucket>;

export const bucketWords: { readonly [B in Bucket]: string } = {
  unbilled: "Not billed",
  "0-30": "0–30",
  "31-60": "31–60",
  "61-90": "61–90",
  "91-120": "91–120",
  "over-120": "Over 120",
  credit: "Credits",
};

const order: readonly Bucket[] = ["unbilled", "0-30", "31-60", "61-90", "91-120", "over-120", "credit"];

/** What was not billed has no day to count from; counted from the service everything has one. */
export function bucketsOf(from: z.output<typeof agingFrom>): readonly Bucket[] {
  return from === "bill" ? order : order.filter((one) => one !== "unbilled");
}
