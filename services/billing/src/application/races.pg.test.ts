import { must } from "@practicum/kernel/assert";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openClinic, type Clinic } from "../testing/clinic.ts";
import { decision, remittance } from "../testing/payer-files.ts";

const AT_ONCE = 6;

/** What several people or processes do at the same moment happens once. PGlite has one connection and cannot show it. */
describe("races on PostgreSQL", () => {
  let clinic: Clinic;
  let patientId = "";
  beforeAll(async () => {
    clinic = await openClinic("pg", "races");
    patientId = await clinic.addPatient();
    await clinic.cover(patientId);
  });
  afterAll(() => clinic.stop());
  const atOnce = <T>(work: (index: number) => Promise<T>) =>
    Promise.all(Array.from({ length: AT_ONCE }, (_, i) => work(i)));
  const paid = (number: string) =>
    decision(number, [
      { code: "99213", charge: 15_000, paid: 9000, adjustments: [{ group: "CO", reason: "45", amount: 6000 }] },
    ]);

  test("BIL-15: a visit is released once", async () => {
    const encounterId = await clinic.sign(patientId);
    const replies = await atOnce(() => clinic.call("releaseCharges", { encounterIds: [encounterId] }));
    expect(replies.filter((reply) => reply.ok && reply.value.released.length === 1)).toHaveLength(1);
    const posted = await clinic.kit.rows<{ count: number }>(
      "billing",
      `select count(*)::int as count from ledger_transaction where posting_key = 'charge:${encounterId}'`,
    );
    expect(posted[0]?.count).toBe(1);
  });

  test("BIL-24: a claim goes out once", async () => {
    const encounterId = await clinic.sign(patientId);
    const released = await clinic.call("releaseCharges", { encounterIds: [encounterId] });
    const claimId = must(released.ok ? released.value.released[0]?.claimId : null);
    const replies = await atOnce(() => clinic.call("submitClaims", { claimIds: [claimId] }));
    expect(replies.filter((reply) => reply.ok && reply.value.submitted.length === 1)).toHaveLength(1);
    await clinic.kit.settle();
    const sent = clinic.exchange.outbound().filter((file) => file.name.startsWith("837P"));
    expect(sent).toHaveLength(1);
  });

  test("BIL-38: one remittance that comes in several files at once is posted once", async () => {
    const { number, claimId } = await clinic.sentClaim(patientId);
    const replies = await atOnce((index) =>
      clinic.call("receiveFile", {
        fileId: clinic.kit.ids.next(),
        name: `era-${index}.835`,
        content: remittance([paid(number)], { trace: "EFT-RACE", controlNumber: 900 + index }),
      }),
    );
    // BIL-61: the others say that it was there, which is no fault.
    expect(replies.every((reply) => reply.ok && reply.value.status === "processed")).toBe(true);
    expect(replies.filter((reply) => reply.ok && reply.value.note === null)).toHaveLength(1);
    expect(await clinic.call("getClaim", { claimId })).toMatchObject({ value: { status: "paid", paid: 9000 } });
    expect(await clinic.call("trialBalance", {})).toMatchObject({ value: { total: 0, unbalancedTransactions: 0 } });
  });

  test("BIL-61: the same file taken in by several at once is kept once", async () => {
    const { number } = await clinic.sentClaim(patientId);
    const content = remittance([paid(number)], { trace: "EFT-SAME", controlNumber: 990 });
    const replies = await atOnce(() =>
      clinic.call("receiveFile", { fileId: clinic.kit.ids.next(), name: "era.835", content }),
    );
    expect(replies.filter((reply) => reply.ok)).toHaveLength(1);
    expect(replies.filter((reply) => !reply.ok && reply.error.code === "already-posted")).toHaveLength(AT_ONCE - 1);
  });

  test("BIL-40, BIL-42: payments at once have receipts of their own, and one reversal counts", async () => {
    const before = await clinic.call("getAccount", { patientId });
    const payments = await atOnce(async () => {
      const paymentId = clinic.kit.ids.next<"payment">();
      const reply = await clinic.call("takePayment", {
        paymentId,
        patientId,
        amount: 1000,
        method: "cash",
        reference: null,
        purpose: "prepayment",
        appointmentId: null,
      });
      return must(reply.ok ? reply.value : null);
    });
    expect(new Set(payments.map((one) => one.receiptNumber)).size).toBe(AT_ONCE);
    const paymentId = must(payments[0]).paymentId;
    const reversed = await atOnce(() => clinic.call("reversePayment", { paymentId, patientId, reason: "Mistake" }));
    expect(reversed.filter((reply) => reply.ok)).toHaveLength(1);
    const unapplied = before.ok ? before.value.unapplied : 0;
    expect(await clinic.call("getAccount", { patientId })).toMatchObject({
      value: { unapplied: unapplied + 1000 * (AT_ONCE - 1) },
    });
  });

  test("BIL-241: a month is closed with what is being posted into it, never before it", async () => {
    await clinic.kit.advanceTo("2026-12-01T17:00:00.000Z");
    const { rows } = clinic.kit;
    // A transaction of November that has written, and takes its time to end.
    const slow = rows(
      "billing",
      `do $$ declare t uuid := gen_random_uuid(); begin
         insert into ledger_transaction (transaction_id, posting_key, at, date, by_name, source_kind, source_id)
           values (t, 'slow', now(), '2026-11-30', 'x', 'manual', 'x');
         insert into ledger_entry (entry_id, transaction_id, position, account, amount, because, rule)
           values (gen_random_uuid(), t, 0, 'cash', 777, 'x', 'BIL-50'), (gen_random_uuid(), t, 1, 'revenue', -777, 'x', 'BIL-50');
         perform pg_sleep(1);
       end $$`,
    );
    const writing = () =>
      rows<{ n: number }>(
        "billing",
        `select count(*)::int as n from pg_locks where relation = 'ledger_transaction'::regclass and mode = 'RowExclusiveLock' and granted`,
      );
    while (((await writing())[0]?.n ?? 0) === 0);
    const before = await clinic.call("getMonth", { month: "2026-11" });
    const cash = (of: typeof before) => must(of.ok ? of.value.accounts.find((one) => one.account === "cash") : null);
    const closed = await clinic.call("closeMonth", { month: "2026-11", seen: 1000, because: "x" });
    expect(closed).toMatchObject({ ok: true });
    await slow;
    const after = await clinic.call("getMonth", { month: "2026-11" });
    expect(after).toMatchObject({ value: { state: "closed", asClosed: true } });
    expect(cash(after).closing - cash(before).closing).toBe(777);
  });
});
