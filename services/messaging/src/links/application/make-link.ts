import { bookingLinkMade, bookingLinksChanged } from "@practicum/contracts/messaging/booking-links";
import type { Id } from "@practicum/kernel/brand";
import type { Instant } from "@practicum/kernel/instant";
import type { MessagingContext } from "../../handlers.ts";
import { goodUntil, newLinkToken } from "../domain/link-message.ts";
import { insertLink, markOf } from "../sql/links.ts";
import type { SentLinkTable } from "../sql/tables.ts";

type Wanted = Pick<
  SentLinkTable,
  "link_id" | "patient_id" | "visit_type_id" | "visit_type_name" | "source" | "source_id" | "channel"
> & { readonly notBefore: Instant; readonly by: string };

/** Makes a link whose message waits; scheduling hears of its mark (MSG-140). @returns false where there is one of this id. */
export async function makeLink(context: MessagingContext, { notBefore, by, ...wanted }: Wanted): Promise<boolean> {
  const { tx, now } = context;
  const token = newLinkToken(context.random);
  const until = goodUntil(notBefore);
  const made = await insertLink(tx, {
    ...wanted,
    token,
    until,
    sending: "due",
    attempts: 0,
    not_before: notBefore,
    sent_at: null,
    problem: null,
    state: "made",
    state_version: 0,
    visit_at: null,
    made_at: now,
    made_by: by,
  });
  if (!made) return false;
  context.emit(bookingLinkMade, {
    linkId: wanted.link_id,
    patientId: wanted.patient_id,
    visitTypeId: wanted.visit_type_id,
    mark: await markOf(tx, token),
    until,
    at: now,
  });
  tellLinks(context, wanted.patient_id);
  return true;
}

export function tellLinks(context: MessagingContext, patientId: Id<"patient">): void {
  context.emit(bookingLinksChanged, { patientId });
}
