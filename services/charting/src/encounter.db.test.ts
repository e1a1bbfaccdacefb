import { databaseKinds } from "@practicum/db/test-databases";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sealOfText } from "./domain/seal.ts";
import {
  TEXTS,
  TODAY,
  checkIn,
  coding,
  completeNote,
  encounter,
  openClinic,
  outcome,
  patient,
  patientEvent,
  value,
  write,
  type Clinic,
} from "./test/clinic.ts";

describe.each(databaseKinds)("encounters on %s", (database) => {
  let clinic: Clinic;
  beforeAll(async () => {
    clinic = await openClinic(database);
  });
  afterAll(() => clinic.kit.stop());

  const get = async (encounterId: string) =>
    value(await clinic.call("getEncounter", { encounterId }, { as: clinic.chen }));
  const save = (
    encounterId: string,
    section: "reason" | "hpi" | "plan",
    text: string,
    baseVersion: number,
    as = clinic.chen,
  ) => clinic.call("saveNoteSection", { encounterId, section, text, baseVersion }, { as });

  test("CHT-1 the check-in opens the encounter once, also before the patient's own event", async () => {
    const patientId = clinic.kit.ids.next<"patient">();
    const visit = checkIn(clinic, patientId, clinic.chen);
    const id = clinic.kit.ids.next<"event">();
    await clinic.kit.deliver("scheduling.patient-checked-in.v1", visit, { id });
    await clinic.kit.deliver("scheduling.patient-checked-in.v1", visit, { id });
    await clinic.kit.deliver("scheduling.patient-checked-in.v1", visit);
    await clinic.kit.settle();
    await clinic.kit.deliver("scheduling.patient-changed.v1", patientEvent(patientId, "1981-03-04", "Lopez-Ruiz"));
    await clinic.kit.settle();
    expect(await get(visit.encounterId)).toMatchObject({
      patientId,
      patientName: { family: "Lopez-Ruiz" },
      sex: "female",
      providerId: clinic.chen.staffId,
      providerName: "Chen Test, MD",
      serviceDate: TODAY,
      start: "08:15",
      status: "open",
      sections: { hpi: { text: "", version: 0 } },
    });
    const opened = (await clinic.kit.events("charting", "charting.encounter-opened.v1")).filter(
      (event) => event.keys["encounterId"] === visit.encounterId,
    );
    expect(opened).toHaveLength(1);
  });

  test("CHT-3 a visit that did not take place leaves no empty note, and a written one stays; late events do nothing", async () => {
    const visits = [0, 1, 2].map(() => checkIn(clinic, clinic.kit.ids.next(), clinic.chen));
    for (const visit of visits) await clinic.kit.deliver("scheduling.patient-checked-in.v1", visit);
    await clinic.kit.settle();
    const [empty, written, late] = visits;
    await write(clinic, clinic.ma, written?.encounterId ?? "", { reason: "Cough" });
    for (const visit of [empty, written]) {
      await clinic.kit.deliver("scheduling.appointment-changed.v1", {
        ...visit,
        status: "cancelled",
        version: 4,
        change: "cancelled",
      });
    }
    await clinic.kit.deliver("scheduling.appointment-changed.v1", {
      ...late,
      status: "cancelled",
      version: 1,
      change: "cancelled",
    });
    await clinic.kit.deliver("scheduling.patient-checked-in.v1", empty ?? {});
    await clinic.kit.settle();
    const found = await Promise.all(
      visits.map((visit) => clinic.call("getEncounter", { encounterId: visit.encounterId }, { as: clinic.chen })),
    );
    expect(found.map(outcome)).toEqual(["not-found", "ok", "ok"]);
  });

  test("CHT-30 to CHT-33 a section is saved over the version that was seen; every version is kept", async () => {
    const { encounterId } = await encounter(clinic, clinic.chen);
    expect(value(await save(encounterId, "hpi", "Cough", 0)).version).toBe(1);
    expect(value(await save(encounterId, "hpi", "Cough, dry", 1)).version).toBe(2);
    expect(outcome(await save(encounterId, "hpi", "Fever", 1))).toBe("stale-version");
    expect(outcome(await save(encounterId, "hpi", "Fever", 0))).toBe("stale-version");
    expect(outcome(await save(encounterId, "hpi", "Fever", 7))).toBe("stale-version");
    expect(outcome(await save(encounterId, "plan", "Rest", 3))).toBe("stale-version");
    expect((await get(encounterId)).sections.hpi).toMatchObject({
      text: "Cough, dry",
      version: 2,
      savedBy: "Chen Test, MD",
    });
    const versions = value(await clinic.call("noteVersions", { encounterId, section: "hpi" }, { as: clinic.chen }));
    expect(versions.map(({ version, text }) => [version, text])).toEqual([
      [2, "Cough, dry"],
      [1, "Cough"],
    ]);
  });

  test("CHT-35 an earlier version is made the text again, by who did it, as a version of its own; not over another's", async () => {
    const { encounterId } = await encounter(clinic, clinic.chen);
    for (const [version, text] of ["Cough", "Cough, dry", ""].entries())
      value(await save(encounterId, "hpi", text, version));
    value(await save(encounterId, "reason", "Cough since Monday", 0, clinic.ma));
    const restore = (version: number, baseVersion: number, change: object = {}, as = clinic.chen) =>
      clinic.call(
        "restoreNoteSection",
        { encounterId, section: "hpi" as const, version, baseVersion, ...change },
        { as },
      );
    expect(outcome(await restore(2, 2))).toBe("stale-version");
    expect(outcome(await restore(9, 3))).toBe("not-found");
    expect(outcome(await restore(2, 3, {}, clinic.ma))).toBe("not-allowed");
    expect(outcome(await restore(1, 1, { section: "reason" }, clinic.ma))).toBe("ok");
    const restored = value(await restore(2, 3));
    expect(restored.version).toBe(4);
    expect(value(await restore(2, 3))).toEqual(restored);
    expect((await get(encounterId)).sections).toMatchObject({
      hpi: { text: "Cough, dry", version: 4, savedBy: "Chen Test, MD" },
      reason: { text: "Cough since Monday", version: 2 },
    });
    const versions = value(await clinic.call("noteVersions", { encounterId, section: "hpi" }, { as: clinic.chen }));
    expect(versions.map((one) => one.text)).toEqual(["Cough, dry", "", "Cough, dry", "Cough"]);
  });

  test("CHT-34 a save whose answer was lost is answered as saved", async () => {
    const { encounterId } = await encounter(clinic, clinic.chen);
    const first = value(await save(encounterId, "hpi", "Cough", 0));
    expect(value(await save(encounterId, "hpi", "Cough", 0))).toEqual(first);
  });

  test("CHT-31 a medical assistant writes the reason and nothing else, and codes nothing", async () => {
    const { encounterId } = await encounter(clinic, clinic.chen);
    expect(outcome(await save(encounterId, "reason", "Cough", 0, clinic.ma))).toBe("ok");
    expect(outcome(await save(encounterId, "hpi", "Cough", 0, clinic.ma))).toBe("not-allowed");
    expect(
      outcome(await clinic.call("saveCoding", { encounterId, baseVersion: 0, ...coding() }, { as: clinic.ma })),
    ).toBe("not-allowed");
    expect(
      outcome(
        await clinic.call(
          "saveNoteSection",
          { encounterId, section: "reason", text: "x", baseVersion: 1 },
          { as: ["front-desk"] },
        ),
      ),
    ).toBe("not-allowed");
  });

  test("CHT-40 to CHT-43 codes are valid on the day, labels are the code set's, pointers point", async () => {
    const { encounterId } = await encounter(clinic, clinic.chen);
    const set = (change: object, baseVersion = 0) =>
      clinic.call("saveCoding", { encounterId, baseVersion, ...coding(), ...change }, { as: clinic.chen });
    expect(await set({ diagnoses: [{ code: "Z99.999", label: "x" }] })).toMatchObject({
      error: { code: "unknown-diagnosis", field: "diagnoses.0.code", detail: { code: "Z99.999" } },
    });
    const procedure = coding().procedures[0];
    expect(await set({ procedures: [{ ...procedure, code: "00001" }] })).toMatchObject({
      error: { code: "unknown-procedure" },
    });
    expect(await set({ procedures: [{ ...procedure, pointers: [2] }] })).toMatchObject({
      error: { code: "invalid-input", field: "procedures.0.pointers" },
    });
    expect(value(await set({}))).toEqual({ codingVersion: 1 });
    expect(outcome(await set({}))).toBe("stale-version");
    const { diagnoses, procedures, codingVersion } = await get(encounterId);
    expect([diagnoses[0]?.code, procedures[0]?.code, codingVersion]).toEqual(["J06.9", "99213", 1]);
    expect(diagnoses[0]?.label).not.toBe("URI");
  });

  test("CHT-45 what a provider uses comes first in the search", async () => {
    const search = async () =>
      value(await clinic.call("searchDiagnoses", { text: "cough", onDate: TODAY, limit: 5 }, { as: clinic.np }));
    expect((await search()).some((match) => match.favourite)).toBe(false);
    const { encounterId } = await encounter(clinic, clinic.np);
    const last = (await search()).at(-1);
    value(
      await clinic.call(
        "saveCoding",
        { encounterId, baseVersion: 0, diagnoses: [{ code: last?.code ?? "", label: "x" }], procedures: [] },
        { as: clinic.np },
      ),
    );
    expect((await search())[0]).toEqual({ ...last, favourite: true });
  });

  test("CHT-50 to CHT-56 the gate names what is missing, and where", async () => {
    const { encounterId, patientId } = await encounter(clinic, clinic.chen);
    const gate = async () => value(await clinic.call("signGate", { encounterId }, { as: clinic.chen }));
    const codes = async () => (await gate()).items.map((item) => `${item.severity} ${item.code} ${item.target}`);
    expect(await codes()).toEqual([
      "stop section-missing section:reason",
      "stop section-missing section:hpi",
      "stop section-missing section:assessment",
      "stop section-missing section:plan",
      "stop no-diagnosis diagnoses",
      "fix allergies-not-asked allergies",
      "note medications-not-reviewed medications",
      "note no-procedure procedures",
      "note no-vitals vitals",
      "note follow-up-unsaid follow-up",
    ]);
    const sign = () =>
      clinic.call("signEncounter", { encounterId, patientId, supervisorId: null }, { as: clinic.chen });
    expect(await sign()).toMatchObject({ error: { code: "sign-gate", detail: { count: 5 } } });
    await write(clinic, clinic.chen, encounterId, TEXTS);
    const [procedure] = coding().procedures;
    value(
      await clinic.call(
        "saveCoding",
        {
          encounterId,
          baseVersion: 0,
          diagnoses: coding().diagnoses,
          procedures: procedure ? [{ ...procedure, pointers: [] }] : [],
        },
        { as: clinic.chen },
      ),
    );
    value(await clinic.call("setNoKnownAllergies", { patientId }, { as: clinic.ma }));
    value(await clinic.call("reviewMedications", { patientId }, { as: clinic.ma }));
    expect(await codes()).toEqual([
      "fix visit-code procedures:1",
      "fix no-pointer procedures:1",
      "note visit-level em",
      "note no-vitals vitals",
      "note follow-up-unsaid follow-up",
    ]);
    expect(outcome(await sign())).toBe("ok");
  });

  test("CHT-54 a note copied from the last one is named", async () => {
    const patientId = await patient(clinic);
    const hpi = Array.from({ length: 60 }, (_, i) => `word${i}`).join(" ");
    const first = await completeNote(clinic, clinic.chen, patientId);
    await write(clinic, clinic.chen, first.encounterId, { hpi });
    value(
      await clinic.call(
        "signEncounter",
        { encounterId: first.encounterId, patientId, supervisorId: null },
        { as: clinic.chen },
      ),
    );
    const second = await completeNote(clinic, clinic.chen, patientId);
    await write(clinic, clinic.chen, second.encounterId, { hpi: `${hpi} today` });
    const { items } = value(await clinic.call("signGate", { encounterId: second.encounterId }, { as: clinic.chen }));
    expect(items).toContainEqual(
      expect.objectContaining({ code: "cloned-note", severity: "fix", target: "section:hpi" }),
    );
  });

  test("CHT-57 to CHT-62, CHT-65 signing seals, announces once, and nothing changes afterwards", async () => {
    const { encounterId, patientId, appointmentId } = await completeNote(clinic, clinic.chen);
    const input = { encounterId, patientId, supervisorId: null };
    expect(outcome(await clinic.call("signEncounter", input, { as: clinic.other }))).toBe("not-allowed");
    expect(
      outcome(await clinic.call("signEncounter", { ...input, patientId: clinic.kit.ids.next() }, { as: clinic.chen })),
    ).toBe("sign-gate");
    expect(
      outcome(
        await clinic.call(
          "addAddendum",
          { addendumId: clinic.kit.ids.next(), encounterId, text: "x" },
          { as: clinic.chen },
        ),
      ),
    ).toBe("encounter-not-signed");
    const signed = value(await clinic.call("signEncounter", input, { as: clinic.chen }));
    expect(signed).toMatchObject({ status: "signed", seal: expect.stringMatching(/^[0-9a-f]{64}$/) });
    const [event, ...more] = (await clinic.kit.events("charting", "charting.encounter-signed.v1")).filter(
      (one) => one.keys["encounterId"] === encounterId,
    );
    expect(more).toEqual([]);
    expect(event?.payload).toMatchObject({
      appointmentId,
      providerId: clinic.chen.staffId,
      supervisorId: null,
      serviceDate: TODAY,
      seal: signed.seal,
      diagnoses: [{ code: "J06.9" }],
      procedures: [{ code: "99213", pointers: [1] }],
    });
    const [row] = await clinic.kit.rows<{ sealed_content: string }>(
      "charting",
      `select sealed_content from encounter where encounter_id = '${encounterId}'`,
    );
    expect(sealOfText(row?.sealed_content ?? "")).toBe(signed.seal);
    expect(row?.sealed_content).toContain(TEXTS.plan);

    expect(outcome(await clinic.call("signEncounter", input, { as: clinic.chen }))).toBe("encounter-sealed");
    expect(outcome(await save(encounterId, "hpi", "Rewritten", 1))).toBe("encounter-sealed");
    expect(
      outcome(await clinic.call("saveCoding", { encounterId, baseVersion: 1, ...coding() }, { as: clinic.chen })),
    ).toBe("encounter-sealed");
    for (const statement of [
      `update note_section set text = 'x' where encounter_id = '${encounterId}'`,
      `delete from note_section where encounter_id = '${encounterId}'`,
      `update encounter set diagnoses = '[]' where encounter_id = '${encounterId}'`,
      `update encounter set status = 'open' where encounter_id = '${encounterId}'`,
      `delete from encounter where encounter_id = '${encounterId}'`,
      `update note_version set text = 'x' where encounter_id = '${encounterId}'`,
    ]) {
      await expect(clinic.kit.rows("charting", statement)).rejects.toMatchObject({ code: "23001" });
    }

    const addendum = {
      addendumId: clinic.kit.ids.next<"addendum">(),
      encounterId,
      text: "Culture came back negative.",
    };
    value(await clinic.call("addAddendum", addendum, { as: clinic.other }));
    expect((await get(encounterId)).addenda).toMatchObject([{ text: addendum.text, by: "Alvarez Test, MD" }]);
    await expect(clinic.kit.rows("charting", "update addendum set text = 'x'")).rejects.toMatchObject({
      code: "23001",
    });
  });

  test("CHT-57, CHT-63, CHT-64 a physician assistant's note waits for the named physician", async () => {
    const { encounterId, patientId } = await completeNote(clinic, clinic.pa);
    const gate = value(await clinic.call("signGate", { encounterId }, { as: clinic.pa }));
    expect(gate.needsSupervisor).toBe(true);
    expect(gate.supervisors[0]).toEqual({ staffId: clinic.chen.staffId, name: "Chen Test, MD" });
    const input = { encounterId, patientId };
    const sign = (supervisorId: string | null) =>
      clinic.call("signEncounter", { ...input, supervisorId }, { as: clinic.pa });
    expect(outcome(await sign(null))).toBe("supervisor-required");
    expect(outcome(await sign(clinic.np.staffId))).toBe("supervisor-required");
    expect(outcome(await clinic.call("cosignEncounter", input, { as: clinic.chen }))).toBe("encounter-not-signed");
    expect(value(await sign(clinic.chen.staffId)).status).toBe("awaiting-cosign");
    const day = value(await clinic.call("providerDay", { providerId: null, date: TODAY }, { as: clinic.chen }));
    expect(day.toCosign.map((e) => e.encounterId)).toContain(encounterId);
    expect(outcome(await clinic.call("cosignEncounter", input, { as: clinic.other }))).toBe("not-the-cosigner");
    const cosigned = value(await clinic.call("cosignEncounter", input, { as: clinic.chen }));
    expect(cosigned.status).toBe("cosigned");
    expect(value(await clinic.call("cosignEncounter", input, { as: clinic.chen }))).toEqual(cosigned);
    expect(await get(encounterId)).toMatchObject({
      status: "cosigned",
      cosignedBy: "Chen Test, MD",
      supervisorId: clinic.chen.staffId,
    });
  });

  test("CHT-58 a nurse practitioner signs alone", async () => {
    const { encounterId, patientId } = await completeNote(clinic, clinic.np);
    expect(
      value(await clinic.call("signEncounter", { encounterId, patientId, supervisorId: null }, { as: clinic.np }))
        .status,
    ).toBe("signed");
  });

  test("CHT-46 to CHT-49 orders are checked, a stop needs a reason, and what was ordered is listed", async () => {
    const { encounterId, patientId } = await completeNote(clinic, clinic.chen);
    const [penicillin] = value(
      await clinic.call("searchAllergens", { text: "penicillin", limit: 5 }, { as: clinic.ma }),
    );
    value(
      await clinic.call(
        "addAllergy",
        {
          patientId,
          allergyId: clinic.kit.ids.next(),
          substanceCode: penicillin?.code ?? null,
          substance: "Penicillin",
          reaction: "hives",
          severity: "severe",
        },
        { as: clinic.ma },
      ),
    );
    const [drug] = value(
      await clinic.call("searchMedications", { text: "amoxicillin", limit: 5, encounterId: null }, { as: clinic.chen }),
    );
    const order = {
      orderId: clinic.kit.ids.next<"order">(),
      encounterId,
      rxnorm: drug?.rxnorm ?? null,
      name: drug?.name ?? "amoxicillin",
      directions: "1 capsule three times a day",
      quantity: 21,
      quantityUnit: "capsule",
      daysSupply: 7,
      refills: 0,
      substitution: true,
      overrideReason: null,
      answeredAlerts: [],
    };
    const alerts = value(
      await clinic.call(
        "checkMedicationOrder",
        { encounterId, orderId: order.orderId, rxnorm: order.rxnorm, name: order.name, directions: order.directions },
        { as: clinic.chen },
      ),
    );
    expect(alerts[0]).toMatchObject({ kind: "drug-allergy", severity: "stop" });
    expect(outcome(await clinic.call("orderMedication", order, { as: clinic.ma }))).toBe("not-allowed");
    expect(outcome(await clinic.call("orderMedication", order, { as: clinic.chen }))).toBe("alert-needs-reason");
    const reason = { ...order, overrideReason: "tolerated last year" };
    expect(outcome(await clinic.call("orderMedication", reason, { as: clinic.chen }))).toBe("alert-needs-reason");
    const seen = { ...reason, answeredAlerts: alerts.map((one) => one.alertId) };
    value(await clinic.call("orderMedication", seen, { as: clinic.chen }));
    const unknown = { ...order, orderId: clinic.kit.ids.next<"order">(), rxnorm: null, name: "Compounded cream 7" };
    expect(value(await clinic.call("orderMedication", unknown, { as: clinic.chen })).alerts).toMatchObject([
      { kind: "not-checked" },
    ]);
    value(await clinic.call("cancelOrder", { orderId: unknown.orderId, encounterId }, { as: clinic.chen }));
    value(await clinic.call("signEncounter", { encounterId, patientId, supervisorId: null }, { as: clinic.chen }));
    const note = await get(encounterId);
    expect(note.orders.map((o) => o.status).sort()).toEqual(["cancelled", "signed"]);
    expect(note.orders.find((o) => o.status === "signed")).toMatchObject({
      orderedBy: clinic.chen.name,
      alerts: [{ severity: "stop", answer: { reason: "tolerated last year", by: clinic.chen.name } }],
    });
    const { medications } = value(await clinic.call("getChart", { patientId }, { as: clinic.chen }));
    expect(medications.entries).toMatchObject([{ name: order.name, orderId: order.orderId, status: "active" }]);
    expect(
      outcome(await clinic.call("cancelOrder", { orderId: order.orderId, encounterId }, { as: clinic.chen })),
    ).toBe("encounter-sealed");
  });

  test("CHT-90 an order or an addendum sent again as it was is saved once; sent again with a change it is refused", async () => {
    const { encounterId, patientId } = await completeNote(clinic, clinic.chen);
    const other = await encounter(clinic, clinic.chen, patientId);
    const announced = async (part: string) =>
      (await clinic.kit.events("charting", "charting.note-changed.v1")).filter(
        ({ keys }) => keys["encounterId"] === encounterId && keys["part"] === part,
      ).length;
    const order = {
      orderId: clinic.kit.ids.next<"order">(),
      encounterId,
      rxnorm: null,
      name: "Compounded cream 9",
      directions: "10 mg once a day",
      quantity: 30,
      quantityUnit: "g",
      daysSupply: 30,
      refills: 0,
      substitution: true,
      overrideReason: null,
      answeredAlerts: [],
    };
    const send = async (change: object, as = clinic.chen) =>
      outcome(await clinic.call("orderMedication", { ...order, ...change }, { as }));
    expect([await send({}), await send({})]).toEqual(["ok", "ok"]);
    expect(await announced("orders")).toBe(1);
    for (const change of [
      { directions: "20 mg once a day" },
      { quantity: 60 },
      { overrideReason: "tolerated" },
      { encounterId: other.encounterId },
    ]) {
      expect(await send(change)).toBe("already-recorded");
    }
    expect(await send({}, clinic.other)).toBe("already-recorded");
    expect((await get(encounterId)).orders).toMatchObject([{ directions: order.directions, quantity: 30 }]);
    expect(await announced("orders")).toBe(1);
    value(await clinic.call("cancelOrder", { orderId: order.orderId, encounterId }, { as: clinic.chen }));
    expect(await send({})).toBe("already-recorded");

    value(await clinic.call("signEncounter", { encounterId, patientId, supervisorId: null }, { as: clinic.chen }));
    const addendum = { addendumId: clinic.kit.ids.next<"addendum">(), encounterId, text: "Culture negative." };
    const add = (change: object, as = clinic.chen) => clinic.call("addAddendum", { ...addendum, ...change }, { as });
    const { at } = value(await add({}));
    expect(value(await add({}))).toEqual({ at });
    expect(outcome(await add({ text: "Culture positive." }))).toBe("already-recorded");
    expect(outcome(await add({}, clinic.other))).toBe("already-recorded");
    expect((await get(encounterId)).addenda).toMatchObject([{ text: addendum.text }]);
    expect(await announced("addenda")).toBe(1);
  });

  test("CHT-46, CHT-47, CHT-52 two drafts that interact: previewed, refused, answered, shown at the gate and in the signed note", async () => {
    const { encounterId, patientId } = await completeNote(clinic, clinic.chen);
    const { encounterId: elsewhere } = await completeNote(clinic, clinic.np, patientId);
    value(await clinic.call("setNoKnownAllergies", { patientId }, { as: clinic.ma }));
    const ordered = (name: string, note = encounterId) => ({
      orderId: clinic.kit.ids.next<"order">(),
      encounterId: note,
      rxnorm: null,
      name,
      directions: "1 tablet a day",
      quantity: 7,
      quantityUnit: "tablet",
      daysSupply: 7,
      refills: 0,
      substitution: true,
      overrideReason: null,
      answeredAlerts: [],
    });
    const preview = async (
      { encounterId: note, orderId, rxnorm, name, directions }: ReturnType<typeof ordered>,
      as = clinic.chen,
    ) =>
      value(
        await clinic.call("checkMedicationOrder", { encounterId: note, orderId, rxnorm, name, directions }, { as }),
      ).map((one) => `${one.severity} ${one.alertId}`);
    const warfarin = ordered("Warfarin 5 mg tablet");
    const metronidazole = ordered("Metronidazole 500 mg tablet");
    const pair = "drug-drug:metronidazole:warfarin";
    expect(await preview(metronidazole)).toEqual([]);
    value(await clinic.call("orderMedication", warfarin, { as: clinic.chen }));
    expect(await preview(metronidazole)).toEqual([`stop ${pair}`]);
    expect(await preview(ordered("Metronidazole 500 mg tablet", elsewhere), clinic.np)).toEqual([`stop ${pair}`]);
    expect(outcome(await clinic.call("orderMedication", metronidazole, { as: clinic.chen }))).toBe(
      "alert-needs-reason",
    );

    // The other provider's draft comes first: now it is this note's warfarin that the alert came up at.
    const theirs = { ...ordered("Metronidazole 500 mg tablet", elsewhere), overrideReason: "Short course" };
    value(await clinic.call("orderMedication", { ...theirs, answeredAlerts: [pair] }, { as: clinic.np }));
    const stopped = { encounterId, patientId, supervisorId: null };
    expect(await clinic.call("signEncounter", stopped, { as: clinic.chen })).toMatchObject({
      error: { code: "sign-gate", detail: { count: 1 } },
    });
    const gate = async () => value(await clinic.call("signGate", { encounterId }, { as: clinic.chen })).items;
    expect((await gate())[0]).toMatchObject({ code: "order-blocked", target: `orders:${warfarin.orderId}` });
    const answer = { orderId: warfarin.orderId, encounterId, reason: "INR on Friday", answeredAlerts: [pair] };
    expect(outcome(await clinic.call("answerAlerts", answer, { as: clinic.ma }))).toBe("not-allowed");
    value(await clinic.call("answerAlerts", answer, { as: clinic.chen }));
    expect((await gate()).map((one) => one.code)).toContain("alert-answered");
    value(await clinic.call("signEncounter", stopped, { as: clinic.chen }));
    expect((await get(encounterId)).orders).toMatchObject([
      { status: "signed", alerts: [{ alertId: pair, answer: { reason: "INR on Friday", by: clinic.chen.name } }] },
    ]);
    expect(outcome(await clinic.call("answerAlerts", answer, { as: clinic.chen }))).toBe("encounter-sealed");
  });

  test("CHT-110 to CHT-112 a signed prescription waits until somebody says that it was sent; each step is kept once", async () => {
    const { encounterId, patientId } = await completeNote(clinic, clinic.chen);
    const orderId = clinic.kit.ids.next<"order">();
    const order = {
      orderId,
      encounterId,
      rxnorm: null,
      name: "Cetirizine 10 mg tablet",
      directions: "1 tablet a day",
      quantity: 30,
      quantityUnit: "tablets",
      daysSupply: 30,
      refills: 0,
      substitution: true,
      overrideReason: null,
      answeredAlerts: [],
    };
    value(await clinic.call("orderMedication", order, { as: clinic.chen }));
    const waiting = async (as = clinic.chen) =>
      value(await clinic.call("waitingOrders", { providerId: as.staffId }, { as: clinic.ma })).filter(
        (one) => one.orderId === orderId,
      );
    const step = (state: "sent" | "received" | "filled" | "failed", change: object = {}, as = clinic.ma) =>
      clinic.call(
        "recordOrderStep",
        {
          stepId: clinic.kit.ids.next<"order-step">(),
          orderId,
          patientId,
          state,
          channel: state === "sent" ? ("fax" as const) : null,
          note: state === "failed" ? "Out of stock" : "",
          ...change,
        },
        { as },
      );
    expect((await get(encounterId)).orders[0]).toMatchObject({ state: "draft", orderedBy: clinic.chen.name });
    expect(outcome(await step("sent"))).toBe("wrong-order-step");
    value(await clinic.call("signEncounter", { encounterId, patientId, supervisorId: null }, { as: clinic.chen }));
    expect((await get(encounterId)).orders[0]).toMatchObject({ state: "signed", steps: [] });
    expect(await waiting()).toMatchObject([{ state: "signed", name: order.name, providerName: clinic.chen.name }]);
    expect(await waiting(clinic.np)).toEqual([]);

    const stepId = clinic.kit.ids.next<"order-step">();
    expect(outcome(await step("sent", { patientId: await patient(clinic) }))).toBe("not-found");
    expect(value(await step("sent", { stepId, note: "Cass St Pharmacy" })).state).toBe("sent");
    expect(value(await step("sent", { stepId, note: "Cass St Pharmacy" })).state).toBe("sent");
    expect(outcome(await step("sent", { stepId, note: "Another pharmacy" }))).toBe("already-recorded");
    expect(await waiting()).toEqual([]);
    value(await step("failed"));
    expect(await waiting()).toMatchObject([{ state: "failed", steps: [{ state: "sent" }, { note: "Out of stock" }] }]);
    value(await step("sent", { channel: "phone" }));
    value(await step("filled", {}, clinic.np));
    expect((await get(encounterId)).orders[0]).toMatchObject({
      state: "filled",
      steps: [
        { state: "sent", channel: "fax", note: "Cass St Pharmacy", by: clinic.ma.name },
        { state: "failed" },
        { state: "sent", channel: "phone" },
        { state: "filled", by: clinic.np.name },
      ],
    });
    expect(outcome(await step("failed"))).toBe("wrong-order-step");
  });

  test("CHT-46 a child's order: a liquid by weight is proposed, ten times as much stops, preview and order alike", async () => {
    const patientId = await patient(clinic, "2019-05-02");
    const { encounterId } = await encounter(clinic, clinic.chen, patientId);
    value(await clinic.call("setNoKnownAllergies", { patientId }, { as: clinic.ma }));
    const search = async (note: string | null) =>
      value(
        await clinic.call(
          "searchMedications",
          { text: "amoxicillin", limit: 3, encounterId: note },
          { as: clinic.chen },
        ),
      );
    expect((await search(encounterId))[0]).toMatchObject({ commonDirections: null });
    const NO_VALUES = {
      systolic: null,
      diastolic: null,
      pulse: null,
      respiration: null,
      temperatureHundredthsC: null,
      oxygenSaturation: null,
      heightMm: null,
      pain: null,
    };
    const weighed = {
      vitalsId: clinic.kit.ids.next<"vitals">(),
      patientId,
      encounterId,
      ...NO_VALUES,
      weightGrams: 23_000,
    };
    value(await clinic.call("recordVitals", weighed, { as: clinic.ma }));
    const found = await search(encounterId);
    const liquid = found.find((one) => one.name === "Amoxicillin 400 mg/5 mL suspension");
    expect(found[0]?.name).toMatch(/suspension/);
    expect(liquid).toMatchObject({ commonDirections: "6 mL by mouth twice a day for 10 days", commonDays: 10 });
    expect((await search(null))[0]?.name).not.toMatch(/suspension/);
    const order = {
      orderId: clinic.kit.ids.next<"order">(),
      encounterId,
      rxnorm: null,
      name: "Amoxicillin 400 mg/5 mL suspension",
      directions: "60 mL by mouth twice a day for 10 days",
      quantity: 1200,
      quantityUnit: "mL",
      daysSupply: 10,
      refills: 0,
      substitution: true,
      overrideReason: null,
      answeredAlerts: [],
    };
    const { orderId, rxnorm, name, directions } = order;
    const preview = value(
      await clinic.call(
        "checkMedicationOrder",
        { encounterId, orderId, rxnorm, name, directions },
        { as: clinic.chen },
      ),
    );
    expect(preview).toMatchObject([{ alertId: "dose:amoxicillin", kind: "dose", severity: "stop" }]);
    expect(outcome(await clinic.call("orderMedication", order, { as: clinic.chen }))).toBe("alert-needs-reason");
    const right = { ...order, directions: liquid?.commonDirections ?? "" };
    expect(value(await clinic.call("orderMedication", right, { as: clinic.chen })).alerts).toEqual([]);
  });

  test("CHT-52 an allergy that is found after the order stops the signature", async () => {
    const { encounterId, patientId } = await completeNote(clinic, clinic.chen);
    value(
      await clinic.call(
        "orderMedication",
        {
          orderId: clinic.kit.ids.next(),
          encounterId,
          rxnorm: null,
          name: "amoxicillin 500 mg capsule",
          directions: "1 three times a day",
          quantity: 21,
          quantityUnit: "capsule",
          daysSupply: 7,
          refills: 0,
          substitution: true,
          overrideReason: null,
          answeredAlerts: [],
        },
        { as: clinic.chen },
      ),
    );
    value(
      await clinic.call(
        "addAllergy",
        {
          patientId,
          allergyId: clinic.kit.ids.next(),
          substanceCode: null,
          substance: "Amoxicillin",
          reaction: "anaphylaxis",
          severity: "severe",
        },
        { as: clinic.ma },
      ),
    );
    const signed = await clinic.call(
      "signEncounter",
      { encounterId, patientId, supervisorId: null },
      { as: clinic.chen },
    );
    expect(signed).toMatchObject({ error: { code: "sign-gate", detail: { count: 1 } } });
    const { items } = value(await clinic.call("signGate", { encounterId }, { as: clinic.chen }));
    expect(items[0]).toMatchObject({ code: "order-blocked", severity: "stop" });
  });
});
