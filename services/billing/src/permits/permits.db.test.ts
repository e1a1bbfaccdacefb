import { databaseKinds } from "@practicum/db/test-databases";
import { must } from "@practicum/kernel/assert";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openClinic, type Clinic } from "../testing/clinic.ts";

/** Visits of the clinic lie on 2026-11-20 and before, each a day before the last. */
describe.each(databaseKinds)("referrals and authorizations on %s", (database) => {
  let clinic: Clinic;
  beforeAll(async () => {
    clinic = await openClinic(database, "permits");
  });
  afterAll(() => clinic.stop());

  const id = () => clinic.kit.ids.next<string>();
  const value = <T>(reply: { readonly ok: boolean; readonly value?: T }) =>
    must(reply.ok ? reply.value : null, JSON.stringify(reply));
  const permitOf = (patientId: string, coverageId: string, more: object = {}) => ({
    permitId: id(),
    patientId,
    coverageId,
    kind: "referral" as const,
    number: "REF-77",
    fromName: "Dr. Outside",
    fromNpi: null,
    toStaffId: null,
    diagnosis: "I10",
    codes: [],
    units: 1,
    from: "2026-11-01",
    until: "2026-11-30",
    status: "approved" as const,
    note: "",
    version: null,
    ...more,
  });
  const save = async (input: ReturnType<typeof permitOf>) => {
    value(await clinic.call("savePermit", input as never));
    return input.permitId;
  };
  const list = async (patientId: string, day = "2026-11-20") =>
    value(await clinic.call("listPermits", { patientId, day } as never));
  const somebody = async () => {
    const patientId = await clinic.addPatient();
    return { patientId, coverageId: await clinic.cover(patientId) };
  };
  const release = async (patientId: string) => {
    const encounterId = await clinic.sign(patientId);
    const claimId = must(
      value(await clinic.call("releaseCharges", { encounterIds: [encounterId] })).released[0]?.claimId,
    );
    return { encounterId, claimId };
  };
  const numbersOf = async (claimId: string) => {
    const [row] = await clinic.kit.rows<{
      content: { facts: { referral: string | null; authorization: string | null } };
    }>("billing", `select content from claim where claim_id = '${claimId}'`);
    const { referral, authorization } = must(row).content.facts;
    return [referral, authorization];
  };

  test("BIL-247: the claim has the record's numbers, each in its place, and the file has them as REF*9F and REF*G1", async () => {
    const { patientId, coverageId } = await somebody();
    await save(permitOf(patientId, coverageId));
    await save(permitOf(patientId, coverageId, { kind: "authorization", number: "auth 9" }));
    const { claimId } = await release(patientId);
    expect(await numbersOf(claimId)).toEqual(["REF-77", "auth 9"]);
    value(await clinic.call("submitClaims", { claimIds: [claimId] } as never));
    await clinic.kit.settle();
    const file = clinic.exchange.outbound().find((one) => one.name.startsWith("837P"));
    expect(file?.content).toContain("REF*9F*REF-77~");
    expect(file?.content).toContain("REF*G1*AUTH 9~");
  });

  test("BIL-247: a visit uses one; with none left the next claim has no number, and says so in the list", async () => {
    const { patientId, coverageId } = await somebody();
    const permitId = await save(permitOf(patientId, coverageId, { units: 1 }));
    const first = await release(patientId);
    expect(await list(patientId)).toMatchObject([
      {
        permitId,
        used: 1,
        units: 1,
        visits: [{ encounterId: first.encounterId, serviceDate: "2026-11-20" }],
        against: ["All 1 visits are used"],
      },
    ]);
    const second = await release(patientId);
    expect(await numbersOf(second.claimId)).toEqual([null, null]);
    // Checked again, each has what it had: its own use does not stand in its way.
    value(await clinic.call("refreshClaim", { claimId: first.claimId } as never));
    expect(await numbersOf(first.claimId)).toEqual(["REF-77", null]);
    // With another unit it is used by whoever is checked next.
    const before = must((await list(patientId))[0]);
    value(
      await clinic.call("savePermit", {
        ...permitOf(patientId, coverageId),
        permitId,
        units: 2,
        version: before.version,
      } as never),
    );
    value(await clinic.call("refreshClaim", { claimId: second.claimId } as never));
    expect(await numbersOf(second.claimId)).toEqual(["REF-77", null]);
    expect(await list(patientId)).toMatchObject([{ used: 2 }]);
  });

  test("BIL-247: one of another plan, another time, another provider or not approved is used by no claim; one that ends first is", async () => {
    const { patientId, coverageId } = await somebody();
    const other = await clinic.cover(patientId, { payerId: clinic.ids.ppo, memberId: "B1", priority: 2 });
    await save(permitOf(patientId, other, { number: "OTHER-PLAN" }));
    await save(permitOf(patientId, coverageId, { number: "LATER", from: "2026-11-21" }));
    await save(permitOf(patientId, coverageId, { number: "ALONE", toStaffId: clinic.ids.supervisor }));
    await save(permitOf(patientId, coverageId, { number: null, status: "requested" }));
    const { claimId } = await release(patientId);
    expect(await numbersOf(claimId)).toEqual([null, null]);
    await save(permitOf(patientId, coverageId, { number: "LONG", until: "2026-12-31" }));
    await save(permitOf(patientId, coverageId, { number: "SHORT", until: "2026-11-20" }));
    value(await clinic.call("refreshClaim", { claimId } as never));
    expect(await numbersOf(claimId)).toEqual(["SHORT", null]);
  });

  test("BIL-248: entered in error it leaves the unsent claim when it is checked again; a number that was typed on the claim stands, and uses none", async () => {
    const { patientId, coverageId } = await somebody();
    const permitId = await save(permitOf(patientId, coverageId));
    const { claimId } = await release(patientId);
    const said = { permitId, patientId, because: "Another patient's" };
    value(await clinic.call("setPermitStatus", { ...said, status: "void", version: 1 } as never));
    value(await clinic.call("refreshClaim", { claimId } as never));
    expect(await numbersOf(claimId)).toEqual([null, null]);
    expect(await list(patientId)).toMatchObject([{ status: "void", used: 0 }]);
    value(await clinic.call("setPermitStatus", { ...said, status: "approved", version: 2 } as never));
    const claim = value(await clinic.call("getClaim", { claimId } as never));
    value(
      await clinic.call("saveClaimFacts", {
        claimId,
        version: claim.version,
        facts: { ...claim.facts, referral: "TYPED" },
      } as never),
    );
    expect(await numbersOf(claimId)).toEqual(["TYPED", null]);
    expect(await list(patientId)).toMatchObject([{ used: 0 }]);
    expect(await clinic.call("setPermitStatus", { ...said, status: "void", version: 2 } as never)).toMatchObject({
      error: { code: "stale-version" },
    });
  });

  test("BIL-246: what is not right is refused at its field; sent again it is one record", async () => {
    const { patientId, coverageId } = await somebody();
    const stranger = await somebody();
    const input = permitOf(patientId, coverageId);
    const refused = async (more: object) => {
      const reply = await clinic.call("savePermit", { ...input, ...more } as never);
      return reply.ok ? "ok" : reply.error.field;
    };
    expect(await refused({ until: "2026-10-31" })).toBe("until");
    expect(await refused({ number: null })).toBe("number");
    expect(await refused({ units: 0 })).toBe("units");
    expect(await refused({ coverageId: stranger.coverageId })).toBe("coverageId");
    value(await clinic.call("savePermit", input as never));
    value(await clinic.call("savePermit", input as never));
    expect(await list(patientId)).toHaveLength(1);
    expect(must((await list(patientId, "2026-12-01"))[0]).against).toEqual(["Expired on 11/30/2026"]);
    expect(await list(stranger.patientId)).toEqual([]);
  });

  test("SCH-217 how far they reach over a series, by kind, for the coverage of then; nothing where nothing is on file", async () => {
    const { patientId, coverageId } = await somebody();
    const days = ["2026-11-24", "2026-12-01", "2026-12-08"];
    const reach = async (booked: string[] = []) =>
      value(await clinic.call("permitReach", { patientId, booked, days, staffId: null } as never));
    expect(await reach()).toEqual([]);
    const permitId = await save(
      permitOf(patientId, coverageId, { kind: "authorization", number: "A-5", units: 2, until: "2026-12-31" }),
    );
    expect(await reach()).toMatchObject([
      {
        kind: "authorization",
        uses: [{ permitId, number: "A-5", visits: 2, until: "2026-12-31" }],
        beyond: [{ day: "2026-12-08", because: ["A-5: All 2 visits are used or booked by then"] }],
      },
    ]);
    expect(await reach(["2026-11-23"])).toMatchObject([
      { uses: [{ visits: 1 }], beyond: [{ day: days[1] }, { day: days[2] }] },
    ]);
    await save(permitOf(patientId, coverageId, { number: "R-9", units: 9, until: "2026-12-31" }));
    expect((await reach()).map((one) => [one.kind, one.beyond.length])).toEqual([
      ["referral", 0],
      ["authorization", 1],
    ]);
  });
});
