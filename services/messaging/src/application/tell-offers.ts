import { slotOfferChanged } from "@practicum/contracts/scheduling/wait-list";
import { addMinutes } from "@practicum/kernel/instant";
import { consumer } from "@practicum/service/define-service";
import { offerText } from "../domain/offer-text.ts";
import { sendWaiting, type AtWork } from "./send-waiting.ts";
import { pauseAfter, type FailedSending } from "../domain/failed-sending.ts";
import { addressOf, languageOf } from "../domain/reminder.ts";
import type { MessagingPorts, Notice } from "../ports/notifier.ts";
import { insertNotice, lockNotice, selectDueNotices, updateNotice } from "../sql/offer-notices.ts";
import { asReached } from "../replies/sql/replies.ts";
import { selectPatient } from "../sql/people.ts";
import type { MessagingSchema, OfferNoticeTable } from "../sql/tables.ts";

/** Who confirmed or declined knows it; whoever else was told of a time is told that it is gone. */
const ANSWERED = new Set(["accepted", "declined"]);

/** MSG-46, MSG-47: in whatever order, and however often, it is heard. */
export const planOfferNotice = consumer<MessagingSchema, MessagingPorts, typeof slotOfferChanged.payload>(
  slotOfferChanged,
  async ({ tx, now, wake }, offer) => {
    const of = {
      offer_id: offer.offerId,
      patient_id: offer.patientId,
      starts_at: offer.startsAt,
      expires_at: offer.expiresAt,
      problem: null,
      attempts: 0,
      not_before: now,
    };
    const ended = await lockNotice(tx, { offer_id: offer.offerId, what: "end" });
    if (offer.state === "open") {
      await insertNotice(tx, { ...of, what: "offer", status: ended ? "dropped" : "due" });
      return wake("tell-offers");
    }
    const told = await lockNotice(tx, { offer_id: offer.offerId, what: "offer" });
    if (told?.status === "due") await updateNotice(tx, told, { status: "dropped" });
    const due = told?.status === "sent" && !ANSWERED.has(offer.state);
    await insertNotice(tx, { ...of, what: "end", status: due ? "due" : "dropped" });
    if (due) wake("tell-offers");
  },
);

/** What is to be sent, or null where it is too late, or the patient can't be reached. */
async function noticeFor({ transact, practice }: AtWork, one: OfferNoticeTable): Promise<Notice | null> {
  return transact(async ({ tx, now }) => {
    const patient = await selectPatient(tx, one.patient_id);
    const address = patient?.active === true ? addressOf(await asReached(tx, patient)) : null;
    const late = one.what === "offer" && one.expires_at <= now;
    if (!patient || !address || late) {
      await updateNotice(tx, one, { status: late ? "dropped" : "no-address" });
      return null;
    }
    const language = languageOf(patient.language);
    const words = offerText(one.what, language, practice, { startsAt: one.starts_at, expiresAt: one.expires_at });
    return { key: `${one.offer_id}-${one.what}`, ...address, language, ...words };
  });
}

const settle = (worker: AtWork, one: OfferNoticeTable, failed: FailedSending | null) =>
  failed === null ? markSent(worker, one) : markFailed(worker, one, failed);

/** Where the offer ended while it was on its way, the patient was told of it all the same, and is told of its end. */
async function markSent({ transact }: AtWork, one: OfferNoticeTable): Promise<void> {
  await transact(async ({ tx, now, wake }) => {
    await updateNotice(tx, one, { status: "sent", problem: null });
    const end = one.what === "offer" ? await lockNotice(tx, { offer_id: one.offer_id, what: "end" }) : null;
    if (end?.status !== "dropped") return;
    await updateNotice(tx, end, { status: "due", not_before: now });
    wake("tell-offers");
  });
}

async function markFailed({ transact }: AtWork, one: OfferNoticeTable, failed: FailedSending): Promise<void> {
  const pause = pauseAfter(failed, one.attempts);
  await transact(({ tx, now }) =>
    updateNotice(tx, one, {
      attempts: one.attempts + 1,
      status: pause === undefined ? "failed" : "due",
      not_before: addMinutes(now, pause ?? 0),
      problem: failed.problem,
    }),
  );
}

/** Tells who was offered a time, and who has to hear that it is gone. */
export const tellOffers = sendWaiting({ due: selectDueNotices, noticeFor, settle });
