import { glob, readFile } from "node:fs/promises";
import { join } from "node:path";
import { repositoryRoot } from "@practicum/tooling/paths";
import { expect, test } from "vitest";

/**
 * Every table that something deletes from, and why nobody loses what a person wrote. What is not here is never deleted: a new one needs its
 * reason, and a second person where it takes what somebody wrote (IDN-78).
 */
const DELETED: { readonly [table: string]: string } = {
  // Signing in: what is over, or what the person ends.
  attempt: "counted attempts, when their window is over",
  auth_session: "sessions, by their end, or ended by the person, a manager (told) or two persons",
  auth_two_factor: "a lost authenticator, by two persons",
  auth_verification: "steps of a sign-in that are over",
  founding: "the link, when the practice is founded",
  known_device: "browsers that are not used any more, or with a lost authenticator",
  passkey: "the person's own, by its person (told), or of a lost device, by two persons",
  session_confirmation: "of sessions that are over",
  sign_in_code: "codes that are used or over",
  permission_use: "which rights a person used on which days, when no report looks at them any more",
  // The calendar: plans, not what happened. The trail has who took them back.
  clearinghouse_taken: "which files of the clearinghouse's are here, when it has taken them away itself",
  closure: "a closure that is taken back",
  hold: "a time that is kept for a minute",
  hours_exception: "an exception that is taken back or replaced",
  template: "hours that are replaced by newer ones",
  pharmacy_choice: "a preference that is taken back or replaced: the trail has by whom",
  contact_consent: "an answer from a tablet that is given back to open: the tablet's form keeps it",
  patient_word: "words to find a patient by, made again from the name",
  // Charting.
  encounter: "an encounter in which nothing was written, when the check-in is taken back",
  // Billing.
  balance_now: "sums of nothing of a record that was merged: the ledger has the entries",
  household_of: "the copy of who belongs to a family, when scheduling tells it anew",
  permit_use: "which record an unsent claim takes its number from, found again at each check",
  rule_replay: "what a trial of a rule found, after 90 days, where no version was switched on by it",
  rule_replay_claim: "its claims, after 90 days",
  contract_trial: "a comparison of contracts, after 90 days",
  judged_line: "how a decided line stands to its contract: made again of the decision and the contract, which stay",
  // Two records of one person.
  patient_origin: "whose a row was first, once it is home again",
  // Messaging.
  chart_shut: "the copy of who may open a restricted chart, when charting tells it anew",
  recall_ask: "what messaging asks of the charts, when a rule is off",
  recall_match: "whom a rule meant at an earlier look, when it looks again: a recall that was made stays",
  // Outreach.
  do_not_call: "who is called again because the attempt that said no was struck: the attempt stays, with who struck it",
  // Files of an old system.
  import_row: "rows of a file that was checked and of which nothing was taken over, when its check begins anew",
  // Code sets, replaced by a newer release.
  terminology_code: "codes of a release",
  terminology_fact: "facts of a release",
  terminology_ptp: "edits of a release",
  // What is kept only to repeat or to recognise something (SVC-17).
  command_inbox: "replies",
  dead_letter: "letters that were replayed",
  event_inbox: "events that were handled",
  outbox: "events that were published",
  timer: "timers that fired",
  worker_lease: "leases",
};

const statement =
  /deleteFrom\(\s*"(\w+)(?: as \w+)?"|\bdelete from (?:only )?(\w+)|deleteFrom\(\s*(table)\s*\)|`(truncate) /g;

test("what can be deleted is named, with why nobody loses what a person wrote", async () => {
  const found = new Set<string>();
  for await (const file of glob("{services,packages}/*/src/**/*.ts", { cwd: repositoryRoot })) {
    if (/\.test\.ts$|\/test-[\w-]+\.ts$|-suite\.ts$|\/(test|testing)\//.test(file)) continue;
    const source = await readFile(join(repositoryRoot, file), "utf8");
    for (const match of source.matchAll(statement)) {
      const [, named, raw, passed] = match;
      // Its caller names the tables: these two.
      if (passed !== undefined) for (const table of ["auth_session", "auth_verification"]) found.add(table);
      else found.add(named ?? raw ?? `${file} truncates`);
    }
  }
  expect([...found].toSorted()).toEqual(Object.keys(DELETED).toSorted());
});
