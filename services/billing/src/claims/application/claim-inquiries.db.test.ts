import { databaseKinds } from "@practicum/db/test-databases";
import { must } from "@practicum/kernel/assert";
import { addDays } from "@practicum/kernel/local-date";
import { read276 } from "@practicum/x12/status/read-276";
import type { StatusInformation, Transaction276 } from "@practicum/x12/status/types";
import { write277 } from "@practicum/x12/status/write-277";
import type { Interchange } from "@practicum/x12/types";
import { validate } from "@practicum/x12/validate";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openClinic, type Clinic } from "../../testing/clinic.ts";
import { decision, remittance } from "../../testing/payer-files.ts";

describe.each(databaseKinds)("payers are asked where claims stand, on %s", { timeout: 60_000 }, (database) => {
  let clinic: Clinic;
  let files = 0;
  beforeAll(async () => {
    clinic = await openClinic(database, "claim inquiries");
  });
  afterAll(() => clinic.stop());

  const value = <T>(reply: { ok: true; value: T } | { ok: false; error: unknown }): T =>
    must(reply.ok ? reply.value : null, JSON.stringify(reply));
  const today = () => clinic.kit.clock.now().slice(0, 10);
  const wait = (days: number) => clinic.kit.advanceTo(`${addDays(today(), days)}T18:00:00.000Z`);
  const sent = async () => {
    const patientId = await clinic.addPatient();
    await clinic.cover(patientId);
    return clinic.sentClaim(patientId, { serviceDate: addDays(today(), -1) });
  };
  const claimOf = async (claimId: string) => value(await clinic.call("getClaim", { claimId }));
  const questions = () => clinic.exchange.outbound().filter((file) => file.content.includes("ST*276*"));
  const readQuestion = (content: string): Interchange<Transaction276> => must(read276(content).value[0]);
  const ask = async (claimId: string) => {
    value(await clinic.call("askClaimStatus", { claimId }));
    await clinic.kit.settle();
    return must(questions().at(-1)).content;
  };
  /** What the payer says to the questions of a file. */
  const answer = async (content: string, status: StatusInformation, trace?: string) => {
    files += 1;
    const { interchange, group, transactions } = readQuestion(content);
    const turned = {
      interchange: {
        ...interchange,
        senderQualifier: interchange.receiverQualifier,
        senderId: interchange.receiverId,
        receiverQualifier: interchange.senderQualifier,
        receiverId: interchange.senderId,
        controlNumber: 4000 + files,
      },
      group: { ...group, controlNumber: 4000 + files },
      transactions: transactions.map(({ inquiries, ...header }) => ({
        ...header,
        responses: inquiries.map((one) => ({
          payer: one.payer,
          receiver: one.receiver,
          provider: one.provider,
          subscriber: { name: one.subscriber.name, ...(one.subscriber.id ? { id: one.subscriber.id } : {}) },
          claim: {
            trace: trace ?? one.trace,
            statuses: [{ date: today(), ...status }],
            ...(trace === undefined && one.references ? { references: one.references } : {}),
          },
        })),
      })),
    };
    const written = write277(turned);
    const text = must(written.ok ? written.value : null, JSON.stringify(written));
    const fileId = clinic.kit.ids.next<"file">();
    const reply = value(await clinic.call("receiveFile", { fileId, name: `answer-${files}.277`, content: text }));
    await clinic.kit.settle();
    return { ...reply, fileId };
  };
  const codes = (category: string, status: string): StatusInformation => ({ codes: [{ category, status }] });

  test("BIL-434: the question names the claim by our number, the person, the day and the sum, and is valid; once a day", async () => {
    const { claimId, number } = await sent();
    const content = await ask(claimId);
    expect(validate(content).filter((one) => one.severity === "error")).toEqual([]);
    const [inquiry] = must(readQuestion(content).transactions[0]).inquiries;
    expect(inquiry).toMatchObject({
      payer: { id: { qualifier: "PI", value: "CFHP1" } },
      subscriber: { name: { last: "LOPEZ" }, id: { qualifier: "MI", value: "CF1234567" }, birthDate: "1981-03-04" },
      charge: 15_000,
      serviceDates: { from: addDays(today(), -1) },
    });
    expect(inquiry?.references).toContainEqual({ qualifier: "EJ", value: number });
    expect(await clinic.call("askClaimStatus", { claimId })).toMatchObject({ error: { code: "status-asked" } });
    expect((await claimOf(claimId)).inquiries).toMatchObject([{ answer: null }]);
  });

  test("BIL-434: what has not left the house is not asked after", async () => {
    const patientId = await clinic.addPatient();
    await clinic.cover(patientId);
    const released = value(await clinic.call("releaseCharges", { encounterIds: [await clinic.sign(patientId)] }));
    const claimId = must(released.released[0]?.claimId);
    expect(await clinic.call("askClaimStatus", { claimId })).toMatchObject({ error: { code: "claim-not-ready" } });
  });

  test.each([
    ["P1", "20", "pending", 14, /deciding/],
    ["A4", "35", "not-found", 0, /Not found/],
    ["R4", "21", "information", 0, /information/],
    ["F2", "585", "denied", 7, /Denied/],
    ["D0", "0", "not-found", 0, /Not found/],
    ["A7", "562", "returned", 0, /sent it back/],
    ["E1", "0", "unclear", 7, /did not say/],
  ] as const)(
    "BIL-435, BIL-436: %s:%s is %s, and somebody follows up in %i days",
    async (category, code, outcome, days, words) => {
      const { claimId } = await sent();
      const content = await ask(claimId);
      const { fileId } = await answer(content, codes(category, code));
      const claim = await claimOf(claimId);
      expect(claim.inquiries[0]?.answer).toMatchObject({ outcome, words: expect.stringMatching(words), fileId });
      expect(claim.followUpOn).toBe(addDays(today(), days));
      // What a payer tells by the way moves no state.
      expect(claim.status).toBe("submitted");
      expect(claim.history[0]).toMatchObject({ what: "Payer's answer", fileId });
    },
  );

  test("BIL-435: what was paid is said with its sum and day; the first answer stands", async () => {
    const { claimId } = await sent();
    const content = await ask(claimId);
    const paid = { ...codes("F1", "65"), charge: 15_000, paid: 9000, adjudicationDate: "2026-11-28" };
    await answer(content, paid);
    const words = "Paid $90.00 on 11/28/2026.";
    expect((await claimOf(claimId)).inquiries[0]?.answer).toMatchObject({ outcome: "paid", words });
    await answer(content, codes("A4", "35"));
    expect((await claimOf(claimId)).inquiries[0]?.answer).toMatchObject({ outcome: "paid", words });
  });

  test("BIL-436: a nearer day that a person has set stands", async () => {
    const { claimId } = await sent();
    const content = await ask(claimId);
    value(await clinic.call("followClaim", { claimId, was: null, on: addDays(today(), 3) }));
    await answer(content, codes("P1", "20"));
    expect((await claimOf(claimId)).followUpOn).toBe(addDays(today(), 3));
  });

  test("BIL-435: an answer to a stranger's question is no fault and changes nothing", async () => {
    const { claimId } = await sent();
    const content = await ask(claimId);
    const taken = await answer(content, codes("A4", "35"), "SOMEBODYELSES1");
    expect(taken).toMatchObject({ status: "processed", problem: null });
    expect((await claimOf(claimId)).inquiries[0]?.answer).toBeNull();
    expect((await claimOf(claimId)).followUpOn).toBeNull();
  });

  test("BIL-437: without a decision after the payer's days it is asked by itself, once a week; what was decided is not", async () => {
    // All that went before has its weeks.
    await wait(150);
    const [open, closed] = [await sent(), await sent()];
    const before = questions().length;
    await wait(44);
    expect(questions()).toHaveLength(before);
    const adjustments = [{ group: "CO" as const, reason: "45", amount: 6000 }];
    const era = remittance([decision(closed.number, [{ code: "99213", charge: 15_000, paid: 9000, adjustments }])], {
      trace: "INQ1",
      controlNumber: 990,
    });
    value(await clinic.call("receiveFile", { fileId: clinic.kit.ids.next(), name: "era.835", content: era }));
    await clinic.kit.settle();
    await wait(2);
    expect((await claimOf(open.claimId)).inquiries).toHaveLength(1);
    expect((await claimOf(open.claimId)).inquiries[0]).toMatchObject({ askedBy: "Automatic" });
    expect((await claimOf(closed.claimId)).inquiries).toHaveLength(0);
    await wait(5);
    expect((await claimOf(open.claimId)).inquiries).toHaveLength(1);
    await wait(2);
    expect((await claimOf(open.claimId)).inquiries).toHaveLength(2);
  });
});
