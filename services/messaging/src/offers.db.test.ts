import { databaseKinds } from "@practicum/db/test-databases";
import { addMinutes, type Instant } from "@practicum/kernel/instant";
import { serviceModule } from "@practicum/service/in-process-host";
import { testHost, testNow, type TestHost } from "@practicum/service/test-kit";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { memoryNotifier, type MemoryNotifier } from "./ports/memory-notifier.ts";
import { messagingService } from "./service.ts";
import { patientPayload } from "./test-events.ts";

const maria = "00000000-0000-7000-8000-00000000aaaa";
const jose = "00000000-0000-7000-8000-00000000bbbb";
const nobody = "00000000-0000-7000-8000-00000000cccc";
const offerOf = (n: number) => `00000000-0000-7000-8000-0000000000e${n}`;
// Noon in San Diego, two days on.
const startsAt: Instant = "2026-11-25T20:00:00.000Z";

describe.each(databaseKinds)("offered times, on %s", (database) => {
  let kit: TestHost;
  let notifier: MemoryNotifier;
  let refuse = false;
  beforeEach(async () => {
    refuse = false;
    notifier = memoryNotifier(() => (refuse ? "The gateway is away." : undefined));
    kit = await testHost({ database, modules: [serviceModule(messagingService, { notifier })] });
    await kit.deliver("scheduling.patient-changed.v1", patientPayload(maria));
    await kit.deliver("scheduling.patient-changed.v1", patientPayload(jose, { phone: null, language: "es-MX" }));
    await kit.deliver("scheduling.patient-changed.v1", patientPayload(nobody, { phone: null, email: null }));
    await kit.settle();
  });
  afterEach(() => kit.stop());

  const hear = async (offerId: string, state: string, patientId = maria) => {
    await kit.deliver("scheduling.slot-offer-changed.v1", {
      offerId,
      entryId: "00000000-0000-7000-8000-00000000ffff",
      patientId,
      date: "2026-11-25",
      start: "12:00",
      minutes: 15,
      state,
      expiresAt: addMinutes(testNow, 60),
      startsAt,
    });
    await kit.settle();
  };
  const texts = () => notifier.sent.map((one) => [one.to, one.text]);
  const statuses = async () =>
    (
      await kit.rows<{ what: string; status: string }>(
        "messaging",
        "select what, status from offer_notice order by offer_id, what desc",
      )
    ).map((one) => `${one.what} ${one.status}`);

  test("MSG-46: who is offered a time is told once, in their language, without a word about health", async () => {
    await hear(offerOf(1), "open");
    await hear(offerOf(1), "open");
    await hear(offerOf(2), "open", jose);
    expect(notifier.sent.map((one) => [one.channel, one.to, one.language])).toEqual([
      ["sms", "6195550100", "en"],
      ["email", "maria@example.test", "es"],
    ]);
    const [english, spanish] = texts().map(([, text]) => text);
    expect(english).toMatch(
      /: an appointment is free on 11\/25\/2026 at 12:00 PM\. If you want it, call us before 9:00 AM\./,
    );
    expect(spanish).toMatch(
      /: quedó libre una cita el 11\/25\/2026 a las 12:00 PM\. Si la quiere, llámenos antes de las 9:00 AM\./,
    );
  });

  test("MSG-47: whoever was told hears that the time is gone; who confirmed or declined does not", async () => {
    for (const n of [1, 2, 3, 4, 5]) await hear(offerOf(n), "open");
    const before = notifier.sent.length;
    for (const [n, state] of [
      [1, "accepted"],
      [2, "declined"],
      [3, "lost"],
      [4, "expired"],
      [5, "withdrawn"],
    ] as const) {
      await hear(offerOf(n), state);
      await hear(offerOf(n), state);
    }
    const after = notifier.sent.slice(before);
    expect(after.map((one) => one.key)).toEqual([3, 4, 5].map((n) => `${offerOf(n)}-end`));
    expect(after[0]?.text).toMatch(/on 11\/25\/2026 at 12:00 PM is no longer free\. You are still on the wait list\./);
  });

  test("MSG-47: an end that is heard before its offer leaves nothing to tell", async () => {
    await hear(offerOf(1), "lost");
    await hear(offerOf(1), "open");
    expect(notifier.sent).toEqual([]);
    expect(await statuses()).toEqual(["offer dropped", "end dropped"]);
  });

  test("MSG-46, MSG-48: what failed is tried again, but not when the time to answer is over; who has no address is marked", async () => {
    refuse = true;
    await hear(offerOf(1), "open");
    await hear(offerOf(2), "open", nobody);
    expect(notifier.sent).toEqual([]);
    refuse = false;
    await kit.advanceTo(addMinutes(testNow, 2));
    expect(notifier.sent.map((one) => one.key)).toEqual([`${offerOf(1)}-offer`]);
    refuse = true;
    await hear(offerOf(3), "open");
    await kit.advanceTo(addMinutes(testNow, 61));
    refuse = false;
    await kit.advanceTo(addMinutes(testNow, 400));
    expect(notifier.sent).toHaveLength(1);
    expect(await statuses()).toEqual(["offer sent", "offer no-address", "offer dropped"]);
    // Nobody was told of it: nobody is told that it is gone.
    await hear(offerOf(3), "expired");
    expect(notifier.sent).toHaveLength(1);
  });

  test("MSG-47: who was told just while the offer ended is told of its end", async () => {
    // The end is taken in while the message is on its way: it finds the offer as not told.
    refuse = true;
    await hear(offerOf(1), "open");
    await hear(offerOf(1), "lost");
    expect(await statuses()).toEqual(["offer dropped", "end dropped"]);
    await kit.rows("messaging", "update offer_notice set status = 'due' where what = 'offer'");
    refuse = false;
    await kit.advanceTo(addMinutes(testNow, 2));
    expect(notifier.sent.map((one) => one.key)).toEqual([`${offerOf(1)}-offer`, `${offerOf(1)}-end`]);
  });
});
