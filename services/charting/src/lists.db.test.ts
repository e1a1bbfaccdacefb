import { databaseKinds } from "@practicum/db/test-databases";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { TODAY, completeNote, encounter, openClinic, outcome, patient, value, type Clinic } from "./test/clinic.ts";

const NOTHING = {
  systolic: null,
  diastolic: null,
  pulse: null,
  respiration: null,
  temperatureHundredthsC: null,
  oxygenSaturation: null,
  weightGrams: null,
  heightMm: null,
  headMm: null,
  pain: null,
};

describe.each(databaseKinds)("the chart's lists on %s", (database) => {
  let clinic: Clinic;
  beforeAll(async () => {
    clinic = await openClinic(database);
  });
  afterAll(() => clinic.kit.stop());

  const chart = async (patientId: string) => value(await clinic.call("getChart", { patientId }, { as: clinic.chen }));
  const record = (patientId: string, values: object, encounterId: string | null = null) => {
    const vitalsId = clinic.kit.ids.next<"vitals">();
    return clinic.call("recordVitals", { vitalsId, patientId, encounterId, ...NOTHING, ...values }, { as: clinic.ma });
  };
  const allergy = (patientId: string, substance: string, severity: "mild" | "severe" = "mild") => ({
    patientId,
    allergyId: clinic.kit.ids.next<"allergy">(),
    substanceCode: null,
    substance,
    reaction: "hives",
    severity,
  });

  test("CHT-12 to CHT-14 vitals are judged by age, and an error stays visible", async () => {
    const { encounterId, patientId } = await encounter(clinic, clinic.chen);
    const reply = value(
      await record(
        patientId,
        { systolic: 182, diastolic: 95, pulse: 72, weightGrams: 81_600, heightMm: 1650, temperatureHundredthsC: 3680 },
        encounterId,
      ),
    );
    expect(reply.abnormal).toEqual([
      { field: "systolic", direction: "high", critical: true },
      { field: "diastolic", direction: "high", critical: false },
    ]);
    expect(reply.bmiTenths).toBe(300);
    const child = await patient(clinic, "2024-11-23");
    expect(value(await record(child, { pulse: 130 })).abnormal).toEqual([]);

    value(
      await clinic.call(
        "strikeVitals",
        { vitalsId: reply.vitalsId, patientId, reason: "wrong patient" },
        { as: clinic.ma },
      ),
    );
    expect(
      outcome(
        await clinic.call("strikeVitals", { vitalsId: reply.vitalsId, patientId, reason: "again" }, { as: clinic.ma }),
      ),
    ).toBe("not-found");
    const note = value(await clinic.call("getEncounter", { encounterId }, { as: clinic.chen }));
    expect(note.vitals).toMatchObject([{ systolic: 182, enteredInError: true, takenBy: "Mora Test, MA" }]);
  });

  test("CHT-10, CHT-11, CHT-15 what can't be is refused by name; nothing goes to another's or a signed encounter", async () => {
    const patientId = await patient(clinic);
    expect(await record(patientId, { temperatureHundredthsC: 9860 })).toMatchObject({
      error: {
        code: "out-of-range",
        field: "temperatureHundredthsC",
        detail: { field: "Temperature", value: "98.6 °C" },
      },
    });
    expect(await record(patientId, { systolic: 80, diastolic: 120 })).toMatchObject({ error: { field: "diastolic" } });
    expect(outcome(await record(patientId, { systolic: 120 }))).toBe("invalid-input");
    expect(outcome(await record(patientId, {}))).toBe("invalid-input");
    expect(outcome(await record(clinic.kit.ids.next(), { pulse: 70 }))).toBe("not-found");
    const other = await completeNote(clinic, clinic.chen);
    expect(outcome(await record(patientId, { pulse: 70 }, other.encounterId))).toBe("not-found");
    value(
      await clinic.call(
        "signEncounter",
        { encounterId: other.encounterId, patientId: other.patientId, supervisorId: null },
        { as: clinic.chen },
      ),
    );
    expect(outcome(await record(other.patientId, { pulse: 70 }, other.encounterId))).toBe("encounter-sealed");
    expect(
      outcome(
        await clinic.call(
          "recordVitals",
          { ...NOTHING, pulse: 70, vitalsId: clinic.kit.ids.next(), patientId, encounterId: null },
          { as: ["front-desk"] },
        ),
      ),
    ).toBe("not-allowed");
  });

  test("CHT-90 vitals sent again as they were are saved once; sent again with a change they are refused", async () => {
    const { encounterId, patientId } = await encounter(clinic, clinic.chen);
    const vitalsId = clinic.kit.ids.next<"vitals">();
    const set = { vitalsId, patientId, encounterId, ...NOTHING, pulse: 72 };
    const send = async (change: object, as = clinic.ma) =>
      outcome(await clinic.call("recordVitals", { ...set, ...change }, { as }));
    expect([await send({}), await send({})]).toEqual(["ok", "ok"]);
    expect(await send({ pulse: 172 })).toBe("already-recorded");
    expect(await send({ weightGrams: 80_000 })).toBe("already-recorded");
    expect(await send({ encounterId: null })).toBe("already-recorded");
    expect(await send({ patientId: await patient(clinic), encounterId: null })).toBe("already-recorded");
    expect(await send({}, clinic.chen)).toBe("already-recorded");
    expect((await chart(patientId)).vitals).toMatchObject([{ pulse: 72, weightGrams: null }]);
    const events = await clinic.kit.events("charting", "charting.vitals-recorded.v1");
    expect(events.filter(({ keys }) => keys["patientId"] === patientId)).toHaveLength(1);
    value(await clinic.call("strikeVitals", { vitalsId, patientId, reason: "wrong cuff" }, { as: clinic.ma }));
    expect(await send({})).toBe("already-recorded");
  });

  test("CHT-20 to CHT-23 not asked, none known, listed; corrections keep the history", async () => {
    const patientId = await patient(clinic);
    const list = async () =>
      value(await clinic.call("chartSummary", { patientId }, { as: ["medical-assistant"] })).allergies;
    expect(await list()).toEqual({ status: "not-asked", askedAt: null, entries: [] });
    value(await clinic.call("setNoKnownAllergies", { patientId }, { as: clinic.ma }));
    expect(await list()).toMatchObject({ status: "none-known", askedAt: clinic.kit.clock.now() });
    const penicillin = allergy(patientId, "Penicillin");
    value(await clinic.call("addAllergy", penicillin, { as: clinic.ma }));
    expect(await list()).toMatchObject({
      status: "listed",
      entries: [{ substance: "Penicillin", recordedBy: "Mora Test, MA" }],
    });
    expect(outcome(await clinic.call("addAllergy", allergy(patientId, "PENICILLIN"), { as: clinic.ma }))).toBe(
      "already-recorded",
    );
    expect(outcome(await clinic.call("setNoKnownAllergies", { patientId }, { as: clinic.ma }))).toBe(
      "already-recorded",
    );
    const end = {
      patientId,
      allergyId: penicillin.allergyId,
      status: "entered-in-error" as const,
      reason: "wrong chart",
    };
    value(await clinic.call("endAllergy", end, { as: clinic.ma }));
    expect(outcome(await clinic.call("endAllergy", end, { as: clinic.ma }))).toBe("not-found");
    // The list was asked about and then emptied: that is not "none known".
    expect(await list()).toMatchObject({ status: "not-asked", entries: [{ status: "entered-in-error" }] });
    value(await clinic.call("addAllergy", allergy(patientId, "Penicillin"), { as: clinic.ma }));
    expect((await list()).entries).toHaveLength(2);
  });

  test("CHT-23 to CHT-27 medications, problems and vaccines", async () => {
    const patientId = await patient(clinic);
    const medication = {
      patientId,
      medicationId: clinic.kit.ids.next<"medication">(),
      rxnorm: null,
      name: "Lisinopril 10 mg",
      directions: "daily",
      startedOn: null,
    };
    value(await clinic.call("addMedication", medication, { as: clinic.ma }));
    expect(
      outcome(
        await clinic.call(
          "addMedication",
          { ...medication, medicationId: clinic.kit.ids.next(), name: "lisinopril 10 MG" },
          { as: clinic.ma },
        ),
      ),
    ).toBe("already-recorded");
    value(await clinic.call("reviewMedications", { patientId }, { as: clinic.ma }));
    value(
      await clinic.call(
        "endMedication",
        { patientId, medicationId: medication.medicationId, status: "stopped", reason: "cough" },
        { as: clinic.ma },
      ),
    );

    const problem = {
      patientId,
      problemId: clinic.kit.ids.next<"problem">(),
      code: "I10",
      label: "High blood pressure",
      onsetOn: null,
    };
    expect(outcome(await clinic.call("addProblem", problem, { as: clinic.ma }))).toBe("not-allowed");
    expect(await clinic.call("addProblem", { ...problem, code: "X99.99" }, { as: clinic.chen })).toMatchObject({
      error: { code: "unknown-diagnosis" },
    });
    value(await clinic.call("addProblem", problem, { as: clinic.chen }));
    expect(
      outcome(await clinic.call("addProblem", { ...problem, problemId: clinic.kit.ids.next() }, { as: clinic.chen })),
    ).toBe("already-recorded");
    value(
      await clinic.call(
        "resolveProblem",
        { patientId, problemId: problem.problemId, status: "resolved", on: TODAY },
        { as: clinic.chen },
      ),
    );

    expect(await chart(patientId)).toMatchObject({
      medications: {
        reviewedAt: clinic.kit.clock.now(),
        entries: [{ name: "Lisinopril 10 mg", status: "stopped", stoppedOn: TODAY }],
      },
      problems: [{ code: "I10", status: "resolved", resolvedOn: TODAY }],
    });
  });

  test("CHT-16 critical values are announced, stay open until the provider was told, and are settled once", async () => {
    const { encounterId, patientId, appointmentId } = await encounter(clinic, clinic.chen);
    const record = async (values: object) => {
      const vitalsId = clinic.kit.ids.next<"vitals">();
      value(
        await clinic.call(
          "recordVitals",
          { vitalsId, patientId, encounterId, ...NOTHING, ...values },
          { as: clinic.ma },
        ),
      );
      return vitalsId;
    };
    const open = async () =>
      value(await clinic.call("openCriticals", {}, { as: clinic.ma })).filter((one) => one.patientId === patientId);
    const announced = async (name: string) =>
      (await clinic.kit.events("charting", name)).filter(({ keys }) => keys["patientId"] === patientId).length;
    await record({ systolic: 140, diastolic: 80 });
    expect(await open()).toEqual([]);
    const vitalsId = await record({ systolic: 200, diastolic: 90, pulse: 80 });
    expect(await open()).toMatchObject([
      { vitalsId, encounterId, appointmentId, providerName: clinic.chen.name, values: ["Systolic pressure"] },
    ]);
    expect(await announced("charting.critical-vitals.v1")).toBe(1);
    const tell = { vitalsId, patientId, to: clinic.chen.name };
    expect(
      outcome(await clinic.call("tellCritical", { ...tell, patientId: await patient(clinic) }, { as: clinic.ma })),
    ).toBe("not-found");
    value(await clinic.call("tellCritical", tell, { as: clinic.ma }));
    value(await clinic.call("tellCritical", { ...tell, to: "Somebody else" }, { as: clinic.np }));
    expect(await open()).toEqual([]);
    expect((await chart(patientId)).vitals[0]).toMatchObject({ told: { to: clinic.chen.name, by: clinic.ma.name } });
    expect(await announced("charting.critical-settled.v1")).toBe(1);

    const wrong = await record({ pulse: 300 });
    expect(await open()).toMatchObject([{ vitalsId: wrong, values: ["Pulse"] }]);
    value(
      await clinic.call("strikeVitals", { vitalsId: wrong, patientId, reason: "typed 300 for 80" }, { as: clinic.ma }),
    );
    expect(await open()).toEqual([]);
    expect(await announced("charting.critical-settled.v1")).toBe(2);
  });

  test("CHT-27 a vaccine is found by its names and numbers, given with all that is kept of a dose, and once a day", async () => {
    const patientId = await patient(clinic, "2019-05-02");
    const search = async (text: string, past = false) =>
      value(await clinic.call("searchVaccines", { text, onDate: TODAY, past, limit: 10 }, { as: clinic.ma }));
    const cvxOf = async (text: string, past = false) => (await search(text, past)).map((one) => one.cvx);
    expect((await cvxOf("mmr"))[0]).toBe("03");
    expect(await cvxOf("boostrix")).toEqual(["115"]);
    expect((await cvxOf("115"))[0]).toBe("115");
    expect(await cvxOf("90715")).toEqual(["115"]);
    expect(await cvxOf("gardasil")).toEqual(["165"]);
    expect(await cvxOf("gardasil", true)).toEqual(["165", "62"]);

    // A package that was not used before: the person says which vaccine it is, and the next scan finds it.
    const barcode = "01003123456789061727063010UJ123AB";
    const [unknown] = await search(barcode);
    expect(unknown).toMatchObject({ cvx: null, scan: { ndc: "1234567890", lot: "UJ123AB", expiresOn: "2027-06-30" } });
    const dose = {
      patientId,
      immunizationId: clinic.kit.ids.next<"immunization">(),
      cvx: "03",
      givenOn: TODAY,
      lot: "UJ123AB",
      expiresOn: "2027-06-30",
      manufacturer: "Merck",
      site: "Left thigh",
      route: "subcutaneous",
      doseHundredthsMl: 50,
      funding: "vfc",
      vis: { editionOn: "2025-01-31", givenOn: TODAY },
      ndc: "1234567890",
    } as const;
    const again = () => ({ ...dose, immunizationId: clinic.kit.ids.next<"immunization">() });
    const record = (change: object, as = clinic.ma) =>
      clinic.call("recordImmunization", { ...again(), ...change }, { as });
    const desk = { ...clinic.ma, roles: ["front-desk" as const] };
    expect(outcome(await record({}, desk))).toBe("not-allowed");
    expect(await record({ cvx: "999" })).toMatchObject({ error: { field: "cvx" } });
    expect(await record({ cvx: "62" })).toMatchObject({ error: { field: "cvx" } });
    expect(await record({ givenOn: "2026-11-24" })).toMatchObject({ error: { field: "givenOn" } });
    expect(await record({ expiresOn: "2026-11-22" })).toMatchObject({ error: { field: "expiresOn" } });
    expect((await chart(patientId)).immunizations).toEqual([]);
    value(await clinic.call("recordImmunization", dose, { as: clinic.ma }));
    expect(outcome(await record({}))).toBe("already-recorded");
    const { immunizationId, vis, lot } = dose;
    expect((await chart(patientId)).immunizations).toMatchObject([
      { immunizationId, lot, vis, cvx: "03", here: true, status: "given", funding: "vfc", recordedBy: clinic.ma.name },
    ]);
    const last = { lot, manufacturer: "Merck", doseHundredthsMl: 50, visEditionOn: "2025-01-31" };
    for (const text of [barcode, "12345-678-90", "12345-0678-90"]) {
      expect((await search(text))[0]).toMatchObject({ cvx: "03", last });
    }
  });

  test("CHT-28, CHT-29 doses of elsewhere and refusals; a wrong one is struck with a reason, and the right one can follow", async () => {
    const patientId = await patient(clinic, "2001-05-02");
    const ids = () => ({ patientId, immunizationId: clinic.kit.ids.next<"immunization">() });
    const past = { ...ids(), cvx: "62", givenOn: "2013-08-01", lot: "", knownFrom: "Vaccination card" } as const;
    value(await clinic.call("recordPastImmunization", past, { as: clinic.ma }));
    const refusal = { ...ids(), cvx: "140", refusedOn: TODAY, reason: "Has had it at the pharmacy last week" } as const;
    value(await clinic.call("recordVaccineRefusal", refusal, { as: clinic.ma }));
    const strike = { patientId, immunizationId: past.immunizationId, reason: "Another patient’s card" };
    const other = await patient(clinic);
    expect(outcome(await clinic.call("strikeImmunization", { ...strike, patientId: other }, { as: clinic.ma }))).toBe(
      "not-found",
    );
    value(await clinic.call("strikeImmunization", strike, { as: clinic.np }));
    expect(outcome(await clinic.call("strikeImmunization", { ...strike, reason: "x" }, { as: clinic.ma }))).toBe(
      "not-found",
    );
    expect((await chart(patientId)).immunizations).toMatchObject([
      { cvx: "140", status: "refused", note: refusal.reason, here: false },
      {
        cvx: "62",
        status: "entered-in-error",
        note: "Vaccination card",
        lot: null,
        struck: { reason: strike.reason, by: clinic.np.name },
      },
    ]);
    value(await clinic.call("recordPastImmunization", { ...past, ...ids() }, { as: clinic.ma }));
  });

  test("CHT-80, CHT-81 history is taken over once, entry by entry", async () => {
    const patientId = await patient(clinic);
    const at = "2020-01-02T03:04:05.000Z";
    const entries = [
      {
        kind: "allergy" as const,
        sourceId: "a",
        substance: "Peanut",
        substanceCode: null,
        reaction: "",
        severity: "unknown" as const,
        active: true,
        at,
      },
      {
        kind: "medication" as const,
        sourceId: "m",
        rxnorm: "314076",
        name: "Lisinopril",
        directions: "",
        startedOn: "2020-01-02",
        stoppedOn: null,
        active: true,
      },
      {
        kind: "problem" as const,
        sourceId: "p",
        code: "44054006",
        codeSystem: "http://snomed.info/sct",
        label: "Diabetes",
        onsetOn: "2019-01-01",
        resolvedOn: null,
      },
      {
        kind: "immunization" as const,
        sourceId: "i",
        cvx: "140",
        name: "Influenza",
        givenOn: "2020-10-01",
        status: "given" as const,
      },
      { kind: "observation" as const, sourceId: "o", loinc: "4548-4", name: "HbA1c", value: "7.1", unit: "%", at },
      {
        kind: "vitals" as const,
        sourceId: "v",
        at,
        vitals: { ...NOTHING, systolic: 150, diastolic: 70, weightGrams: 80_000, heightMm: 1700 },
      },
      {
        kind: "procedure" as const,
        sourceId: "r",
        code: null,
        codeSystem: null,
        label: "Appendectomy",
        performedOn: null,
      },
      {
        kind: "encounter" as const,
        sourceId: "e",
        label: "Office visit",
        serviceDate: "2020-01-02",
        providerName: "Dr. Elsewhere",
        reason: "cough",
      },
    ];
    const imported = { patientId, system: "synthea", entries };
    expect(value(await clinic.call("importChart", imported))).toEqual({ taken: 8, alreadyThere: 0, left: [] });
    expect(value(await clinic.call("importChart", imported))).toEqual({ taken: 0, alreadyThere: 8, left: [] });
    const more = [
      ...entries,
      {
        kind: "procedure" as const,
        sourceId: "r2",
        code: null,
        codeSystem: null,
        label: "X-ray",
        performedOn: "2021-01-01",
      },
    ];
    expect(value(await clinic.call("importChart", { ...imported, entries: more }))).toEqual({
      taken: 1,
      alreadyThere: 8,
      left: [],
    });
    const found = await chart(patientId);
    expect(found).toMatchObject({
      allergies: { status: "listed", entries: [{ substance: "Peanut", recordedAt: at }] },
      medications: { entries: [{ name: "Lisinopril", startedOn: "2020-01-02" }] },
      problems: [{ label: "Diabetes", status: "active" }],
      immunizations: [{ cvx: "140" }],
      observations: [{ name: "HbA1c", value: "7.1", at }],
      vitals: [
        {
          takenAt: at,
          takenBy: "From earlier records",
          abnormal: [{ field: "systolic", direction: "high", critical: false }],
          bmiTenths: 277,
        },
      ],
      encounters: [{ visitTypeName: "Office visit: cough", providerName: "Dr. Elsewhere", status: "signed" }],
    });
    expect(found.procedures).toHaveLength(2);
  });

  test("CHT-82, CHT-83 the manager alone takes a history over, by name, and vital signs that can't be are left", async () => {
    const patientId = await patient(clinic);
    const set = (sourceId: string, values: object) => ({
      kind: "vitals" as const,
      sourceId,
      at: "2020-01-02T03:04:05.000Z",
      vitals: { ...NOTHING, ...values },
    });
    const entries = [
      set("good", { pulse: 70 }),
      set("hot", { temperatureHundredthsC: 9860 }),
      set("half", { systolic: 120 }),
      {
        kind: "encounter" as const,
        sourceId: "e",
        label: "Office visit",
        serviceDate: "2020-01-02",
        providerName: "Dr. Elsewhere",
        reason: "",
      },
    ];
    const input = { patientId, system: "elsewhere", entries };
    for (const role of ["front-desk", "medical-assistant", "physician", "biller"] as const) {
      expect(outcome(await clinic.call("importChart", input, { as: [role] }))).toBe("not-allowed");
    }
    expect((await chart(patientId)).encounters).toEqual([]);
    const manager = { ...clinic.ma, name: "Wanda Whitfield", roles: ["practice-manager" as const] };
    expect(value(await clinic.call("importChart", input, { as: manager }))).toEqual({
      taken: 2,
      alreadyThere: 0,
      left: [
        { sourceId: "hot", because: "Temperature: the value is not possible" },
        { sourceId: "half", because: "A blood pressure has two values." },
      ],
    });
    expect((await chart(patientId)).vitals).toMatchObject([{ pulse: 70 }]);
    for (const table of ["vitals", "encounter"]) {
      expect(
        await clinic.kit.rows(
          "charting",
          `select source_system, taken_over_by from ${table} where patient_id = '${patientId}'`,
        ),
      ).toEqual([{ source_system: "elsewhere", taken_over_by: "Wanda Whitfield" }]);
    }
    const nobody = { ...input, patientId: clinic.kit.ids.next<"patient">() };
    expect(outcome(await clinic.call("importChart", nobody, { as: manager }))).toBe("not-found");
  });

  test("every read and change of a chart names the patient in the audit trail", async () => {
    const { encounterId, patientId } = await encounter(clinic, clinic.chen);
    const before = (await clinic.kit.events("charting", "charting.access-recorded.v1")).length;
    await clinic.call("getEncounter", { encounterId }, { as: clinic.chen });
    await clinic.call(
      "saveNoteSection",
      { encounterId, section: "hpi", text: "a", baseVersion: 0 },
      { as: clinic.chen },
    );
    await clinic.call("saveNoteSection", { encounterId, section: "hpi", text: "b", baseVersion: 0 }, { as: clinic.ma });
    await clinic.call("signGate", { encounterId }, { as: clinic.chen });
    await clinic.call("noteVersions", { encounterId, section: "hpi" }, { as: clinic.chen });
    const entries = (await clinic.kit.events("charting", "charting.access-recorded.v1")).slice(before);
    expect(entries.map(({ payload }) => payload)).toMatchObject(
      ["getEncounter", "saveNoteSection", "saveNoteSection", "signGate", "noteVersions"].map((operation) => ({
        operation,
        patientIds: [patientId],
      })),
    );
  });
});
