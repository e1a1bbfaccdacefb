import { databaseKinds } from "@practicum/db/test-databases";
import { must } from "@practicum/kernel/assert";
import { addDays } from "@practicum/kernel/local-date";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openClinic, type Clinic } from "../testing/clinic.ts";
import { decision, remittance } from "../testing/payer-files.ts";

describe.each(databaseKinds)("denials by what is worth working first, on %s", { timeout: 60_000 }, (database) => {
  let clinic: Clinic;
  const names = new Map<string, string>();
  beforeAll(async () => {
    clinic = await openClinic(database, "denial order");
  });
  afterAll(() => clinic.stop());

  const value = <T>(reply: { ok: true; value: T } | { ok: false; error: unknown }): T =>
    must(reply.ok ? reply.value : null, JSON.stringify(reply));
  const today = () => clinic.kit.clock.now().slice(0, 10);
  const wait = (days: number) => clinic.kit.advanceTo(`${addDays(today(), days)}T18:00:00.000Z`);
  /** A visit of $210.00 of which the payer refuses so much for a reason. */
  const refused = async (name: string, amount: number, group: "CO" | "PR", reason: string) => {
    const patientId = await clinic.addPatient();
    await clinic.cover(patientId);
    const procedures = [{ code: "99214", label: "Moderate", modifiers: [], units: 1, pointers: [1] }];
    const { claimId, number } = await clinic.sentClaim(patientId, { procedures, serviceDate: addDays(today(), -2) });
    names.set(claimId, name);
    const adjustments = [
      { group: "CO" as const, reason: "45", amount: 21_000 - amount },
      { group, reason, amount },
    ];
    const content = remittance([decision(number, [{ code: "99214", charge: 21_000, paid: 0, adjustments }], "4")], {
      trace: `D${names.size}`,
      controlNumber: 800 + names.size,
    });
    value(await clinic.call("receiveFile", { fileId: clinic.kit.ids.next(), name: "era.835", content }));
    await clinic.kit.settle();
  };
  const listed = async (sort: "dollars" | "worth", limit = 50) => {
    const all: string[] = [];
    let before: string | null = null;
    do {
      const page: { denials: { claimId: string }[]; next: string | null } = value(
        await clinic.call("listDenials", { open: true, sort, before, limit }),
      );
      all.push(...page.denials.map((one) => names.get(one.claimId) ?? "?"));
      before = page.next;
    } while (before !== null);
    return all;
  };

  test("BIL-423: dollars times time left; what can't be had comes last; page after page has each once", async () => {
    // An appeal has its days from the remittance; a correction those of filing, which are many more.
    await refused("small, soon", 5000, "CO", "50");
    const deadline = must(
      value(await clinic.call("listDenials", { open: true, before: null, limit: 1 })).denials[0]?.deadline,
    );
    const days = Math.round((Date.parse(deadline) - Date.parse(today())) / 86_400_000);
    await wait(days - 6);
    await refused("large, later", 15_000, "CO", "16");
    await refused("not covered", 20_000, "CO", "96");
    await refused("the patient's", 4000, "PR", "96");
    expect(await listed("dollars")).toEqual(["not covered", "large, later", "small, soon", "the patient's"]);
    // 50 × 4 = 200, 150, 40, and nothing.
    const worth = ["small, soon", "large, later", "the patient's", "not covered"];
    expect(await listed("worth")).toEqual(worth);
    expect(await listed("worth", 1)).toEqual(worth);
    await wait(6);
    expect((await listed("worth"))[0]).toBe("small, soon");
    await wait(1);
    expect(await listed("worth")).toEqual(["large, later", "the patient's", "small, soon", "not covered"]);
  });
});
