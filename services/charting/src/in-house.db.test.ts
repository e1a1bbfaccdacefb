import { databaseKinds } from "@practicum/db/test-databases";
import { must } from "@practicum/kernel/assert";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { completeNote, encounter, openClinic, outcome, patient, TODAY, value, type Clinic } from "./test/clinic.ts";

const STREP = { key: "strep", value: "Positive" };
const IM = { amount: 1000, unit: "mg", route: "intramuscular" } as const;

describe.each(databaseKinds)("tests and injections that are done here on %s", (database) => {
  let clinic: Clinic;
  beforeAll(async () => {
    clinic = await openClinic(database);
  });
  afterAll(async () => clinic.kit.stop());

  const id = <K extends string>() => clinic.kit.ids.next<K>();
  interface Told {
    readonly name: string;
    readonly payload: { readonly [key: string]: unknown };
  }
  const told = async (name: string): Promise<Told["payload"][]> => {
    const rows = await clinic.kit.rows(
      "charting",
      "select name, envelope->'payload' as payload from outbox order by sequence",
    );
    return (rows as unknown as Told[]).filter((row) => row.name === name).map((row) => row.payload);
  };
  const note = async (encounterId: string) =>
    value(await clinic.call("getEncounter", { encounterId: encounterId as never }, { as: clinic.chen }));
  const order = async (encounterId: string, item: string, more: object = {}, as = clinic.chen) => {
    const orderId = id<"in-house-order">();
    const input = {
      orderId,
      encounterId: encounterId as never,
      item,
      dose: null,
      diagnosis: "J06.9",
      instructions: "",
      overrideReason: "",
      answeredAlerts: [],
      ...more,
    };
    return { orderId, input, result: await clinic.call("orderInHouse", input, { as }) };
  };
  const kit = { lot: "K12", expiresOn: "2027-01-31", controlLot: "C9", controlValid: true } as const;
  const vial = { lot: "V7", expiresOn: "2027-01-31", dose: IM, site: "Left deltoid" } as const;
  const drug = { ndc: "00409733201", taken: { quantityThousandths: 1000, unit: "UN" } } as const;

  test("CHT-158 CHT-160 a provider orders, whoever is with the patient carries out; an assistant orders nothing, the front desk sees nothing", async () => {
    const { encounterId, patientId } = await completeNote(clinic, clinic.chen);
    expect(outcome((await order(encounterId, "strep", {}, clinic.ma)).result)).toBe("not-allowed");
    expect(outcome((await order(encounterId, "tarot")).result)).toBe("not-found");
    const strep = await order(encounterId, "strep", { instructions: "Both tonsils" });
    value(strep.result);
    // Sent again after a lost answer: once.
    value(await clinic.call("orderInHouse", strep.input, { as: clinic.chen }));
    expect(outcome(await clinic.call("orderInHouse", { ...strep.input, item: "flu" }, { as: clinic.chen }))).toBe(
      "already-recorded",
    );
    const work = value(await clinic.call("inHouseWork", {}, { as: clinic.ma })).filter(
      (one) => one.patientId === patientId,
    );
    expect(work).toMatchObject([
      { label: "Rapid strep test", instructions: "Both tonsils", orderedBy: "Chen Test, MD" },
    ]);
    const desk = { ...clinic.ma, roles: ["front-desk" as const] };
    expect(outcome(await clinic.call("inHouseWork", {}, { as: desk }))).toBe("not-allowed");

    const flu = await order(encounterId, "flu");
    value(await clinic.call("cancelInHouse", { orderId: flu.orderId, patientId }, { as: clinic.chen }));
    value(await clinic.call("cancelInHouse", { orderId: flu.orderId, patientId }, { as: clinic.chen }));
    expect((await note(encounterId)).inHouse.map((one) => one.state)).toEqual(["ordered", "cancelled"]);
    const refused = {
      orderId: flu.orderId,
      patientId,
      outcomeId: id<"in-house-outcome">(),
      kind: "refused",
      reason: "no",
    } as const;
    expect(outcome(await clinic.call("recordNotDone", refused, { as: clinic.ma }))).toBe("order-carried-out");
  });

  test("CHT-161 CHT-163 CHT-164 a result stands among the results and in the note, with who, when, kit and flag; the order is done", async () => {
    const { encounterId, patientId } = await completeNote(clinic, clinic.chen);
    const { orderId } = await order(encounterId, "strep");
    const input = { orderId, patientId, outcomeId: id<"in-house-outcome">(), ...kit, values: [STREP] };
    const record = async (more: object, as = clinic.ma) =>
      clinic.call("recordTestResult", { ...input, ...more }, { as });
    expect(outcome(await record({ expiresOn: "2026-11-22" }))).toBe("invalid-input");
    expect(outcome(await record({ controlValid: false }))).toBe("invalid-input");
    const other = await patient(clinic);
    expect(outcome(await record({ patientId: other }))).toBe("not-found");
    expect(value(await record({})).values).toMatchObject([
      { value: "Positive", flag: "abnormal", reference: "Negative" },
    ]);
    value(await record({}));
    expect(outcome(await record({ lot: "K13" }))).toBe("already-recorded");
    expect(outcome(await record({ outcomeId: id() }))).toBe("order-carried-out");

    const chart = value(await clinic.call("getChart", { patientId }, { as: clinic.chen }));
    expect(chart.observations).toMatchObject([
      { name: "Group A strep antigen", loinc: "78012-2", value: "Positive", reference: "Negative", flag: "abnormal" },
    ]);
    const [done] = (await note(encounterId)).inHouse;
    expect(done).toMatchObject({
      state: "done",
      outcome: { by: "Mora Test, MA", lot: "K12", controlLot: "C9", seen: null },
    });
    const work = value(await clinic.call("inHouseWork", {}, { as: clinic.ma }));
    expect(work.filter((one) => one.patientId === patientId)).toEqual([]);
    expect(outcome(await clinic.call("cancelInHouse", { orderId, patientId }, { as: clinic.chen }))).toBe(
      "order-carried-out",
    );
  });

  test("CHT-165 what was recorded in error is struck: it is no result any more, stays to be seen, and the order waits again", async () => {
    const { encounterId, patientId } = await completeNote(clinic, clinic.chen);
    const { orderId } = await order(encounterId, "strep");
    const outcomeId = id<"in-house-outcome">();
    value(
      await clinic.call(
        "recordTestResult",
        { orderId, patientId, outcomeId, ...kit, values: [STREP] },
        { as: clinic.ma },
      ),
    );
    const strike = { orderId, patientId, outcomeId, reason: "The neighbour's swab" };
    expect(outcome(await clinic.call("strikeInHouse", { ...strike, outcomeId: id() }, { as: clinic.ma }))).toBe(
      "not-found",
    );
    value(await clinic.call("strikeInHouse", strike, { as: clinic.ma }));
    expect(outcome(await clinic.call("strikeInHouse", strike, { as: clinic.ma }))).toBe("not-found");
    const chart = value(await clinic.call("getChart", { patientId }, { as: clinic.chen }));
    expect(chart.observations).toEqual([]);
    const [again] = (await note(encounterId)).inHouse;
    expect(again).toMatchObject({
      state: "ordered",
      outcome: null,
      struck: [
        { outcomeId, values: [{ value: "Positive" }], struck: { reason: "The neighbour's swab", by: "Mora Test, MA" } },
      ],
    });
    const right = {
      orderId,
      patientId,
      outcomeId: id<"in-house-outcome">(),
      ...kit,
      values: [{ key: "strep", value: "Negative" }],
    };
    value(await clinic.call("recordTestResult", right, { as: clinic.ma }));
    expect((await note(encounterId)).inHouse[0]).toMatchObject({
      state: "done",
      outcome: { values: [{ value: "Negative", flag: null }] },
    });
    const struck = await told("charting.service-struck.v1");
    expect(struck.at(-1)).toMatchObject({ givenId: outcomeId, patientId });
  });

  test("CHT-166 an abnormal result is told to who ordered it, until that provider has seen it or signs the note with it", async () => {
    const { encounterId, patientId } = await completeNote(clinic, clinic.chen);
    const abnormal = async (item: string, values: { key: string; value: string }[]) => {
      const { orderId } = await order(encounterId, item);
      const outcomeId = id<"in-house-outcome">();
      value(
        await clinic.call("recordTestResult", { orderId, patientId, outcomeId, ...kit, values }, { as: clinic.ma }),
      );
      return outcomeId;
    };
    const normal = await abnormal("mono", [{ key: "mono", value: "Negative" }]);
    const strep = await abnormal("strep", [STREP]);
    const sugar = await abnormal("glucose", [{ key: "glucose", value: "44" }]);
    const raised = await told("charting.result-abnormal.v1");
    expect(raised.filter((one) => [normal, strep, sugar].includes(one["outcomeId"] as typeof normal))).toMatchObject([
      {
        outcomeId: strep,
        providerId: clinic.chen.staffId,
        values: ["Group A strep antigen: Positive"],
        critical: false,
      },
      { outcomeId: sugar, values: ["Glucose, capillary: 44 mg/dL low"], critical: true },
    ]);
    expect(outcome(await clinic.call("seeInHouseResult", { outcomeId: strep, patientId }, { as: clinic.ma }))).toBe(
      "not-allowed",
    );
    expect(outcome(await clinic.call("seeInHouseResult", { outcomeId: normal, patientId }, { as: clinic.chen }))).toBe(
      "not-found",
    );
    value(await clinic.call("seeInHouseResult", { outcomeId: strep, patientId }, { as: clinic.chen }));
    value(await clinic.call("seeInHouseResult", { outcomeId: strep, patientId }, { as: clinic.other }));
    value(await clinic.call("signEncounter", { encounterId, patientId, supervisorId: null }, { as: clinic.chen }));
    const settled = (await told("charting.result-settled.v1")).map((one) => one["outcomeId"]);
    expect(settled.filter((one) => one === strep || one === sugar)).toEqual([strep, sugar]);
    const seen = (await note(encounterId)).inHouse.map((one) => one.outcome?.seen?.by ?? null);
    expect(seen).toEqual([null, "Chen Test, MD", "Chen Test, MD"]);
  });

  test("CHT-159 CHT-162 an injection is checked like a prescription, when ordered and when given: an allergy found since stops it", async () => {
    const { encounterId, patientId } = await encounter(clinic, clinic.chen);
    value(await clinic.call("setNoKnownAllergies", { patientId }, { as: clinic.ma }));
    const first = await order(encounterId, "ceftriaxone", { dose: IM });
    value(first.result);
    const allergy = {
      allergyId: id<"allergy">(),
      patientId,
      substanceCode: "class:cephalosporin",
      substance: "Cephalosporins",
    };
    value(await clinic.call("addAllergy", { ...allergy, reaction: "hives", severity: "severe" }, { as: clinic.ma }));
    const give = { orderId: first.orderId, patientId, outcomeId: id<"in-house-outcome">(), ...vial, ...drug };
    expect(outcome(await clinic.call("recordInjection", give, { as: clinic.ma }))).toBe("alert-needs-reason");
    const [waiting] = value(await clinic.call("inHouseOfPatient", { patientId }, { as: clinic.ma }));
    const stop = must(waiting?.alerts.find((one) => one.severity === "stop"));
    expect(stop.answer).toBeNull();

    const second = await order(encounterId, "ceftriaxone", { dose: IM });
    expect(outcome(second.result)).toBe("alert-needs-reason");
    const answered = { dose: IM, overrideReason: "Tolerated in May", answeredAlerts: [stop.alertId] };
    const third = await order(encounterId, "ceftriaxone", answered);
    value(third.result);
    value(await clinic.call("cancelInHouse", { orderId: first.orderId, patientId }, { as: clinic.chen }));
    const given = { ...give, orderId: third.orderId };
    expect(
      outcome(await clinic.call("recordInjection", { ...given, dose: { ...IM, amount: 500 } }, { as: clinic.ma })),
    ).toBe("invalid-input");
    expect(outcome(await clinic.call("recordInjection", { ...given, site: "Abdomen" }, { as: clinic.ma }))).toBe(
      "invalid-input",
    );
    expect(outcome(await clinic.call("recordInjection", { ...given, ndc: null }, { as: clinic.ma }))).toBe(
      "invalid-input",
    );
    value(await clinic.call("recordInjection", given, { as: clinic.ma }));
    expect((await note(encounterId)).inHouse.find((one) => one.orderId === third.orderId)).toMatchObject({
      state: "given",
      outcome: { by: "Mora Test, MA", lot: "V7", site: "Left deltoid", ndc: "00409733201", dose: IM },
    });
  });

  test("CHT-159 what is prescribed is checked against an injection of the same visit", async () => {
    const { encounterId, patientId } = await encounter(clinic, clinic.chen);
    value(await clinic.call("setNoKnownAllergies", { patientId }, { as: clinic.ma }));
    value((await order(encounterId, "ketorolac", { dose: { ...IM, amount: 30 } })).result);
    const ibuprofen = {
      encounterId,
      orderId: id<"order">(),
      rxnorm: null,
      name: "Ibuprofen 600 mg tablet",
      directions: "",
    };
    const alerts = value(await clinic.call("checkMedicationOrder", ibuprofen, { as: clinic.chen }));
    expect(alerts.some((one) => one.kind === "duplicate" || one.kind === "drug-drug")).toBe(true);
  });

  test("CHT-167 the gate says what is ordered and not done, and the seal holds what was done; another's order is signed for by name", async () => {
    const { encounterId, patientId } = await completeNote(clinic, clinic.chen);
    const mine = await order(encounterId, "strep");
    const theirs = await order(encounterId, "flu", {}, clinic.np);
    value(mine.result);
    value(theirs.result);
    const gate = async () => value(await clinic.call("signGate", { encounterId }, { as: clinic.chen }));
    const first = await gate();
    expect(first.items.filter((one) => one.code === "not-carried-out").map((one) => one.target)).toEqual([
      `orders:${mine.orderId}`,
      `orders:${theirs.orderId}`,
    ]);
    expect(first.others).toMatchObject([{ key: `in-house:${theirs.orderId}`, by: "Nair Test, NP", asks: true }]);
    value(
      await clinic.call(
        "recordTestResult",
        { orderId: mine.orderId, patientId, outcomeId: id(), ...kit, values: [STREP] },
        { as: clinic.ma },
      ),
    );
    expect((await gate()).items.filter((one) => one.code === "not-carried-out")).toHaveLength(1);
    value(await clinic.call("cancelInHouse", { orderId: theirs.orderId, patientId }, { as: clinic.chen }));
    const sign = { encounterId, patientId, supervisorId: null, acceptedEntries: [] };
    value(await clinic.call("signEncounter", sign, { as: clinic.chen }));
    const { content } = value(await clinic.call("sealedNote", { encounterId }, { as: clinic.chen }));
    expect(JSON.parse(content)).toMatchObject({
      inHouse: [{ orderId: mine.orderId, outcome: { values: [{ value: "Positive" }] } }],
    });
    expect(outcome((await order(encounterId, "mono")).result)).toBe("encounter-sealed");
  });

  test("CHT-160 an order that nobody did before the signature can be carried out after it, or refused with the reason", async () => {
    const { encounterId, patientId } = await completeNote(clinic, clinic.chen);
    const { orderId } = await order(encounterId, "urine-dip");
    value(await clinic.call("signEncounter", { encounterId, patientId, supervisorId: null }, { as: clinic.chen }));
    const refused = {
      orderId,
      patientId,
      outcomeId: id<"in-house-outcome">(),
      kind: "refused",
      reason: "Could not pass urine",
    } as const;
    value(await clinic.call("recordNotDone", refused, { as: clinic.ma }));
    value(await clinic.call("recordNotDone", refused, { as: clinic.ma }));
    expect((await note(encounterId)).inHouse).toMatchObject([
      { state: "refused", outcome: { reason: "Could not pass urine" } },
    ]);
    const told_ = (await told("charting.service-given.v1")).filter((row) => JSON.stringify(row).includes(encounterId));
    expect(told_).toEqual([]);
  });

  test("CHT-168 what is charged of it is told: the drug in units of its code with its package, the test with its modifier, a bought vaccine with its giving", async () => {
    const { encounterId, patientId } = await completeNote(clinic, clinic.chen);
    value(await clinic.call("setNoKnownAllergies", { patientId }, { as: clinic.ma }));
    const shot = await order(encounterId, "ceftriaxone", { dose: IM });
    const strep = await order(encounterId, "strep");
    const shotId = id<"in-house-outcome">();
    const strepId = id<"in-house-outcome">();
    value(
      await clinic.call(
        "recordInjection",
        { orderId: shot.orderId, patientId, outcomeId: shotId, ...vial, ...drug },
        { as: clinic.ma },
      ),
    );
    value(
      await clinic.call(
        "recordTestResult",
        { orderId: strep.orderId, patientId, outcomeId: strepId, ...kit, values: [STREP] },
        { as: clinic.ma },
      ),
    );
    const dose = {
      patientId,
      cvx: "03",
      givenOn: TODAY,
      lot: "L1",
      expiresOn: "2027-06-30",
      manufacturer: "Maker",
      ...({
        site: "Left upper arm",
        route: "subcutaneous",
        doseHundredthsMl: 50,
        vis: null,
        ndc: null,
      } as const),
    };
    const bought = id<"immunization">();
    const free = id<"immunization">();
    value(
      await clinic.call(
        "recordImmunization",
        { ...dose, immunizationId: bought, funding: "private" },
        { as: clinic.ma },
      ),
    );
    value(
      await clinic.call(
        "recordImmunization",
        { ...dose, immunizationId: free, cvx: "10", funding: "public" },
        { as: clinic.ma },
      ),
    );
    const payloads = await told("charting.service-given.v1");
    const of = (givenId: string) => must(payloads.find((one) => one["givenId"] === givenId));
    const visit = { encounterId, patientId, providerId: clinic.chen.staffId, serviceDate: TODAY };
    expect(of(shotId)).toMatchObject({
      ...visit,
      kind: "injection",
      diagnosis: "J06.9",
      administration: "injection",
      lines: [
        { code: "J0696", units: 4, modifiers: [], drug: { ndc: "00409733201", quantityThousandths: 1000, unit: "UN" } },
      ],
    });
    expect(of(strepId)).toMatchObject({
      ...visit,
      administration: null,
      lines: [{ code: "87880", units: 1, modifiers: ["QW"] }],
    });
    expect(of(bought)).toMatchObject({
      ...visit,
      diagnosis: "Z23",
      administration: "vaccine-injection",
      lines: [{ code: "90707" }],
    });
    expect(of(free)).toMatchObject({ ...visit, administration: "vaccine-injection", lines: [] });
    value(
      await clinic.call(
        "strikeImmunization",
        { immunizationId: bought, patientId, reason: "Wrong arm, wrong child" },
        { as: clinic.ma },
      ),
    );
    expect((await told("charting.service-struck.v1")).at(-1)).toMatchObject({ givenId: bought });
  });
});
