import { RECALL_CARE, type RecallCondition } from "@practicum/contracts/charting/recall-matches";
import { databaseKinds } from "@practicum/db/test-databases";
import type { Id } from "@practicum/kernel/brand";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { isRecommended } from "./domain/preventive-care.ts";
import { rules } from "./domain/preventive-rules.ts";
import { encounter, openClinic, patient, type Clinic } from "./test/clinic.ts";

const EVERYBODY: RecallCondition = {
  problems: [],
  ageFrom: null,
  ageTo: null,
  sex: "any",
  noVisitMonths: null,
  preventive: null,
  vaccine: null,
};

test("CHT-332: what a rule for recalls may name is a recommendation; due or not on record is asked for, declined is not", () => {
  expect(Object.keys(RECALL_CARE).toSorted()).toEqual(rules.map((one) => one.rule).toSorted());
  const facts = {
    born: "1960-05-01",
    sex: "female" as const,
    problems: ["E11.9"],
    bmiTenths: null,
    smoking: { ever: "unknown" as const, heavy: "unknown" as const },
    done: [],
    answers: [],
  };
  const said = { answerId: "a", way: null, on: "2026-10-01", note: "", at: "", by: "" } as never;
  expect(isRecommended(facts, "a1c", "2026-11-23")).toBe(true);
  expect(isRecommended({ ...facts, problems: [] }, "a1c", "2026-11-23")).toBe(false);
  const done = (on: string) => ({ ...facts, done: [{ code: "4548-4", on }] });
  expect(isRecommended(done("2026-06-01"), "a1c", "2026-11-23")).toBe(false);
  expect(isRecommended(done("2026-05-01"), "a1c", "2026-11-23")).toBe(true);
  const declined = [{ ...(said as object), rule: "a1c", kind: "declined" }] as never;
  expect(isRecommended({ ...facts, answers: declined }, "a1c", "2026-11-23")).toBe(false);
});

