import { databaseKinds } from "@practicum/db/test-databases";
import { must } from "@practicum/kernel/assert";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openClinic, type Clinic } from "../testing/clinic.ts";
import { decision, remittance } from "../testing/payer-files.ts";

describe.each(databaseKinds)("lists of the money on %s", (database) => {
  let clinic: Clinic;
  let lopez = "";
  let neil = "";
  const numbers: string[] = [];
  beforeAll(async () => {
    clinic = await openClinic(database, "lists");
    lopez = await clinic.addPatient({ family: "Lopez" });
    neil = await clinic.addPatient({ family: "O'Neil" });
    await clinic.cover(lopez);
    await clinic.cover(neil);
    const receive = async (content: string) => {
      await clinic.call("receiveFile", { fileId: clinic.kit.ids.next(), name: "era.835", content });
      await clinic.kit.settle();
    };
    const refused = {
      code: "99213",
      charge: 15_000,
      paid: 0,
      adjustments: [{ group: "CO", reason: "16", amount: 15_000 }],
    };
    for (let n = 0; n < 5; n++) {
      const { number } = await clinic.sentClaim(n === 0 ? neil : lopez);
      numbers.push(number);
      await receive(remittance([decision(number, [refused], "4")], { trace: `REF${n}`, controlNumber: 700 + n }));
    }
    for (const [n, patientId] of [lopez, neil].entries()) {
      const { number } = await clinic.sentClaim(patientId);
      const paid = { group: "PR", reason: "3", amount: 2000 };
      const line = {
        code: "99213",
        charge: 15_000,
        paid: 7000,
        adjustments: [{ group: "CO", reason: "45", amount: 6000 }, paid],
      };
      await receive(remittance([decision(number, [line])], { trace: `PAID${n}`, controlNumber: 800 + n }));
    }
    await receive(
      remittance([decision("NOBODYS", [{ code: "99213", charge: 5000, paid: 5000, adjustments: [] }])], {
        trace: "STRAY",
        controlNumber: 900,
      }),
    );
  });
  afterAll(() => clinic.stop());

  const denials = async (more: object = {}) => {
    const reply = await clinic.call("listDenials", { open: true, before: null, limit: 2, ...more });
    return must(reply.ok ? reply.value : null, JSON.stringify(reply));
  };
  const claims = (page: { readonly denials: readonly { readonly claimNumber: string }[] }) =>
    page.denials.map((one) => one.claimNumber);

  test("BIL-170 denials: found by a name, a number and a reason; the sum is of all that fit", async () => {
    expect(claims(await denials({ text: "neil" }))).toEqual([]);
    expect(claims(await denials({ text: "o'neil co-16" }))).toEqual([numbers[0]]);
    expect(claims(await denials({ text: must(numbers[3]).toLowerCase() }))).toEqual([numbers[3]]);
    expect((await denials({ text: "16 lopez" })).all).toEqual({ count: 4, total: 60_000 });
    expect((await denials({ text: "pr-16" })).all).toEqual({ count: 0, total: 0 });
    expect((await denials({ text: "$150.00", limit: 50 })).denials).toHaveLength(5);
  });
  test("BIL-170 page after page gives every denial once, though one of those that were read is settled meanwhile", async () => {
    for (const sort of ["dollars", "deadline"] as const) {
      const whole = claims(await denials({ sort, limit: 50 }));
      expect(whole.toSorted()).toEqual(numbers.toSorted());
      const first = await denials({ sort });
      expect(first.all).toEqual({ count: whole.length, total: 15_000 * whole.length });
      const second = await denials({ sort, before: first.next });
      const third = await denials({ sort, before: second.next });
      expect([...claims(first), ...claims(second), ...claims(third)]).toEqual(whole);
      expect([second.all, third.next]).toEqual([null, null]);
    }
    const first = await denials();
    const rest = claims(await denials({ limit: 50, before: first.next }));
    const { denialId, version } = must(first.denials[0]);
    const note = "Mended.";
    expect(await clinic.call("resolveDenial", { denialId, version, action: "correct", note })).toMatchObject({
      ok: true,
    });
    expect(claims(await denials({ limit: 50, before: first.next }))).toEqual(rest);
  });
  test("BIL-171 remittances: page after page, by trace and by who is in them, and those that wait", async () => {
    const list = async (more: object = {}) => {
      const reply = await clinic.call("listRemittances", { before: null, limit: 3, ...more });
      return must(reply.ok ? reply.value : null, JSON.stringify(reply));
    };
    const traces = (page: { readonly remittances: readonly { readonly trace: string }[] }) =>
      page.remittances.map((one) => one.trace);
    const first = await list();
    const second = await list({ before: first.next });
    const third = await list({ before: second.next });
    const all = ["STRAY", "PAID1", "PAID0", "REF4", "REF3", "REF2", "REF1", "REF0"];
    expect([...traces(first), ...traces(second), ...traces(third)]).toEqual(all);
    expect([first.all, second.all, third.next]).toEqual([{ count: 8, total: 19_000 }, null, null]);
    expect(traces(await list({ show: "open" }))).toEqual(["STRAY"]);
    expect(traces(await list({ text: "o'neil" }))).toEqual(["PAID1", "REF0"]);
    expect(traces(await list({ text: "paid0" }))).toEqual(["PAID0"]);
    expect((await list({ show: "not-at-bank" })).all?.count).toBe(8);
  });
  test("BIL-172 approvals go on as they are read, the oldest first", async () => {
    const open = (await denials({ limit: 50 })).denials.slice(0, 3);
    const as = { kind: "staff" as const, staffId: lopez, name: "Biller", roles: ["biller" as const], sessionId: "s" };
    for (const { denialId, version } of open)
      await clinic.call(
        "resolveDenial",
        { denialId, version, action: "write-off", note: "Too late.", reason: "timely-filing" },
        { as },
      );
    const list = async (more: object = {}) => {
      const reply = await clinic.call("listApprovals", { waiting: true, limit: 2, ...more });
      return must(reply.ok ? reply.value : null, JSON.stringify(reply));
    };
    const first = await list();
    const second = await list({ before: first.next });
    const subjects = [...first.approvals, ...second.approvals].map((one) => one.subjectId);
    expect(subjects.toSorted()).toEqual(open.map((one) => one.denialId).toSorted());
    expect([first.all, second.next]).toEqual([{ count: 3, total: 45_000 }, null]);
    expect((await list({ text: "$150.00" })).all?.count).toBe(3);
    expect((await list({ text: "$151.00" })).all?.count).toBe(0);
  });
  test("BIL-173 statements go on as they are read, and are found by name and balance", async () => {
    for (const patientId of [lopez, neil])
      expect(await clinic.call("issueStatement", { statementId: clinic.kit.ids.next(), patientId })).toMatchObject({
        ok: true,
      });
    const list = async (more: object = {}) => {
      const reply = await clinic.call("listStatements", { patientId: null, limit: 1, ...more });
      return must(reply.ok ? reply.value : null, JSON.stringify(reply));
    };
    const first = await list();
    const second = await list({ before: first.next });
    const patients = [...first.statements, ...second.statements].map((one) => one.patientId);
    expect(patients.toSorted()).toEqual([lopez, neil].toSorted());
    expect([first.all?.count, second.next, second.due]).toEqual([2, null, []]);
    expect((await list({ text: "lopez" })).statements.map((one) => one.patientId)).toEqual([lopez]);
    expect((await list({ patientId: neil })).all?.count).toBe(1);
  });
});
