import type { ReferralStep } from "@practicum/contracts/charting/referrals";
import { databaseKinds } from "@practicum/db/test-databases";
import type { Id } from "@practicum/kernel/brand";
import { npiCheckDigit } from "@practicum/kernel/npi";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { completeNote, encounter, openClinic, outcome, TODAY, value, type Clinic } from "./test/clinic.ts";

const NPI = `123456789${npiCheckDigit("123456789")}`;

type Recorded = Exclude<ReferralStep, { kind: "letter" | "filed" | "reviewed" | "cancelled" }>;

describe.each(databaseKinds)("referrals on %s", (database) => {
  let clinic: Clinic;
  let desk: Clinic["ma"];
  let officeId: Id<"outside-provider">;
  beforeAll(async () => {
    clinic = await openClinic(database);
    desk = { ...clinic.ma, staffId: clinic.kit.ids.next(), name: "Desk", roles: ["front-desk"], sessionId: "desk" };
    officeId = await office();
  });
  afterAll(() => clinic.kit.stop());

  const content = (more: object = {}) => ({
    name: "Bay Heart Center",
    specialty: "cardiology" as const,
    practice: "Bay Heart Group",
    phone: "4155550111",
    fax: "4155550112",
    npi: null,
    address: "",
    active: true,
    baseVersion: 0,
    ...more,
  });
  async function office(more: object = {}) {
    const outsideProviderId = clinic.kit.ids.next<"outside-provider">();
    value(await clinic.call("saveOutsideProvider", { outsideProviderId, ...content(more) }, { as: desk }));
    return outsideProviderId;
  }
  async function refer(more: object = {}, opened?: { encounterId: string; patientId: string }) {
    const { encounterId, patientId } = opened ?? (await encounter(clinic, clinic.chen));
    const input = {
      referralId: clinic.kit.ids.next<"referral">(),
      patientId,
      encounterId,
      specialty: "cardiology" as const,
      toId: officeId,
      urgency: "routine" as const,
      reason: "Palpitations at night, is this an arrhythmia?",
      diagnosis: "R00.2",
      withProblems: true,
      withMedications: true,
      withAllergies: true,
      ...more,
    };
    return { ...input, input, reply: await clinic.call("orderReferral", input, { as: clinic.chen }) };
  }
  type Of = { referralId: string; patientId: string };
  const stepId = () => clinic.kit.ids.next<"referral-step">();
  const ids = ({ referralId, patientId }: Of) => ({ referralId, patientId, stepId: stepId() });
  const say = (of: Of, step: Recorded, as = desk) => clinic.call("recordReferralStep", { ...ids(of), step }, { as });
  const decide = (of: Of, step: Extract<ReferralStep, { kind: "reviewed" | "cancelled" }>, as = clinic.chen) =>
    clinic.call("decideReferral", { ...ids(of), step }, { as });
  const page = { before: null, limit: 50 };
  const shown = async (of: Of, as = clinic.ma) =>
    value(await clinic.call("referrals", { patientId: of.patientId, show: "all", ...page }, { as })).referrals.find(
      (one) => one.referralId === of.referralId,
    );
  const work = async (show: "open" | "overdue" | "mine" | "ended" | "to-file", as = desk, text = "") =>
    value(await clinic.call("referralWork", { show, text, ...page, limit: 200 }, { as }));
  const pdf = async (patientId: string, words: string, as = clinic.ma) => {
    const documentId = clinic.kit.ids.next<"document">();
    const file = {
      documentId,
      patientId,
      kind: "outside-record" as const,
      title: "Cardiology report",
      takenOn: TODAY,
      bodySite: "",
      encounterId: null,
      procedureOrderId: null,
      content: new TextEncoder().encode(`%PDF-1.7\n% ${words}\n1 0 obj\n%%EOF\n`).toBase64(),
    };
    value(await clinic.call("addDocument", file, { as }));
    return documentId;
  };
  const file = (of: Of, documentId: Id<"document">, as = clinic.ma) =>
    clinic.call("fileReferralReport", { ...ids(of), documentId }, { as });
  const restriction = (patientId: string) => ({
    restrictionId: clinic.kit.ids.next<"restriction">(),
    patientId,
    class: "staff-as-patient" as const,
    shuts: "others" as const,
    staffIds: [],
    roles: [],
    reason: "Works here",
    replaces: null,
  });
  const phoned = { kind: "sent" as const, way: "phone" as const, to: "" };
  const received = { kind: "received" as const, on: TODAY, where: "Fax tray" };
  const appointment = { kind: "appointment" as const, on: "2026-12-10", toldBy: "office" as const, note: "" };
  const agreed = { kind: "reviewed" as const, disposition: "agree" as const, plan: "" };
  const told = async (name: "referral-waits" | "referral-wait-over", of: Of) =>
    (await clinic.kit.events("charting", `charting.${name}.v1`))
      .map(
        (one) =>
          one.payload as {
            referralId: string;
            key: string;
            title?: string;
            detail?: string;
            ownerId?: string;
            pool?: string;
            dueOn?: string;
          },
      )
      .filter((one) => one.referralId === of.referralId);

  test("CHT-252 a referral is ordered once, in the patient's open note, by a provider, and the seal holds it", async () => {
    const opened = await completeNote(clinic, clinic.chen);
    const of = await refer({}, opened);
    value(of.reply);
    value(await clinic.call("orderReferral", of.input, { as: clinic.chen }));
    expect(outcome(await clinic.call("orderReferral", { ...of.input, reason: "Else" }, { as: clinic.chen }))).toBe(
      "already-recorded",
    );
    expect(await shown(of)).toMatchObject({ state: "to-send", to: { name: "Bay Heart Center" }, urgency: "routine" });
    const other = await encounter(clinic, clinic.chen);
    const again = { ...of.input, referralId: clinic.kit.ids.next<"referral">() };
    expect(outcome(await clinic.call("orderReferral", { ...again, ...other }, { as: clinic.chen }))).toBe(
      "invalid-input",
    );
    const foreign = { ...again, patientId: other.patientId };
    expect(outcome(await clinic.call("orderReferral", foreign, { as: clinic.chen }))).toBe("not-found");
    for (const as of [clinic.ma, desk])
      expect(outcome(await clinic.call("orderReferral", again, { as }))).toBe("not-allowed");
    const sign = { encounterId: of.encounterId, patientId: of.patientId, supervisorId: null };
    value(await clinic.call("signEncounter", sign, { as: clinic.chen }));
    const sealed = value(await clinic.call("sealedNote", { encounterId: of.encounterId }, { as: clinic.chen }));
    expect(JSON.parse(sealed.content).referrals).toMatchObject([{ referralId: of.referralId, state: "to-send" }]);
    expect(outcome(await clinic.call("orderReferral", again, { as: clinic.chen }))).toBe("encounter-sealed");
    // What becomes of it after the signature is said all the same.
    value(await say(of, phoned));
    await expect(
      clinic.kit.rows("charting", `update referral set reason = 'x' where referral_id = '${of.referralId}'`),
    ).rejects.toThrow(/does not change/);
    await expect(
      clinic.kit.rows("charting", `delete from referral_step where referral_id = '${of.referralId}'`),
    ).rejects.toThrow();
  });

  test("CHT-253 an entry of the directory is saved over the version that was seen, and a number is one entry's", async () => {
    const first = await office({ name: "Zeta Skin", specialty: "dermatology", npi: NPI });
    const change = {
      outsideProviderId: first,
      ...content({ name: "Zeta Skin Clinic", specialty: "dermatology", npi: NPI }),
    };
    expect(outcome(await clinic.call("saveOutsideProvider", change, { as: desk }))).toBe("stale-version");
    expect(value(await clinic.call("saveOutsideProvider", { ...change, baseVersion: 1 }, { as: desk }))).toEqual({
      version: 2,
    });
    const other = { outsideProviderId: clinic.kit.ids.next<"outside-provider">(), ...content({ npi: NPI }) };
    expect(await clinic.call("saveOutsideProvider", other, { as: desk })).toMatchObject({
      error: { code: "already-recorded", field: "npi" },
    });
    const wrong = { ...other, npi: `123456789${(Number(NPI[9]) + 1) % 10}` };
    expect(outcome(await clinic.call("saveOutsideProvider", wrong, { as: desk }))).toBe("invalid-input");
    const find = async (text: string, specialty: "dermatology" | null) =>
      value(
        await clinic.call("outsideProviders", { text, specialty, show: "in-use", ...page }, { as: desk }),
      ).providers.map((o) => o.name);
    expect(await find("zeta cli", null)).toEqual(["Zeta Skin Clinic"]);
    expect(await find(NPI, null)).toEqual(["Zeta Skin Clinic"]);
    expect(await find("100%", null)).toEqual([]);
    expect(await find("", "dermatology")).toEqual(["Zeta Skin Clinic"]);
    // Not in use any more: it is not found, and its number is free.
    value(await clinic.call("saveOutsideProvider", { ...change, active: false, baseVersion: 2 }, { as: desk }));
    expect(await find("zeta", null)).toEqual([]);
    value(await clinic.call("saveOutsideProvider", other, { as: desk }));
  });

  test("CHT-253 the directory goes on page by page, each entry once", async () => {
    for (const n of [1, 2, 3, 4, 5]) await office({ name: `Pod ${n}`, specialty: "podiatry" });
    const seen: string[] = [];
    let before: string | null = null;
    do {
      const ask = { text: "", specialty: "podiatry" as const, show: "in-use" as const, before, limit: 2 };
      const got: { providers: { name: string }[]; next: string | null } = value(
        await clinic.call("outsideProviders", ask, { as: desk }),
      );
      seen.push(...got.providers.map(({ name }) => name));
      before = got.next;
    } while (before !== null);
    expect(seen).toEqual(["Pod 1", "Pod 2", "Pod 3", "Pod 4", "Pod 5"]);
  });

  test("CHT-254, CHT-260, CHT-261 from the order to the review, each by who may; a retry adds nothing", async () => {
    const of = await refer();
    const step = { ...ids(of), step: phoned };
    value(await clinic.call("recordReferralStep", step, { as: desk }));
    expect(value(await clinic.call("recordReferralStep", step, { as: desk }))).toEqual({ state: "to-schedule" });
    const other = { ...step, step: { ...phoned, to: "Else" } };
    expect(outcome(await clinic.call("recordReferralStep", other, { as: desk }))).toBe("already-recorded");
    expect(value(await say(of, appointment))).toEqual({ state: "awaiting-report" });
    expect(value(await say(of, received))).toEqual({ state: "to-file" });
    expect((await work("to-file")).referrals.map((one) => one.referralId)).toContain(of.referralId);
    const documentId = await pdf(of.patientId, "one");
    expect(outcome(await file(of, documentId, desk))).toBe("not-allowed");
    const foreign = await refer();
    value(await say(foreign, phoned));
    expect(outcome(await file(foreign, documentId))).toBe("not-found");
    const struck = await pdf(of.patientId, "two");
    value(
      await clinic.call(
        "strikeDocument",
        { documentId: struck, patientId: of.patientId, reason: "x" },
        { as: clinic.ma },
      ),
    );
    expect(outcome(await file(of, struck))).toBe("not-found");
    expect(value(await file(of, documentId))).toEqual({ state: "to-review" });
    expect(await shown(of)).toMatchObject({
      documentId,
      appointmentOn: "2026-12-10",
      waits: { owner: "Chen Test, MD" },
    });
    for (const as of [desk, clinic.ma]) expect(outcome(await decide(of, agreed, as))).toBe("not-allowed");
    expect(value(await decide(of, agreed))).toEqual({ state: "closed" });
    expect(await shown(of)).toMatchObject({ state: "closed", waits: null });
    expect((await work("open")).referrals.map((one) => one.referralId)).not.toContain(of.referralId);
    expect((await work("ended")).referrals.map((one) => one.referralId)).toContain(of.referralId);
  });

  test("CHT-254, CHT-261 what was declined goes to the provider, is sent again elsewhere, or ended; each is taken back by who may say it", async () => {
    const of = await refer();
    value(await say(of, phoned));
    value(await say(of, { kind: "declined", reason: "Takes no new patients" }));
    expect(await shown(of)).toMatchObject({ state: "to-decide", waits: { owner: "Chen Test, MD" } });
    value(await decide(of, { kind: "reviewed", disposition: "send-again", plan: "Ask the other group" }));
    const elsewhere = await office({ name: "Harbor Cardiology" });
    value(await say(of, { kind: "directed", toId: elsewhere }));
    expect(await shown(of)).toMatchObject({ state: "to-send", to: { name: "Harbor Cardiology" } });
    const directed = (await shown(of))?.steps.at(-1)?.stepId ?? "";
    value(await say(of, { kind: "taken-back", stepId: directed, reason: "Not that one" }));
    expect(await shown(of)).toMatchObject({ to: { name: "Bay Heart Center" } });
    value(await decide(of, { kind: "cancelled", reason: "Symptoms are gone" }));
    const cancelled = (await shown(of))?.steps.at(-1)?.stepId ?? "";
    const undo = { kind: "taken-back" as const, stepId: cancelled, reason: "They are back" };
    expect(outcome(await say(of, undo))).toBe("not-allowed");
    value(await say(of, undo, clinic.chen));
    expect(await shown(of)).toMatchObject({ state: "to-send" });
    const gone = clinic.kit.ids.next<"outside-provider">();
    expect(outcome(await say(of, { kind: "directed", toId: gone }))).toBe("not-found");
  });

  test("CHT-255 the letter is made of the template with what the order says, and shows how it went out", async () => {
    const of = await refer({ withAllergies: false });
    const fax = { kind: "sent" as const, way: "fax" as const, to: "" };
    expect(outcome(await say(of, fax))).toBe("letter-not-signed");
    value(
      await say(of, {
        kind: "authorization",
        permitId: null,
        number: "HMO-77",
        period: { from: TODAY, until: "2027-02-01" },
      }),
    );
    const letterId = clinic.kit.ids.next<"letter">();
    const write = { ...ids(of), letterId };
    value(await clinic.call("writeReferralLetter", write, { as: clinic.ma }));
    value(await clinic.call("writeReferralLetter", write, { as: clinic.ma }));
    const read = async () =>
      value(await clinic.call("getLetter", { letterId, patientId: of.patientId }, { as: clinic.ma }));
    const { text, to } = await read();
    expect(to).toBe("Bay Heart Center, Bay Heart Group");
    expect(text).toContain("Palpitations at night, is this an arrhythmia?");
    expect(text).toContain("Medications: none is listed");
    expect(text).toContain("Referral number HMO-77");
    expect(text).not.toContain("Allergies");
    expect(await shown(of)).toMatchObject({
      letter: { letterId, isSigned: false },
      authorization: { number: "HMO-77" },
    });
    expect(outcome(await say(of, fax))).toBe("letter-not-signed");
    value(await clinic.call("signLetter", { letterId, patientId: of.patientId, version: 1 }, { as: clinic.chen }));
    value(await say(of, fax));
    expect((await read()).sent).toMatchObject([{ way: "fax", to: "4155550112", by: "Desk" }]);
    expect(await shown(of)).toMatchObject({ state: "to-schedule", letter: { isSigned: true } });
  });

  test("CHT-262 who arranges the visit reads nothing of the chart", async () => {
    const of = await refer({ reason: "Secret question" });
    value(await say(of, phoned));
    value(await file(of, await pdf(of.patientId, "three")));
    value(await decide(of, { kind: "reviewed", disposition: "follow-up", plan: "Secret plan" }));
    const last = (await shown(of))?.steps.at(-1)?.stepId ?? "";
    value(await say(of, { kind: "taken-back", stepId: last, reason: "Secret reason" }, clinic.chen));
    const [all, seen] = [await shown(of), await shown(of, desk)].map((one) => JSON.stringify(one));
    for (const word of ["Secret question", "Secret plan", "Secret reason", "R00.2"]) {
      expect(all).toContain(word);
      expect(seen).not.toContain(word);
    }
    expect(await shown(of, desk)).toMatchObject({ clinical: null, documentId: null, state: "to-review" });
    expect(JSON.stringify(await work("open"))).not.toContain("Secret");
    for (const roles of [["biller" as const], ["practice-manager" as const]])
      expect(outcome(await clinic.call("referralWork", { show: "open", text: "", ...page }, { as: roles }))).toBe(
        "not-allowed",
      );
  });

  test("CHT-263 the list leaves out, and does not count, the charts that do not open to who asks", async () => {
    const of = await refer();
    const before = await work("open", clinic.ma);
    expect(before.referrals.map((one) => one.referralId)).toContain(of.referralId);
    expect(before.counts?.open).toBe(before.referrals.length);
    value(await clinic.call("restrictChart", restriction(of.patientId)));
    await clinic.kit.settle();
    for (const as of [clinic.ma, desk]) {
      const after = await work("open", as);
      expect(after.referrals.map((one) => one.referralId)).not.toContain(of.referralId);
      expect(after.counts?.open).toBe(before.referrals.length - 1);
      expect(outcome(await say(of, phoned, as))).toBe("chart-restricted");
    }
    expect((await work("open", clinic.chen)).referrals.map((one) => one.referralId)).toContain(of.referralId);
  });

  test("CHT-263 the list goes on page by page, what is due first, and finds by patient, specialty and office", async () => {
    const name = {
      toId: await office({ name: "Quartz Nerve", specialty: "neurology" }),
      specialty: "neurology" as const,
    };
    const late = await refer(name);
    const urgent = await refer({ ...name, urgency: "urgent" });
    const seen: string[] = [];
    let before: string | null = null;
    do {
      const ask = { show: "open" as const, text: "quartz lopez", before, limit: 1 };
      const got: { referrals: { referralId: string }[]; next: string | null; counts: unknown } = value(
        await clinic.call("referralWork", ask, { as: desk }),
      );
      expect(got.counts === null).toBe(before !== null);
      seen.push(...got.referrals.map(({ referralId }) => referralId));
      before = got.next;
    } while (before !== null);
    expect(seen).toEqual([urgent.referralId, late.referralId]);
    expect((await work("open", desk, "neurol")).counts).toMatchObject({ open: 2, "to-send": 2, "to-schedule": 0 });
  });

  test("CHT-271 the open ones of a chart come alone, page by page, however many ended ones are newer", async () => {
    const opened = await encounter(clinic, clinic.chen);
    const open = [await refer({}, opened), await refer({}, opened)];
    for (let n = 0; n < 5; n += 1)
      value(await decide(await refer({}, opened), { kind: "cancelled", reason: "Not needed" }));
    const other = await refer();
    const ask = async (show: "all" | "open", before: string | null, limit: number) =>
      value(await clinic.call("referrals", { patientId: opened.patientId, show, before, limit }, { as: desk }));
    expect((await ask("all", null, 50)).referrals).toHaveLength(7);
    const first = await ask("open", null, 1);
    const second = await ask("open", first.next, 1);
    expect([...first.referrals, ...second.referrals].map((one) => one.referralId)).toEqual([
      open[1]?.referralId,
      open[0]?.referralId,
    ]);
    expect(second.next).toBeNull();
    expect(second.referrals.map((one) => one.referralId)).not.toContain(other.referralId);
  });

  describe("CHT-272 a letter and another office", () => {
    const elsewhere = () => office({ name: "Harbor Hearts", practice: "" });
    const begin = async (more: object = {}) => {
      const of = await refer(more);
      const letterId = clinic.kit.ids.next<"letter">();
      value(await clinic.call("writeReferralLetter", { ...ids(of), letterId }, { as: clinic.ma }));
      const read = async () =>
        value(await clinic.call("getLetter", { letterId, patientId: of.patientId }, { as: clinic.ma }));
      const write = async (change: { to?: string; text?: string }) => {
        const { version, state: _state, ...letter } = await read();
        const { patientId, encounterId, templateId, templateVersion, title } = letter;
        const draft = { letterId, patientId, encounterId, templateId, templateVersion, title };
        const words = { to: letter.to, text: letter.text, ...change, baseVersion: version };
        value(await clinic.call("saveLetter", { ...draft, ...words }, { as: clinic.ma }));
      };
      return { ...of, letterId, read, write };
    };
    const direct = async (of: Of, toId: Id<"outside-provider">) => value(await say(of, { kind: "directed", toId }));

    test("an unsigned one follows, and comes back with the office; who wrote it stays its writer", async () => {
      const of = await begin();
      const before = await of.read();
      await direct(of, await elsewhere());
      const after = await of.read();
      expect(after).toMatchObject({ to: "Harbor Hearts", version: before.version + 1, writtenBy: before.writtenBy });
      expect(after.text).toContain("Harbor Hearts");
      expect(after.text).not.toContain("Bay Heart");
      expect(after.text.replaceAll("Harbor Hearts", "Bay Heart Center, Bay Heart Group")).toBe(before.text);
      expect((await shown(of))?.letter).toMatchObject({ to: "Harbor Hearts", isForOffice: true });
      const stepBack = (await shown(of))?.steps.at(-1)?.stepId ?? "";
      value(await say(of, { kind: "taken-back", stepId: stepBack, reason: "Not that one" }));
      expect(await of.read()).toMatchObject({ to: "Bay Heart Center, Bay Heart Group", text: before.text });
    });

    test("what somebody wrote stays, with the other name; whom somebody addressed it to by hand stays, and that is said", async () => {
      const written = await begin();
      await written.write({ text: `${(await written.read()).text}\nShe fears needles.` });
      await direct(written, await elsewhere());
      const { text } = await written.read();
      expect([text.includes("She fears needles."), text.includes("Harbor Hearts"), text.includes("Bay Heart")]).toEqual(
        [true, true, false],
      );
      const byHand = await begin();
      await byHand.write({ to: "Dr. Ferris, in person" });
      const kept = await byHand.read();
      await direct(byHand, await elsewhere());
      expect(await byHand.read()).toEqual(kept);
      expect((await shown(byHand))?.letter).toMatchObject({ to: "Dr. Ferris, in person", isForOffice: false });
      expect((await shown(byHand, desk))?.letter).toMatchObject({ to: null, isForOffice: false });
    });

    test("nobody was named at first: the letter is filled in for who is chosen", async () => {
      const of = await begin({ toId: null });
      expect((await of.read()).to).toBe("");
      await direct(of, officeId);
      expect(await of.read()).toMatchObject({ to: "Bay Heart Center, Bay Heart Group" });
      expect((await of.read()).text).toContain("Bay Heart Center");
    });

    test("a signed one does not change and is said to be for another office until it went out; another one takes its place, and a struck one is none", async () => {
      const of = await begin();
      const { letterId, patientId } = of;
      value(await clinic.call("signLetter", { letterId, patientId, version: 1 }, { as: clinic.chen }));
      const signed = await of.read();
      await direct(of, await elsewhere());
      expect(await of.read()).toEqual(signed);
      expect((await shown(of))?.letter).toMatchObject({ letterId, isSigned: true, isForOffice: false });
      value(await say(of, { kind: "sent", way: "fax", to: "" }));
      expect((await shown(of))?.letter).toMatchObject({ letterId, isForOffice: true });
      const other = clinic.kit.ids.next<"letter">();
      value(await clinic.call("writeReferralLetter", { ...ids(of), letterId: other }, { as: clinic.ma }));
      expect((await shown(of))?.letter).toMatchObject({ letterId: other, isSigned: false, to: "Harbor Hearts" });
      value(await clinic.call("strikeLetter", { letterId: other, patientId, reason: "x" }, { as: clinic.chen }));
      expect((await shown(of))?.letter).toMatchObject({ letterId: other, isSigned: false, isStruck: true });
    });
  });

  test("CHT-273, CHT-275, CHT-276 an entry is renamed and retired: who did it is kept, what was sent keeps its name, and what is open goes on", async () => {
    const toId = await office({ name: "Old Name", practice: "" });
    const of = await refer({ toId });
    value(await say(of, phoned));
    const change = { outsideProviderId: toId, ...content({ name: "New Name", practice: "" }) };
    value(await clinic.call("saveOutsideProvider", { ...change, baseVersion: 1 }, { as: clinic.ma }));
    const retired = { ...change, active: false, baseVersion: 2 };
    value(await clinic.call("saveOutsideProvider", retired, { as: desk }));
    const seen = await shown(of);
    expect(seen).toMatchObject({
      to: { name: "New Name", active: false },
      steps: [{ kind: "sent", office: "Old Name" }],
    });
    value(await say(of, appointment));
    const of2 = await refer({ toId });
    expect(of2.reply).toMatchObject({ error: { code: "not-found", field: "toId" } });
    const find = async (show: "in-use" | "retired") =>
      value(await clinic.call("outsideProviders", { text: "name", specialty: null, show, ...page }, { as: desk }))
        .providers;
    expect([await find("in-use"), (await find("retired")).map((one) => one.name)]).toEqual([[], ["New Name"]]);
    const history = async (before: string | null, limit: number) =>
      value(await clinic.call("outsideProviderVersions", { outsideProviderId: toId, before, limit }, { as: desk }));
    const newest = await history(null, 2);
    const oldest = await history(newest.next, 2);
    expect([...newest.versions, ...oldest.versions]).toMatchObject([
      { version: 3, name: "New Name", active: false, savedBy: "Desk" },
      { version: 2, name: "New Name", active: true, savedBy: clinic.ma.name },
      { version: 1, name: "Old Name", active: true, savedBy: "Desk" },
    ]);
    expect(oldest.next).toBeNull();
    await expect(
      clinic.kit.rows(
        "charting",
        `update outside_provider_version set name = 'x' where outside_provider_id = '${toId}'`,
      ),
    ).rejects.toThrow();
    // Back in use, and found again.
    value(await clinic.call("saveOutsideProvider", { ...change, baseVersion: 3 }, { as: desk }));
    expect((await find("in-use")).map((one) => one.version)).toEqual([4]);
    const unknown = { outsideProviderId: clinic.kit.ids.next<"outside-provider">(), ...page };
    expect(outcome(await clinic.call("outsideProviderVersions", unknown, { as: desk }))).toBe("not-found");
    for (const roles of [["biller" as const], ["practice-manager" as const]]) {
      const again = { ...change, baseVersion: 4 };
      expect(outcome(await clinic.call("saveOutsideProvider", again, { as: roles }))).toBe("not-allowed");
    }
    const directed = await refer();
    const harbor = await office({ name: "Harbor", practice: "Group" });
    value(await say(directed, { kind: "directed", toId: harbor }));
    expect((await shown(directed))?.steps).toMatchObject([{ kind: "directed", office: "Harbor, Group" }]);
  });

  test("CHT-277 a follow-up is one task of whom the review names, until its day, and gone where the review is taken back", async () => {
    const reviewed = async (more: object, restricted = false) => {
      const of = await refer({ urgency: "urgent" });
      value(await say(of, phoned));
      value(await file(of, await pdf(of.patientId, `follow ${of.referralId}`)));
      if (restricted) value(await clinic.call("restrictChart", restriction(of.patientId)));
      const step = { kind: "reviewed" as const, disposition: "follow-up" as const, plan: "Echo in a month", ...more };
      return { ...of, said: await decide(of, step) };
    };
    const followed = async (of: Of) =>
      (await told("referral-waits", of)).filter((one) => one.title?.startsWith("Follow up"));
    const due = "2026-12-23";
    const assistants = await reviewed({ followUp: { by: "assistants", due } });
    expect(value(assistants.said)).toEqual({ state: "closed" });
    expect(await followed(assistants)).toMatchObject([
      {
        title: "Follow up after a referral, cardiology",
        detail: "Echo in a month",
        ownerId: null,
        pool: "medical-assistant",
        dueOn: due,
      },
    ]);
    const last = (await shown(assistants))?.steps.at(-1)?.stepId ?? "";
    const over = async () => (await told("referral-wait-over", assistants)).map((one) => one.key);
    expect(await over()).not.toContain(last);
    value(await say(assistants, { kind: "taken-back", stepId: last, reason: "Not read whole" }, clinic.chen));
    expect(await over()).toContain(last);
    const mine = await reviewed({ followUp: { by: "provider", due } });
    expect(await followed(mine)).toMatchObject([{ ownerId: clinic.chen.staffId, pool: null }]);
    // Where nobody is named it is who ordered, today.
    expect(await followed(await reviewed({}))).toMatchObject([
      { ownerId: clinic.chen.staffId, pool: null, dueOn: TODAY },
    ]);
    const hidden = await reviewed({ followUp: { by: "assistants", due } }, true);
    expect(await followed(hidden)).toMatchObject([{ ownerId: clinic.chen.staffId, pool: null }]);
    const past = await reviewed({ followUp: { by: "provider", due: "2026-11-22" } });
    expect(past.said).toMatchObject({ error: { code: "invalid-input", field: "step.followUp.due" } });
    const agreedWith = await reviewed({ disposition: "agree", followUp: { by: "provider", due } });
    expect(agreedWith.said).toMatchObject({ error: { code: "invalid-input", field: "step.followUp" } });
    expect([await followed(past), await followed(agreedWith)]).toEqual([[], []]);
  });

  // The clock moves from here on.
  test("CHT-257, CHT-259 what is overdue is told once to whose it is, and over when it goes on", async () => {
    const of = await refer({ urgency: "urgent" });
    const done = await refer({ urgency: "urgent" });
    const hidden = await refer({ urgency: "urgent" });
    value(await clinic.call("restrictChart", restriction(hidden.patientId)));
    value(await decide(done, { kind: "cancelled", reason: "x" }));
    expect(await shown(of)).toMatchObject({ waits: { due: "2026-11-24", owner: "Front desk", isOverdue: false } });
    await clinic.kit.advanceTo("2026-11-25T20:00:00.000Z");
    await clinic.kit.settle();
    expect(await shown(of)).toMatchObject({ waits: { isOverdue: true } });
    expect((await work("overdue")).referrals.map((one) => one.referralId)).toContain(of.referralId);
    expect(await told("referral-waits", of)).toMatchObject([
      { title: "Overdue referral, cardiology: to be sent", ownerId: null, pool: "front-desk", key: of.referralId },
    ]);
    expect(await told("referral-waits", done)).toEqual([]);
    // CHT-190: of a restricted chart no pool hears.
    expect(await told("referral-waits", hidden)).toMatchObject([{ ownerId: clinic.chen.staffId, pool: null }]);
    // What is said beside its way ends no wait.
    value(await say(of, { kind: "authorization", permitId: null, number: "", period: null }));
    expect(await told("referral-wait-over", of)).toEqual([]);
    value(await say(of, phoned));
    expect(await told("referral-wait-over", of)).toMatchObject([{ key: of.referralId }]);
  });

  test("CHT-259 a report is told to who ordered until it is reviewed, and anew where the review is taken back", async () => {
    const of = await refer();
    value(await say(of, phoned));
    value(await file(of, await pdf(of.patientId, "four")));
    const mine = async () => (await work("mine", clinic.chen)).referrals.map((one) => one.referralId);
    expect(await told("referral-waits", of)).toMatchObject([
      { title: "Referral, cardiology: report to review", ownerId: clinic.chen.staffId, pool: null },
    ]);
    expect(await mine()).toContain(of.referralId);
    expect((await work("mine", clinic.other)).referrals.map((one) => one.referralId)).not.toContain(of.referralId);
    value(await decide(of, agreed));
    expect(await told("referral-wait-over", of)).toHaveLength(1);
    const last = (await shown(of))?.steps.at(-1)?.stepId ?? "";
    value(await say(of, { kind: "taken-back", stepId: last, reason: "Not read whole" }, clinic.chen));
    const [first, second, ...more] = await told("referral-waits", of);
    expect([more, first?.key === second?.key]).toEqual([[], false]);
    expect(await mine()).toContain(of.referralId);
  });

  test("CHT-264 the simulated office answers the same for the same referral, and nothing where somebody has said it meanwhile", async () => {
    const many = await Promise.all(Array.from({ length: 12 }, () => refer()));
    for (const of of many) value(await say(of, phoned));
    const before = await refer();
    value(await say(before, phoned));
    value(await say(before, appointment));
    const stepsOf = async (of: Of) => (await shown(of))?.steps.map((one) => `${one.kind} ${one.by}`) ?? [];
    await clinic.kit.advanceTo("2026-12-01T20:00:00.000Z");
    await clinic.kit.settle();
    for (const of of many)
      expect((await stepsOf(of)).slice(1)).toEqual([
        expect.stringMatching(/^(appointment|declined) Simulated office$/),
      ]);
    expect(await stepsOf(before)).toEqual(["sent Desk", "appointment Desk"]);
    await clinic.kit.advanceTo("2026-12-30T20:00:00.000Z");
    await clinic.kit.settle();
    const states = await Promise.all(many.map(async (of) => (await shown(of))?.state));
    expect(states.filter((state) => state === "to-file").length).toBeGreaterThan(0);
    expect(states.filter((state) => state !== "to-file" && state !== "to-decide")).toEqual([]);
    const arrived = many[states.indexOf("to-file")];
    const ask = { patientId: arrived?.patientId ?? "", kind: "outside-record" as const, text: "", ...page };
    const [report] = value(await clinic.call("documents", ask, { as: clinic.ma })).documents;
    expect(report).toMatchObject({ title: "Report, cardiology", addedBy: "Simulated office" });
    if (arrived && report) expect(value(await file(arrived, report.documentId))).toEqual({ state: "to-review" });
  });
});
