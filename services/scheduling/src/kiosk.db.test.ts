import type { Actor } from "@practicum/contracts/actor";
import type { KioskAnswers } from "@practicum/contracts/scheduling/kiosk";
import { databaseKinds } from "@practicum/db/test-databases";
import { must } from "@practicum/kernel/assert";
import type { Id } from "@practicum/kernel/brand";
import { addMinutes, addMs } from "@practicum/kernel/instant";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { booked, MONDAY, openPractice, outcome, register, value, type TestPractice } from "./test/practice.ts";

const desk = { as: ["front-desk"] as const };
const assistant = { as: ["medical-assistant"] as const };
const door: Actor = { kind: "integration", clientId: "kiosk", name: "Tablet's door", grants: ["kiosk.open"] };

describe.each(databaseKinds)("check-in at a tablet on %s", (database) => {
  let practice: TestPractice;
  beforeAll(async () => {
    practice = await openPractice(database);
  });
  afterAll(() => practice.kit.stop());

  let people = 0;
  /** Starts at which no two visits of these tests meet. */
  const starts = Array.from(
    { length: 32 },
    (_, index) =>
      `${String(8 + Math.floor(index / 4) + (index >= 16 ? 1 : 0)).padStart(2, "0")}:${["00", "15", "30", "45"][index % 4] ?? ""}`,
  );
  const visitOf = async () => {
    const start = must(starts[people % starts.length]);
    people += 1;
    const letters = practice.kit.ids
      .next<"name">()
      .slice(-12)
      .replaceAll(/\d/g, (digit) => "ghijklmnop"[Number(digit)] ?? "");
    const phone = `619${String(5_000_000 + people * 7919)}`;
    const birthDate = `19${30 + people}-04-09`;
    const patientId = await register(practice, {
      family: letters.slice(0, 6),
      given: letters.slice(6),
      birthDate,
      phone,
    });
    return { ...(await booked(practice, { patientId, start })), birthDate, phone };
  };
  const handOver = async (appointmentId: Id<"appointment">) =>
    value(await practice.call("handOverTablet", { appointmentId }, desk));
  const open = async (code: string, birthDate: string) =>
    value(await practice.call("openHandover", { code, birthDate }, { as: door }));
  const atTablet = async (visit: { appointmentId: Id<"appointment">; birthDate: string }) => {
    const { code, handoverId } = await handOver(visit.appointmentId);
    const opened = await open(code, visit.birthDate);
    if (!opened.opened) throw new Error("it did not open");
    const actor: Actor = {
      kind: "patient",
      patientId: opened.patientId,
      name: "Patient at the tablet",
      sessionId: opened.sessionId,
    };
    return { handoverId, patientId: opened.patientId, actor, code };
  };
  const nothing = { answer: "no-answer" as const, items: [] };
  const answersOf = (more: Partial<KioskAnswers> = {}): KioskAnswers => ({
    language: "en",
    seenVersion: 1,
    changes: {},
    contact: [],
    coverages: [],
    newCoverage: null,
    history: { medications: nothing, allergies: nothing, conditions: nothing, phq2: null },
    consents: [],
    ...more,
  });
  const deskSees = async (appointmentId: Id<"appointment">) =>
    value(await practice.call("visitKiosk", { appointmentId }, desk));

  test("SCH-160: a tablet is handed over for a visit of today that was not seen yet; a new code ends the one before", async () => {
    const visit = await visitOf();
    const first = await handOver(visit.appointmentId);
    const second = await handOver(visit.appointmentId);
    expect(await open(first.code, visit.birthDate)).toEqual({ opened: false });
    expect(await open(second.code, visit.birthDate)).toMatchObject({ opened: true, patientId: visit.patientId });
    const later = await booked(practice, { date: "2026-11-24", start: "09:00" });
    const refused = await practice.call("handOverTablet", { appointmentId: later.appointmentId }, desk);
    expect(outcome(refused)).toBe("appointment-not-open");
    expect(visit.date).toBe(MONDAY);
  });

  test("SCH-161: six letters that open once, within 15 minutes, and whose mark alone is kept", async () => {
    const visit = await visitOf();
    const { code } = await handOver(visit.appointmentId);
    expect(code).toMatch(/^[A-HJKMNP-Z]{6}$/);
    const kept = await practice.kit.rows<{ all: string }>(
      "scheduling",
      `select to_json(k)::text as all from kiosk_handover k`,
    );
    expect(kept.some((row) => row.all.includes(code))).toBe(false);
    expect(await open(` ${code.toLowerCase().slice(0, 3)} ${code.slice(3)}`, visit.birthDate)).toMatchObject({
      opened: true,
    });
    expect(await open(code, visit.birthDate)).toEqual({ opened: false });

    const other = await visitOf();
    const late = await handOver(other.appointmentId);
    await practice.kit.advanceTo(addMinutes(practice.kit.clock.now(), 15));
    expect(await open(late.code, other.birthDate)).toEqual({ opened: false });
    expect((await deskSees(other.appointmentId)).handover).toMatchObject({ state: "expired" });
  });

  test("SCH-162: the third wrong birth date ends the code, and each is answered like a code that is none", async () => {
    const visit = await visitOf();
    const { code } = await handOver(visit.appointmentId);
    const { birthDate } = visit;
    for (const wrong of ["1901-04-08", birthDate.replace("04-09", "09-04")])
      expect(await open(code, wrong)).toEqual({ opened: false });
    expect(await open("ZZZZZZ", visit.birthDate)).toEqual({ opened: false });
    expect((await deskSees(visit.appointmentId)).handover).toMatchObject({ state: "waiting" });
    expect(await open(code, "2001-04-09")).toEqual({ opened: false });
    expect(await open(code, birthDate)).toEqual({ opened: false });
    expect((await deskSees(visit.appointmentId)).handover).toMatchObject({
      state: "ended",
      endedBecause: "The birth date was wrong three times.",
    });
  });

  test("SCH-162: two wrong dates and the right one open it", async () => {
    const visit = await visitOf();
    const { code } = await handOver(visit.appointmentId);
    for (const wrong of ["1901-04-08", "1901-09-04"]) await open(code, wrong);
    expect(await open(code, visit.birthDate)).toMatchObject({ opened: true });
  });

  test("SCH-191 a refusal is the person's under whichever record it was said, a permission that of one number; the last word counts", async () => {
    const visit = await visitOf();
    const { patientId, actor } = await atTablet(visit);
    const contact = async () => {
      const form = value(await practice.call("kioskForm", { patientId }, { as: actor }));
      return Object.fromEntries(form.contact.map((one) => [one.channel, one.allowed]));
    };
    const say = async (of: string, answers: { readonly [channel: string]: boolean }, at: string) => {
      for (const [channel, allowed] of Object.entries(answers))
        await practice.kit.rows(
          "scheduling",
          `insert into contact_consent (patient_id, channel, allowed, said_at, by)
            values ('${of}', '${channel}', ${allowed}, '${at}', 'Desk')`,
        );
    };
    const [other, sameNumber] = [await visitOf(), await visitOf()];
    await practice.kit.rows(
      "scheduling",
      `update patient set phone = '${visit.phone}' where patient_id = '${sameNumber.patientId}'`,
    );
    await say(patientId, { call: true, email: true }, "2026-11-10T10:00:00Z");
    await say(other.patientId, { call: false, text: true, voicemail: true }, "2026-11-12T10:00:00Z");
    await say(sameNumber.patientId, { text: true, email: false }, "2026-11-08T10:00:00Z");
    const own = { call: true, email: true };
    expect(await contact()).toEqual(own);
    const mergeIds = [];
    for (const duplicateId of [other.patientId, sameNumber.patientId]) {
      const mergeId = practice.kit.ids.next<"merge">();
      const of = { mergeId, survivorId: patientId, duplicateId, reason: "one person" };
      value(await practice.call("mergePatients", of));
      mergeIds.push(mergeId);
    }
    // Of voicemail nobody was asked under this number; the e-mail was refused before it was allowed.
    expect(await contact()).toEqual({ call: false, email: true, text: true });
    for (const mergeId of mergeIds) value(await practice.call("unmergePatients", { mergeId, because: "" }));
    expect(await contact()).toEqual(own);
  });

  test("SCH-163: a tablet reaches the own patient by the own session alone, and nothing of the staff's", async () => {
    const [mine, others] = [await visitOf(), await visitOf()];
    const { actor, patientId } = await atTablet(mine);
    const other = await atTablet(others);
    const form = value(await practice.call("kioskForm", { patientId }, { as: actor }));
    expect(form).toMatchObject({ patientVersion: 1, record: { phone: mine.phone }, visit: { start: mine.start } });
    const as = { as: actor };
    expect(outcome(await practice.call("kioskForm", { patientId: other.patientId }, as))).toBe("not-allowed");
    expect(outcome(await practice.call("submitKiosk", { patientId: other.patientId, answers: answersOf() }, as))).toBe(
      "not-allowed",
    );
    // The own record, by the session of another's tablet, or by one that is none.
    for (const sessionId of [must(other.actor.kind === "patient" ? other.actor.sessionId : null), "none"]) {
      const forged = { as: { ...actor, sessionId } as Actor };
      expect(outcome(await practice.call("kioskForm", { patientId }, forged))).toBe("kiosk-over");
      expect(outcome(await practice.call("submitKiosk", { patientId, answers: answersOf() }, forged))).toBe(
        "kiosk-over",
      );
    }
    const { appointmentId } = mine;
    for (const refused of [
      await practice.call("handOverTablet", { appointmentId }, as),
      await practice.call("visitKiosk", { appointmentId }, as),
      await practice.call("patientSays", { patientId }, as),
      await practice.call("openHandover", { code: "ABCDEF", birthDate: "1961-04-09" }, as),
      await practice.call("openHandover", { code: "ABCDEF", birthDate: "1961-04-09" }, desk),
      await practice.call("kioskForm", { patientId }, desk),
    ])
      expect(outcome(refused)).toBe("not-allowed");
  });

  test("SCH-164: ten minutes without a sign of life end the reading; what was filled in comes within twelve hours, once", async () => {
    const visit = await visitOf();
    const { actor, patientId } = await atTablet(visit);
    const as = { as: actor };
    await practice.kit.advanceTo(addMinutes(practice.kit.clock.now(), 9));
    const progress = { patientId, step: "contact", language: "es" } as const;
    expect(outcome(await practice.call("kioskProgress", progress, as))).toBe("ok");
    await practice.kit.advanceTo(addMinutes(practice.kit.clock.now(), 10));
    expect(outcome(await practice.call("kioskForm", { patientId }, as))).toBe("kiosk-over");
    expect(outcome(await practice.call("kioskProgress", progress, as))).toBe("kiosk-over");
    expect(outcome(await practice.call("submitKiosk", { patientId, answers: answersOf() }, as))).toBe("ok");
    expect(outcome(await practice.call("submitKiosk", { patientId, answers: answersOf() }, as))).toBe("kiosk-over");
    expect(outcome(await practice.call("kioskForm", { patientId }, as))).toBe("kiosk-over");
  });

  test("SCH-164: what the desk took back is not taken any more", async () => {
    const visit = await visitOf();
    const { actor, patientId, handoverId } = await atTablet(visit);
    value(await practice.call("endHandover", { handoverId }, desk));
    const sent = await practice.call("submitKiosk", { patientId, answers: answersOf() }, { as: actor });
    expect(outcome(sent)).toBe("kiosk-over");
    expect(await deskSees(visit.appointmentId)).toMatchObject({ handover: { state: "ended" }, differences: [] });
  });

  test("SCH-165: who is not heard of is neither at work nor done", async () => {
    const visit = await visitOf();
    const { actor, patientId } = await atTablet(visit);
    expect((await deskSees(visit.appointmentId)).handover).toMatchObject({ state: "in-progress", step: "about-you" });
    await practice.kit.advanceTo(addMs(practice.kit.clock.now(), 91_000));
    expect((await deskSees(visit.appointmentId)).handover).toMatchObject({ state: "unheard" });
    value(await practice.call("kioskProgress", { patientId, step: "history", language: "en" }, { as: actor }));
    expect((await deskSees(visit.appointmentId)).handover).toMatchObject({ state: "in-progress", step: "history" });
  });

  test("SCH-166: sent again under the same id it is one form", async () => {
    const visit = await visitOf();
    const { actor, patientId } = await atTablet(visit);
    const form = value(await practice.call("kioskForm", { patientId }, { as: actor }));
    const [one] = form.forms;
    const consents = [consentOf(must(one).formId)];
    const commandId = practice.kit.ids.next<"command">();
    for (let sent = 0; sent < 3; sent += 1) {
      const answers = answersOf({ consents });
      expect(outcome(await practice.call("submitKiosk", { patientId, answers }, { as: actor, commandId }))).toBe("ok");
    }
    expect((await deskSees(visit.appointmentId)).signed).toHaveLength(1);
  });

  test("SCH-166: a form that cannot be kept whole is not kept at all", async () => {
    const visit = await visitOf();
    const { actor, patientId } = await atTablet(visit);
    const form = value(await practice.call("kioskForm", { patientId }, { as: actor }));
    const good = consentOf(must(form.forms[0]).formId);
    const answers = answersOf({ consents: [good, { ...good, version: 7 }] });
    const refused = await practice.call("submitKiosk", { patientId, answers }, { as: actor });
    expect(refused).toMatchObject({ ok: false, error: { code: "not-found", field: "answers.consents.1.formId" } });
    expect((await deskSees(visit.appointmentId)).signed).toEqual([]);
    expect((await deskSees(visit.appointmentId)).handover).toMatchObject({ state: "in-progress" });
  });

  const consentOf = (formId: Id<"consent-form">) => ({
    formId,
    version: 1,
    name: "Rosa Diaz",
    signature: { kind: "drawn" as const, strokes: [[[10, 20] as [number, number], [300, 40] as [number, number]]] },
    signedAt: practice.kit.clock.now(),
  });

  test("SCH-167, SCH-168, SCH-173: the desk takes the phone over and keeps the address; no other field of the record moves", async () => {
    const visit = await visitOf();
    const { actor, patientId, handoverId } = await atTablet(visit);
    const changes = {
      phone: "6195550999",
      email: "rosa@example.test",
      address: { line1: "9 Elm St", line2: null, city: "San Diego", state: "CA", zip: "92101" },
    };
    const contact = [
      { channel: "text" as const, allowed: false },
      { channel: "call" as const, allowed: true },
    ];
    const answers = answersOf({ changes, contact });
    value(await practice.call("submitKiosk", { patientId, answers }, { as: actor }));
    const before = value(await practice.call("getPatient", { patientId }, desk));
    // Nothing is taken over by itself.
    expect(before).toMatchObject({ phone: visit.phone, email: null, address: null, version: 1 });
    const { differences } = await deskSees(visit.appointmentId);
    expect(differences).toMatchObject([
      { field: "phone", old: visit.phone, new: "6195550999", answer: "open" },
      { field: "email", old: null, new: "rosa@example.test" },
      { field: "address", old: null, new: "9 Elm St, San Diego, CA 92101" },
      { field: "contact.text", old: null, new: "No" },
      { field: "contact.call", old: null, new: "Yes" },
    ]);
    const settled = [
      { field: "phone", answer: "accept" as const },
      { field: "address", answer: "keep" as const },
      { field: "contact.text", answer: "accept" as const },
    ];
    value(await practice.call("settleKiosk", { handoverId, answers: settled }, desk));
    expect(value(await practice.call("getPatient", { patientId }, desk))).toEqual({
      ...before,
      phone: "6195550999",
      version: 2,
    });
    const after = await deskSees(visit.appointmentId);
    expect(after.differences.map(({ field, answer }) => [field, answer])).toEqual([
      ["phone", "accepted"],
      ["email", "open"],
      ["address", "kept"],
      ["contact.text", "accepted"],
      ["contact.call", "open"],
    ]);
    // The next form shows it, and of what nobody took over it says nothing.
    const next = await atTablet(visit);
    const form = value(await practice.call("kioskForm", { patientId }, { as: next.actor }));
    expect(form.contact).toEqual([{ channel: "text", allowed: false }]);
  });

  test("SCH-168: what was taken over is given back as it was, unless somebody has changed it since", async () => {
    const visit = await visitOf();
    const { actor, patientId, handoverId } = await atTablet(visit);
    const changes = { phone: "6195550222", email: "new@example.test" };
    const contact = [
      { channel: "email" as const, allowed: true },
      { channel: "text" as const, allowed: false },
    ];
    value(await practice.call("submitKiosk", { patientId, answers: answersOf({ changes, contact }) }, { as: actor }));
    const settleAll = (answer: "accept" | "open") => {
      const answers = ["phone", "email", "contact.email", "contact.text"].map((field) => ({ field, answer }));
      return practice.call("settleKiosk", { handoverId, answers }, desk);
    };
    const refused = async () =>
      (await practice.kit.events("scheduling", "scheduling.contact-refused.v1")).map(({ payload }) => payload);
    const before = (await refused()).length;
    value(await settleAll("accept"));
    // SCH-271: who sends messages hears of it.
    expect((await refused()).slice(before)).toMatchObject([{ patientId, refused: ["text"] }]);
    value(await settleAll("open"));
    expect((await refused()).slice(before + 1)).toMatchObject([{ patientId, refused: [] }]);
    const { version, phone, email } = value(await practice.call("getPatient", { patientId }, desk));
    expect({ phone, email }).toEqual({ phone: visit.phone, email: null });
    value(await settleAll("accept"));
    const accepted = value(await practice.call("getPatient", { patientId }, desk));
    const { mrn: _mrn, active: _active, merged: _merged, death: _death, ...record } = accepted;
    value(await practice.call("updatePatient", { ...record, phone: "6195550333" }, desk));
    expect(outcome(await settleAll("open"))).toBe("stale-version");
    expect(value(await practice.call("getPatient", { patientId }, desk))).toMatchObject({
      phone: "6195550333",
      email: "new@example.test",
      version: version + 2,
    });
  });

  test("SCH-169, SCH-170: what the patient says of the history is read by clinicians, never by the desk, and is marked as gone through", async () => {
    const visit = await visitOf();
    const { actor, patientId, handoverId } = await atTablet(visit);
    const history = {
      medications: { answer: "some" as const, items: ["Zq7 water pill"] },
      allergies: { answer: "some" as const, items: ["Zq7 shrimp"] },
      conditions: { answer: "none" as const, items: [] },
      phq2: { interest: 2, mood: null },
    };
    value(await practice.call("submitKiosk", { patientId, answers: answersOf({ history }) }, { as: actor }));
    const seen = await practice.call("visitKiosk", { appointmentId: visit.appointmentId }, desk);
    expect(JSON.stringify(seen)).not.toContain("Zq7");
    expect(seen).toMatchObject({ value: { forClinicians: true } });
    for (const role of ["front-desk", "biller", "practice-manager"] as const)
      expect(outcome(await practice.call("patientSays", { patientId }, { as: [role] }))).toBe("not-allowed");
    const told = value(await practice.call("patientSays", { patientId }, assistant));
    expect(told.latest).toMatchObject({ history, reconciledAt: null });
    const reconciled = { patientId, handoverId, reconciled: true };
    expect(outcome(await practice.call("reconcilePatientSays", reconciled, desk))).toBe("not-allowed");
    value(await practice.call("reconcilePatientSays", reconciled, assistant));
    value(await practice.call("reconcilePatientSays", reconciled, assistant));
    const after = value(await practice.call("patientSays", { patientId }, assistant));
    expect(after.latest).toMatchObject({ reconciledBy: "Test medical-assistant" });
    const elsewhere = await visitOf();
    const wrong = { patientId: elsewhere.patientId, handoverId, reconciled: false };
    expect(outcome(await practice.call("reconcilePatientSays", wrong, assistant))).toBe("not-found");
    // No event that others hear of carries a word of it.
    const events = await practice.kit.events("scheduling");
    expect(JSON.stringify(events)).not.toContain("Zq7");
  });

  test("SCH-171, SCH-172: what was signed keeps version, words, time and seal; it is due again in a new version or after its months", async () => {
    const visit = await visitOf();
    const { actor, patientId } = await atTablet(visit);
    const form = value(await practice.call("kioskForm", { patientId }, { as: actor }));
    expect(form.forms).toHaveLength(3);
    const consents = form.forms.map(({ formId }) => consentOf(formId));
    const answers = answersOf({ language: "es", consents });
    value(await practice.call("submitKiosk", { patientId, answers }, { as: actor }));
    expect((await deskSees(visit.appointmentId)).formsDue).toEqual([]);
    const { signed } = value(await practice.call("patientConsents", { patientId }, desk));
    const treatment = must(signed.find((one) => one.title === "Consentimiento para recibir tratamiento"));
    expect(treatment).toMatchObject({ version: 1, language: "es", signedName: "Rosa Diaz", until: "2027-11-22" });
    const ask = { patientId, consentId: treatment.consentId };
    const whole = value(await practice.call("signedConsent", ask, desk));
    expect(whole).toMatchObject({ intact: true, signatureSha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
    const notTheirs = { ...ask, patientId: (await visitOf()).patientId };
    expect(outcome(await practice.call("signedConsent", notTheirs, desk))).toBe("not-found");
    await practice.kit.rows(
      "scheduling",
      `update signed_consent set signed_name = 'Somebody Else' where consent_id = '${treatment.consentId}' returning 1`,
    );
    expect(value(await practice.call("signedConsent", ask, desk))).toMatchObject({ intact: false });
    // A new version is due; what was signed keeps its own text.
    const manager = { as: ["practice-manager"] as const };
    const forms = value(await practice.call("listConsentForms", {}, desk));
    const privacy = must(forms.find((one) => one.kind === "privacy-notice"));
    value(await practice.call("saveConsentForm", { ...privacy, bodyEs: "Otro texto.", signAnew: true }, manager));
    expect(outcome(await practice.call("saveConsentForm", { ...privacy, signAnew: true }, manager))).toBe(
      "stale-version",
    );
    expect((await deskSees(visit.appointmentId)).formsDue).toMatchObject([{ formId: privacy.formId }]);
    const old = must(signed.find((one) => one.formId === privacy.formId));
    const kept = value(await practice.call("signedConsent", { patientId, consentId: old.consentId }, desk));
    expect(kept.body).toBe(privacy.bodyEs);
    expect(kept.intact).toBe(true);
    // The seal names the record in which it was signed; a merge brings it to another and breaks nothing.
    const survivor = (await visitOf()).patientId;
    const mergeId = practice.kit.ids.next<"merge">();
    const two = { mergeId, survivorId: survivor, duplicateId: patientId, reason: "Known at the desk" };
    value(await practice.call("mergePatients", two, manager));
    await practice.kit.settle();
    const moved = { patientId: survivor, consentId: old.consentId };
    expect(value(await practice.call("signedConsent", moved, desk))).toMatchObject({ intact: true });
  });

  test("SCH-200: a change of words that nobody need sign anew leaves the signatures before it counting, and no earlier ones", async () => {
    const manager = { as: ["practice-manager"] as const };
    const forms = value(await practice.call("listConsentForms", {}, desk));
    const treatment = must(forms.find((one) => one.kind === "treatment"));
    const save = async (version: number, signAnew: boolean) =>
      value(
        await practice.call("saveConsentForm", { ...treatment, version, bodyEn: `Text ${version}`, signAnew }, manager),
      );
    const signs = async () => {
      const visit = await visitOf();
      const { actor, patientId } = await atTablet(visit);
      const consents = value(await practice.call("kioskForm", { patientId }, { as: actor })).forms.map((one) => ({
        ...consentOf(one.formId),
        version: one.version,
      }));
      value(await practice.call("submitKiosk", { patientId, answers: answersOf({ consents }) }, { as: actor }));
      return async () => (await deskSees(visit.appointmentId)).formsDue.some((one) => one.formId === treatment.formId);
    };
    const { version } = treatment;
    const first = await signs();
    await save(version, false);
    expect(await first()).toBe(false);
    await save(version + 1, true);
    expect(await first()).toBe(true);
    const third = await signs();
    await save(version + 2, false);
    expect(await third()).toBe(false);
    // The slip of the pen asks nobody anew, and gives back nothing that was over before it.
    expect(await first()).toBe(true);
    const versions = value(await practice.call("consentFormVersions", { formId: treatment.formId }, manager));
    expect(versions.map((one) => one.version)).toEqual(Array.from({ length: version + 3 }, (_, n) => version + 3 - n));
    expect(versions.slice(0, 2).map((one) => one.countsFrom)).toEqual([version + 2, version + 2]);
    expect(versions[0]).toMatchObject({ savedBy: "Test practice-manager", bodyEn: `Text ${version + 2}`, signed: 0 });
    expect(versions[1]?.signed).toBe(1);
    expect(outcome(await practice.call("consentFormVersions", { formId: treatment.formId }, desk))).toBe("not-allowed");
    const nowhere = practice.kit.ids.next<"consent-form">();
    expect(outcome(await practice.call("consentFormVersions", { formId: nowhere }, manager))).toBe("not-found");
  });

  test("SCH-174: pictures of cards come with their form and are those of the own patient", async () => {
    const visit = await visitOf();
    const { actor, patientId } = await atTablet(visit);
    const pictureId = practice.kit.ids.next<"kiosk-picture">();
    const picture = { patientId, pictureId, side: "front" as const, coverageId: null, jpeg: "/9j/4AAQSkZJRg==" };
    const as = { as: actor };
    expect(outcome(await practice.call("sendKioskPicture", { ...picture, jpeg: "iVBORw0KGgo=" }, as))).toBe(
      "invalid-input",
    );
    value(await practice.call("sendKioskPicture", picture, as));
    expect((await deskSees(visit.appointmentId)).pictures).toEqual([]);
    value(await practice.call("submitKiosk", { patientId, answers: answersOf() }, as));
    expect((await deskSees(visit.appointmentId)).pictures).toMatchObject([{ pictureId, side: "front" }]);
    const shown = value(await practice.call("kioskPicture", { patientId, pictureId }, desk));
    expect(shown.jpeg).toBe(picture.jpeg);
    const elsewhere = { patientId: (await visitOf()).patientId, pictureId };
    expect(outcome(await practice.call("kioskPicture", elsewhere, desk))).toBe("not-found");
    expect(outcome(await practice.call("sendKioskPicture", picture, as))).toBe("kiosk-over");
  });

  test("SCH-175: what is done at a tablet is in the audit trail as the patient's, with the patient", async () => {
    const visit = await visitOf();
    const { actor, patientId } = await atTablet(visit);
    value(await practice.call("kioskForm", { patientId }, { as: actor }));
    value(await practice.call("submitKiosk", { patientId, answers: answersOf() }, { as: actor }));
    const trail = await practice.kit.events("scheduling", "scheduling.access-recorded.v1");
    const mine = trail
      .map(
        ({ payload }) =>
          payload as unknown as { operation: string; actor: Actor; patientIds: string[]; outcome: string },
      )
      .filter((entry) => entry.patientIds.includes(patientId));
    for (const operation of ["kioskForm", "submitKiosk"]) {
      const entry = mine.find((one) => one.operation === operation);
      expect(entry).toMatchObject({ actor: { kind: "patient", patientId }, outcome: "ok" });
    }
    expect(mine.find((one) => one.operation === "openHandover")).toMatchObject({ actor: { clientId: "kiosk" } });
  });
});
