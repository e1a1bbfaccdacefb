import { bookingLinkChanged } from "@practicum/contracts/scheduling/booking-links";
import { consumer } from "@practicum/service/define-service";
import type { z } from "zod";
import type { MessagingContext } from "../../handlers.ts";
import type { MessagingPorts } from "../../ports/notifier.ts";
import { BY_ITSELF, changeRecall } from "../../recalls/application/change-recall.ts";
import { isOpen } from "../../recalls/domain/recall-course.ts";
import { insertEntry, lockRecall } from "../../recalls/sql/recalls.ts";
import type { RecallTable } from "../../recalls/sql/tables.ts";
import type { MessagingSchema } from "../../sql/tables.ts";
import { lockLink, updateLink } from "../sql/links.ts";
import { tellLinks } from "./make-link.ts";

type Told = z.output<typeof bookingLinkChanged.payload>;

/** What a patient did with a link; the newest word counts (MSG-143, MSG-145). */
export const followLink = consumer<MessagingSchema, MessagingPorts, typeof bookingLinkChanged.payload>(
  bookingLinkChanged,
  async (context, told) => {
    const link = await lockLink(context.tx, told.linkId);
    if (link === null || link.state_version >= told.version) return;
    const { state, version, startsAt } = told;
    await updateLink(context.tx, link.link_id, {
      state,
      state_version: version,
      visit_at: state === "cancelled" ? null : (startsAt ?? link.visit_at),
    });
    tellLinks(context, link.patient_id);
    if (state === "booked" && link.state !== "booked" && link.source === "recall" && link.source_id !== null)
      await closeRecall(context, link.source_id as RecallTable["recall_id"], told);
  },
);

/** The recall says that the patient booked by its link, whichever news comes first (MSG-145). */
async function closeRecall(
  context: MessagingContext,
  recallId: RecallTable["recall_id"],
  { appointmentId, startsAt }: Told,
): Promise<void> {
  const { tx, now, ids } = context;
  const recall = await lockRecall(tx, recallId);
  if (recall === null || appointmentId === null) return;
  const said = { by: BY_ITSELF, what: "booked-by-link" };
  if (isOpen(recall.state) || recall.state === "unreachable") {
    const visit = { visit_id: appointmentId, visit_at: startsAt, booked_at: now, because: null };
    await changeRecall(context, recall, { state: "booked", ...visit }, said);
    return;
  }
  if (recall.state !== "booked" || recall.visit_id !== appointmentId) return;
  await insertEntry(tx, {
    ...said,
    entry_id: ids.next<"recall-entry">(),
    recall_id: recallId,
    at: now,
    note: "",
    before: null,
    made_version: recall.version,
    undone_at: null,
    undone_by: null,
  });
}
