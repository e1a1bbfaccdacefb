import type { Id } from "@practicum/kernel/brand";
import type { MessagingContext } from "../../handlers.ts";
import { campaignsOf, settleVisit } from "../sql/members.ts";
import { tell } from "./campaigns.ts";

/** A visit of a patient changed: who is on a list and has one now is not called for one, and the progress is another (MSG-86). */
export async function visitOfMember(context: MessagingContext, patientId: Id<"patient">): Promise<void> {
  const campaigns = await campaignsOf(context.tx, patientId);
  if (campaigns.length === 0) return;
  await settleVisit(context.tx, patientId);
  tell(context, ...campaigns);
}
