import { messaging } from "@practicum/contracts/messaging";
import { databaseKinds } from "@practicum/db/test-databases";
import { addMinutes } from "@practicum/kernel/instant";
import { serviceModule } from "@practicum/service/in-process-host";
import { testHost, testNow, type TestHost } from "@practicum/service/test-kit";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { memoryNotifier, type MemoryNotifier } from "./ports/memory-notifier.ts";
import { messagingService } from "./service.ts";
import { patientPayload, visitPayload } from "./test-events.ts";

const HOURS = 60;
const maria = "00000000-0000-7000-8000-00000000aaaa";
const denialId = "00000000-0000-7000-8000-00000000dddd";
const claimId = "00000000-0000-7000-8000-00000000cccc";

describe.each(databaseKinds)("what others raise, on %s", (database) => {
  let kit: TestHost;
  let notifier: MemoryNotifier;
  let refuse = false;
  beforeEach(async () => {
    refuse = false;
    notifier = memoryNotifier(() => (refuse ? "The gateway is away." : undefined));
    kit = await testHost({ database, modules: [serviceModule(messagingService, { notifier })] });
    await kit.deliver("scheduling.patient-changed.v1", patientPayload(maria));
    await kit.settle();
  });
  afterEach(() => kit.stop());
  const call = () => kit.caller("messaging", messaging);
  const tasks = async (status: "open" | "done") => {
    const list = await call()("listTasks", { scope: "all", patientId: null, status }, { as: ["physician"] });
    return list.ok ? list.value.tasks : [];
  };
  const reminders = async () => {
    const list = await call()("listReminders", { patientId: maria });
    return list.ok ? list.value : [];
  };
  const denied = {
    denialId,
    claimId,
    patientId: maria,
    claimNumber: "1043",
    amount: 11_200,
    reason: "CO-27",
    recommendation: "Ask again for eligibility.",
    deadline: "2026-12-01",
  };
  const resolved = { denialId, claimId, patientId: maria, status: "corrected" };

  test("MSG-185 what is written with a review is one conversation of the medical assistants, and no message to anybody's telephone", async () => {
    const told = {
      stepId: "00000000-0000-7000-8000-00000000e001",
      orderId: "00000000-0000-7000-8000-00000000e002",
      patientId: maria,
      subject: "Result: TSH",
      body: "Your result (TSH) is normal.",
      byId: null,
      by: "Chen, MD",
    };
    await kit.deliver("charting.result-message.v1", told);
    await kit.settle();
    const listed = await call()("listThreads", { patientId: maria, open: true }, { as: ["medical-assistant"] });
    expect(listed.ok && listed.value.threads).toMatchObject([
      {
        subject: "Result: TSH",
        pool: "medical-assistant",
        ownerId: null,
        status: "open",
        messages: [{ by: "Chen, MD", body: "Your result (TSH) is normal." }],
      },
    ]);
    // Who reads no chart does not see it (MSG-38).
    const desk = await call()("listThreads", { patientId: maria, open: true }, { as: ["front-desk"] });
    expect(desk.ok && desk.value.threads).toEqual([]);
    expect(notifier.sent).toEqual([]);
  });

  test("MSG-23 critical vital signs are one task of the provider until the provider knows, in whatever order it is heard", async () => {
    const vitalsId = "00000000-0000-7000-8000-00000000eeee";
    const providerId = "00000000-0000-7000-8000-00000000ffff";
    const critical = { vitalsId, patientId: maria, providerId, values: ["Systolic pressure"], takenBy: "Kim, MA" };
    await kit.deliver("charting.critical-vitals.v1", critical);
    await kit.deliver("charting.critical-vitals.v1", critical);
    await kit.settle();
    expect(await tasks("open")).toMatchObject([
      {
        title: "Critical vital signs: systolic pressure",
        ownerId: providerId,
        pool: null,
        priority: "high",
        patientId: maria,
        about: `vitals:${vitalsId}`,
      },
    ]);
    await kit.deliver("charting.critical-settled.v1", { vitalsId, patientId: maria, by: "Kim, MA" });
    await kit.settle();
    expect(await tasks("open")).toEqual([]);
    expect(await tasks("done")).toMatchObject([{ doneBy: "Kim, MA" }]);

    const late = { ...critical, vitalsId: "00000000-0000-7000-8000-00000000eeef", providerId: null };
    await kit.deliver("charting.critical-settled.v1", { vitalsId: late.vitalsId, patientId: maria, by: "Kim, MA" });
    await kit.settle();
    await kit.deliver("charting.critical-vitals.v1", late);
    await kit.settle();
    expect(await tasks("open")).toEqual([]);
  });

  test("CHT-259 a referral that waits too long is one task of the desk until it goes on, in whatever order it is heard", async () => {
    const key = "00000000-0000-7000-8000-00000000abab";
    const referralId = "00000000-0000-7000-8000-00000000abac";
    const waits = {
      key,
      referralId,
      patientId: maria,
      title: "Overdue referral, cardiology: to be sent",
      detail: "Ordered by Chen, MD.",
      ownerId: null,
      pool: "front-desk",
      urgent: true,
    };
    const ofTheDesk = async () => {
      const list = await call()(
        "listTasks",
        { scope: "pool", patientId: null, status: "open" },
        { as: ["front-desk"] },
      );
      return list.ok ? list.value.tasks : [];
    };
    await kit.deliver("charting.referral-waits.v1", waits);
    await kit.deliver("charting.referral-waits.v1", waits);
    await kit.settle();
    expect(await ofTheDesk()).toMatchObject([
      { title: waits.title, ownerId: null, pool: "front-desk", priority: "high", about: `referral:${referralId}` },
    ]);
    await kit.deliver("charting.referral-wait-over.v1", { key, referralId, patientId: maria, by: "Brooks" });
    await kit.settle();
    expect(await ofTheDesk()).toEqual([]);
    const late = "00000000-0000-7000-8000-00000000abad";
    await kit.deliver("charting.referral-wait-over.v1", { key: late, referralId, patientId: maria, by: "Brooks" });
    await kit.settle();
    await kit.deliver("charting.referral-waits.v1", { ...waits, key: late });
    await kit.settle();
    expect(await ofTheDesk()).toEqual([]);
  });

  test("MSG-190 a visit before a refill is the desk's task until that is taken back; of a restricted chart the provider's", async () => {
    const visit = (key: string, more: object = {}) => ({
      key: `00000000-0000-7000-8000-00000000${key}`,
      requestId: "00000000-0000-7000-8000-00000000acc0",
      patientId: maria,
      isWanted: true,
      ownerId: null,
      by: "Chen, MD",
      ...more,
    });
    const ofRefills = async () => (await tasks("open")).filter((one) => one.about?.startsWith("refill:"));
    await kit.deliver("charting.refill-visit.v1", visit("acc1"));
    await kit.deliver("charting.refill-visit.v1", visit("acc1"));
    await kit.settle();
    expect(await ofRefills()).toMatchObject([
      { title: "Book a visit before a refill", ownerId: null, pool: "front-desk", patientId: maria },
    ]);
    await kit.deliver("charting.refill-visit.v1", visit("acc1", { isWanted: false }));
    await kit.settle();
    expect(await ofRefills()).toEqual([]);
    const ownerId = "00000000-0000-7000-8000-00000000acc9";
    await kit.deliver("charting.refill-visit.v1", visit("acc2", { ownerId }));
    await kit.settle();
    expect(await ofRefills()).toMatchObject([{ ownerId, pool: null }]);
  });

  test("CHT-277 what a review says is to be followed up is a task until the day that it says, today where it says none", async () => {
    const referralId = "00000000-0000-7000-8000-00000000abb0";
    const follow = (key: string, more: object) => ({
      key,
      referralId,
      patientId: maria,
      title: "Follow up after a referral, cardiology",
      detail: "Echo in a month",
      ownerId: null,
      pool: "medical-assistant",
      urgent: false,
      ...more,
    });
    const [dated, undated] = ["00000000-0000-7000-8000-00000000abb1", "00000000-0000-7000-8000-00000000abb2"];
    await kit.deliver("charting.referral-waits.v1", follow(dated, { dueOn: "2026-12-23" }));
    await kit.deliver("charting.referral-waits.v1", follow(undated, {}));
    await kit.settle();
    const found = (await tasks("open")).filter((one) => one.about === `referral:${referralId}`);
    expect(new Map(found.map((one) => [one.dueOn, one.detail]))).toEqual(
      new Map([
        ["2026-11-23", "Echo in a month"],
        ["2026-12-23", "Echo in a month"],
      ]),
    );
  });

  test("CHT-166 an abnormal result is one task of who ordered it until it is seen, in whatever order it is heard", async () => {
    const outcomeId = "00000000-0000-7000-8000-00000000aaaa";
    const providerId = "00000000-0000-7000-8000-00000000ffff";
    const values = ["Glucose, capillary: 44 mg/dL low"];
    const abnormal = { outcomeId, patientId: maria, providerId, values, critical: true, by: "Kim, MA" };
    await kit.deliver("charting.result-abnormal.v1", abnormal);
    await kit.deliver("charting.result-abnormal.v1", abnormal);
    await kit.settle();
    expect((await tasks("open")).filter((one) => one.about === `result:${outcomeId}`)).toMatchObject([
      { title: "Critical result: Glucose, capillary: 44 mg/dL low", ownerId: providerId, pool: null, priority: "high" },
    ]);
    await kit.deliver("charting.result-settled.v1", { outcomeId, patientId: maria, by: "Chen, MD" });
    await kit.settle();
    expect((await tasks("open")).filter((one) => one.about === `result:${outcomeId}`)).toEqual([]);
    expect((await tasks("done")).find((one) => one.about === `result:${outcomeId}`)).toMatchObject({
      doneBy: "Chen, MD",
    });
    const late = { ...abnormal, outcomeId: "00000000-0000-7000-8000-00000000aaab", critical: false };
    await kit.deliver("charting.result-settled.v1", { outcomeId: late.outcomeId, patientId: maria, by: "Chen, MD" });
    await kit.settle();
    await kit.deliver("charting.result-abnormal.v1", late);
    await kit.settle();
    expect((await tasks("open")).filter((one) => one.about === `result:${late.outcomeId}`)).toEqual([]);
  });

  test("MSG-20 MSG-21 a denial is one task until it is resolved", async () => {
    await kit.deliver("billing.claim-denied.v1", denied);
    await kit.deliver("billing.claim-denied.v1", denied);
    await kit.settle();
    expect(await tasks("open")).toMatchObject([
      {
        title: "Denied: claim 1043, $112.00",
        pool: "biller",
        dueOn: "2026-11-28",
        priority: "high",
        about: `denial:${denialId}`,
        patientId: maria,
      },
    ]);
    await kit.deliver("billing.denial-resolved.v1", resolved);
    await kit.settle();
    expect(await tasks("open")).toEqual([]);
    expect(await tasks("done")).toMatchObject([{ doneBy: "Billing" }]);
    await kit.deliver("billing.claim-denied.v1", denied);
    await kit.settle();
    expect(await tasks("open")).toEqual([]);
  });
  test("MSG-21 a resolution that comes first leaves no open task", async () => {
    await kit.deliver("billing.denial-resolved.v1", resolved);
    await kit.settle();
    await kit.deliver("billing.claim-denied.v1", denied);
    await kit.settle();
    expect(await tasks("open")).toEqual([]);
  });
  test("MSG-50 mail that came back is one task of the desk until it is settled, whichever word comes first", async () => {
    const hold = (kind: string, open: boolean, last: string) =>
      kit.deliver("billing.account-hold-changed.v1", {
        holdId: `00000000-0000-7000-8000-0000000000${last}`,
        patientId: maria,
        kind,
        open,
        at: "2026-11-24T16:00:00.000Z",
      });
    await hold("returned-mail", true, "b1");
    await hold("returned-mail", true, "b1");
    await hold("dispute", true, "b2");
    await kit.settle();
    const open = (await tasks("open")).filter((one) => one.about?.startsWith("hold:"));
    expect(new Set(open.map((one) => `${one.pool} ${one.patientId}`))).toEqual(
      new Set([`biller ${maria}`, `front-desk ${maria}`]),
    );
    expect(open).toHaveLength(2);
    await hold("returned-mail", false, "b1");
    await hold("dispute", false, "b2");
    await hold("dispute", false, "b3");
    await kit.settle();
    await hold("dispute", true, "b3");
    await kit.settle();
    expect((await tasks("open")).filter((one) => one.about?.startsWith("hold:"))).toEqual([]);
  });
  test("MSG-22 statements are notes that ask nothing of anybody", async () => {
    for (const n of [1, 2]) {
      const statementId = kit.ids.next<"statement">();
      await kit.deliver("billing.statement-issued.v1", {
        statementId,
        patientId: maria,
        balance: 4000 * n,
        dueDate: "2026-12-20",
      });
      await kit.settle();
    }
    const list = await call()("listThreads", { patientId: maria, open: false });
    expect(list).toMatchObject({
      value: {
        threads: [
          {
            subject: "Statements",
            status: "done",
            messages: [
              { body: "Statement sent: $40.00, due 12/20/2026.", by: "Billing" },
              { body: "Statement sent: $80.00, due 12/20/2026." },
            ],
          },
        ],
      },
    });
    const counters = await call()("counters", {});
    expect(counters).toMatchObject({
      value: [
        { queue: "calls", count: 0 },
        { queue: "tasks", count: 0 },
        { queue: "messages", count: 0 },
      ],
    });
  });

  const startsAt = addMinutes(testNow, 72 * HOURS);
  const booked = (more: object = {}) =>
    kit.deliver("scheduling.appointment-booked.v1", visitPayload(maria, startsAt, more));
  const changed = (change: string, more: object) =>
    kit.deliver("scheduling.appointment-changed.v1", { ...visitPayload(maria, startsAt, more), change });

  test("MSG-30 MSG-33 MSG-34 MSG-35 a day before, once, and it says nothing about health", async () => {
    await booked();
    await booked();
    await kit.settle();
    expect(await reminders()).toMatchObject([
      { status: "scheduled", dueAt: addMinutes(startsAt, -24 * HOURS), channel: "sms", sentAt: null },
    ]);
    await kit.advanceTo(addMinutes(startsAt, -24 * HOURS - 1));
    expect(notifier.sent).toEqual([]);
    await kit.advanceTo(addMinutes(startsAt, -1));
    expect(notifier.sent).toHaveLength(1);
    expect(notifier.sent[0]).toMatchObject({ channel: "sms", to: "6195550100", language: "en" });
    expect(JSON.stringify(notifier.sent)).not.toMatch(/colposcopy|abnormal|lopez|maria/i);
    expect(await reminders()).toMatchObject([{ status: "sent" }]);
    expect(await kit.events("messaging", "messaging.reminder-sent.v1")).toHaveLength(1);
  });
  test("MSG-220 what is done before the visit goes out with its reminder", async () => {
    await booked({ preparation: { en: "Only water for 8 hours.", es: "" } });
    await kit.settle();
    await kit.advanceTo(addMinutes(startsAt, -1));
    expect(notifier.sent[0]?.text).toContain("Before you come: Only water for 8 hours. Reply YES");
    expect((await reminders())[0]?.text).toBe(notifier.sent[0]?.text);
  });
  test("MSG-165 whoever refuses text messages gets an e-mail, both nothing; the latest word counts, and it is that patient's", async () => {
    const other = "00000000-0000-7000-8000-00000000abab";
    const refuse = (patientId: string, refused: readonly string[], at: string) =>
      kit.deliver("scheduling.contact-refused.v1", { patientId, refused, at });
    const visitLater = async (days: number) => {
      const at = addMinutes(startsAt, days * 24 * HOURS);
      await kit.deliver("scheduling.appointment-booked.v1", visitPayload(maria, at, { appointmentId: kit.ids.next() }));
      await kit.settle();
      await kit.advanceTo(at);
    };
    await refuse(other, ["text", "email"], "2026-11-01T10:00:00.000Z");
    await visitLater(4);
    expect(notifier.sent.map((one) => one.channel)).toEqual(["sms"]);
    await refuse(maria, ["text"], "2026-11-03T10:00:00.000Z");
    await refuse(maria, [], "2026-11-02T10:00:00.000Z");
    await visitLater(8);
    expect(notifier.sent.slice(1)).toMatchObject([{ channel: "email", to: "maria@example.test" }]);
    await refuse(maria, ["text", "email"], "2026-11-04T10:00:00.000Z");
    await visitLater(12);
    expect(notifier.sent).toHaveLength(2);
    expect((await reminders())[0]).toMatchObject({ status: "no-address", channel: "none" });
    await refuse(maria, ["call"], "2026-11-05T10:00:00.000Z");
    await visitLater(16);
    expect(notifier.sent.slice(2)).toMatchObject([{ channel: "sms", to: "6195550100" }]);
  });
  test("MSG-30 none for tomorrow morning's visit booked today", async () => {
    await kit.deliver("scheduling.appointment-booked.v1", visitPayload(maria, addMinutes(testNow, 20 * HOURS)));
    await kit.settle();
    expect(await reminders()).toEqual([]);
  });
  test("MSG-216 MSG-218 who has died is reminded of nothing; the news is one task, done where it is taken back", async () => {
    await kit.deliver("scheduling.appointment-booked.v1", visitPayload(maria, addMinutes(testNow, 72 * HOURS)));
    await kit.settle();
    const physicianId = "00000000-0000-7000-8000-00000000f001";
    const death = {
      deathId: "00000000-0000-7000-8000-00000000f002",
      date: "2026-11-20",
      source: "hospital",
      saidBy: "Bay Hospital",
      at: testNow,
      by: "Brooks",
      physicianId,
    } as const;
    const died = patientPayload(maria, { version: 2, death });
    for (const event of [died, died, patientPayload(maria)]) await kit.deliver("scheduling.patient-changed.v1", event);
    await kit.settle();
    expect(await tasks("open")).toMatchObject([
      { title: "A patient has died", ownerId: physicianId, pool: null, priority: "high", patientId: maria },
    ]);
    await kit.advanceTo(addMinutes(testNow, 71 * HOURS));
    await kit.settle();
    expect([notifier.sent, (await reminders()).map((one) => one.status)]).toEqual([[], ["cancelled"]]);
    await kit.deliver("scheduling.patient-changed.v1", patientPayload(maria, { version: 3, death: null }));
    await kit.settle();
    expect([await tasks("open"), (await tasks("done")).length]).toEqual([[], 1]);
  });

  test("MSG-31 moved, cancelled, reinstated", async () => {
    await booked();
    await kit.settle();
    const later = addMinutes(startsAt, 48 * HOURS);
    await changed("moved", { startsAt: later, version: 2 });
    await kit.settle();
    expect((await reminders()).filter((r) => r.status === "scheduled")).toMatchObject([
      { dueAt: addMinutes(later, -24 * HOURS) },
    ]);
    await kit.advanceTo(startsAt);
    expect(notifier.sent).toEqual([]);
    await changed("cancelled", { startsAt: later, version: 3, status: "cancelled" });
    await kit.settle();
    expect((await reminders()).map((r) => r.status)).toEqual(["cancelled", "cancelled"]);
    await changed("reinstated", { startsAt: later, version: 4, status: "booked" });
    await kit.settle();
    await kit.advanceTo(later);
    expect(notifier.sent).toHaveLength(1);
  });
  test("MSG-31 moved after it was sent: another one", async () => {
    await booked();
    await kit.settle();
    await kit.advanceTo(addMinutes(startsAt, -60));
    const later = addMinutes(startsAt, 96 * HOURS);
    await changed("moved", { startsAt: later, version: 2 });
    await kit.settle();
    await kit.advanceTo(later);
    expect(notifier.sent).toHaveLength(2);
  });
  test("MSG-32 an old change that comes late changes nothing", async () => {
    await changed("cancelled", { version: 3, status: "cancelled" });
    await kit.settle();
    await booked();
    await changed("moved", { version: 2 });
    await kit.settle();
    expect(await reminders()).toEqual([]);
  });
  test("MSG-33 MSG-36 Spanish, no address, inactive", async () => {
    await booked();
    await kit.settle();
    await kit.deliver(
      "scheduling.patient-changed.v1",
      patientPayload(maria, { version: 2, phone: null, language: "es-MX" }),
    );
    await kit.deliver("scheduling.patient-changed.v1", patientPayload(maria, { version: 1, phone: "6195550199" }));
    await kit.settle();
    await kit.advanceTo(startsAt);
    expect(notifier.sent).toMatchObject([{ channel: "email", to: "maria@example.test", language: "es" }]);
    await kit.deliver("scheduling.patient-changed.v1", patientPayload(maria, { version: 3, phone: null, email: null }));
    const second = addMinutes(startsAt, 96 * HOURS);
    await kit.deliver(
      "scheduling.appointment-booked.v1",
      visitPayload(maria, second, { appointmentId: kit.ids.next() }),
    );
    await kit.settle();
    await kit.advanceTo(second);
    expect((await reminders())[0]).toMatchObject({ status: "no-address", channel: "none" });
    await kit.deliver("scheduling.patient-changed.v1", patientPayload(maria, { version: 4, active: false }));
    const third = addMinutes(second, 96 * HOURS);
    await kit.deliver(
      "scheduling.appointment-booked.v1",
      visitPayload(maria, third, { appointmentId: kit.ids.next() }),
    );
    await kit.settle();
    await kit.advanceTo(third);
    expect((await reminders())[0]).toMatchObject({ status: "cancelled" });
    expect(notifier.sent).toHaveLength(1);
  });
  test("MSG-35 what can't be sent is tried again, in growing pauses", async () => {
    await booked();
    await kit.settle();
    refuse = true;
    const due = addMinutes(startsAt, -24 * HOURS);
    await kit.advanceTo(due);
    expect(await reminders()).toMatchObject([{ status: "scheduled", problem: "The gateway is away.", sentAt: null }]);
    refuse = false;
    await kit.advanceTo(addMinutes(due, 1));
    expect(await reminders()).toMatchObject([{ status: "sent", problem: null, sentAt: addMinutes(due, 1) }]);
    expect(notifier.sent).toHaveLength(1);
  });
  test("MSG-35 and after the fifth time it says why", async () => {
    await booked();
    await kit.settle();
    refuse = true;
    const due = addMinutes(startsAt, -24 * HOURS);
    for (const minutes of [0, 1, 11, 71, 310]) await kit.advanceTo(addMinutes(due, minutes));
    expect(await reminders()).toMatchObject([{ status: "scheduled" }]);
    await kit.advanceTo(addMinutes(due, 311));
    expect(await reminders()).toMatchObject([{ status: "failed", problem: "The gateway is away." }]);
    refuse = false;
    await kit.advanceTo(startsAt);
    expect(notifier.sent).toEqual([]);
  });

  test("MSG-43 a patient's reminders are all there, the latest first", async () => {
    await kit.rows(
      "messaging",
      `insert into reminder (reminder_id, appointment_id, patient_id, channel, due_at, starts_at, status, text, attempts, not_before)
      select gen_random_uuid(), gen_random_uuid(), '${maria}', 'sms', timestamptz '2026-11-20T17:00:00Z' - n * interval '1 day',
        '2026-11-21T17:00:00Z', 'sent', 'Visit ' || n, 1, '2026-11-20T17:00:00Z' from generate_series(1, 150) as n`,
    );
    const all = await reminders();
    expect(all.map((one) => one.text)).toEqual(Array.from({ length: 150 }, (_, n) => `Visit ${n + 1}`));
  });

  test("WLD-55 reminders of one moment go in one order, whatever order their rows have", async () => {
    const ids = [3, 1, 2].map((n) => `00000000-0000-7000-8000-00000000f00${n}`);
    for (const id of ids)
      await kit.rows(
        "messaging",
        `insert into reminder (reminder_id, appointment_id, patient_id, channel, due_at, starts_at, status, text, attempts, not_before)
        values ('${id}', gen_random_uuid(), '${maria}', 'sms', '${testNow}', '${startsAt}', 'due', 'Visit', 0, '${testNow}')`,
      );
    await kit.settle();
    expect(notifier.sent.map(({ key }) => key)).toEqual(ids.toSorted());
  });

  const notice = {
    noticeId: "00000000-0000-7000-8000-00000000abcd",
    staffId: "00000000-0000-7000-8000-00000000ffff",
    kind: "email-changed",
    by: "Susan Whitfield",
    detail: "mine@example.test",
    at: testNow,
    given: "Luis",
    emails: ["luis@example.test", "mine@example.test"],
  };

  test("MSG-44 what was done to an account is mailed once to each address, with whom to tell and nothing to click", async () => {
    await kit.deliver("identity.account-noticed.v1", notice);
    await kit.deliver("identity.account-noticed.v1", notice);
    await kit.settle();
    await kit.advanceTo(addMinutes(testNow, 5));
    expect(notifier.sent.map(({ to }) => to)).toEqual(notice.emails);
    const [mail] = notifier.sent;
    expect(mail).toMatchObject({ channel: "email", subject: "Your account at Practice 1" });
    expect(mail?.text).toContain("Luis, on 11/23/2026 at 08:00 the e-mail address of your account was changed");
    expect(mail?.text).toContain("By: Susan Whitfield.");
    expect(mail?.text).not.toMatch(/https?:|www\./);
  });

  test("MSG-45 a failed mail is tried again, then it says why it failed", async () => {
    refuse = true;
    await kit.deliver("identity.account-noticed.v1", { ...notice, emails: ["luis@example.test"] });
    await kit.settle();
    const mail = () => kit.rows("messaging", "select status, attempts, problem from staff_mail");
    expect(await mail()).toEqual([{ status: "due", attempts: 1, problem: "The gateway is away." }]);
    refuse = false;
    await kit.advanceTo(addMinutes(testNow, 5));
    expect(await mail()).toEqual([{ status: "sent", attempts: 1, problem: null }]);
    expect(notifier.sent).toHaveLength(1);
    refuse = true;
    await kit.deliver("identity.account-noticed.v1", { ...notice, noticeId: maria, emails: ["luis@example.test"] });
    for (const minutes of [7, 20, 90, 400, 900]) await kit.advanceTo(addMinutes(testNow, minutes));
    expect(await mail()).toContainEqual({ status: "failed", attempts: 5, problem: "The gateway is away." });
    expect(notifier.sent).toHaveLength(1);
  });
});
