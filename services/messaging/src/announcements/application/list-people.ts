import { fail } from "@practicum/contracts/error";
import type { AnnouncementFate } from "@practicum/contracts/messaging/announcements";
import { ok } from "@practicum/kernel/result";
import { searchWords } from "@practicum/kernel/search-words";
import { readerOf } from "../../application/whose.ts";
import type { Handlers } from "../../handlers.ts";
import { notReachedCsv } from "../domain/not-reached-csv.ts";
import { fateOf } from "../domain/receiver.ts";
import { selectAnnouncement } from "../sql/announcements.ts";
import { countFacts, countMeant, selectMeant, type FactsCount } from "../sql/audience.ts";
import { countReceivers, selectReceivers, type Receiver, type WantedReceivers } from "../sql/receivers.ts";
import type { AnnouncementTable } from "../sql/tables.ts";

/** Whom it would be sent to now, and what becomes of each (MSG-173). */
export const previewAnnouncement: Handlers["previewAnnouncement"] = async (context, input) => {
  const { tx, practice } = context;
  const announcement = await selectAnnouncement(tx, input.announcementId);
  if (announcement === null) return fail("not-found");
  const zone = practice.timeZone;
  const wanted = { announcement, zone, words: searchWords(input.text), reader: readerOf(context) };
  const { people, next } = await selectMeant(tx, wanted, input);
  const first = input.before === null;
  return ok({
    people: people.map((one) => ({
      patientId: one.patientId,
      name: one.name,
      fate: fateOf(announcement.way, one, one.first),
    })),
    next,
    all: first ? await countMeant(tx, wanted) : null,
    fates: first ? fatesOf(announcement.way, await countFacts(tx, announcement, zone)) : null,
  });
};

function fatesOf(way: AnnouncementTable["way"], facts: readonly FactsCount[]) {
  const fates: { [F in AnnouncementFate]: number } = {
    sms: 0,
    email: 0,
    family: 0,
    "said-stop": 0,
    refused: 0,
    "no-address": 0,
    inactive: 0,
  };
  for (const { first, count, ...one } of facts) fates[fateOf(way, one, first)] += count;
  return fates;
}

export const listReceivers: Handlers["listReceivers"] = async (context, { announcementId, list, text, ...page }) => {
  const { tx } = context;
  const wanted = { announcementId, list, words: searchWords(text), reader: readerOf(context) };
  const { receivers, next } = await selectReceivers(tx, wanted, page);
  return ok({ receivers, next, all: page.before === null ? await countReceivers(tx, wanted) : null });
};

const READ_AT_ONCE = 500;

/** For who calls them (MSG-179). */
export const exportNotReached: Handlers["exportNotReached"] = async (context, { announcementId }) => {
  const { tx, today } = context;
  if ((await selectAnnouncement(tx, announcementId)) === null) return fail("not-found");
  const wanted: WantedReceivers = { announcementId, list: "not-reached", words: [], reader: readerOf(context) };
  const all: Receiver[] = [];
  let before: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof selectReceivers>> = await selectReceivers(tx, wanted, {
      before,
      limit: READ_AT_ONCE,
    });
    all.push(...page.receivers);
    before = page.next;
  } while (before !== null);
  const patientIds = all.map(({ patientId }) => patientId);
  return ok({ name: `not-reached-${today}.csv`, csv: notReachedCsv(all), patientIds });
};
