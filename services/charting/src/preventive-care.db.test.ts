import { databaseKinds } from "@practicum/db/test-databases";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { TODAY, coding, completeNote, openClinic, outcome, patient, value, type Clinic } from "./test/clinic.ts";

describe.each(databaseKinds)("preventive care on %s", (database) => {
  let clinic: Clinic;
  beforeAll(async () => {
    clinic = await openClinic(database);
  });
  afterAll(() => clinic.kit.stop());

  const care = async (patientId: string) =>
    value(await clinic.call("preventiveCare", { patientId }, { as: clinic.ma })).items;
  const statusOf = async (patientId: string, rule: string) =>
    (await care(patientId)).find((one) => one.rule === rule)?.status;

  test("CHT-136 results, past procedures and vital signs count, each of this patient alone; what was struck does not", async () => {
    const [patientId, other] = [await patient(clinic, "1960-03-04"), await patient(clinic, "1960-03-04")];
    const system = "Old system";
    const imported = await clinic.call(
      "importChart",
      {
        patientId,
        system,
        entries: [
          {
            kind: "procedure",
            sourceId: "p1",
            code: "45378",
            codeSystem: "CPT",
            label: "Scope",
            performedOn: "2020-05-05",
          },
          {
            kind: "observation",
            sourceId: "o1",
            loinc: "4548-4",
            name: "A1c",
            value: "5.6",
            unit: "%",
            at: "2026-01-08T18:00:00.000Z",
          },
        ],
      },
      { as: { ...clinic.chen, roles: ["practice-manager"] } },
    );
    expect(value(imported).taken).toBe(2);
    expect(await statusOf(patientId, "colorectal")).toBe("up-to-date");
    expect(await statusOf(other, "colorectal")).toBe("no-record");
    // Without a weight nobody can tell; the result stands all the same.
    expect(await statusOf(patientId, "prediabetes")).toBe("up-to-date");
    expect(await statusOf(other, "prediabetes")).toBe("cannot-tell");

    const vitalsId = clinic.kit.ids.next<"vitals">();
    const nothing = {
      pulse: null,
      respiration: null,
      temperatureHundredthsC: null,
      oxygenSaturation: null,
      weightGrams: null,
      heightMm: null,
      pain: null,
    };
    value(
      await clinic.call(
        "recordVitals",
        { vitalsId, patientId, encounterId: null, systolic: 120, diastolic: 70, ...nothing },
        { as: clinic.ma },
      ),
    );
    expect(await statusOf(patientId, "pressure-yearly")).toBe("up-to-date");
    value(await clinic.call("strikeVitals", { vitalsId, patientId, reason: "wrong chart" }, { as: clinic.ma }));
    expect(await statusOf(patientId, "pressure-yearly")).toBe("no-record");
  });

  test("CHT-136 a procedure counts once its note is signed", async () => {
    const { encounterId, patientId } = await completeNote(clinic, clinic.chen);
    const { diagnoses, procedures } = coding();
    const screening = { code: "96127", label: "Questionnaire", modifiers: [], units: 1, pointers: [1] };
    value(
      await clinic.call(
        "saveCoding",
        { encounterId, baseVersion: 1, diagnoses, procedures: [...procedures, screening] },
        { as: clinic.chen },
      ),
    );
    expect(await statusOf(patientId, "depression")).toBe("no-record");
    value(await clinic.call("signEncounter", { encounterId, patientId, supervisorId: null }, { as: clinic.chen }));
    expect(await statusOf(patientId, "depression")).toBe("up-to-date");
  });

  test("CHT-137 an answer counts once, for its patient and rule, bears its author, and is taken back", async () => {
    const [patientId, other] = [await patient(clinic, "1960-03-04"), await patient(clinic, "1960-03-04")];
    const answerId = clinic.kit.ids.next<"preventive-answer">();
    const done = {
      answerId,
      patientId,
      rule: "colorectal",
      kind: "done",
      way: "fit",
      on: "2026-09-01",
      note: "Card seen",
    } as const;
    value(await clinic.call("answerPreventiveCare", done, { as: clinic.ma }));
    value(await clinic.call("answerPreventiveCare", done, { as: clinic.ma }));
    const [item] = (await care(patientId)).filter((one) => one.rule === "colorectal");
    expect(item).toMatchObject({
      status: "up-to-date",
      dueOn: "2027-09-01",
      answers: [{ kind: "done", way: "fit", note: "Card seen", by: "Mora Test, MA" }],
    });
    expect(item?.answers).toHaveLength(1);
    expect(await statusOf(other, "colorectal")).toBe("no-record");
    expect(outcome(await clinic.call("answerPreventiveCare", { ...done, way: "ct" }, { as: clinic.ma }))).toBe(
      "already-recorded",
    );

    const back = { answerId, patientId };
    expect(
      outcome(await clinic.call("withdrawPreventiveAnswer", { answerId, patientId: other }, { as: clinic.ma })),
    ).toBe("not-found");
    value(await clinic.call("withdrawPreventiveAnswer", back, { as: clinic.chen }));
    expect(await statusOf(patientId, "colorectal")).toBe("no-record");
    expect(outcome(await clinic.call("withdrawPreventiveAnswer", back, { as: clinic.chen }))).toBe("not-found");
  });

  test("CHT-139 what can't be is refused by the service too, and nothing is kept", async () => {
    const patientId = await patient(clinic, "1960-03-04");
    const answerId = clinic.kit.ids.next<"preventive-answer">();
    const never = {
      answerId,
      patientId,
      rule: "bone",
      kind: "not-applicable",
      way: null,
      on: TODAY,
      note: "",
    } as const;
    expect(await clinic.call("answerPreventiveCare", never, { as: clinic.ma })).toMatchObject({
      error: { code: "invalid-input", field: "note" },
    });
    expect((await care(patientId)).flatMap((one) => one.answers)).toEqual([]);
  });
});
