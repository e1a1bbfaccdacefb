import { databaseKinds } from "@practicum/db/test-databases";
import { must } from "@practicum/kernel/assert";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openClinic, type Clinic } from "../../testing/clinic.ts";

const byHand = { code: "81002", modifiers: [], units: 2, pointers: [1], because: "test was done" };

describe.each(databaseKinds)("charges, prices, payers and statements by hand on %s", (database) => {
  let clinic: Clinic;
  let patientId = "";
  beforeAll(async () => {
    clinic = await openClinic(database);
    patientId = await clinic.addPatient();
    await clinic.cover(patientId);
  });
  afterAll(() => clinic.stop());

  const id = () => clinic.kit.ids.next<string>();
  const released = async (of = patientId) => {
    const encounterId = await clinic.sign(of);
    const reply = await clinic.call("releaseCharges", { encounterIds: [encounterId] });
    return { encounterId, claimId: must(reply.ok ? reply.value.released[0] : null).claimId };
  };
  const inReview = async (encounterId: string) => {
    const reply = await clinic.call("listCharges", { status: "review" });
    return must(reply.ok ? reply.value.visits.find((one) => one.encounterId === encounterId) : null);
  };
  const account = async (of = patientId) => {
    const reply = await clinic.call("getAccount", { patientId: of });
    return must(reply.ok ? reply.value : null);
  };
  const visit = async (encounterId: string, of = patientId) =>
    must((await account(of)).visits.find((one) => one.encounterId === encounterId));
  const claimNow = async (claimId: string) => {
    const reply = await clinic.call("getClaim", { claimId });
    return must(reply.ok ? reply.value : null);
  };
  const revenue = async () => {
    const reply = await clinic.call("trialBalance", {});
    const value = must(reply.ok ? reply.value : null);
    expect(value).toMatchObject({ total: 0, unbalancedTransactions: 0 });
    return value.accounts.find((one) => one.account === "revenue")?.balance ?? 0;
  };
  const chargeOf = async (claimId: string, code: string) =>
    must((await claimNow(claimId)).lines.find((line) => line.code === code)?.charge);

  test("BIL-113: a charge is added to a visit in review, priced by the fee schedule, with its reason; nothing is posted yet", async () => {
    const encounterId = await clinic.sign(patientId);
    const before = await revenue();
    expect(await clinic.call("addCharge", { chargeId: id(), encounterId, ...byHand })).toMatchObject({ ok: true });
    expect(await inReview(encounterId)).toMatchObject({
      total: 17_400,
      charges: [
        { code: "99213", byHand: null },
        { code: "81002", units: 2, amount: 2400, byHand: expect.stringContaining("test was done") },
      ],
    });
    expect(await revenue()).toBe(before);
    const wrong = { ...byHand, pointers: [3] };
    expect(await clinic.call("addCharge", { chargeId: id(), encounterId, ...wrong })).toMatchObject({
      error: { field: "pointers" },
    });
  });

  test("BIL-113: a service that no code set and no price list knows is none, and a day has no more units than the code may have", async () => {
    const encounterId = await clinic.sign(patientId);
    const add = (more: object) => clinic.call("addCharge", { chargeId: id(), encounterId, ...byHand, ...more });
    expect(await add({ code: "00001" })).toMatchObject({ error: { code: "no-price", field: "code" } });
    expect(await add({ code: "99213", units: 999 })).toMatchObject({ error: { field: "units" } });
    // The visit has one already.
    expect(await add({ code: "99213", units: 1 })).toMatchObject({ error: { field: "units" } });
    expect(await inReview(encounterId)).toMatchObject({ charges: [{ code: "99213", units: 1 }] });
  });

  test("BIL-113: added to a released visit it is earned and owed by the payer of the claim, which follows with line and total", async () => {
    const one = await released();
    const other = await released();
    const claimId = must(one.claimId);
    const before = await revenue();
    expect(await clinic.call("addCharge", { chargeId: id(), encounterId: one.encounterId, ...byHand })).toMatchObject({
      ok: true,
    });
    expect(await claimNow(claimId)).toMatchObject({ total: 17_400, lines: [{ code: "99213" }, { code: "81002" }] });
    expect(await visit(one.encounterId)).toMatchObject({ insurancePending: 17_400 });
    expect(await visit(other.encounterId)).toMatchObject({ insurancePending: 15_000 });
    expect(await revenue()).toBe(before - 2400);
    const free = { ...byHand, code: "99499" };
    expect(await clinic.call("addCharge", { chargeId: id(), encounterId: one.encounterId, ...free })).toMatchObject({
      error: { code: "no-price", field: "code" },
    });
  });

  test("BIL-114: a charge is taken off by its opposite; the last one takes the claim with it; what was sent stays", async () => {
    const one = await released();
    const claimId = must(one.claimId);
    await clinic.call("addCharge", { chargeId: id(), encounterId: one.encounterId, ...byHand });
    const before = await revenue();
    const off = async (code: string) => {
      const { chargeId, version } = await chargeOf(claimId, code);
      return clinic.call("voidCharge", { chargeId, version, because: "never done" });
    };
    expect(await off("81002")).toMatchObject({ ok: true });
    expect(await claimNow(claimId)).toMatchObject({ total: 15_000, lines: [{ code: "99213" }] });
    expect(await visit(one.encounterId)).toMatchObject({ insurancePending: 15_000 });
    expect(await revenue()).toBe(before + 2400);
    expect(await off("99213")).toMatchObject({ ok: true });
    expect(await claimNow(claimId)).toMatchObject({ status: "voided", total: 0 });
    expect(await visit(one.encounterId)).toMatchObject({ insurancePending: 0, patientDue: 0 });

    const sent = await clinic.sentClaim(patientId);
    const { chargeId, version } = await chargeOf(sent.claimId, "99213");
    expect(await clinic.call("voidCharge", { chargeId, version, because: "late" })).toMatchObject({
      error: { code: "charge-not-open" },
    });
    expect(await visit(sent.encounterId)).toMatchObject({ insurancePending: 15_000 });
  });

  test("BIL-114: recoded is one act: the old code goes, the new one is owed; of a patient who pays alone too", async () => {
    const alone = await clinic.addPatient({ family: "Alone" });
    const one = await released(alone);
    expect(await visit(one.encounterId, alone)).toMatchObject({ patientDue: 15_000 });
    const listed = await clinic.call("listCharges", { status: "released" });
    const charge = must(
      listed.ok ? listed.value.visits.find((each) => each.encounterId === one.encounterId)?.charges[0] : null,
    );
    const { chargeId, version } = charge;
    const recoded = { ...byHand, code: "99214", units: 1, because: "moderate, by the note" };
    expect(
      await clinic.call("recodeCharge", { chargeId, version: version + 1, newChargeId: id(), ...recoded }),
    ).toMatchObject({ error: { code: "stale-version" } });
    expect(await clinic.call("recodeCharge", { chargeId, version, newChargeId: id(), ...recoded })).toMatchObject({
      ok: true,
    });
    expect(await visit(one.encounterId, alone)).toMatchObject({ patientDue: 21_000, insurancePending: 0 });
    const again = { chargeId, version: version + 1, newChargeId: id(), ...recoded };
    expect(await clinic.call("recodeCharge", again)).toMatchObject({ error: { code: "charge-not-open" } });
    expect(await visit(one.encounterId, alone)).toMatchObject({ patientDue: 21_000 });
  });

  test("BIL-115: a visit without a note is charged with its reason, and reviewed, released and billed like any other", async () => {
    const encounterId = id();
    const ask = {
      encounterId,
      patientId,
      serviceDate: "2026-11-19",
      providerId: clinic.ids.doctor,
      locationId: clinic.ids.location,
      diagnoses: [{ code: "I10", label: "High blood pressure" }],
      chargeId: id(),
      ...byHand,
      code: "36415",
      because: "blood drawn by the assistant",
    };
    expect(await clinic.call("chargeWithoutNote", { ...ask, serviceDate: "2031-01-01" })).toMatchObject({
      error: { code: "in-the-future", field: "serviceDate" },
    });
    expect(await clinic.call("chargeWithoutNote", ask)).toMatchObject({ ok: true });
    expect(await inReview(encounterId)).toMatchObject({
      withoutNote: expect.stringContaining("blood drawn"),
      problems: [],
      total: 3000,
    });
    expect(await clinic.call("chargeWithoutNote", { ...ask, chargeId: id() })).toMatchObject({
      error: { code: "already-recorded" },
    });
    const reply = await clinic.call("releaseCharges", { encounterIds: [encounterId] });
    const claimId = must(reply.ok ? reply.value.released[0]?.claimId : null);
    expect(await claimNow(claimId)).toMatchObject({ serviceDate: "2026-11-19", total: 3000, status: "ready" });
  });

  test("BIL-116: a price set by mistake is void: the one before counts, charges in review follow, released ones keep their money", async () => {
    const kept = await released();
    const set = (from: string, price: number) =>
      clinic.call("savePrices", { from, prices: [{ code: "99213", price }] });
    await set("2026-11-01", 150_000);
    const encounterId = await clinic.sign(patientId);
    expect(await inReview(encounterId)).toMatchObject({ total: 150_000 });
    const gone = { code: "99213", from: "2026-11-01", because: "a zero too much" };
    expect(await clinic.call("voidPrice", gone)).toMatchObject({ value: { repriced: 1 } });
    expect(await inReview(encounterId)).toMatchObject({ total: 15_000 });
    expect(await visit(kept.encounterId)).toMatchObject({ insurancePending: 15_000 });
    expect(await clinic.call("voidPrice", gone)).toMatchObject({ error: { code: "not-found" } });
    expect(await clinic.call("listPrices", { onDate: "2026-11-20" })).toMatchObject({
      value: expect.arrayContaining([expect.objectContaining({ code: "99213", price: 15_000 })]),
    });
    await set("2026-11-01", 16_000);
    expect(await inReview(await clinic.sign(patientId))).toMatchObject({ total: 16_000 });
  });

  test("BIL-117: the same payer is not saved twice, by name or payer ID; further kinds have their filing codes", async () => {
    const payer = {
      payerId: id(),
      name: "State Fund",
      electronicId: "SFUND",
      kind: "workers-comp" as const,
      claimFiling: "WC",
      filingDays: 365,
      memberIdPattern: null,
      capitated: false,
      active: true,
      version: null,
    };
    expect(await clinic.call("savePayer", payer)).toMatchObject({ ok: true });
    expect(
      await clinic.call("savePayer", { ...payer, payerId: id(), electronicId: "OTHER", name: "STATE  fund" }),
    ).toMatchObject({
      error: { code: "already-recorded", field: "name" },
    });
    expect(await clinic.call("savePayer", { ...payer, payerId: id(), name: "Other Fund" })).toMatchObject({
      error: { code: "already-recorded", field: "electronicId" },
    });
    expect(await clinic.call("savePayer", { ...payer, filingDays: 180, version: 1 })).toMatchObject({ ok: true });
  });

  test("BIL-112: a batch of statements goes to those who owe, once; whom none can be made for is left with the reason", async () => {
    const owing = await clinic.addPatient({ family: "Owing" });
    await released(owing);
    const nothing = await clinic.addPatient({ family: "Nothing" });
    const statementId = id();
    const statements = [
      { statementId: id(), patientId: nothing },
      { statementId, patientId: owing },
      { statementId: id(), patientId: owing },
    ];
    const sent = await clinic.call("issueStatements", { statements });
    expect(sent).toMatchObject({
      value: {
        issued: [statementId],
        left: [{ patientId: nothing, because: expect.stringContaining("owes nothing") }],
      },
    });
    // Asked for again, it is the same statement.
    expect(await clinic.call("issueStatements", { statements })).toMatchObject({ value: { issued: [statementId] } });
    const listed = await clinic.call("listStatements", { patientId: owing });
    expect(must(listed.ok ? listed.value.statements : null)).toHaveLength(1);
  });
});