describe.each(databaseKinds)("whom a rule for recalls means, on %s", (database) => {
  let clinic: Clinic;
  beforeEach(async () => {
    clinic = await openClinic(database);
  });
  afterEach(() => clinic.kit.stop());

  /** Asks, and gives the answers in their order. */
  const answers = async (condition: Partial<RecallCondition>) => {
    const { kit } = clinic;
    const askId = kit.ids.next<"recall-ask">();
    const ruleId = kit.ids.next<"recall-rule">();
    const asked = { askId, ruleId, ruleVersion: 3, condition: { ...EVERYBODY, ...condition } };
    await kit.deliver("messaging.recall-asked.v1", asked);
    await kit.settle();
    return (await kit.events("charting", "charting.recall-found.v1"))
      .map(
        (event) => event.payload as { askId: string; ruleVersion: number; patientIds: Id<"patient">[]; last: boolean },
      )
      .filter((one) => one.askId === askId);
  };
  const meant = async (condition: Partial<RecallCondition>) =>
    (await answers(condition)).flatMap((one) => one.patientIds).toSorted();
  const run = (statement: string) => clinic.kit.rows("charting", statement);

  test("CHT-330: all that is said must hold, for ages up to the day of the birthday", async () => {
    // Today is 23 November 2026.
    const fifty = await patient(clinic, "1976-11-23");
    const almost = await patient(clinic, "1976-11-24");
    const oldest = await patient(clinic, "1951-11-24");
    const beyond = await patient(clinic, "1951-11-23");
    expect(await meant({ ageFrom: 50, ageTo: 74 })).toEqual([fifty, oldest].toSorted());
    expect(await meant({ ageFrom: 75 })).toEqual([beyond]);
    expect(await meant({ ageTo: 49 })).toEqual([almost]);
    expect(await meant({ ageFrom: 50, sex: "male" })).toEqual([]);
  });

  test("CHT-330: many charts are told in several answers, each patient once, and the last one says so", async () => {
    for (let n = 0; n < 205; n += 1)
      await run(`insert into patient (patient_id, family, given, birth_date, sex, mrn, version)
        values ('00000000-0000-7000-9000-${String(n).padStart(12, "0")}', 'F${n}', 'G', '1990-01-01', 'female', '${n}', 1)`);
    const told = await answers({ sex: "female" });
    expect(told.map((one) => [one.patientIds.length, one.last, one.ruleVersion])).toEqual([
      [200, false, 3],
      [5, true, 3],
    ]);
    expect(new Set(told.flatMap((one) => one.patientIds)).size).toBe(205);
    expect(await run("select * from recall_ask")).toEqual([]);
  });

  test("CHT-331: active problems by the beginning of their code, the last visit, and doses that were given", async () => {
    const [seen, lately, never] = [await patient(clinic), await patient(clinic), await patient(clinic)];
    for (const [patientId, on] of [
      [seen, "2026-05-22"],
      [lately, "2026-05-22"],
      [lately, "2026-05-23"],
    ] as const) {
      const { encounterId } = await encounter(clinic, clinic.chen, patientId);
      await run(`update encounter set service_date = '${on}' where encounter_id = '${encounterId}'`);
    }
    expect(await meant({ noVisitMonths: 6 })).toEqual([seen]);
    const problem = (patientId: string, code: string, status: string) =>
      run(`insert into problem (problem_id, patient_id, code, label, recorded_at, recorded_by, status)
        values ('${clinic.kit.ids.next()}', '${patientId}', '${code}', 'x', '2026-01-01', 'x', '${status}')`);
    await problem(seen, "E11.65", "active");
    await problem(lately, "E11.9", "resolved");
    await problem(never, "I10", "active");
    expect(await meant({ problems: ["E11"] })).toEqual([seen]);
    expect(await meant({ problems: ["I10", "E11"] })).toEqual([seen, never].toSorted());
    // What bears a sensitive class names nobody to the desk.
    await problem(lately, "B20", "active");
    expect(await meant({ problems: ["B20"] })).toEqual([]);
    const dose = (patientId: string, on: string, status: string) =>
      run(`insert into immunization (immunization_id, patient_id, cvx, name, given_on, status, recorded_at, recorded_by)
        values ('${clinic.kit.ids.next()}', '${patientId}', '150', 'x', '${on}', '${status}', '2026-01-01', 'x')`);
    await dose(seen, "2025-11-24", "given");
    await dose(lately, "2025-11-23", "given");
    await dose(never, "2026-11-01", "refused");
    expect(await meant({ vaccine: { cvx: ["150", "158"], months: 12 } })).toEqual([lately, never].toSorted());
  });

  test("CHT-331, CHT-332: a restricted chart is never among them; a recommendation is judged chart by chart", async () => {
    const [open, shut] = [await patient(clinic, "1960-01-01"), await patient(clinic, "1960-01-01")];
    await patient(clinic, "2010-01-01");
    expect(await meant({ preventive: "breast" })).toEqual([open, shut].toSorted());
    await run(`insert into chart_restriction (restriction_id, patient_id, class, shuts, staff_ids, roles, reason, at, by_name)
      values ('${clinic.kit.ids.next()}', '${shut}', 'vip', 'others', '{}', '{}', 'x', '2026-01-01', 'x')`);
    expect(await meant({ preventive: "breast" })).toEqual([open]);
    expect(await meant({ ageFrom: 60 })).toEqual([open]);
  });

  test("CHT-332: what is on one chart counts for that patient alone, however many are judged together", async () => {
    const [diabetic, tested, declined, well] = [
      await patient(clinic, "1960-01-01"),
      await patient(clinic, "1960-01-01"),
      await patient(clinic, "1960-01-01"),
      await patient(clinic, "1960-01-01"),
    ];
    for (const patientId of [diabetic, tested, declined])
      await run(`insert into problem (problem_id, patient_id, code, label, recorded_at, recorded_by, status)
        values ('${clinic.kit.ids.next()}', '${patientId}', 'E11.9', 'Diabetes', '2026-01-01', 'x', 'active')`);
    await run(`insert into past_procedure (procedure_id, patient_id, code, label, performed_on)
      values ('${clinic.kit.ids.next()}', '${tested}', '83036', 'A1c', '2026-10-01')`);
    await run(`insert into preventive_answer (answer_id, patient_id, rule, kind, way, answered_on, note, recorded_at, recorded_by)
      values ('${clinic.kit.ids.next()}', '${declined}', 'a1c', 'declined', null, '2026-10-01', '', '2026-10-01', 'x')`);
    expect(await meant({ preventive: "a1c" })).toEqual([diabetic]);
    expect(await meant({ preventive: "breast" })).toEqual([diabetic, tested, declined, well].toSorted());
  });
});
