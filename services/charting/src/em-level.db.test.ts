import { EMPTY_WORKSHEET } from "@practicum/contracts/charting/em-level";
import { databaseKinds } from "@practicum/db/test-databases";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { completeNote, openClinic, outcome, value, type Clinic } from "./test/clinic.ts";

describe.each(databaseKinds)("the level of a visit on %s", (database) => {
  let clinic: Clinic;
  beforeAll(async () => {
    clinic = await openClinic(database);
  });
  afterAll(async () => clinic.kit.stop());

  const cold = { ...EMPTY_WORKSHEET, problems: [{ code: "J06.9", kind: "minor" as const }] };
  const note = async (encounterId: string, as = clinic.chen) =>
    value(await clinic.call("getEncounter", { encounterId: encounterId as never }, { as }));
  const gate = async (encounterId: string, as = clinic.chen) =>
    value(await clinic.call("signGate", { encounterId: encounterId as never }, { as }));
  const levelItem = async (encounterId: string) =>
    (await gate(encounterId)).items.find((one) => one.code === "visit-level") ?? null;

  test("CHT-170 CHT-174 the worksheet and the gate say the same of the chosen code, as the facts of the note change", async () => {
    const { encounterId, patientId } = await completeNote(clinic, clinic.chen);
    expect((await note(encounterId)).em).toMatchObject({
      version: 0,
      support: { chosen: "99213", verdict: "not-worked-out" },
    });
    expect(await levelItem(encounterId)).toMatchObject({ severity: "note", target: "em" });
    const save = { encounterId, baseVersion: 0, worksheet: cold };
    expect(outcome(await clinic.call("saveEmWorksheet", save, { as: clinic.ma }))).toBe("not-allowed");
    expect(value(await clinic.call("saveEmWorksheet", save, { as: clinic.chen })).version).toBe(1);
    expect((await note(encounterId)).em.support).toMatchObject({ documented: "99212", verdict: "over" });
    expect(await levelItem(encounterId)).toMatchObject({ severity: "fix", message: expect.stringContaining("99212") });
    // Two tests that are ordered here and an acute illness are what the code asks for.
    for (const item of ["strep", "flu"])
      value(
        await clinic.call(
          "orderInHouse",
          {
            orderId: clinic.kit.ids.next<"in-house-order">(),
            encounterId,
            item,
            dose: null,
            diagnosis: "J06.9",
            instructions: "",
            overrideReason: "",
            answeredAlerts: [],
          },
          { as: clinic.chen },
        ),
      );
    const acute = { ...cold, problems: [{ code: "J06.9", kind: "acute-uncomplicated" as const }] };
    value(await clinic.call("saveEmWorksheet", { encounterId, baseVersion: 1, worksheet: acute }, { as: clinic.chen }));
    expect((await note(encounterId)).em.support).toMatchObject({ documented: "99213", verdict: "agrees" });
    expect(await levelItem(encounterId)).toBeNull();
    value(await clinic.call("signEncounter", { encounterId, patientId, supervisorId: null }, { as: clinic.chen }));
    expect((await note(encounterId)).em).toMatchObject({ version: 2, support: { verdict: "agrees" } });
  });

  test("CHT-176 it is saved over the version that was seen; a repeat is the same; a signed note keeps it, whatever comes after", async () => {
    const { encounterId, patientId } = await completeNote(clinic, clinic.chen);
    const save = { encounterId, baseVersion: 0, worksheet: cold };
    value(await clinic.call("saveEmWorksheet", save, { as: clinic.chen }));
    value(await clinic.call("saveEmWorksheet", save, { as: clinic.chen }));
    const other = { ...save, worksheet: { ...cold, minutes: 20 } };
    expect(outcome(await clinic.call("saveEmWorksheet", other, { as: clinic.chen }))).toBe("stale-version");
    const theirs = { ...other, baseVersion: 1 };
    value(await clinic.call("saveEmWorksheet", theirs, { as: clinic.np }));
    const { others } = await gate(encounterId);
    expect(others).toMatchObject([{ key: "em@2", by: "Nair Test, NP", asks: true, target: "em" }]);
    const sign = { encounterId, patientId, supervisorId: null };
    expect(outcome(await clinic.call("signEncounter", sign, { as: clinic.chen }))).toBe("others-entries");
    value(await clinic.call("signEncounter", { ...sign, acceptedEntries: ["em@2"] }, { as: clinic.chen }));
    const late = { ...theirs, baseVersion: 2 };
    expect(outcome(await clinic.call("saveEmWorksheet", late, { as: clinic.chen }))).toBe("encounter-sealed");
    const { content } = value(await clinic.call("sealedNote", { encounterId }, { as: clinic.chen }));
    expect(JSON.parse(content)).toMatchObject({
      em: { worksheet: { minutes: 20 }, support: { chosen: "99213", documented: "99212", verdict: "over" } },
    });
    await expect(clinic.kit.rows("charting", "update em_worksheet set version = 9")).rejects.toMatchObject({
      code: "23001",
    });
  });

  test("CHT-176 who bills reads what was counted with the signed note, and nothing of an open one", async () => {
    const { encounterId, patientId } = await completeNote(clinic, clinic.chen);
    const biller = { ...clinic.ma, roles: ["biller" as const] };
    expect(outcome(await clinic.call("getEncounter", { encounterId }, { as: biller }))).toBe("not-allowed");
    expect(
      outcome(await clinic.call("saveEmWorksheet", { encounterId, baseVersion: 0, worksheet: cold }, { as: biller })),
    ).toBe("not-allowed");
    value(await clinic.call("saveEmWorksheet", { encounterId, baseVersion: 0, worksheet: cold }, { as: clinic.chen }));
    value(await clinic.call("signEncounter", { encounterId, patientId, supervisorId: null }, { as: clinic.chen }));
    expect((await note(encounterId, biller)).em.support).toMatchObject({
      documented: "99212",
      problems: { counted: [{ what: expect.stringContaining("J06.9") }] },
    });
  });
});
