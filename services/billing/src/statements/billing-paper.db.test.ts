import { usualPaper, type BillingPaper } from "@practicum/contracts/billing/billing-paper";
import { databaseKinds } from "@practicum/db/test-databases";
import { must } from "@practicum/kernel/assert";
import { validate } from "@practicum/x12/validate";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ADDRESS, openClinic, type Clinic } from "../testing/clinic.ts";
import { pngOf } from "../testing/logo.ts";

const BOX = { line1: "PO Box 4410", line2: null, city: "San Diego", state: "CA", zip: "921380410" };

describe.each(databaseKinds)("what the practice's bills say, on %s", { timeout: 60_000 }, (database) => {
  let clinic: Clinic;
  beforeAll(async () => {
    clinic = await openClinic(database, "billing paper");
  });
  afterAll(() => clinic.stop());

  const value = <T>(reply: { ok: true; value: T } | { ok: false; error: unknown }): T =>
    must(reply.ok ? reply.value : null, JSON.stringify(reply));
  const now = async () => value(await clinic.call("getBillingPaper", {}));
  const save = async (more: Partial<BillingPaper>) => {
    const { version, ...paper } = await now();
    return clinic.call("saveBillingPaper", { ...paper, ...more, version });
  };
  const words = (more: Partial<BillingPaper["words"]["en"]>) => ({
    ...usualPaper.words,
    en: { ...usualPaper.words.en, ...more },
  });

  test("BIL-411: each change is a version with who, when and what; of two who change it at once the second is told", async () => {
    expect(await now()).toEqual({ ...usualPaper, version: 0 });
    expect(value(await save({ phone: "6195550177" })).version).toBe(1);
    expect(
      value(await save({ payUrl: "https://pay.clinic.example/bills", words: words({ notice3: "Last call." }) }))
        .version,
    ).toBe(2);
    // Nothing changed is no version.
    expect(value(await save({})).version).toBe(2);
    expect(await clinic.call("saveBillingPaper", { ...usualPaper, version: 1 })).toMatchObject({
      error: { code: "stale-version" },
    });
    const { versions, next } = value(await clinic.call("billingPaperHistory", { before: null, limit: 1 }));
    expect(versions).toMatchObject([{ version: 2, changed: ["payUrl", "words.en.notice3"] }]);
    expect(versions[0]?.by).not.toBe("");
    const older = value(await clinic.call("billingPaperHistory", { before: next, limit: 1 }));
    expect([older.versions.map((one) => one.changed), older.next]).toEqual([[["phone"]], null]);
    const first = value(await clinic.call("getBillingPaper", { version: 1 }));
    expect([first.phone, first.payUrl]).toEqual(["6195550177", null]);
    expect(await clinic.call("getBillingPaper", { version: 9 })).toMatchObject({ error: { code: "not-found" } });
  });

  test("BIL-412: a logo is kept as its picture alone; what is none is refused at its field, and nothing is saved", async () => {
    const before = (await now()).version;
    const full = pngOf(20, 10, { extra: [["tEXt", "Author\0Somebody"]] });
    expect(value(await save({ logo: full.toBase64() })).version).toBe(before + 1);
    expect((await now()).logo).toBe(pngOf(20, 10).toBase64());
    const svg = new TextEncoder().encode("<svg><script>alert(1)</script></svg>").toBase64();
    expect(await save({ logo: svg })).toMatchObject({
      error: { code: "invalid-input", fields: [{ field: "logo", message: expect.stringMatching(/PNG nor a JPEG/) }] },
    });
    expect((await now()).version).toBe(before + 1);
  });

  test("BIL-414: a letter that can't be printed is named at its field; every fault at once", async () => {
    const refused = await save({ payTo: { ...BOX, city: "Đà Nẵng" }, words: words({ greeting: "Привет" }) });
    expect(refused).toMatchObject({
      error: {
        code: "invalid-input",
        fields: [
          { field: "payTo.city", message: expect.stringContaining('"Đ"') },
          { field: "words.en.greeting", message: expect.stringContaining('"П"') },
        ],
      },
    });
  });

  const claimFile = async () => {
    const patientId = await clinic.addPatient();
    await clinic.cover(patientId);
    await clinic.sentClaim(patientId);
    const { content } = must(clinic.exchange.outbound().findLast((one) => one.name.startsWith("837P")));
    expect(validate(content).filter((one) => one.severity === "error")).toEqual([]);
    return content.split("~").map((one) => one.trim());
  };

  test("BIL-413: payments that go elsewhere stand on the claim from then on (2010AB), a PO box too; the billing address is not said twice", async () => {
    const payTo = (segments: readonly string[]) => {
      const at = segments.findIndex((one) => one.startsWith("NM1*87"));
      return at < 0 ? null : segments.slice(at, at + 3);
    };
    value(await save({ payTo: null }));
    expect(payTo(await claimFile())).toBeNull();
    value(await save({ payTo: BOX }));
    const segments = await claimFile();
    expect(payTo(segments)).toEqual(["NM1*87*2", "N3*PO BOX 4410", "N4*SAN DIEGO*CA*921380410"]);
    // The billing provider keeps its street.
    const billing = segments.findIndex((one) => one.startsWith("NM1*85"));
    expect(segments[billing + 1]).toBe(`N3*${ADDRESS.line1.toUpperCase()}`);
    value(await save({ payTo: { ...ADDRESS, zip: ADDRESS.zip.slice(0, 5) } }));
    expect(payTo(await claimFile())).toBeNull();
  });
});
