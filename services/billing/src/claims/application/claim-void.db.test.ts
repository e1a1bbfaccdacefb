import { databaseKinds } from "@practicum/db/test-databases";
import { must } from "@practicum/kernel/assert";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openClinic, type Clinic } from "../../testing/clinic.ts";
import { acknowledgment277CA, claimsIn, decision, remittance, reversalOf } from "../../testing/payer-files.ts";

describe.each(databaseKinds)("the void of a claim, on %s", { timeout: 60_000 }, (database) => {
  let clinic: Clinic;
  let traces = 0;
  let patientId = "";
  beforeAll(async () => {
    clinic = await openClinic(database, "claim void");
  });
  afterAll(() => clinic.stop());

  const value = <T>(reply: { ok: true; value: T } | { ok: false; error: unknown }): T =>
    must(reply.ok ? reply.value : null, JSON.stringify(reply));
  const id = () => clinic.kit.ids.next<string>();
  const view = async (claimId: string) => value(await clinic.call("getClaim", { claimId }));
  const seen = async (claimId: string) => (await view(claimId)).version;
  const lastFile = () => must(clinic.exchange.outbound().findLast((file) => file.name.startsWith("837P"))).content;
  const answer = async (content: string) => {
    traces += 1;
    clinic.exchange.deliver({ name: `answer-${traces}`, content });
    await clinic.kit.settle();
  };
  const acknowledged = (number: string, accepted: boolean) =>
    answer(acknowledgment277CA(lastFile(), number, accepted, 720 + traces));
  const remitted = (...claims: Parameters<typeof remittance>[0][number][]) =>
    answer(remittance(claims, { trace: `V${traces}`, controlNumber: 950 + traces }));
  const paid = (number: string) =>
    decision(number, [
      { code: "99213", charge: 15_000, paid: 9000, adjustments: [{ group: "CO", reason: "45", amount: 6000 }] },
    ]);
  const sent = async () => {
    patientId = await clinic.addPatient();
    await clinic.cover(patientId);
    return clinic.sentClaim(patientId);
  };
  const send = async (claimId: string) => {
    expect(value(await clinic.call("submitClaims", { claimIds: [claimId] })).left).toEqual([]);
    await clinic.kit.settle();
  };
  const voiding = async (claimId: string, because = "Billed for another person") =>
    clinic.call("voidClaim", { claimId, version: await seen(claimId), because });
  const withdrawn = async (claimId: string) => clinic.call("withdrawVoid", { claimId, version: await seen(claimId) });
  const account = async () => value(await clinic.call("getAccount", { patientId }));
  const queue = async () =>
    must(value(await clinic.call("workQueues", {})).find((one) => one.queue === "voided-claims")).count;
  const listed = async () =>
    value(
      await clinic.call("listClaims", { statuses: ["voided"], patientId, voidedOpen: true, before: null, limit: 10 }),
    ).claims.map((one) => one.claimId);
  /** No check is negative: what is taken back is less than what the same one pays for somebody else. */
  const takenBack = async (number: string) => {
    const other = await clinic.addPatient();
    await clinic.cover(other);
    const extra = await clinic.sentClaim(other);
    await remitted(reversalOf(paid(number)), paid(extra.number));
  };
  /** Paid, voided, and the payer took its decision back. */
  const voided = async () => {
    const claim = await sent();
    await remitted(paid(claim.number));
    value(await voiding(claim.claimId));
    await send(claim.claimId);
    await takenBack(claim.number);
    return claim;
  };

  test("BIL-489: what was sent goes out again under the payer's number, whatever the chart says by now", async () => {
    const { claimId, number } = await sent();
    expect(await voiding(claimId)).toMatchObject({ error: { code: "claim-not-ready" } });
    await remitted(paid(number));
    const before = claimsIn(lastFile()).claims[0];
    expect(await voiding(claimId)).toMatchObject({ value: { status: "ready" } });
    expect(await view(claimId)).toMatchObject({
      frequency: "8",
      voiding: "may-withdraw",
      findings: [],
      filingDeadline: null,
    });
    expect((await view(claimId)).history[1]).toMatchObject({
      what: "To be voided",
      detail: "Billed for another person",
    });
    // What is a source of the claim changes: the void does not follow.
    await clinic.kit.deliver("scheduling.patient-changed.v1", {
      ...clinic.patientOf(patientId, { family: "Otherwise" }),
      version: 2,
    });
    await clinic.kit.settle();
    value(await clinic.call("refreshClaim", { claimId }));
    await send(claimId);
    const after = must(claimsIn(lastFile()).claims[0]);
    expect(after).toMatchObject({ id: number, frequency: "8", originalClaimNumber: `PCN${number}` });
    expect({ ...after, frequency: "1", originalClaimNumber: undefined }).toEqual({
      ...before,
      originalClaimNumber: undefined,
    });
    expect(await view(claimId)).toMatchObject({ status: "submitted", voiding: "with-payer" });
    expect(await voiding(claimId)).toMatchObject({ error: { code: "claim-not-ready" } });
  });

  test("BIL-490: a void that is not with the payer is withdrawn; meanwhile nothing of the claim moves", async () => {
    const { claimId, number } = await sent();
    await remitted(paid(number));
    value(await voiding(claimId));
    const facts = (await view(claimId)).facts;
    expect(await clinic.call("saveClaimFacts", { claimId, version: await seen(claimId), facts })).toMatchObject({
      error: { code: "claim-not-ready" },
    });
    const [unsentBefore] = [await view(claimId)];
    expect(unsentBefore.status).toBe("ready");
    expect(await withdrawn(claimId)).toMatchObject({ value: { status: "paid" } });
    expect(await view(claimId)).toMatchObject({ status: "paid", frequency: "1", voiding: "none", paid: 9000 });
    expect(await withdrawn(claimId)).toMatchObject({ error: { code: "claim-not-ready" } });
    // Once more, and the payer rejects it.
    value(await voiding(claimId));
    await send(claimId);
    expect(await withdrawn(claimId)).toMatchObject({ error: { code: "claim-not-ready" } });
    await acknowledged(number, false);
    expect(await view(claimId)).toMatchObject({ status: "rejected", voiding: "may-withdraw" });
    expect(await clinic.call("moveBalance", { ...moved(claimId, 15_000), adjustmentId: id() })).toMatchObject({
      error: { code: "claim-not-ready" },
    });
    expect(await withdrawn(claimId)).toMatchObject({ value: { status: "paid" } });
    // The number of the attempt is used: the next one is another.
    value(await voiding(claimId));
    await send(claimId);
    expect(await view(claimId)).toMatchObject({ status: "submitted", frequency: "8" });
  });

  test("BIL-491: the reversal voids it; it waits in the list until it is billed anew, without the old number", async () => {
    const before = await queue();
    const { claimId, number } = await voided();
    expect(await view(claimId)).toMatchObject({ status: "voided", voiding: "open-money", paid: 0 });
    expect([await queue(), await listed()]).toEqual([before + 1, [claimId]]);
    expect((await account()).insurancePending).toBe(15_000);
    const anew = await clinic.call("correctClaim", { claimId, version: await seen(claimId) });
    expect(anew).toMatchObject({ value: { status: "ready" } });
    expect([await queue(), await listed()]).toEqual([before, []]);
    await send(claimId);
    const out = must(claimsIn(lastFile()).claims[0]);
    expect([out.id, out.frequency, out.originalClaimNumber]).toEqual([number, "1", undefined]);
    await remitted({ ...paid(number), payerClaimNumber: "PCN-ANEW" });
    expect(await view(claimId)).toMatchObject({ status: "paid", frequency: "1", payerClaimNumber: "PCN-ANEW" });
    expect((await account()).insurancePending).toBe(0);
  });

  const moved = (claimId: string, amount: number) => ({
    patientId,
    claimId,
    to: "patient" as const,
    amount,
    reason: "no-coverage" as const,
    note: "",
  });

  test("BIL-491: or its balance is moved to the patient, in parts too; and back again it waits again", async () => {
    const { claimId } = await voided();
    value(await clinic.call("moveBalance", { ...moved(claimId, 5000), adjustmentId: id() }));
    expect(await listed()).toEqual([claimId]);
    const adjustmentId = id();
    value(await clinic.call("moveBalance", { ...moved(claimId, 10_000), adjustmentId }));
    expect([await listed(), await account()]).toMatchObject([[], { insurancePending: 0, patientDue: 15_000 }]);
    expect((await view(claimId)).voiding).toBe("none");
    value(await clinic.call("reverseAdjustment", { patientId, adjustmentId, because: "covered after all" }));
    expect([await listed(), (await view(claimId)).status]).toEqual([[claimId], "voided"]);
  });

  test("BIL-491: or its charges are taken off, from the payer's side and not the patient's", async () => {
    const { claimId } = await voided();
    const { chargeId, version } = must(must((await view(claimId)).lines[0]).charge);
    value(await clinic.call("voidCharge", { chargeId, version, because: "never done" }));
    expect([await listed(), await account()]).toMatchObject([[], { insurancePending: 0, patientDue: 0 }]);
    expect(await view(claimId)).toMatchObject({ status: "voided", total: 0, voiding: "none" });
  });

  test("BIL-491: where nothing had been decided the payer's acceptance of the void ends it", async () => {
    const { claimId, number } = await sent();
    await acknowledged(number, true);
    expect(await voiding(claimId)).toMatchObject({ value: { status: "ready" } });
    await send(claimId);
    await acknowledged(number, true);
    expect(await view(claimId)).toMatchObject({ status: "voided", voiding: "open-money" });
    expect((await account()).insurancePending).toBe(15_000);
  });
});
