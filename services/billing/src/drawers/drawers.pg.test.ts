import { must } from "@practicum/kernel/assert";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openClinic, type Clinic } from "../testing/clinic.ts";

const AT_ONCE = 6;

/** Several desks of one person at the same moment: two windows, a tablet. PGlite has one connection and cannot show it. */
describe("drawers on PostgreSQL", () => {
  let clinic: Clinic;
  const patients: string[] = [];
  beforeAll(async () => {
    clinic = await openClinic("pg", "drawer-races");
    for (let i = 0; i < AT_ONCE; i++) patients.push(await clinic.addPatient());
  });
  afterAll(() => clinic.stop());

  const mine = async () => {
    const reply = await clinic.call("myDrawer", {});
    return must(reply.ok ? reply.value : null, JSON.stringify(reply));
  };
  const pay = (index: number, amount: number) =>
    clinic.call("takePayment", {
      paymentId: clinic.kit.ids.next(),
      patientId: must(patients[index % AT_ONCE]),
      amount,
      method: "cash",
      reference: null,
      purpose: "balance",
      appointmentId: null,
    });
  const close = (drawerId: string, version: number, cash: number) =>
    clinic.call("closeDrawer", {
      drawerId,
      version,
      counted: [{ denomination: 1, count: cash }],
      left: 0,
      checks: 0,
      cards: 0,
      cashBecause: "",
      checksBecause: "",
      cardsBecause: "",
    });

  test("BIL-280: payments at once without a drawer open one, and all are in it", async () => {
    const replies = await Promise.all(patients.map((_, index) => pay(index, 100)));
    expect(replies.every((one) => one.ok)).toBe(true);
    const { drawer } = await mine();
    expect(drawer).toMatchObject({ number: 1, expected: { cash: 600, received: 600 } });
    expect(must(drawer).lines).toHaveLength(AT_ONCE);
  });

  test("BIL-285: of two who close it at once one does, and one count is posted", async () => {
    const drawer = must((await mine()).drawer);
    const replies = await Promise.all([0, 1, 2].map(() => close(drawer.drawerId, drawer.version, 600)));
    expect(replies.filter((one) => one.ok)).toHaveLength(1);
    expect(replies.filter((one) => !one.ok).map((one) => (one.ok ? "" : one.error.code))).toEqual([
      "drawer-closed",
      "drawer-closed",
    ]);
    const { closedToday } = await mine();
    expect(closedToday).toHaveLength(1);
  });

  test("BIL-285: what is taken while it is closed is whole in it or in the next; nothing is in none or in two", async () => {
    for (let round = 0; round < 6; round++) {
      // oxlint-disable-next-line no-await-in-loop -- one round after the other
      await pay(round, 50);
      // oxlint-disable-next-line no-await-in-loop
      const drawer = must((await mine()).drawer);
      const closing = close(drawer.drawerId, drawer.version, drawer.expected.cash);
      // oxlint-disable-next-line no-await-in-loop
      const [closed, ...paid] = await Promise.all([closing, ...[1, 2, 3].map((index) => pay(index, 10))]);
      expect(paid.every((one) => one.ok)).toBe(true);
      // oxlint-disable-next-line no-await-in-loop
      const of = await clinic.call("getDrawer", { drawerId: drawer.drawerId });
      const after = must(of.ok ? of.value : null);
      // Closed first: it has what it had. A payment came first: it is told, and stays open.
      if (closed.ok) expect(after.expected).toEqual(drawer.expected);
      else {
        expect(closed.error.code).toBe("stale-version");
        expect(after.state).toBe("open");
        // oxlint-disable-next-line no-await-in-loop
        expect((await close(drawer.drawerId, after.version, after.expected.cash)).ok).toBe(true);
      }
    }
    const day = await clinic.call("dailyClose", { on: "2026-11-23" }, { as: ["practice-manager"] });
    const shown = must(day.ok ? day.value : null);
    const received = shown.drawers.reduce((sum, one) => sum + one.expected.received, 0);
    expect(received).toBe(600 + 6 * 80);
    expect(shown.ledger).toBe(received);
    const twice = await clinic.kit.rows(
      "billing",
      "select payment_id from drawer_line group by payment_id having count(*) > 1",
    );
    expect(twice).toEqual([]);
  });
});
