import type { HistoryContent } from "@practicum/contracts/charting/histories";
import { databaseKinds } from "@practicum/db/test-databases";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { encounter, openClinic, outcome, patient, value, type Clinic } from "./test/clinic.ts";

describe.each(databaseKinds)("histories on %s", (database) => {
  let clinic: Clinic;
  beforeAll(async () => {
    clinic = await openClinic(database);
    const program = { part2Program: true, minorsFrom: 12, minorsKinds: ["reproductive" as const], baseVersion: 0 };
    value(await clinic.call("saveSensitiveSettings", program));
  });
  afterAll(() => clinic.kit.stop());

  const said = (patientId: string, content: HistoryContent) => ({
    historyId: clinic.kit.ids.next<"history">(),
    patientId,
    source: "patient" as const,
    content,
  });
  const record = async (patientId: string, content: HistoryContent, as = clinic.chen) => {
    const input = said(patientId, content);
    value(await clinic.call("recordHistory", input, { as }));
    return input.historyId;
  };
  const read = async (patientId: string, as = clinic.chen) =>
    value(await clinic.call("histories", { patientId }, { as }));
  const appendix: HistoryContent = {
    kind: "surgery",
    procedure: "Appendectomy",
    when: "2014",
    side: null,
    complications: "",
  };
  const smoker: HistoryContent = {
    kind: "tobacco",
    use: "current",
    products: ["cigarettes"],
    cigarettesPerDay: 20,
    years: 30,
    quitOn: null,
  };

  test("CHT-461 who rooms and who treats say it, each once, with who, when and from where; it does not change", async () => {
    const patientId = await patient(clinic);
    const first = said(patientId, appendix);
    value(await clinic.call("recordHistory", first, { as: clinic.ma }));
    value(await clinic.call("recordHistory", first, { as: clinic.ma }));
    const other = { ...first, content: { ...appendix, procedure: "Cholecystectomy" } };
    expect(outcome(await clinic.call("recordHistory", other, { as: clinic.ma }))).toBe("already-recorded");
    const { facts, lists } = await read(patientId);
    expect(facts).toMatchObject([{ content: appendix, source: "patient", by: "Mora Test, MA", standing: "current" }]);
    expect(lists).toEqual({ family: "not-asked", surgery: "listed", pregnancy: "not-asked" });
    const change = clinic.kit.rows("charting", `update history_fact set source = 'visit' returning history_id`);
    await expect(change).rejects.toThrow(/does not change/);
    const unknown = said(patientId, {
      kind: "family",
      relative: "mother",
      code: "E99.99",
      condition: "x",
      onsetAge: null,
      diedOfIt: "unknown",
    });
    expect(outcome(await clinic.call("recordHistory", unknown, { as: clinic.ma }))).toBe("unknown-diagnosis");
  });

  test("CHT-462 entered in error it stays readable, and nobody strikes what is another patient's", async () => {
    const patientId = await patient(clinic);
    const historyId = await record(patientId, appendix);
    const strike = { historyId, patientId, reason: "Another patient's" };
    const elsewhere = { ...strike, patientId: await patient(clinic) };
    expect(outcome(await clinic.call("strikeHistory", elsewhere, { as: clinic.ma }))).toBe("not-found");
    value(await clinic.call("strikeHistory", strike, { as: clinic.ma }));
    value(await clinic.call("strikeHistory", { ...strike, reason: "again" }, { as: clinic.ma }));
    const { facts, lists } = await read(patientId);
    expect(facts).toMatchObject([
      { standing: "in-error", struck: { reason: "Another patient's", by: "Mora Test, MA" } },
    ]);
    expect(lists.surgery).toBe("not-asked");
  });

  test("CHT-464 sensitive parts are kept from who does not see them, and nothing that is computed tells of them", async () => {
    const patientId = await patient(clinic);
    const { encounterId } = await encounter(clinic, clinic.chen, patientId);
    await clinic.kit.rows(
      "charting",
      `update encounter set service_date = '2026-11-02' where encounter_id = '${encounterId}' returning encounter_id`,
    );
    const drugs = await record(patientId, { kind: "drugs", use: "current", note: "opioids" });
    await record(patientId, { kind: "sexual", text: "One partner" });
    await record(patientId, {
      kind: "pregnancy",
      outcome: "termination",
      when: "2019",
      weeks: 8,
      living: null,
      note: "",
    });
    await record(patientId, {
      kind: "pregnancy-status",
      status: "pregnant",
      lastPeriod: "2026-10-01",
      dueByUltrasound: null,
    });
    await record(patientId, smoker);
    const kinds = async (as: Clinic["chen"]) => (await read(patientId, as)).facts.map(({ content }) => content.kind);
    expect(await kinds(clinic.chen)).toEqual(["tobacco", "pregnancy-status", "pregnancy", "sexual", "drugs"]);
    expect(await kinds(clinic.ma)).toEqual(["tobacco"]);
    const seen = await read(patientId, clinic.ma);
    expect([seen.pregnancy, seen.obstetrics, seen.lists.pregnancy]).toEqual([null, null, "not-asked"]);
    const strike = { historyId: drugs, patientId, reason: "x" };
    expect(outcome(await clinic.call("strikeHistory", strike, { as: clinic.ma }))).toBe("not-found");
  });

  test("CHT-467 the recommendations read smoking: not asked can't be told, a heavy smoker is screened, who never smoked is not", async () => {
    const patientId = await patient(clinic, "1968-03-04");
    const lung = async () =>
      value(await clinic.call("preventiveCare", { patientId }, { as: clinic.chen })).items.find(
        (one) => one.rule === "lung",
      )?.status;
    expect(await lung()).toBe("cannot-tell");
    const historyId = await record(patientId, smoker);
    expect(await lung()).toBe("no-record");
    value(await clinic.call("strikeHistory", { historyId, patientId, reason: "x" }, { as: clinic.chen }));
    expect(await lung()).toBe("cannot-tell");
    await record(patientId, { ...smoker, use: "never", products: [], cigarettesPerDay: null, years: null });
    expect(await lung()).toBeUndefined();
  });

  test("CHT-468, CHT-469 pregnant as it was told is pregnant for the checks; what contradicts it leads to both", async () => {
    const patientId = await patient(clinic);
    await record(patientId, {
      kind: "pregnancy-status",
      status: "pregnant",
      lastPeriod: "2026-10-01",
      dueByUltrasound: null,
    });
    await record(patientId, { ...appendix, procedure: "Total hysterectomy", when: "2015" });
    value(
      await clinic.call(
        "addMedication",
        {
          medicationId: clinic.kit.ids.next<"medication">(),
          patientId,
          rxnorm: null,
          name: "Isotretinoin 20 mg capsule",
          directions: "",
          startedOn: null,
        },
        { as: clinic.chen },
      ),
    );
    const { found } = value(await clinic.call("contradictions", { patientId }, { as: clinic.chen }));
    expect(found.map(({ key }) => key)).toEqual(expect.arrayContaining(["pregnant:uterus", "period:uterus"]));
    expect(found.some(({ key }) => key.startsWith("pregnant:") && key !== "pregnant:uterus")).toBe(true);
    expect(found.find(({ key }) => key === "period:uterus")?.sides.map(({ place }) => place.at)).toEqual([
      "histories",
      "histories",
    ]);
  });
});
