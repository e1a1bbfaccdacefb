import { access } from "@practicum/contracts/audit-event";
import { databaseKinds } from "@practicum/db/test-databases";
import { must } from "@practicum/kernel/assert";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openClinic, type Clinic } from "../../testing/clinic.ts";
import { acknowledgment999, answer271, decision, remittance } from "../../testing/payer-files.ts";

describe.each(databaseKinds)("BIL-64: files and the audit trail on %s", (database) => {
  let clinic: Clinic;
  let patientId = "";
  let other = "";
  let claim: { claimId: string; number: string };
  beforeAll(async () => {
    clinic = await openClinic(database, "files");
    patientId = await clinic.addPatient();
    other = await clinic.addPatient({ family: "Ortiz" });
    const coverageId = await clinic.cover(patientId);
    await clinic.cover(other);
    claim = await clinic.sentClaim(patientId);
    const asked = { eligibilityId: clinic.kit.ids.next<"eligibility">(), coverageId, patientId };
    must((await clinic.call("checkEligibility", { ...asked, serviceDate: "2026-11-23" })).ok || null);
    await clinic.kit.settle();
  });
  afterAll(() => clinic.stop());

  const audited = async () => {
    const events = await clinic.kit.events("billing", "billing.access-recorded.v1");
    const { operation, outcome, patientIds } = access.parse(must(events.at(-1)).payload);
    return { operation, outcome, patientIds };
  };
  const receive = (content: string) => {
    const file = { fileId: clinic.kit.ids.next<"file">(), name: "typed.x12", content };
    return clinic.call("receiveFile", file);
  };
  const sent = (kind: string) => must(clinic.exchange.outbound().find((file) => file.name.startsWith(kind))).content;
  const fileOf = async (kind: "837" | "270") => {
    const listed = await clinic.call("listFiles", { kind, before: null, limit: 10 });
    return must(listed.ok ? listed.value.files[0] : null).fileId;
  };
  const paid = (number: string, trace: string) =>
    remittance(
      [
        decision(number, [
          { code: "99213", charge: 15_000, paid: 9000, adjustments: [{ group: "CO", reason: "45", amount: 6000 }] },
        ]),
      ],
      { trace },
    );

  test("opening what was sent names the patients of its claims and questions", async () => {
    for (const kind of ["837", "270"] as const) {
      expect((await clinic.call("getFile", { fileId: await fileOf(kind) })).ok).toBe(true);
      expect([kind, await audited()]).toEqual([kind, { operation: "getFile", outcome: "ok", patientIds: [patientId] }]);
    }
  });

  test("who may not open a file leaves an entry, and so does who asks for none of ours", async () => {
    const fileId = await fileOf("837");
    await clinic.call("getFile", { fileId }, { as: ["front-desk"] });
    expect(await audited()).toEqual({ operation: "getFile", outcome: "denied", patientIds: [] });
    await clinic.call("getFile", { fileId: clinic.kit.ids.next() });
    expect(await audited()).toEqual({ operation: "getFile", outcome: "not-found", patientIds: [] });
  });

  test("taking a file in names the patients that it answers for, also when it is refused", async () => {
    const files = [
      acknowledgment999(sent("837"), "A"),
      answer271(sent("270"), [{ kind: "1", serviceTypes: ["30"] }], [], 77),
      paid(claim.number, "EFT-FILES"),
    ];
    for (const content of files) {
      const reply = await receive(content);
      expect(reply).toMatchObject({ ok: true, value: { status: "processed" } });
      expect(await audited()).toEqual({ operation: "receiveFile", outcome: "ok", patientIds: [patientId] });
      await clinic.call("getFile", { fileId: reply.ok ? reply.value.fileId : "" });
      expect(await audited()).toEqual({ operation: "getFile", outcome: "ok", patientIds: [patientId] });
    }
    expect(await receive(must(files[2]))).toMatchObject({ ok: false, error: { code: "already-posted" } });
    expect(await audited()).toEqual({ operation: "receiveFile", outcome: "already-posted", patientIds: [patientId] });
  });

  test("a file in quarantine is about the claims that it names; one about nobody of ours has an entry all the same", async () => {
    const { number } = await clinic.sentClaim(other);
    const broken = await receive(paid(number, "EFT-BROKEN").replace(/IEA\*[^~]*~/, ""));
    expect(broken).toMatchObject({ ok: true, value: { status: "quarantined" } });
    expect((await audited()).patientIds).toEqual([other]);
    await receive("no X12 at all");
    expect(await audited()).toEqual({ operation: "receiveFile", outcome: "ok", patientIds: [] });
  });

  test("BIL-135: an 835 whose ISA is padded wrongly is read by where its delimiters stand, and posted", async () => {
    const own = await clinic.sentClaim(patientId);
    const paid = decision(own.number, [{ code: "99213", charge: 15_000, paid: 15_000, adjustments: [] }]);
    const text = remittance([paid], { trace: "PADDED1", controlNumber: 871 });
    // The receiver's id without its padding: the ISA has fewer than 106 characters.
    const isa = text.slice(0, 106);
    const short = isa.replace(/ +(?=\*)/, "");
    expect(short.length).toBeLessThan(106);
    const fileId = clinic.kit.ids.next<"file">();
    await clinic.call("receiveFile", { fileId, name: "padded.835", content: short + text.slice(106) });
    await clinic.kit.settle();
    const files = await clinic.call("listFiles", { kind: null, before: null, limit: 50 });
    expect(files.ok && files.value.files).toContainEqual(
      expect.objectContaining({ fileId, kind: "835", status: "processed", problem: null }),
    );
    expect(await clinic.call("getClaim", { claimId: own.claimId })).toMatchObject({
      value: { status: "paid", paid: 15_000 },
    });
  });

  test("a file whose name has NUL is kept under a name that can be read", async () => {
    const file = { fileId: clinic.kit.ids.next<"file">(), name: "a\0b.835", content: paid("P1", "NULNAME") };
    expect(await clinic.call("receiveFile", file)).toMatchObject({ ok: true });
    const listed = await clinic.call("listFiles", { kind: "835", before: null, limit: 50 });
    expect(must(listed.ok ? listed.value.files : null).map(({ name }) => name)).toContainEqual(
      expect.stringMatching(/^a.b\.835$/),
    );
  });
});
