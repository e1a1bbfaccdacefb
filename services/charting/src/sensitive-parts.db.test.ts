import { databaseKinds } from "@practicum/db/test-databases";
import { must } from "@practicum/kernel/assert";
import { addMinutes } from "@practicum/kernel/instant";
import { testNow } from "@practicum/service/test-kit";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { encounter, openClinic, outcome, patient, value, write, type Clinic } from "./test/clinic.ts";

describe.each(databaseKinds)("sensitive parts of a chart on %s", (database) => {
  let clinic: Clinic;
  beforeAll(async () => {
    clinic = await openClinic(database);
    const program = { part2Program: true, minorsFrom: 12, minorsKinds: ["reproductive" as const], baseVersion: 0 };
    value(await clinic.call("saveSensitiveSettings", program));
  });
  afterAll(() => clinic.kit.stop());

  type Who = Clinic["chen"];
  const next = () => clinic.kit.ids.next<never>();
  const problem = async (patientId: string, code: string, label: string, as: Who = clinic.chen) => {
    const input = { problemId: next(), patientId, code, label, onsetOn: null };
    return { problemId: input.problemId, reply: await clinic.call("addProblem", input, { as }) };
  };
  const drug = async (patientId: string, name: string, as: Who = clinic.chen) => {
    const input = { medicationId: next(), patientId, rxnorm: null, name, directions: "", startedOn: null };
    return { medicationId: input.medicationId, reply: await clinic.call("addMedication", input, { as }) };
  };
  const chart = async (patientId: string, as: Who) => {
    const { problems, medications, encounters } = value(await clinic.call("getChart", { patientId }, { as }));
    return [...problems.map((one) => one.label), ...medications.entries.map((one) => one.name), encounters.length];
  };
  /** A chart of Chen's with one of each, and a visit of an older day so that nobody sees it by today's. */
  async function planted(birthDate: `${number}-${number}-${number}` = "1981-03-04") {
    const patientId = await patient(clinic, birthDate);
    const { encounterId } = await encounter(clinic, clinic.chen, patientId);
    await clinic.kit.rows(
      "charting",
      `update encounter set service_date = '2026-11-02' where encounter_id = '${encounterId}'`,
    );
    for (const [code, label] of [
      ["I10", "Pressure"],
      ["F11.20", "Opioids"],
      ["Z30.09", "Contraception"],
    ] as const)
      value((await problem(patientId, code, label)).reply);
    value((await drug(patientId, "Methadone 10 mg tablet")).reply);
    return { patientId, encounterId };
  }

  test("CHT-285, CHT-286 who treats sees all, a role its classes, others that there is nothing", async () => {
    const { patientId } = await planted();
    expect(await chart(patientId, clinic.chen)).toEqual([
      "Contraception",
      "Opioids",
      "Pressure",
      "Methadone 10 mg tablet",
      1,
    ]);
    expect(await chart(patientId, clinic.other)).toEqual(["Contraception", "Pressure", 1]);
    expect(await chart(patientId, clinic.ma)).toEqual(["Pressure", 1]);
    // On the day of the visit who rooms the patient sees what that takes.
    await encounter(clinic, clinic.chen, patientId);
    expect(await chart(patientId, clinic.ma)).toHaveLength(5);
    expect(await chart(patientId, clinic.other)).toEqual(["Contraception", "Pressure", 2]);
  });

  test("CHT-286 what names a hidden fact is answered as if there were none, and the attempt is in the trail", async () => {
    const { patientId } = await planted();
    const { problemId } = await problem(patientId, "F10.20", "Alcohol");
    const resolve = { problemId, patientId, status: "resolved" as const, on: "2026-11-23" as const };
    const unknown = { ...resolve, problemId: next() };
    const [hidden, none] = [resolve, unknown].map((input) =>
      clinic.call("resolveProblem", input, { as: clinic.other }),
    );
    expect([outcome(await must(hidden)), outcome(await must(none))]).toEqual(["not-found", "not-found"]);
    const told = await clinic.kit.events("charting", "charting.access-recorded.v1");
    const attempt = told.filter(({ payload }) => JSON.stringify(payload).includes("resolveProblem")).at(-2)?.payload;
    expect(attempt).toMatchObject({ patientIds: [patientId] });
    value(await clinic.call("resolveProblem", resolve, { as: clinic.chen }));
  });

  test("CHT-287 what is hidden is not told by a refusal: it is answered as added, and stands once", async () => {
    const { patientId } = await planted();
    expect(outcome((await drug(patientId, "methadone 10 MG tablet", clinic.other)).reply)).toBe("ok");
    expect(outcome((await problem(patientId, "F11.20", "Again", clinic.other)).reply)).toBe("ok");
    expect(outcome((await problem(patientId, "I10", "Again", clinic.other)).reply)).toBe("already-recorded");
    expect(outcome((await drug(patientId, "Methadone 10 mg tablet", clinic.chen)).reply)).toBe("already-recorded");
    expect(await chart(patientId, clinic.chen)).toHaveLength(5);
  });

  test("CHT-289 a hidden medication is checked and not named", async () => {
    const { patientId } = await planted();
    const { encounterId } = await encounter(clinic, clinic.np, patientId);
    const order = { encounterId, orderId: next(), rxnorm: null, name: "Phenelzine 15 mg tablet", directions: "" };
    const asked = async (as: Who) => value(await clinic.call("checkMedicationOrder", order, { as }));
    // The nurse practitioner treats from the visit on, another physician does not.
    expect(JSON.stringify(await asked(clinic.np))).toMatch(/methadone/i);
    const others = await asked(clinic.other);
    expect(JSON.stringify(others)).not.toMatch(/methadone/i);
    expect(others).toContainEqual(expect.objectContaining({ kind: "drug-drug", severity: "stop" }));
    expect(must(others.find((one) => one.severity === "stop")).message).toContain("not shown to you");
  });

  test("CHT-284, CHT-288 set by who may, lifted by who treats, over what was seen; why is told of each", async () => {
    const { patientId } = await planted();
    const { problemId } = await problem(patientId, "J45.909", "Asthma");
    const say = (says: "set" | "lifted", baseVersion: number, as: Who, more: object = {}) =>
      clinic.call(
        "setFactClass",
        {
          entryId: next(),
          patientId,
          factId: problemId,
          class: "substance-use" as const,
          says,
          reason: "Talked about it",
          baseVersion,
          ...more,
        },
        { as },
      );
    expect(outcome(await say("set", 0, clinic.ma))).toBe("not-allowed");
    const first = { entryId: next() };
    expect(outcome(await say("set", 0, clinic.other, first))).toBe("ok");
    expect(outcome(await say("set", 0, clinic.chen, first))).toBe("ok");
    expect(outcome(await say("lifted", 0, clinic.chen, first))).toBe("already-recorded");
    expect(outcome(await say("lifted", 0, clinic.chen))).toBe("stale-version");
    expect(await chart(patientId, clinic.other)).not.toContain("Asthma");
    expect(outcome(await say("lifted", 1, clinic.other))).toBe("not-found");
    const ask = { patientId, factId: problemId };
    expect(outcome(await clinic.call("factAccess", ask, { as: clinic.other }))).toBe("not-found");
    expect(value(await clinic.call("factAccess", ask, { as: clinic.chen }))).toMatchObject({
      classes: [{ class: "substance-use", because: "Talked about it", by: "Alvarez Test, MD" }],
      why: [{ class: "substance-use", why: [{ kind: "treats", on: "2026-11-02" }] }],
      said: [{ says: "set", version: 1 }],
      mayLift: true,
    });
    const set = { class: "reproductive" as const };
    expect(outcome(await say("set", 0, clinic.chen, set))).toBe("ok");
    expect(outcome(await say("lifted", 1, clinic.chen))).toBe("ok");
    expect(await chart(patientId, clinic.other)).toContain("Asthma");
    // The other class stands; who sees it and does not treat does not lift it.
    expect(outcome(await say("lifted", 1, clinic.other, set))).toBe("not-allowed");
    expect(value(await clinic.call("factAccess", ask, { as: clinic.other }))).toMatchObject({
      why: [{ class: "reproductive", why: [{ kind: "role" }] }],
      mayLift: false,
    });
    const kept = await clinic.kit.rows("charting", `select says from fact_class where fact_id = '${problemId}'`);
    expect(kept).toHaveLength(3);
  });

  test("CHT-282 a note is of the class of its codes, with all that hangs on it, for who bills too", async () => {
    const { patientId, encounterId } = await planted();
    await write(clinic, clinic.chen, encounterId, { plan: "Refer to a program" });
    const order = {
      encounterId,
      orderId: next(),
      rxnorm: null,
      name: "Lisinopril 10 mg tablet",
      directions: "1 daily",
      quantity: 30,
      quantityUnit: "tablet",
      daysSupply: 30,
      refills: 0,
      substitution: true,
      overrideReason: "Known",
      answeredAlerts: [],
    };
    value(await clinic.call("orderMedication", order, { as: clinic.chen }));
    const note = async (as: Who) => outcome(await clinic.call("getEncounter", { encounterId }, { as }));
    expect(await note(clinic.other)).toBe("ok");
    const codes = { diagnoses: [{ code: "F11.20", label: "x" }], procedures: [], encounterId, baseVersion: 0 };
    value(await clinic.call("saveCoding", codes, { as: clinic.chen }));
    expect([await note(clinic.other), await note(clinic.chen)]).toEqual(["not-found", "ok"]);
    expect(await chart(patientId, clinic.other)).toEqual(["Contraception", "Pressure", 0]);
    const versions = { encounterId, section: "plan" as const };
    expect(outcome(await clinic.call("noteVersions", versions, { as: clinic.other }))).toBe("not-found");
    const day = value(
      await clinic.call("providerDay", { providerId: clinic.chen.staffId, date: "2026-11-02" }, { as: clinic.other }),
    );
    expect(JSON.stringify(day)).not.toContain(encounterId);
  });

  test("CHT-283 a minor's care by age and kinds; a change of the settings acts at once", async () => {
    const { patientId } = await planted("2011-05-06");
    const marks = async () => {
      const { facts } = value(await clinic.call("sensitiveParts", { patientId }, { as: clinic.chen }));
      return facts.flatMap((one) => one.classes.map((borne) => borne.class)).toSorted();
    };
    const before = ["minors-care", "reproductive", "substance-use", "substance-use"];
    expect(await marks()).toEqual(before);
    const save = (minorsFrom: number, baseVersion: number) =>
      clinic.call("saveSensitiveSettings", {
        part2Program: true,
        minorsFrom,
        minorsKinds: ["reproductive" as const],
        baseVersion,
      });
    value(await save(16, 1));
    expect(outcome(await save(15, 1))).toBe("stale-version");
    expect(await marks()).toEqual(before.slice(1));
    value(await save(12, 2));
    expect(outcome(await clinic.call("getSensitiveSettings", {}, { as: clinic.np }))).toBe("not-allowed");
  });

  test("CHT-285, CHT-286 with a reason the parts open for four hours, whether there is anything or not, and open no restriction", async () => {
    const { patientId } = await planted();
    const empty = await patient(clinic);
    const glass = (of: string, more: object = {}) => ({
      entryId: next(),
      patientId: of,
      reason: "covering" as const,
      words: "On call",
      partsOnly: true,
      ...more,
    });
    const open = (of: string, as: Who, more = {}) => clinic.call("breakGlass", glass(of, more), { as });
    expect(outcome(await open(patientId, clinic.chen))).toBe("glass-not-needed");
    expect(outcome(await open(empty, clinic.other))).toBe("ok");
    expect(value(await open(patientId, clinic.other)).until).toBe(addMinutes(testNow, 240));
    expect(await chart(patientId, clinic.other)).toHaveLength(5);
    expect(await chart(patientId, clinic.ma)).toEqual(["Pressure", 1]);
    const parts = value(await clinic.call("sensitiveParts", { patientId }, { as: clinic.other }));
    expect(parts.mayOpen).toBe(false);
    const restriction = {
      restrictionId: next(),
      patientId,
      class: "vip" as const,
      shuts: "others" as const,
      staffIds: [],
      roles: [],
      reason: "Known in town",
      replaces: null,
    };
    value(await clinic.call("restrictChart", restriction));
    expect(outcome(await clinic.call("getChart", { patientId }, { as: clinic.other }))).toBe("chart-restricted");
    expect(outcome(await open(patientId, clinic.np))).toBe("chart-restricted");
    value(await open(patientId, clinic.other, { partsOnly: false }));
    expect(await chart(patientId, clinic.other)).toHaveLength(5);
  });

  test("CHT-291, CHT-293 to CHT-295 what Part 2 protects goes out under a consent that names who gets it, with the notice, and that is written down", async () => {
    const { patientId, encounterId } = await planted();
    const template = must(
      value(await clinic.call("letterTemplates", {}, { as: clinic.chen })).find((one) => one.kind === "referral"),
    );
    const choices = {
      to: "Dr. Ruiz",
      awayFrom: null,
      awayTo: null,
      limits: "",
      question: "Please see",
      referral: null,
      withDiagnoses: true,
      withProblems: true,
      withMedications: true,
      withAllergies: false,
    };
    const of = { patientId, templateId: template.templateId };
    const composed = async (as: Who) =>
      value(await clinic.call("composeLetter", { ...of, encounterId, choices }, { as })).text;
    expect(await composed(clinic.other)).not.toMatch(/Opioids|Methadone/);
    const text = await composed(clinic.chen);
    expect(text).toMatch(/Opioids[^]*Methadone/);
    const letterId = next();
    const draft = {
      ...of,
      letterId,
      encounterId,
      templateVersion: template.version,
      to: "Dr. Ruiz",
      title: "Referral",
      text,
    };
    for (const baseVersion of [0, 0])
      expect(value(await clinic.call("saveLetter", { ...draft, baseVersion }, { as: clinic.chen })).version).toBe(1);
    const letter = { letterId, patientId };
    expect(outcome(await clinic.call("getLetter", letter, { as: clinic.other }))).toBe("not-found");
    expect(value(await clinic.call("getLetter", letter, { as: clinic.chen })).text).toContain("42 CFR part 2");
    const { documentId } = value(await clinic.call("signLetter", { ...letter, version: 1 }, { as: clinic.chen }));
    expect(outcome(await clinic.call("documentContent", { documentId, patientId }, { as: clinic.other }))).toBe(
      "not-found",
    );
    const papers = { patientIds: [patientId] };
    expect(value(await clinic.call("papersToGive", papers, { as: ["front-desk"] }))[0]?.letters).toEqual([]);

    const send = (consentId: string | null, as: Who = clinic.chen) =>
      clinic.call(
        "recordLetterSent",
        { ...letter, sendingId: next(), way: "fax" as const, to: "6195550100", consentId: consentId as never },
        { as },
      );
    expect(outcome(await send(null))).toBe("consent-needed");
    const consent = (to: string, as: Who = clinic.chen) => {
      const content = {
        consentId: next(),
        patientId,
        to,
        what: "Diagnoses, medications",
        purpose: "Treatment",
        signedOn: "2026-11-20" as const,
        expiresOn: null,
        documentId: null,
      };
      return { consentId: content.consentId, reply: clinic.call("recordPart2Consent", content, { as }) };
    };
    expect(outcome(await consent("Dr. Ruiz", clinic.other).reply)).toBe("not-allowed");
    const [wrong, right] = [consent("Dr. Lee"), consent("Ruiz")];
    value(await wrong.reply);
    value(await right.reply);
    expect(outcome(await send(wrong.consentId))).toBe("invalid-input");
    expect(outcome(await send(right.consentId, clinic.other))).toBe("not-found");
    value(await send(right.consentId));
    const disclosures = async (as?: Who) =>
      value(await clinic.call("listDisclosures", { patientId, before: null, limit: 9 }, as ? { as } : {})).disclosures;
    expect(await disclosures()).toMatchObject([
      { consentId: right.consentId, classes: ["substance-use", "reproductive"], way: "fax", sourceId: null },
    ]);
    expect(await disclosures(clinic.other)).toEqual([]);
    expect(value(await clinic.call("part2Consents", { patientId }, { as: clinic.other }))).toEqual({
      mayRecord: false,
      consents: [],
    });
    const revoke = { consentId: right.consentId, patientId, reason: "Asked for it" };
    expect(outcome(await clinic.call("revokePart2Consent", revoke, { as: clinic.other }))).toBe("not-found");
    value(await clinic.call("revokePart2Consent", revoke, { as: clinic.chen }));
    expect(outcome(await send(right.consentId))).toBe("invalid-input");
    // The patient's own needs none.
    const hand = { ...letter, sendingId: next(), way: "hand" as const, to: "" };
    value(await clinic.call("recordLetterSent", hand, { as: clinic.chen }));
  });

  test("CHT-453 a telephone note that speaks of a sensitive part is shown to who sees that part", async () => {
    const { patientId } = await planted();
    for (const text of ["Methadone 10 mg tablet as before.", "Rest and drink."])
      value(
        await clinic.call(
          "signTelephoneNote",
          {
            noteId: next(),
            patientId,
            callId: next(),
            calledAt: clinic.kit.clock.now(),
            spokeWith: "The patient",
            reason: "Medication question",
            text,
          },
          { as: clinic.chen },
        ),
      );
    const seen = async (as: Who) =>
      value(await clinic.call("telephoneNotes", { patientId }, { as })).map(({ text }) => text);
    expect((await seen(clinic.chen)).toSorted()).toEqual(["Methadone 10 mg tablet as before.", "Rest and drink."]);
    expect(await seen(clinic.other)).toEqual(["Rest and drink."]);
  });

  test("CHT-296 what a guardian is handed of a minor's visit names nothing that is the minor's own", async () => {
    const { patientId, encounterId } = await planted("2011-05-06");
    const summary = (text: string, more: object = {}) =>
      clinic.call(
        "giveVisitSummary",
        { summaryId: next(), encounterId, language: "en", instructions: "Rest", text, ...more },
        { as: clinic.chen },
      );
    expect(outcome(await summary("Diagnoses: Pressure"))).toBe("ok");
    expect(outcome(await summary("Take methadone"))).toBe("ok");
    expect(outcome(await summary("Diagnoses: contraception"))).toBe("invalid-input");
    expect(outcome(await summary("Diagnoses: contraception", { to: "patient" }))).toBe("ok");
    const codes = { diagnoses: [{ code: "Z30.09", label: "Counseling" }], procedures: [], encounterId, baseVersion: 0 };
    value(await clinic.call("saveCoding", codes, { as: clinic.chen }));
    const label = must(
      value(await clinic.call("getEncounter", { encounterId }, { as: clinic.chen })).diagnoses[0],
    ).label;
    expect(outcome(await summary(`Diagnoses: ${label}`))).toBe("invalid-input");
    expect(outcome(await summary("Rest"))).toBe("ok");
    // A summary that names it is shown to who sees it.
    const seen = async (as: Who) => outcome(await clinic.call("visitSummaries", { encounterId }, { as }));
    expect([await seen(clinic.chen), await seen(clinic.ma), patientId !== ""]).toEqual(["ok", "not-found", true]);
  });

  test("CHT-290 a task about a result of a class says not what it is", async () => {
    const { patientId } = await planted();
    const { encounterId } = await encounter(clinic, clinic.chen, patientId);
    const tell = async (item: string, values: { key: string; value: string }[]) => {
      const orderId = next();
      const order = {
        orderId,
        encounterId,
        item,
        dose: null,
        diagnosis: null,
        instructions: "",
        overrideReason: "",
        answeredAlerts: [],
      };
      value(await clinic.call("orderInHouse", order, { as: clinic.chen }));
      const result = {
        orderId,
        patientId,
        outcomeId: next(),
        lot: "L1",
        expiresOn: "2027-01-01" as const,
        controlLot: "",
        controlValid: true,
        values,
      };
      value(await clinic.call("recordTestResult", result, { as: clinic.ma }));
      await clinic.kit.settle();
      return (await clinic.kit.events("charting", "charting.result-abnormal.v1")).at(-1)?.payload;
    };
    const items = value(await clinic.call("inHouseItems", { onDate: "2026-11-23" }, { as: clinic.chen }));
    const strep = must(items.find((one) => /strep/i.test(one.label)));
    const answers = (of: typeof strep) =>
      of.analytes.map((one) => ({
        key: one.key,
        value: one.answers?.find((a) => /^pos/i.test(a)) ?? one.answers?.at(-1) ?? "1",
      }));
    expect(JSON.stringify(await tell(strep.key, answers(strep)))).toMatch(/strep/i);
    const codes = { diagnoses: [{ code: "F11.20", label: "x" }], procedures: [], encounterId, baseVersion: 0 };
    value(await clinic.call("saveCoding", codes, { as: clinic.chen }));
    expect(await tell(strep.key, answers(strep))).toMatchObject({ values: ["one that is kept apart"] });
  });

  test("CHT-283, CHT-285 where there is no program nothing is kept from providers but what somebody set; who rooms sees less", async () => {
    const own = await openClinic(database);
    const say = async (problemId: ReturnType<typeof next>, patientId: string) =>
      own.call(
        "setFactClass",
        {
          entryId: own.kit.ids.next<never>(),
          patientId,
          factId: problemId,
          class: "substance-use" as const,
          says: "set" as const,
          reason: "Asked for it",
          baseVersion: 0,
        },
        { as: own.chen },
      );
    try {
      const patientId = await patient(own, "1981-03-04");
      const { encounterId } = await encounter(own, own.chen, patientId);
      await own.kit.rows(
        "charting",
        `update encounter set service_date = '2026-11-02' where encounter_id = '${encounterId}'`,
      );
      const problemId = own.kit.ids.next<never>();
      const contraception = own.kit.ids.next<never>();
      for (const [id, code, label] of [
        [problemId, "F11.20", "Opioids"],
        [contraception, "Z30.09", "Contraception"],
      ] as const)
        value(await own.call("addProblem", { problemId: id, patientId, code, label, onsetOn: null }, { as: own.chen }));
      const seen = async (as: Who) =>
        value(await own.call("getChart", { patientId }, { as })).problems.map((one) => one.label);
      expect([await seen(own.other), await seen(own.ma)]).toEqual([["Contraception", "Opioids"], ["Opioids"]]);
      value(await say(problemId, patientId));
      expect([await seen(own.other), await seen(own.ma)]).toEqual([["Contraception"], []]);
      const resolve = { problemId, patientId, status: "resolved" as const, on: "2026-11-23" as const };
      expect(outcome(await own.call("resolveProblem", resolve, { as: own.other }))).toBe("not-found");
      expect(await seen(own.chen)).toEqual(["Contraception", "Opioids"]);
    } finally {
      await own.kit.stop();
    }
  });
});
