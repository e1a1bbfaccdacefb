import { usualPaper } from "@practicum/contracts/billing/billing-paper";
import type { StatementRunRow } from "@practicum/contracts/billing/statement-runs";
import { PDFDocument } from "@cantoo/pdf-lib";
import { databaseKinds } from "@practicum/db/test-databases";
import { must } from "@practicum/kernel/assert";
import { addDays } from "@practicum/kernel/local-date";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openClinic, type Clinic } from "../testing/clinic.ts";
import { RUN_PIECE } from "./application/run-piece.ts";

/** The rows of a CSV by the names of its columns. */
function rowsOfCsv(csv: string): { readonly [column: string]: string }[] {
  const [head = [], ...rows] = csv
    .trim()
    .split("\r\n")
    .map((line) => [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map((one) => one[1] ?? one[2] ?? ""));
  return rows.map((row) => Object.fromEntries(head.map((name, at) => [name, row[at] ?? ""])));
}

describe.each(databaseKinds)("runs of statements on %s", { timeout: 120_000 }, (database) => {
  let clinic: Clinic;
  beforeAll(async () => {
    clinic = await openClinic(database, "statement runs");
  });
  afterAll(() => clinic.stop());

  const id = () => clinic.kit.ids.next<string>();
  const value = <T>(reply: { ok: true; value: T } | { ok: false; error: unknown }): T =>
    must(reply.ok ? reply.value : null, JSON.stringify(reply));
  const today = () => clinic.kit.clock.now().slice(0, 10);
  const HOME = { line1: "12 Palm Street", line2: null, city: "San Diego", state: "CA", zip: "92101" };
  interface Who {
    readonly family?: string;
    readonly given?: string;
    readonly address?: typeof HOME | null;
    readonly active?: boolean;
    readonly version?: number;
    readonly birthDate?: string;
    readonly language?: string;
    readonly mrn?: string;
  }
  const person = async (patientId: string, more: Who = {}) => {
    await clinic.kit.deliver("scheduling.patient-changed.v1", {
      patientId,
      mrn: more.mrn ?? "100042",
      version: more.version ?? 1,
      active: more.active ?? true,
      name: { family: more.family ?? "Lopez", given: more.given ?? "Maria", middle: null, suffix: null },
      birthDate: more.birthDate ?? "1981-03-04",
      sex: "female",
      phone: null,
      email: null,
      address: more.address === undefined ? HOME : more.address,
      language: more.language ?? "en",
      guarantor: null,
      emergencyContact: null,
    });
    await clinic.kit.settle();
    return patientId;
  };
  /** Somebody who pays alone and owes for a visit of $150.00. */
  const owing = async (more: Who = {}) => {
    const patientId = await person(id(), more);
    const encounterId = await clinic.sign(patientId, { serviceDate: addDays(today(), -10) });
    value(await clinic.call("releaseCharges", { encounterIds: [encounterId] }));
    return patientId;
  };
  const preview = async () => value(await clinic.call("previewStatementRun", {}));
  const start = async (runId = id()) => {
    const { going, total } = await preview();
    value(await clinic.call("startStatementRun", { runId, count: going.length, total }));
    return runId;
  };
  const run = async (runId: string) => value(await clinic.call("getStatementRun", { runId }));
  const rows = async (runId: string, left = false) => {
    const all: StatementRunRow[] = [];
    let before: string | null = null;
    do {
      const page: { rows: StatementRunRow[]; next: string | null } = value(
        await clinic.call("listStatementRunRows", { runId, left, before, limit: 10 }),
      );
      all.push(...page.rows);
      before = page.next;
    } while (before !== null);
    return all;
  };
  const send = async (runId: string, way: "printed" | "mail-house" = "printed") =>
    value(await clinic.call("sendStatementRun", { runId, version: (await run(runId)).version, way }));
  const made = async (runId: string) => {
    await clinic.kit.settle();
    expect((await run(runId)).state).toBe("made");
    return runId;
  };
  const file = (runId: string, at = 1) => clinic.call("statementRunFile", { runId, file: at });

  test("BIL-416: seen before it goes: who gets one with the sum, who does not with the reason", async () => {
    const ready = await owing();
    const nowhere = await owing({ address: null });
    const closed = await owing();
    await person(closed, { active: false, version: 2 });
    const back = await owing();
    value(await clinic.call("holdAccount", { holdId: id(), patientId: back, kind: "returned-mail", because: "Moved" }));
    const strange = await owing({ family: "Мария" });
    const seen = await preview();
    expect(seen.going.map((one) => [one.patientId, one.asks, one.step])).toEqual([[ready, 15_000, "statement"]]);
    expect(seen.total).toBe(15_000);
    const left = new Map(seen.left.map((one) => [one.patientId as string, one.because]));
    expect([nowhere, closed, back, strange].map((one) => left.get(one))).toEqual([
      "no-address",
      "record-closed",
      "returned-mail",
      "not-printable",
    ]);
    // What was seen has to be what is due now.
    const runId = id();
    const other = { runId, count: 1, total: 14_999 };
    expect(await clinic.call("startStatementRun", other)).toMatchObject({ error: { code: "statement-run-changed" } });
    expect(await clinic.call("getStatementRun", { runId })).toMatchObject({ error: { code: "not-found" } });

    const done = await made(await start());
    expect((await rows(done)).map((one) => [one.patientId, one.state, one.amount])).toEqual([[ready, "made", 15_000]]);
    expect((await rows(done, true)).map((one) => String(one.because)).toSorted((a, b) => a.localeCompare(b))).toEqual([
      "no-address",
      "not-printable",
      "record-closed",
      "returned-mail",
    ]);
    // Within the cycle nobody is asked again.
    const next = await preview();
    expect(next.going).toEqual([]);
    expect(next.left.find((one) => one.patientId === ready)).toMatchObject({
      because: "asked",
      on: addDays(today(), 30),
    });
  });

  test("BIL-417: made in pieces, each account decided anew; the same run again makes nothing twice, and no other begins meanwhile", async () => {
    const patients = [];
    for (let at = 0; at < RUN_PIECE + 2; at += 1) patients.push(await owing({ given: `Ana${at}` }));
    const [first, second] = patients as [string, string];
    const runId = await start();
    expect(await run(runId)).toMatchObject({ state: "making", planned: { count: RUN_PIECE + 2 }, made: { count: 0 } });
    expect(await file(runId)).toMatchObject({ error: { code: "statement-run-going" } });
    // Sent again it is the one that runs; another one waits.
    expect(value(await clinic.call("startStatementRun", { runId, count: 1, total: 1 }))).toEqual({
      count: RUN_PIECE + 2,
    });
    expect(await clinic.call("startStatementRun", { runId: id(), count: 1, total: 1 })).toMatchObject({
      error: { code: "statement-run-going" },
    });
    // Between the beginning and the first piece one disputes, another gets a paper by hand.
    value(await clinic.call("holdAccount", { holdId: id(), patientId: first, kind: "dispute", because: "Never came" }));
    value(await clinic.call("issueStatement", { statementId: id(), patientId: second }));
    await made(runId);
    const all = await run(runId);
    expect([all.made, all.left - 2]).toEqual([{ count: RUN_PIECE, total: RUN_PIECE * 15_000 }, expect.any(Number)]);
    const got = await rows(runId);
    expect(got).toHaveLength(RUN_PIECE);
    expect(new Set(got.map((one) => one.statementId)).size).toBe(RUN_PIECE);
    const left = await rows(runId, true);
    const said = (patientId: string) => left.find((one) => one.patientId === patientId)?.said;
    expect(said(first)).toMatch(/disputed/);
    expect(said(second)).toMatch(/not due yet/);
    expect(all.events.map((one) => one.what)).toEqual(["Started", "All statements made"]);
    for (const patientId of patients.slice(2)) {
      const { statements } = value(await clinic.call("listStatements", { patientId }));
      expect(statements).toMatchObject([{ payNow: 15_000, run: { runId, sentOn: null } }]);
    }
    // A run is found by name and number.
    const { number, patientName } = must(got[3]);
    const find = async (text: string) =>
      value(await clinic.call("listStatementRunRows", { runId, left: false, text, before: null, limit: 50 })).rows;
    expect((await find(must(number))).map((one) => one.number)).toEqual([number]);
    expect((await find(patientName.given)).some((one) => one.number === number)).toBe(true);
  });

  test("BIL-418, BIL-420: printed as one file with a page set each; the same bytes again, until it is printed anew, which says so", async () => {
    value(
      await clinic.call("saveBillingPaper", {
        ...usualPaper,
        words: { ...usualPaper.words, es: { ...usualPaper.words.es, notice1: "Su parte." } },
        version: 0,
      }),
    );
    const one = await owing({ family: "Uno" });
    const two = await owing({ family: "Dos", language: "es" });
    const runId = await made(await start());
    const printed = value(await file(runId));
    expect([printed.envelopes, printed.pages, printed.patientIds.toSorted()]).toEqual([2, 2, [one, two].toSorted()]);
    expect((await PDFDocument.load(Uint8Array.fromBase64(printed.pdf))).getPageCount()).toBe(2);
    expect(value(await file(runId)).pdf).toBe(printed.pdf);
    expect(await file(runId, 2)).toMatchObject({ error: { code: "not-found" } });
    expect(await send(runId)).toMatchObject({ again: false });
    expect(await run(runId)).toMatchObject({ state: "sent", sentOn: today() });
    expect(value(await file(runId)).pdf).toBe(printed.pdf);
    const { statements } = value(await clinic.call("listStatements", { patientId: one }));
    expect(statements).toMatchObject([{ run: { runId, sentOn: today() } }]);
    // What the practice says later does not change papers that were made.
    const later = value(await clinic.call("getBillingPaper", {}));
    value(await clinic.call("saveBillingPaper", { ...later, phone: "6195550199" }));
    expect(value(await file(runId)).pdf).toBe(printed.pdf);
    expect(await clinic.call("sendStatementRun", { runId, version: 1, way: "printed" })).toMatchObject({
      error: { code: "stale-version" },
    });
    expect(await send(runId)).toMatchObject({ again: true });
    expect(value(await file(runId)).pdf).not.toBe(printed.pdf);
    const { events } = await run(runId);
    expect(events.map((event) => event.what).slice(2)).toEqual(["Printed", "Printed again: each page says so"]);
    const alone = value(await clinic.call("statementPdf", { statementId: must(statements[0]).statementId }));
    expect([alone.patientId, alone.pages]).toEqual([one, 1]);
  });

  test("BIL-419: the mail house's file has each visit with its statement and its envelope, to the cent", async () => {
    const patientId = await owing({ family: "Correo", language: "es" });
    const second = await clinic.sign(patientId, { serviceDate: addDays(today(), -9) });
    value(await clinic.call("releaseCharges", { encounterIds: [second] }));
    const runId = await made(await start());
    const { csv, patientIds } = value(await clinic.call("exportStatementRun", { runId }));
    expect(patientIds).toEqual([patientId]);
    const cells = rowsOfCsv(csv);
    expect(cells).toHaveLength(2);
    const [one] = await rows(runId);
    for (const cell of cells)
      expect(cell).toMatchObject({
        envelope: "1",
        language: "es",
        mail_to: "Maria Correo",
        address_1: "12 Palm Street",
        envelope_amount_due: "300.00",
        statement: one?.number,
        notice: "1",
        amount_due: "300.00",
        age_0_30: "300.00",
        charged: "150.00",
        patient_owes: "150.00",
      });
    expect(csv).toContain("Su parte.");
  });

  test("BIL-421: a letter that comes back stops the account and is a task for the desk", async () => {
    const patientId = await owing({ family: "Zurück" });
    const runId = await made(await start());
    const [row] = (await rows(runId)).filter((one) => one.patientId === patientId);
    const because = `Statement ${must(row).number} came back`;
    value(await clinic.call("holdAccount", { holdId: id(), patientId, kind: "returned-mail", because }));
    await clinic.kit.settle();
    expect((await rows(runId)).filter((one) => one.cameBack).map((one) => one.patientId)).toEqual([patientId]);
    expect((await preview()).left.find((one) => one.patientId === patientId)).toMatchObject({
      because: "returned-mail",
    });
    // Another address opens it again (BIL-266).
    await person(patientId, { family: "Zurück", version: 2, address: { ...HOME, line1: "7 Oak Street" } });
    expect((await preview()).left.find((one) => one.patientId === patientId)).toMatchObject({ because: "asked" });
  });

  test("BIL-422: a family's papers come to who pays for it in one envelope, with one sum", async () => {
    const mother = await owing({ family: "Nguyen", given: "Ana" });
    const child = await owing({ family: "Nguyen", given: "Bo", birthDate: "2018-01-01" });
    const grown = await owing({ family: "Nguyen", given: "Cy", birthDate: "1999-01-01" });
    await clinic.kit.deliver("scheduling.household-changed.v1", {
      householdId: id(),
      version: 1,
      address: HOME,
      guarantor: { patientId: mother, person: null },
      members: [
        { patientId: mother, relation: "parent", billsTo: "self" },
        { patientId: child, relation: "child", billsTo: "guarantor-while-minor" },
        { patientId: grown, relation: "child", billsTo: "guarantor-while-minor" },
      ],
    });
    await clinic.kit.settle();
    expect((await preview()).going.find((one) => one.patientId === child)?.to).toBe("Ana Nguyen");
    const runId = await made(await start());
    const printed = value(await file(runId));
    expect([printed.envelopes, printed.patientIds.length]).toEqual([2, 3]);
    const { csv } = value(await clinic.call("exportStatementRun", { runId }));
    const envelopes = rowsOfCsv(csv).map((cell) => [cell["mail_to"], cell["envelope_amount_due"]]);
    expect(envelopes.filter(([to]) => to === "Ana Nguyen").map(([, sum]) => sum)).toEqual(["300.00", "300.00"]);
    expect(envelopes.filter(([to]) => to === "Cy Nguyen").map(([, sum]) => sum)).toEqual(["150.00"]);
  });
});
