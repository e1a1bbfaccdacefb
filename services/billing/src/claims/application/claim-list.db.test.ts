import { notYetAccepted } from "@practicum/contracts/billing/claims";
import { databaseKinds } from "@practicum/db/test-databases";
import { must } from "@practicum/kernel/assert";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openClinic, type Clinic } from "../../testing/clinic.ts";
import { acknowledgment277CA } from "../../testing/payer-files.ts";

describe.each(databaseKinds)("BIL-81: the list of claims on %s", (database) => {
  let clinic: Clinic;
  /** The claims' numbers by who they are about and when, as "Lopez 2026-11-18". */
  const numbers = new Map<string, string>();
  beforeAll(async () => {
    clinic = await openClinic(database, "claim-list");
    for (const [index, family] of ["Lopez", "O'Neil", "Lop%z"].entries()) {
      const patientId = await clinic.addPatient({ family });
      await clinic.cover(patientId, { payerId: index === 1 ? clinic.ids.ppo : clinic.ids.hmo });
      for (const serviceDate of ["2026-11-18", "2026-11-19"]) {
        const code = serviceDate.endsWith("19") ? "99214" : "99213";
        const procedures = [{ code, label: "Visit", modifiers: [], units: 1, pointers: [1] }];
        const { number } = await clinic.sentClaim(patientId, { serviceDate, procedures });
        numbers.set(`${family} ${serviceDate}`, number);
      }
    }
  });
  afterAll(() => clinic.stop());

  const list = async (text: string, limit = 50, before: string | null = null) => {
    const reply = await clinic.call("listClaims", { statuses: [], patientId: null, text, limit, before });
    return must(reply.ok ? reply.value : null);
  };
  const found = async (text: string) => (await list(text)).claims.map((claim) => claim.number).toSorted();
  const of = (...keys: string[]) => keys.map((key) => must(numbers.get(key))).toSorted();

  test("page after page gives every claim once, and the first says what all of them come to", async () => {
    const first = await list("", 4);
    const second = await list("", 4, must(first.next));
    const all = [...first.claims, ...second.claims];
    expect(second.next).toBeNull();
    expect(all.map((claim) => claim.number).toSorted()).toEqual([...numbers.values()].toSorted());
    const total = all.reduce((sum, claim) => sum + claim.total, 0);
    expect([first.all, second.all]).toEqual([{ count: 6, total }, null]);
  });
  test("by the beginning of a name, and each word must fit", async () => {
    expect(await found("lop")).toEqual(
      of("Lopez 2026-11-18", "Lopez 2026-11-19", "Lop%z 2026-11-18", "Lop%z 2026-11-19"),
    );
    expect(await found("lopez 11/19/26")).toEqual(of("Lopez 2026-11-19"));
    expect(await found("pez")).toEqual([]);
  });
  test("what is typed is no pattern", async () => {
    expect(await found("lop%z")).toEqual(of("Lop%z 2026-11-18", "Lop%z 2026-11-19"));
    expect(await found("o'neil")).toEqual(of("O'Neil 2026-11-18", "O'Neil 2026-11-19"));
    expect(await found("_")).toEqual([]);
  });
  test("by number, by code, by amount, by day; the sum follows", async () => {
    const number = must(numbers.get("Lopez 2026-11-18"));
    expect(await found(number.toLowerCase())).toEqual([number]);
    expect(await found("99214 o'neil")).toEqual(of("O'Neil 2026-11-19"));
    const claim = must((await list("lopez 99213")).claims[0]);
    expect(await found(`$${(claim.total / 100).toFixed(2)} lopez`)).toEqual([claim.number]);
    expect(await found("2026-11-18")).toEqual(of("Lopez 2026-11-18", "O'Neil 2026-11-18", "Lop%z 2026-11-18"));
    expect((await list("lopez 99213")).all).toEqual({ count: 1, total: claim.total });
  });
  test("by payer", async () => {
    const payer = must((await list("o'neil")).claims[0]).payerName.toLowerCase();
    const word = must(payer.split(" ").at(-1));
    const payers = (await list(word)).claims.map((claim) => claim.payerName.toLowerCase());
    expect(payers.length).toBeGreaterThan(0);
    expect(payers.every((name) => name.includes(word))).toBe(true);
  });

  test("BIL-239, BIL-240: what no payer took in is urgent from three quarters of its time on; the 277CA takes it out and proves it", async () => {
    const soon = async () => {
      const reply = await clinic.call("listClaims", {
        statuses: [...notYetAccepted],
        patientId: null,
        text: "",
        soon: true,
        limit: 50,
        before: null,
      });
      return must(reply.ok ? reply.value : null);
    };
    const queue = async () => {
      const reply = await clinic.call("workQueues", {});
      return must(reply.ok ? reply.value.find((one) => one.queue === "timely-filing") : null);
    };
    expect((await soon()).claims).toEqual([]);
    expect(await queue()).toMatchObject({ count: 0, amount: 0 });
    // 180 days from November 18 are up on May 17; three quarters are 135 days, April 2.
    await clinic.kit.advanceTo("2027-04-02T17:00:00.000Z");
    const urgent = await soon();
    const number = must(numbers.get("Lopez 2026-11-18"));
    expect(urgent.claims.map((claim) => claim.number).toSorted()).toEqual(
      of("Lopez 2026-11-18", "O'Neil 2026-11-18", "Lop%z 2026-11-18"),
    );
    expect(await queue()).toMatchObject({ count: 3, amount: must(urgent.all).total, oldestDays: 0 });
    const { claimId } = must(urgent.claims.find((claim) => claim.number === number));
    const filing = async () => {
      const reply = await clinic.call("getClaim", { claimId });
      return must(reply.ok ? reply.value.filing : null);
    };
    expect(await filing()).toEqual({
      what: "first",
      basis: "service",
      from: "2026-11-18",
      days: 180,
      by: "2027-05-17",
      proof: null,
    });
    const sent = must(clinic.exchange.outbound().find((file) => file.content.includes(`CLM*${number}*`))).content;
    const fileId = clinic.kit.ids.next<"file">();
    await clinic.call("receiveFile", { fileId, name: "ack.277", content: acknowledgment277CA(sent, number, true) });
    await clinic.kit.settle();
    expect((await filing()).proof).toEqual({ on: "2027-04-02", fileId, fileName: "ack.277" });
    expect((await soon()).claims.map((claim) => claim.number)).not.toContain(number);
    expect(await queue()).toMatchObject({ count: 2 });
  });
});
