import { addMinutes } from "@practicum/kernel/instant";
import { sendWaiting, type AtWork } from "../../application/send-waiting.ts";
import { pauseAfter, type FailedSending } from "../../domain/failed-sending.ts";
import { languageOf } from "../../domain/reminder.ts";
import type { Notice } from "../../ports/notifier.ts";
import { asReached } from "../../replies/sql/replies.ts";
import { selectPatient } from "../../sql/people.ts";
import { linkAddress, linkText, wakingTime } from "../domain/link-message.ts";
import { lockLink, selectDueLinks, updateLink } from "../sql/links.ts";
import type { SentLinkTable } from "../sql/tables.ts";
import { tellLinks } from "./make-link.ts";

/** What is to be sent, or null where it is not to be sent now, or not at all. */
async function noticeFor({ transact, practice, ports }: AtWork, waiting: SentLinkTable): Promise<Notice | null> {
  return transact(
    async (context) => {
      const { tx, now } = context;
      const link = await lockLink(tx, waiting.link_id);
      if (link === null || link.sending !== "due" || link.token === null) return null;
      // Whoever runs the installation took the pages' address away: the link waits until there is one again.
      if (ports.pages === undefined) {
        await updateLink(tx, link.link_id, { not_before: addMinutes(now, 60) });
        return null;
      }
      const notBefore = wakingTime(now, practice.timeZone);
      if (notBefore > now) {
        await updateLink(tx, link.link_id, { not_before: notBefore });
        return null;
      }
      const known = await selectPatient(tx, link.patient_id);
      const patient = known && (await asReached(tx, known));
      const to = link.channel === "sms" ? patient?.phone : patient?.email;
      if (!patient?.active || !to) {
        const problem = "The address is gone, or wants no messages.";
        await updateLink(tx, link.link_id, { sending: "dropped", token: null, problem });
        tellLinks(context, link.patient_id);
        return null;
      }
      const language = languageOf(patient.language);
      const address = linkAddress(ports.pages, practice.slug, link.token);
      const words = linkText(language, link.channel, practice, { address, until: link.until });
      return { key: link.link_id, channel: link.channel, to, language, ...words };
    },
    { entry: waiting.link_id },
  );
}

async function settle({ transact }: AtWork, sent: SentLinkTable, failed: FailedSending | null): Promise<void> {
  await transact(
    async (context) => {
      const { tx, now } = context;
      const link = await lockLink(tx, sent.link_id);
      if (link?.sending !== "due") return;
      if (failed === null)
        await updateLink(tx, link.link_id, { sending: "sent", sent_at: now, token: null, problem: null });
      else {
        const pause = pauseAfter(failed, link.attempts);
        const over = pause === undefined ? ({ sending: "failed", token: null } as const) : {};
        const { problem } = failed;
        const attempts = link.attempts + 1;
        await updateLink(tx, link.link_id, { ...over, attempts, problem, not_before: addMinutes(now, pause ?? 0) });
      }
      tellLinks(context, link.patient_id);
    },
    { entry: sent.link_id },
  );
}

/** Sends links that wait (MSG-142, MSG-143). */
export const sendLinks = sendWaiting({ due: selectDueLinks, noticeFor, settle });
