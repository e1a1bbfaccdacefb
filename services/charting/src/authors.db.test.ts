import { databaseKinds } from "@practicum/db/test-databases";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { coding, completeNote, openClinic, outcome, value, type Clinic } from "./test/clinic.ts";

describe.each(databaseKinds)("whose entries they are, on %s", (database) => {
  let clinic: Clinic;
  beforeAll(async () => {
    clinic = await openClinic(database);
  });
  afterAll(() => clinic.kit.stop());

  const order = (encounterId: string, more: object = {}) => ({
    orderId: clinic.kit.ids.next<"order">(),
    encounterId,
    rxnorm: null,
    name: "Lisinopril 10 mg tablet",
    directions: "1 tablet once a day",
    quantity: 30,
    quantityUnit: "tablets",
    daysSupply: 30,
    refills: 0,
    substitution: true,
    overrideReason: null,
    answeredAlerts: [],
    ...more,
  });
  const get = async (encounterId: string) =>
    value(await clinic.call("getEncounter", { encounterId }, { as: clinic.chen }));
  const gateOf = async (encounterId: string, as = clinic.chen) =>
    value(await clinic.call("signGate", { encounterId }, { as }));
  const sign = (note: { encounterId: string; patientId: string }, acceptedEntries: string[] = [], as = clinic.chen) =>
    clinic.call(
      "signEncounter",
      { encounterId: note.encounterId, patientId: note.patientId, supervisorId: null, acceptedEntries },
      { as },
    );

  test("CHT-113, CHT-114 a colleague's order and codes don't go out under my signature unseen", async () => {
    const note = await completeNote(clinic, clinic.chen);
    const { encounterId } = note;
    const theirs = order(encounterId);
    value(await clinic.call("orderMedication", theirs, { as: clinic.other }));
    const { diagnoses, procedures } = coding();
    const more = { diagnoses: [...diagnoses, { code: "I10", label: "x" }], procedures };
    value(await clinic.call("saveCoding", { encounterId, baseVersion: 1, ...more }, { as: clinic.other }));

    expect(await sign(note)).toMatchObject({
      error: { code: "others-entries", detail: { count: 2, names: clinic.other.name } },
    });
    const { others } = await gateOf(encounterId);
    expect(others.map((one) => [one.key, one.by])).toEqual([
      ["diagnosis:I10", clinic.other.name],
      [`order:${theirs.orderId}`, clinic.other.name],
    ]);
    const read = others.map((one) => one.key);
    // What comes up while the list is read is not among what was read.
    const later = order(encounterId, { name: "Loratadine 10 mg tablet" });
    value(await clinic.call("orderMedication", later, { as: clinic.np }));
    expect(await sign(note, read)).toMatchObject({
      error: { code: "others-entries", detail: { names: clinic.np.name } },
    });
    value(await sign(note, [...read, `order:${later.orderId}`]));

    const signed = await get(encounterId);
    expect(signed.codedBy["diagnosis:J06.9"]?.name).toBe(clinic.chen.name);
    expect(signed.codedBy["diagnosis:I10"]).toMatchObject({ id: clinic.other.staffId, name: clinic.other.name });
    expect(signed.orders.map((one) => [one.orderedBy, one.orderedById])).toEqual([
      [clinic.other.name, clinic.other.staffId],
      [clinic.np.name, clinic.np.staffId],
    ]);
    const [row] = await clinic.kit.rows<{ sealed_content: string }>(
      "charting",
      `select sealed_content from encounter where encounter_id = '${encounterId}'`,
    );
    expect(JSON.parse(row?.sealed_content ?? "{}")).toMatchObject({
      codedBy: { "diagnosis:I10": { id: clinic.other.staffId } },
      orders: [{ orderedById: clinic.other.staffId }, { orderedById: clinic.np.staffId }],
    });
  });

  test("CHT-114 one's own note is signed without a question, with what the medical assistant wrote shown", async () => {
    const note = await completeNote(clinic, clinic.chen);
    const [reason] = (await get(note.encounterId)).sections.reason.text
      ? [(await get(note.encounterId)).sections.reason]
      : [];
    value(
      await clinic.call(
        "saveNoteSection",
        { encounterId: note.encounterId, section: "reason", text: "Cough, 4 days", baseVersion: reason?.version ?? 0 },
        { as: clinic.ma },
      ),
    );
    value(await clinic.call("orderMedication", order(note.encounterId), { as: clinic.chen }));
    expect((await gateOf(note.encounterId)).others).toMatchObject([{ by: clinic.ma.name, asks: false }]);
    expect(outcome(await sign(note))).toBe("ok");
  });

  test("CHT-115, CHT-116 a controlled substance waits for its own signature, of who wrote it or of the visit's provider", async () => {
    const note = await completeNote(clinic, clinic.chen);
    const { encounterId, patientId } = note;
    const oxycodone = order(encounterId, { name: "Oxycodone 5 mg tablet", quantity: 20, daysSupply: 5 });
    value(await clinic.call("orderMedication", oxycodone, { as: clinic.other }));
    const accepted = [`order:${oxycodone.orderId}`];
    expect(await sign(note, accepted)).toMatchObject({ error: { code: "sign-gate" } });
    expect((await gateOf(encounterId)).items[0]).toMatchObject({ severity: "stop", code: "order-unsigned" });
    const own = { orderId: oxycodone.orderId, encounterId, patientId };
    expect(outcome(await clinic.call("signOrder", own, { as: clinic.np }))).toBe("not-your-order");
    expect(outcome(await clinic.call("signOrder", own, { as: clinic.ma }))).toBe("not-allowed");
    const wrong = { ...own, patientId: clinic.kit.ids.next<"patient">() };
    expect(outcome(await clinic.call("signOrder", wrong, { as: clinic.other }))).toBe("not-found");
    const first = value(await clinic.call("signOrder", own, { as: clinic.other }));
    expect(value(await clinic.call("signOrder", own, { as: clinic.chen }))).toEqual(first);
    expect((await get(encounterId)).orders).toMatchObject([
      { schedule: 2, needsOwnSignature: true, ownSignature: { by: clinic.other.name } },
    ]);
    await expect(clinic.kit.rows("charting", "update order_signature set signed_by = 'x'")).rejects.toMatchObject({
      code: "23001",
    });
    expect(outcome(await sign(note))).toBe("others-entries");
    value(await sign(note, accepted));
    expect(outcome(await clinic.call("signOrder", own, { as: clinic.chen }))).toBe("encounter-sealed");
  });

  test("CHT-115 an order by who may not prescribe any more waits for the visit's provider", async () => {
    const note = await completeNote(clinic, clinic.chen);
    const theirs = order(note.encounterId);
    value(await clinic.call("orderMedication", theirs, { as: clinic.np }));
    const left = (active: boolean, version: number) =>
      clinic.kit.deliver("identity.staff-changed.v1", {
        staffId: clinic.np.staffId,
        email: "nair@example.org",
        family: "Test",
        given: "Nair",
        credential: "NP",
        roles: ["nurse-practitioner"],
        npi: null,
        taxonomy: null,
        supervisorId: null,
        active,
        version,
      });
    await left(false, 2);
    await clinic.kit.settle();
    const accepted = [`order:${theirs.orderId}`];
    expect(outcome(await sign(note, accepted))).toBe("sign-gate");
    const { orderId, encounterId } = theirs;
    value(await clinic.call("signOrder", { orderId, encounterId, patientId: note.patientId }, { as: clinic.chen }));
    expect(outcome(await sign(note, accepted))).toBe("ok");
    await left(true, 3);
    await clinic.kit.settle();
  });

  test("CHT-117 a visit is charged once a day, on one line or on many; a drug in many units", async () => {
    const { encounterId } = await completeNote(clinic, clinic.chen);
    const line = (code: string, units: number) => ({ code, label: "x", modifiers: [], units, pointers: [1] });
    const save = (procedures: ReturnType<typeof line>[], baseVersion = 1) =>
      clinic.call(
        "saveCoding",
        { encounterId, baseVersion, diagnoses: coding().diagnoses, procedures },
        { as: clinic.chen },
      );
    expect(await save([line("99213", 1), line("99215", 999)])).toMatchObject({
      error: {
        code: "invalid-input",
        field: "procedures.1.units",
        fields: [{ message: expect.stringContaining("At most 1 unit of 99215") }],
      },
    });
    expect(await save([line("99215", 1), line("99215", 1)])).toMatchObject({ error: { field: "procedures.0.units" } });
    expect((await get(encounterId)).codingVersion).toBe(1);
    expect(outcome(await save([line("99215", 1), line("J0696", 4)]))).toBe("ok");
    await clinic.kit.rows(
      "charting",
      `insert into terminology_fact (kind, key, valid_from, attrs) values ('mue', 'J0696 ', '2020-01-01', '{"code":"J0696","units":8,"mai":2}')`,
    );
    expect(await save([line("J0696", 9)], 2)).toMatchObject({ error: { field: "procedures.0.units" } });
    expect(outcome(await save([line("J0696", 8)], 2))).toBe("ok");
  });

  test("CHT-118 amounts that can't be meant are refused at their field", async () => {
    const { encounterId } = await completeNote(clinic, clinic.chen);
    const tried = async (more: object) => {
      const result = await clinic.call("orderMedication", order(encounterId, more), { as: clinic.chen });
      return result.ok ? "ok" : `${result.error.code} ${result.error.field}`;
    };
    expect(await tried({ quantity: 9000 })).toBe("invalid-input quantity");
    expect(await tried({ name: "Percocet 5-325", refills: 3, quantity: 20, daysSupply: 5 })).toBe(
      "invalid-input refills",
    );
    expect(await tried({ name: "Tramadol 50 mg tablet", daysSupply: 365 })).toBe("invalid-input daysSupply");
    expect((await get(encounterId)).orders).toEqual([]);
    expect(await tried({ refills: 11 })).toBe("ok");
  });
});
