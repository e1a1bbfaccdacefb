import { databaseKinds } from "@practicum/db/test-databases";
import type { Id } from "@practicum/kernel/brand";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openClinic, type Clinic } from "../testing/clinic.ts";

const reading = { columns: [{ field: "oldNumber", column: "Chart no" }], values: [] };

function must<T>(result: { readonly ok: boolean; readonly value?: T }): T {
  expect(result).toMatchObject({ ok: true });
  return result.value as T;
}

describe.each(databaseKinds)("imports of billing on %s", (database) => {
  let clinic: Clinic;
  let numbers = 0;
  beforeAll(async () => {
    clinic = await openClinic(database);
  });
  afterAll(() => clinic.stop());

  const id = <K extends string>() => clinic.kit.ids.next<K>();

  /** A patient whom the old system numbered. */
  async function numbered() {
    const patientId = await clinic.addPatient();
    const oldNumber = `P-${(numbers += 1)}`;
    await clinic.kit.deliver("scheduling.patient-numbered.v1", { system: "OldEHR", oldNumber, patientId, known: true });
    await clinic.kit.settle();
    return { patientId, oldNumber };
  }

  const balance = (oldNumber: string, amount: number, date = "2026-06-01") => ({
    kind: "balances" as const,
    oldNumber,
    amount,
    date,
    providerId: clinic.ids.doctor,
  });

  const card = (oldNumber: string, more: object = {}) => ({
    kind: "coverages" as const,
    oldNumber,
    payerId: clinic.ids.ppo,
    priority: 1,
    memberId: "ABC123456",
    groupNumber: null,
    planName: null,
    subscriber: { relationship: "self" as const, name: null, birthDate: null, sex: null },
    from: "2026-01-01",
    to: null,
    copay: null,
    ...more,
  });

  type Row = ReturnType<typeof balance> | ReturnType<typeof card>;

  async function check(rows: readonly Row[], total: number | null = null) {
    const input = {
      importId: id<"import">(),
      kind: rows[0]?.kind ?? "balances",
      system: "OldEHR",
      fileName: "b.csv",
      fileHash: (numbers += 1).toString(16).padStart(64, "0"),
      rowCount: rows.length,
      total,
      reading,
    } as const;
    const { importId } = must(await clinic.call("openImport", input));
    const lines = rows.map((row, at) => ({ line: at + 2, row }));
    must(await clinic.call("stageImportRows", { importId, rows: lines, refused: [] }));
    return importId;
  }

  async function start(importId: Id<"import">) {
    must(await clinic.call("startImport", { importId }));
    await clinic.kit.settle();
  }

  async function undo(importId: Id<"import">) {
    must(await clinic.call("undoImport", { importId }));
    await clinic.kit.settle();
  }

  const rowsOf = async (importId: Id<"import">) =>
    must(await clinic.call("listImportRows", { importId, states: [], before: null, limit: 200 })).rows;
  const states = async (importId: Id<"import">) =>
    (await rowsOf(importId)).map((row) => [row.state, row.problem?.field ?? null]);
  const runOf = async (importId: Id<"import">) =>
    must(await clinic.call("listImports", { before: null, limit: 50 })).imports.find(
      (one) => one.importId === importId,
    );
  const accountOf = async (patientId: string) => must(await clinic.call("getAccount", { patientId }));
  const books = async () => {
    const { accounts, total } = must(await clinic.call("trialBalance", {}));
    expect(total).toBe(0);
    return Object.fromEntries(accounts.filter((one) => one.balance !== 0).map((one) => [one.account, one.balance]));
  };

  test("BIL-350, BIL-351: what a patient owed is owed, for a visit of its own day, against opening balances; the file's total is the books'", async () => {
    const [one, two] = [await numbered(), await numbered()];
    const before = await books();
    const importId = await check([balance(one.oldNumber, 12_550, "2026-03-04"), balance(two.oldNumber, 3000)], 15_550);
    expect(await runOf(importId)).toMatchObject({ counts: { new: 2 }, total: 15_550, takenTotal: 0 });
    expect(await books()).toEqual(before);
    await start(importId);
    const account = await accountOf(one.patientId);
    // Owed by the patient, and by this one: 125.50 above zero.
    expect(account).toMatchObject({ patientDue: 12_550, insurancePending: 0, unapplied: 0 });
    expect(account.visits.map((visit) => [visit.serviceDate, visit.patientDue])).toEqual([["2026-03-04", 12_550]]);
    expect(account.visits[0]?.entries.map((entry) => [entry.account, entry.amount, entry.rule])).toEqual([
      ["patient-receivable", 12_550, "BIL-351"],
      ["opening-balance", -12_550, "BIL-351"],
    ]);
    expect(await accountOf(two.patientId)).toMatchObject({ patientDue: 3000 });
    const after = await books();
    expect((after["patient-receivable"] ?? 0) - (before["patient-receivable"] ?? 0)).toBe(15_550);
    expect((after["opening-balance"] ?? 0) - (before["opening-balance"] ?? 0)).toBe(-15_550);
    expect(after["revenue"]).toBe(before["revenue"]);
    expect(await runOf(importId)).toMatchObject({ state: "done", total: 15_550, takenTotal: 15_550 });
  });

  test("BIL-350: a number that nobody has, and a day that has not come, are rows of the report and not in the books", async () => {
    const one = await numbered();
    const importId = await check(
      [balance("nobody", 500), balance(one.oldNumber, 700, "2027-01-01"), balance(one.oldNumber, 900)],
      2100,
    );
    await start(importId);
    expect(await states(importId)).toEqual([
      ["refused", "oldNumber"],
      ["refused", "date"],
      ["taken", null],
    ]);
    expect(await runOf(importId)).toMatchObject({ total: 2100, takenTotal: 900 });
  });

  test("BIL-352: a credit is the patient's, and pays what the patient owes next", async () => {
    const one = await numbered();
    const importId = await check([balance(one.oldNumber, -2000, "2026-05-01")], -2000);
    await start(importId);
    expect(await accountOf(one.patientId)).toMatchObject({ patientDue: -2000 });
    await start(await check([balance(one.oldNumber, 1500, "2026-06-01")], 1500));
    const { patientDue, visits } = await accountOf(one.patientId);
    expect(patientDue).toBe(-500);
    expect(visits.map((visit) => [visit.serviceDate, visit.patientDue])).toEqual([
      ["2026-06-01", 0],
      ["2026-05-01", -500],
    ]);
    // It was used: it is not taken back from under the visit.
    await undo(importId);
    expect(await states(importId)).toEqual([["kept", "oldNumber"]]);
  });

  test("BIL-353: taken back, the ledger has the opposite and every account is as before; what was paid since stays", async () => {
    const [one, two] = [await numbered(), await numbered()];
    const before = await books();
    const importId = await check([balance(one.oldNumber, 4200), balance(two.oldNumber, 9900)], 14_100);
    await start(importId);
    await undo(importId);
    expect(await states(importId)).toEqual([
      ["undone", null],
      ["undone", null],
    ]);
    expect(await books()).toEqual(before);
    expect(await accountOf(one.patientId)).toMatchObject({ patientDue: 0 });
    const [told] = (await clinic.kit.events("billing", "billing.import-undone.v1")).slice(-1);
    expect(told?.payload).toEqual({ patientIds: [two.patientId] });

    const again = await check([balance(one.oldNumber, 4200), balance(two.oldNumber, 9900)], 14_100);
    await start(again);
    must(
      await clinic.call("takePayment", {
        paymentId: id(),
        patientId: two.patientId,
        amount: 1000,
        method: "check",
        reference: "12",
        purpose: "balance",
        appointmentId: null,
      }),
    );
    await clinic.kit.settle();
    await undo(again);
    expect(await states(again)).toEqual([
      ["undone", null],
      ["kept", "oldNumber"],
    ]);
    expect(await accountOf(two.patientId)).toMatchObject({ patientDue: 8900 });
    expect(await runOf(again)).toMatchObject({ takenTotal: 9900 });
  });

  test("BIL-354: it is asked for on a statement with its words, and aged by its own day; no report counts it as charged here", async () => {
    const one = await numbered();
    await start(await check([balance(one.oldNumber, 6400, "2026-02-10")], 6400));
    must(await clinic.call("issueStatement", { statementId: id(), patientId: one.patientId }));
    const { statements } = must(
      await clinic.call("listStatements", { patientId: one.patientId, text: "", before: null, limit: 10 }),
    );
    expect(statements[0]).toMatchObject({
      payNow: 6400,
      lines: [{ what: "Visit of 02/10/2026: Balance brought over from OldEHR", amount: 6400 }],
      visits: [{ serviceDate: "2026-02-10", charged: 6400, owed: 6400, other: 0 }],
    });
    const aged = must(await clinic.call("aging", { by: "patient", from: "service", before: null, limit: 200 })).lines;
    const [bucket] = Object.entries(aged.find((line) => line.patientId === one.patientId)?.sums ?? {}).filter(
      ([, sum]) => sum !== 0,
    );
    expect(bucket).toEqual([expect.stringMatching(/120|over/i), 6400]);
    const lines = must(await clinic.call("waterfall", { until: null })).lines;
    expect(lines.find((line) => line.month === "2026-02")).toMatchObject({
      visits: 0,
      charged: 0,
      other: -6400,
      openPatients: 6400,
    });
  });

  test("BIL-355: an old number that scheduling ended finds nobody, whichever of the two events came last", async () => {
    const one = await numbered();
    await clinic.kit.advanceTo("2026-11-23T17:00:00.000Z");
    const of = { system: "OldEHR", oldNumber: one.oldNumber, patientId: one.patientId };
    await clinic.kit.deliver("scheduling.patient-numbered.v1", { ...of, known: false });
    await clinic.kit.settle();
    expect(await states(await check([balance(one.oldNumber, 100)], 100))).toEqual([["refused", "oldNumber"]]);
  });

  test("BIL-356: a coverage comes by the rules of a coverage: the payer's form, one in each place of the order, the subscriber", async () => {
    const [one, two] = [await numbered(), await numbered()];
    const importId = await check([
      card(one.oldNumber),
      card(one.oldNumber, { memberId: "DEF987654" }),
      card(two.oldNumber, { subscriber: { relationship: "spouse", name: null, birthDate: null, sex: null } }),
      card(two.oldNumber, { payerId: id() }),
    ]);
    expect(await states(importId)).toEqual([
      ["new", null],
      ["new", null],
      ["refused", "subscriber.name"],
      ["refused", "payerId"],
    ]);
    await start(importId);
    expect((await states(importId)).slice(0, 2)).toEqual([
      ["taken", null],
      ["refused", "priority"],
    ]);
    const coverages = must(await clinic.call("listCoverages", { patientId: one.patientId }));
    expect(coverages).toMatchObject([{ memberId: "ABC123456", payerId: clinic.ids.ppo, priority: 1 }]);
  });

  test("BIL-357: taken back, a coverage is on no list; one that was changed since stays", async () => {
    const [one, two] = [await numbered(), await numbered()];
    const importId = await check([card(one.oldNumber), card(two.oldNumber)]);
    await start(importId);
    const [changed] = must(await clinic.call("listCoverages", { patientId: two.patientId }));
    const { payerName: _, payerKind: _kind, priority: _place, eligibility: _answer, ...rest } = changed!;
    must(await clinic.call("updateCoverage", { ...rest, planName: "Silver" }));
    await undo(importId);
    expect(await states(importId)).toEqual([
      ["undone", null],
      ["kept", "oldNumber"],
    ]);
    expect(must(await clinic.call("listCoverages", { patientId: one.patientId }))).toEqual([]);
    // Its place in the order is free, and the same file can come again.
    await start(await check([card(one.oldNumber)]));
    expect(must(await clinic.call("listCoverages", { patientId: one.patientId }))).toHaveLength(1);
  });
});
