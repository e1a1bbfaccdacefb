import { databaseKinds } from "@practicum/db/test-databases";
import { must } from "@practicum/kernel/assert";
import { addDays } from "@practicum/kernel/local-date";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openClinic, type Clinic } from "../../testing/clinic.ts";

describe.each(databaseKinds)("claims that are held back, on %s", { timeout: 60_000 }, (database) => {
  let clinic: Clinic;
  beforeAll(async () => {
    clinic = await openClinic(database, "claim hold");
  });
  afterAll(() => clinic.stop());

  const value = <T>(reply: { ok: true; value: T } | { ok: false; error: unknown }): T =>
    must(reply.ok ? reply.value : null, JSON.stringify(reply));
  const today = () => clinic.kit.clock.now().slice(0, 10);
  const ready = async () => {
    const patientId = await clinic.addPatient();
    await clinic.cover(patientId);
    const released = value(await clinic.call("releaseCharges", { encounterIds: [await clinic.sign(patientId)] }));
    return must(released.released[0]?.claimId);
  };
  const claimOf = async (claimId: string) => value(await clinic.call("getClaim", { claimId }));
  const hold = async (claimId: string, until: string | null = null, more: object = {}) => {
    const { version } = await claimOf(claimId);
    const because = "authorization" as const;
    return clinic.call("holdClaim", { claimId, version, because, note: "Asked on Monday", until, ...more });
  };
  const submit = async (...claimIds: string[]) => value(await clinic.call("submitClaims", { claimIds }));
  const listed = async (held?: boolean) => {
    const asked = { statuses: ["ready" as const], patientId: null, before: null, limit: 50 };
    const page = value(await clinic.call("listClaims", { ...asked, ...(held === undefined ? {} : { held }) }));
    return page.claims.map((one) => one.claimId);
  };
  const queue = async (name: string) =>
    must(value(await clinic.call("workQueues", {})).find((one) => one.queue === name)).count;

  test("BIL-430: a held claim does not go with the others, and says who holds it, why and until when; released, it goes", async () => {
    const [held, free] = [await ready(), await ready()];
    value(await hold(held));
    expect(await listed(true)).toEqual([held]);
    expect(await listed(false)).toEqual([free]);
    expect([await queue("claims-held"), await queue("claims-to-send")]).toEqual([1, 1]);
    const { submitted, left } = await submit(held, free);
    expect(submitted).toEqual([free]);
    expect(left).toEqual([
      {
        claimId: held,
        because: expect.stringMatching(
          /^Held by .+ until it is released: it waits for an authorization\. Asked on Monday$/,
        ),
      },
    ]);
    const { version, history } = await claimOf(held);
    expect(history[0]?.what).toBe("On hold");
    expect(await clinic.call("releaseClaim", { claimId: held, version: version - 1 })).toMatchObject({ ok: false });
    value(await clinic.call("releaseClaim", { claimId: held, version }));
    expect((await submit(held)).submitted).toEqual([held]);
    // What has gone out is held no more.
    expect(await hold(held)).toMatchObject({ error: { code: "claim-not-ready" } });
  });

  test("BIL-430: a hold until a day ends by itself on that day", async () => {
    const claimId = await ready();
    expect(await hold(claimId, today())).toMatchObject({ error: { field: "until" } });
    value(await hold(claimId, addDays(today(), 2)));
    expect((await claimOf(claimId)).held).toMatchObject({ because: "authorization", until: addDays(today(), 2) });
    await clinic.kit.advanceTo(`${addDays(today(), 1)}T18:00:00.000Z`);
    expect((await submit(claimId)).submitted).toEqual([]);
    await clinic.kit.advanceTo(`${addDays(today(), 1)}T18:00:00.000Z`);
    expect((await claimOf(claimId)).held).toBeNull();
    expect([await queue("claims-held"), await listed(false)]).toEqual([0, [claimId]]);
    expect((await submit(claimId)).submitted).toEqual([claimId]);
    expect((await claimOf(claimId)).held).toBeNull();
  });

  test("BIL-431: the filing time goes on: a hold that passes its end says so, and the claim is in the queue of those to file soon", async () => {
    const claimId = await ready();
    const { filing } = await claimOf(claimId);
    // On the last day it can still be filed, which is when a hold until that day ends.
    for (const until of [addDays(filing.by, -1), filing.by]) {
      value(await hold(claimId, until));
      expect((await claimOf(claimId)).history[0]?.detail).not.toContain("filing time ends");
    }
    value(await hold(claimId, addDays(filing.by, 1)));
    expect((await claimOf(claimId)).history[0]?.detail).toContain("The filing time ends before that");
    await clinic.kit.advanceTo(`${addDays(filing.by, -30)}T18:00:00.000Z`);
    const asked = { statuses: ["ready" as const], patientId: null, soon: true, before: null, limit: 50 };
    const soon = value(await clinic.call("listClaims", asked)).claims.map((one) => one.claimId);
    expect(soon).toEqual([claimId]);
  });
});
