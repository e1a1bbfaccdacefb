import { databaseKinds } from "@practicum/db/test-databases";
import { serviceModule } from "@practicum/service/in-process-host";
import { testHost, type TestHost } from "@practicum/service/test-kit";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { memoryInbox, type MemoryInbox } from "../ports/memory-inbox.ts";
import { memoryNotifier, type MemoryNotifier } from "../ports/memory-notifier.ts";
import { messagingService } from "../service.ts";
import { patientPayload, visitPayload } from "../test-events.ts";

const uuid = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, "0")}`;
const [ana, luz] = [uuid(1), uuid(2)];
const [rule, ask] = [uuid(101), uuid(102)];
const phone = "6195550101";
/** Monday 23 November 2026, 10:00 in San Diego. */
const MONDAY = "2026-11-23T18:00:00.000Z";

describe.each(databaseKinds)("answers by text message, on %s", (database) => {
  let kit: TestHost;
  let notifier: MemoryNotifier;
  let inbox: MemoryInbox;
  let minute = 0;
  beforeEach(async () => {
    minute = 0;
    notifier = memoryNotifier();
    inbox = memoryInbox();
    kit = await testHost({ database, modules: [serviceModule(messagingService, { notifier, inbox })], now: MONDAY });
    await kit.deliver("scheduling.patient-changed.v1", patientPayload(ana, { phone, language: "es" }));
    await kit.settle();
  });
  afterEach(() => kit.stop());

  /** A minute passes, and the message is taken in. */
  const write = async (text: string, from = "+16195550101", key = `t${minute}`) => {
    inbox.put({ key, from, text });
    minute += 1;
    await kit.advanceTo(`2026-11-23T18:${String(minute).padStart(2, "0")}:00.000Z`);
    await kit.settle();
  };
  /** A recall that was told by text message at 10:00. */
  const recalled = async (patientId: string, n = 1) => {
    await kit.rows(
      "messaging",
      `insert into recall_rule values ('${rule}', 'Visit', '{}', '${uuid(7)}', 'Follow-up', 'any', '{"en":"x","es":""}',
        '[]', 7, 3, '09:00', '19:00', true, 6, true, 1, '${MONDAY}', 'x', '${ask}', '${MONDAY}') on conflict do nothing`,
    );
    await kit.rows(
      "messaging",
      `insert into recall (recall_id, patient_id, rule_id, state, step, sent, calls, created_at, changed_at, version)
        values ('${uuid(200 + n)}', '${patientId}', '${rule}', 'sent', 1, 1, 0, '${MONDAY}', '${MONDAY}', 1)`,
    );
    await kit.rows(
      "messaging",
      `insert into recall_message values ('${uuid(300 + n)}', '${uuid(200 + n)}', 0, 'sms', 'sent', 0, '${MONDAY}', '${MONDAY}', null)`,
    );
  };
  /** The reminder of a visit on Tuesday, sent by text message a minute before the recall's. */
  const reminded = async (patientId: string) => {
    const visit = visitPayload(patientId, "2026-11-24T18:30:00.000Z");
    await kit.deliver("scheduling.appointment-booked.v1", visit);
    await kit.settle();
    await kit.rows(
      "messaging",
      `update reminder set status = 'sent', channel = 'sms', sent_at = '2026-11-23T17:59:00.000Z'`,
    );
  };
  const states = async () =>
    (await kit.rows<{ state: string }>("messaging", "select state from recall order by recall_id")).map(
      (one) => one.state,
    );
  const tasks = () =>
    kit.rows<{ title: string; detail: string; patient_id: string | null; pool: string }>(
      "messaging",
      "select title, detail, patient_id, pool from task order by created_at, task_id",
    );
  const confirmed = async () =>
    (await kit.events("messaging", "messaging.visit-answered.v1")).map((one) => one.payload);
  const answers = () => notifier.sent.filter((one) => one.key.startsWith("answer-"));

  test("MSG-125, MSG-127, MSG-128: a yes answers the latest question, once; then the one before it", async () => {
    await reminded(ana);
    await recalled(ana);
    await write("Sí");
    expect([await states(), await confirmed()]).toEqual([["answered"], []]);
    // Handed over again it is the same message.
    await write("Sí", "+16195550101", "t0");
    expect(await confirmed()).toEqual([]);
    await write("C");
    expect(await confirmed()).toEqual([{ appointmentId: uuid(700), patientId: ana, answer: "confirmed" }]);
    expect(await tasks()).toEqual([]);
  });

  test("MSG-128: a no to a reminder is the desk's, and nothing is cancelled; a no to a recall declines", async () => {
    await reminded(ana);
    await write("X");
    expect(await tasks()).toMatchObject([
      { title: "Asks by text to cancel the visit on 11/24/2026 at 10:30 AM", patient_id: ana, pool: "front-desk" },
    ]);
    expect(await confirmed()).toEqual([]);
    await recalled(ana);
    await write("No");
    expect(await states()).toEqual(["declined"]);
  });

  test("MSG-127: from another number, for several people, and in other words, the desk is asked", async () => {
    await recalled(ana);
    await write("yes", "+16195550199");
    await write("Only after five");
    await kit.deliver("scheduling.patient-changed.v1", patientPayload(luz, { phone }));
    await kit.settle();
    await recalled(luz, 2);
    await write("yes");
    expect(await states()).toEqual(["sent", "sent"]);
    expect((await tasks()).map((one) => [one.patient_id, one.detail])).toEqual([
      [null, "Nobody was asked anything at this number. It says: “yes”"],
      [ana, "It is no plain yes or no. It says: “Only after five”"],
      [null, "More than one person was asked at this number: see who answers, and about what. It says: “yes”"],
    ]);
  });

  test("MSG-126, MSG-128: STOP ends the texts to a number until START, and each is answered in the patient's language", async () => {
    await write("ALTO");
    await reminded(ana);
    await kit.rows("messaging", `update reminder set status = 'scheduled', sent_at = null`);
    await kit.advanceTo("2026-11-23T18:31:00.000Z");
    expect(notifier.sent.filter((one) => !one.key.startsWith("answer-")).map((one) => one.channel)).toEqual(["email"]);
    minute = 40;
    await write("START");
    await write("HELP");
    expect(answers().map((one) => [one.to, one.language, one.text.slice(-40)])).toMatchObject([
      [phone, "es", expect.stringContaining("INICIAR")],
      [phone, "es", expect.stringContaining("ALTO")],
      [phone, "es", expect.stringContaining("ALTO")],
    ]);
    const kept = await kit.rows("messaging", "select stopped from number_choice");
    expect(kept).toEqual([{ stopped: false }]);
  });
});
