import { databaseKinds } from "@practicum/db/test-databases";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { encounter, openClinic, outcome, patient, TODAY, value, type Clinic } from "./test/clinic.ts";

/** One red pixel. */
const RED = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC";
const PDF = new TextEncoder().encode("%PDF-1.7\n1 0 obj\n%%EOF\n").toBase64();

describe.each(databaseKinds)("documents on %s", (database) => {
  let clinic: Clinic;
  beforeAll(async () => {
    clinic = await openClinic(database);
  });
  afterAll(() => clinic.kit.stop());

  async function file(patientId: string, more: object = {}) {
    const documentId = clinic.kit.ids.next<"document">();
    const input = {
      documentId,
      patientId,
      kind: "photo" as const,
      title: "Mole of the left forearm",
      takenOn: TODAY,
      bodySite: "Left forearm",
      encounterId: null,
      procedureOrderId: null,
      content: RED,
      ...more,
    };
    return { documentId, input, reply: await clinic.call("addDocument", input, { as: clinic.ma }) };
  }
  const list = async (patientId: string, more: object = {}) =>
    value(
      await clinic.call(
        "documents",
        { patientId, kind: null, text: "", before: null, limit: 50, ...more },
        { as: clinic.chen },
      ),
    );

  test("CHT-206 a photo is kept in the patient's chart with its facts, and in no other", async () => {
    const [mine, other] = [await patient(clinic), await patient(clinic)];
    const visit = await encounter(clinic, clinic.chen, mine);
    const { documentId, reply } = await file(mine, { encounterId: visit.encounterId });
    const { sha256 } = value(reply);
    const found = value(await clinic.call("getDocument", { documentId, patientId: mine }, { as: clinic.chen }));
    expect(found).toMatchObject({
      documentId,
      kind: "photo",
      title: "Mole of the left forearm",
      takenOn: TODAY,
      bodySite: "Left forearm",
      encounterId: visit.encounterId,
      mediaType: "image/png",
      sha256,
      size: { width: 1, height: 1 },
      addedBy: "Mora Test, MA",
      struck: null,
      view: { rotation: 0, crop: null, marks: [] },
      viewVersion: 0,
    });
    expect(value(await clinic.call("documentContent", { documentId, patientId: mine }, { as: clinic.chen }))).toEqual({
      mediaType: "image/png",
      content: RED,
    });
    const elsewhere = { documentId, patientId: other };
    expect(outcome(await clinic.call("documentContent", elsewhere, { as: clinic.chen }))).toBe("not-found");
    expect((await list(mine)).documents.map((one) => one.documentId)).toEqual([documentId]);
    expect((await list(other)).documents).toEqual([]);
    expect(outcome(await clinic.call("getDocument", { documentId, patientId: other }, { as: clinic.chen }))).toBe(
      "not-found",
    );
  });

  test("CHT-210 a file stands in a chart once; sent again it is the one that was filed", async () => {
    const [mine, other] = [await patient(clinic), await patient(clinic)];
    const { input, reply } = await file(mine);
    expect(value(await clinic.call("addDocument", input, { as: clinic.ma }))).toEqual(value(reply));
    expect(outcome((await file(mine)).reply)).toBe("already-recorded");
    expect(outcome(await clinic.call("addDocument", { ...input, title: "Else" }, { as: clinic.ma }))).toBe(
      "already-recorded",
    );
    // The same file in another's chart is another document of the same content.
    expect(value((await file(other)).reply)).toEqual(value(reply));
    expect((await list(mine)).documents).toHaveLength(1);
  });

  test("CHT-207, CHT-209 what can't be is refused at its field, and nothing of it is kept", async () => {
    const mine = await patient(clinic, "2020-05-01");
    const theirs = await encounter(clinic, clinic.chen);
    const field = async (more: object) => {
      const { reply } = await file(mine, more);
      return reply.ok ? "ok" : `${reply.error.code} ${reply.error.field}`;
    };
    expect(await field({ content: btoa("<svg/>") })).toBe("invalid-input content");
    expect(await field({ content: "abcde" })).toBe("invalid-input content");
    expect(await field({ takenOn: "2026-11-24" })).toBe("invalid-input takenOn");
    expect(await field({ takenOn: "2019-01-01" })).toBe("invalid-input takenOn");
    expect(await field({ encounterId: theirs.encounterId })).toBe("not-found encounterId");
    expect((await list(mine)).documents).toEqual([]);
    // What came from elsewhere may be older than the patient: a mother's record.
    expect(await field({ kind: "outside-record", takenOn: "2019-01-01", content: PDF })).toBe("ok");
  });

  test("CHT-211 how a picture is shown is kept beside it, over the version that was seen", async () => {
    const mine = await patient(clinic);
    const { documentId } = await file(mine);
    const view = {
      rotation: 90 as const,
      crop: { x: 100, y: 100, width: 500, height: 400 },
      marks: [
        { kind: "circle" as const, x: 500, y: 400, radius: 80 },
        { kind: "text" as const, x: 520, y: 300, text: "6 mm" },
      ],
    };
    const save = (baseVersion: number, more: object = {}) =>
      clinic.call(
        "saveDocumentView",
        { documentId, patientId: mine, baseVersion, view: { ...view, ...more } },
        { as: clinic.chen },
      );
    expect(value(await save(0))).toEqual({ viewVersion: 1 });
    expect(outcome(await save(0, { marks: [] }))).toBe("stale-version");
    expect(outcome(await save(1, { crop: { x: 900, y: 0, width: 200, height: 100 } }))).toBe("invalid-input");
    const found = value(await clinic.call("getDocument", { documentId, patientId: mine }, { as: clinic.ma }));
    expect(found).toMatchObject({ view, viewVersion: 1, viewBy: { by: "Chen Test, MD" } });
  });

  test("CHT-212 a document that was filed in error stays with its reason, and can be filed anew", async () => {
    const mine = await patient(clinic);
    const { documentId } = await file(mine);
    const strike = (reason: string) =>
      clinic.call("strikeDocument", { documentId, patientId: mine, reason }, { as: clinic.ma });
    value(await strike("Another patient's arm"));
    value(await strike("Another word"));
    const [struck] = (await list(mine)).documents;
    expect(struck?.struck).toMatchObject({ reason: "Another patient's arm", by: "Mora Test, MA" });
    const again = await file(mine);
    expect(outcome(again.reply)).toBe("ok");
    expect((await list(mine)).documents).toHaveLength(2);
    expect(
      outcome(
        await clinic.call(
          "strikeDocument",
          { documentId, patientId: await patient(clinic), reason: "x" },
          { as: clinic.ma },
        ),
      ),
    ).toBe("not-found");
  });

  test("CHT-213 each look into a document names the patient in the audit trail, and no word of what is in it", async () => {
    const mine = await patient(clinic);
    const { documentId } = await file(mine);
    const before = (await audited()).length;
    value(await clinic.call("getDocument", { documentId, patientId: mine }, { as: clinic.chen }));
    value(await clinic.call("documentContent", { documentId, patientId: mine }, { as: clinic.chen }));
    const entries = (await audited()).slice(before);
    expect(entries.map((one) => one.operation)).toEqual(["getDocument", "documentContent"]);
    expect(JSON.stringify(entries)).toContain(mine);
    expect(JSON.stringify(entries)).not.toContain("Mole");
  });

  test("CHT-206 the list goes on page by page, by kind and by words", async () => {
    const mine = await patient(clinic);
    for (let n = 0; n < 5; n += 1) {
      const content = new TextEncoder().encode(`%PDF-1.7\n${n} 0 obj\n%%EOF\n`).toBase64();
      const kind = n % 2 === 0 ? ("scan" as const) : ("outside-record" as const);
      // One after the other: the order is what is asked.
      // oxlint-disable-next-line no-await-in-loop
      value((await file(mine, { title: `Paper ${n} 50%`, takenOn: `2026-11-0${n + 1}`, kind, content })).reply);
    }
    const first = await list(mine, { limit: 2 });
    const second = await list(mine, { limit: 2, before: first.next });
    const third = await list(mine, { limit: 2, before: second.next });
    const titles = [first, second, third].flatMap((page) => page.documents.map((one) => one.title));
    expect(titles).toEqual([4, 3, 2, 1, 0].map((n) => `Paper ${n} 50%`));
    expect(third.next).toBeNull();
    expect((await list(mine, { kind: "outside-record" })).documents).toHaveLength(2);
    expect((await list(mine, { text: "paper 3" })).documents.map((one) => one.title)).toEqual(["Paper 3 50%"]);
    expect((await list(mine, { text: "%%" })).documents).toEqual([]);
  });

  async function audited() {
    const events = await clinic.kit.events("charting", "charting.access-recorded.v1");
    return events.map((one) => one.payload as { readonly operation: string });
  }
});
