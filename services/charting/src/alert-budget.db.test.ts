import type { AlertRule } from "@practicum/contracts/charting/alert-budget";
import { databaseKinds } from "@practicum/db/test-databases";
import { addMinutes } from "@practicum/kernel/instant";
import { testNow } from "@practicum/service/test-kit";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { encounter, openClinic, outcome, patient, TODAY, value, type Clinic } from "./test/clinic.ts";

describe.each(databaseKinds)("the alert budget on %s", (database) => {
  let clinic: Clinic;
  beforeAll(async () => {
    clinic = await openClinic(database);
  });
  afterAll(() => clinic.kit.stop());

  const manager = () => ({ ...clinic.other, staffId: clinic.ma.staffId, roles: ["practice-manager" as const] });
  const warfarin = async (patientId: string) =>
    value(
      await clinic.call(
        "addMedication",
        {
          medicationId: clinic.kit.ids.next<"medication">(),
          patientId,
          rxnorm: null,
          name: "Warfarin 5 mg tablet",
          directions: "1 tablet a day",
          startedOn: null,
        },
        { as: clinic.chen },
      ),
    );
  const onWarfarin = async (as = clinic.chen, patientId?: Awaited<ReturnType<typeof patient>>) => {
    const note = await encounter(clinic, as, patientId);
    if (!patientId) await warfarin(note.patientId);
    return note;
  };
  const order = (encounterId: string, name = "Metronidazole 500 mg tablet", reason: string | null = null) => ({
    orderId: clinic.kit.ids.next<"order">(),
    encounterId,
    rxnorm: null,
    name,
    directions: "1 tablet twice a day",
    quantity: 14,
    quantityUnit: "tablets",
    daysSupply: 7,
    refills: 0,
    substitution: true,
    overrideReason: reason,
    answeredAlerts: reason === null ? [] : ["drug-drug:metronidazole:warfarin"],
  });
  const shown = async (
    { orderId, encounterId, rxnorm, name, directions }: ReturnType<typeof order>,
    as = clinic.chen,
  ) => value(await clinic.call("noteAlerts", { orderId, encounterId, rxnorm, name, directions }, { as }));
  const ordered = (of: ReturnType<typeof order>, as = clinic.chen) => clinic.call("orderMedication", of, { as });
  const days = { from: TODAY, to: TODAY };
  const report = async (as: Parameters<Clinic["call"]>[2] = { as: clinic.chen }) =>
    value(await clinic.call("alertReport", days, as));
  const rowsOf = async (rule: AlertRule, as = clinic.chen, providerId: string | null = null) =>
    value(await clinic.call("alertRows", { ...days, rule, providerId, before: null, limit: 50 }, { as })).rows;

  test("CHT-481, CHT-482, CHT-483 what was shown is kept once, and what became of its order is told by rule and person", async () => {
    const note = await onWarfarin();
    const kept = order(note.encounterId, undefined, "Will monitor");
    await shown(kept);
    await shown(kept);
    value(await ordered(kept));
    const dropped = order((await onWarfarin()).encounterId);
    await shown(dropped);
    const cancelled = order((await onWarfarin(clinic.np)).encounterId, undefined, "Her INR is watched");
    value(await ordered(cancelled, clinic.np));
    value(
      await clinic.call(
        "cancelOrder",
        { orderId: cancelled.orderId, encounterId: cancelled.encounterId },
        { as: clinic.np },
      ),
    );
    // The drug is another one in the end: the alert did its work.
    const changed = order((await onWarfarin()).encounterId);
    await shown(changed);
    value(await ordered({ ...changed, name: "Cephalexin 500 mg capsule" }));
    const { rows, since } = await report();
    expect(since).toBe(TODAY);
    const pairs = rows.filter((one) => one.rule === "pair-stop");
    expect(pairs.find((one) => one.providerId === clinic.chen.staffId)).toMatchObject({
      providerKind: "physician",
      raised: 3,
      interrupting: 3,
      overridden: 1,
      changed: 1,
      dropped: 0,
      // Nobody knows yet whether it is written after all.
      open: 1,
    });
    expect(pairs.find((one) => one.providerId === clinic.np.staffId)).toMatchObject({
      providerKind: "nurse-practitioner",
      raised: 1,
      dropped: 1,
    });
    const behind = await rowsOf("pair-stop", clinic.chen, clinic.chen.staffId);
    expect(behind.find((one) => one.orderId === kept.orderId)).toMatchObject({
      patientId: note.patientId,
      outcome: "overridden",
      reason: "Will monitor",
    });
    await clinic.kit.advanceTo(addMinutes(testNow, 13 * 60));
    expect((await rowsOf("pair-stop")).find((one) => one.orderId === dropped.orderId)?.outcome).toBe("dropped");
  });

  test("CHT-482, CHT-483 a provider has the own sums and rows, a manager sums without a chart, and no reason in own words", async () => {
    const note = await onWarfarin(clinic.pa);
    value(await ordered(order(note.encounterId, undefined, "Mrs. Lopez took it in 2019"), clinic.pa));
    const own = await report({ as: clinic.pa });
    expect(new Set(own.rows.map((one) => one.providerId))).toEqual(new Set([clinic.pa.staffId]));
    const asked = await rowsOf("pair-stop", clinic.pa, clinic.chen.staffId);
    expect(asked.map((one) => one.patientId)).toEqual([note.patientId]);
    const all = await report({ as: manager() });
    expect(all.rows.some((one) => one.providerId === clinic.pa.staffId)).toBe(true);
    expect(JSON.stringify(all)).not.toContain("Lopez");
    expect(all.reasons.find((one) => one.rule === "pair-stop" && one.reason === null)?.count).toBeGreaterThan(0);
    const ask = { ...days, rule: "pair-stop" as const, providerId: null, before: null, limit: 50 };
    expect(outcome(await clinic.call("alertRows", ask, { as: manager() }))).toBe("not-allowed");
    expect(outcome(await clinic.call("alertReport", days, { as: clinic.ma }))).toBe("not-allowed");
  });

  test("CHT-483 a restricted chart is not among the rows for who is shut out", async () => {
    const note = await onWarfarin(clinic.np);
    const hers = order(note.encounterId, undefined, "Will monitor");
    value(await ordered(hers, clinic.np));
    const seen = async () => (await rowsOf("pair-stop", clinic.other)).some((one) => one.orderId === hers.orderId);
    expect(await seen()).toBe(true);
    value(
      await clinic.call("restrictChart", {
        restrictionId: clinic.kit.ids.next<"restriction">(),
        patientId: note.patientId,
        class: "staff-as-patient",
        shuts: "others",
        staffIds: [],
        roles: [],
        reason: "Works at our front desk",
        replaces: null,
      }),
    );
    await clinic.kit.settle();
    expect(await seen()).toBe(false);
  });

  test("CHT-484, CHT-485, CHT-486 a rule is made quieter with a reason, over the version that was seen, and loud again", async () => {
    const note = await encounter(clinic, clinic.chen);
    const twice = async () =>
      value(
        await clinic.call(
          "checkMedicationOrder",
          {
            encounterId: note.encounterId,
            orderId: clinic.kit.ids.next<"order">(),
            rxnorm: null,
            name: "Warfarin 2 mg tablet",
            directions: "",
          },
          { as: clinic.chen },
        ),
      )
        .filter((one) => one.kind === "duplicate")
        .map((one) => one.severity);
    await warfarin(note.patientId);
    expect(await twice()).toEqual(["warn"]);
    const set = (
      level: "usual" | "passive" | "off",
      baseVersion: number,
      rule: AlertRule = "duplicate-drug",
      as = manager(),
    ) => clinic.call("setAlertRule", { rule, level, reason: "39 of 41 went on", baseVersion }, { as });
    expect(outcome(await set("off", 0, "pair-stop"))).toBe("alert-rule-kept");
    expect(outcome(await set("off", 0, "not-checked"))).toBe("alert-rule-kept");
    expect(outcome(await set("off", 0, "duplicate-drug", clinic.np as never))).toBe("not-allowed");
    value(await set("passive", 0));
    expect(await twice()).toEqual(["info"]);
    expect(outcome(await set("off", 0))).toBe("stale-version");
    value(await set("off", 1));
    expect(await twice()).toEqual([]);
    value(await set("usual", 2));
    expect(await twice()).toEqual(["warn"]);
    const rules = value(await clinic.call("alertRules", {}, { as: manager() }));
    expect(rules.find((one) => one.rule === "duplicate-drug")).toMatchObject({
      level: "usual",
      version: 3,
      versions: [{ level: "usual" }, { level: "off" }, { level: "passive", reason: "39 of 41 went on" }],
    });
  });

  test("CHT-487 the practice’s own orders say what a rule would have done", async () => {
    const ask = { ...days, rule: "duplicate-drug" as const };
    const before = value(await clinic.call("replayAlertRule", ask, { as: manager() }));
    const note = await onWarfarin();
    value(await ordered(order(note.encounterId, "Warfarin 2 mg tablet")));
    const taken = order(note.encounterId, "Warfarin 1 mg tablet");
    value(await ordered(taken));
    value(
      await clinic.call("cancelOrder", { orderId: taken.orderId, encounterId: note.encounterId }, { as: clinic.chen }),
    );
    const after = value(await clinic.call("replayAlertRule", ask, { as: manager() }));
    expect(after.orders - before.orders).toBe(2);
    expect(after.raised - before.raised).toBe(2);
    expect(after.useful - before.useful).toBe(1);
  });

  test("CHT-488 an alert that one answered today does not stop in the patient’s other note; another person is stopped", async () => {
    const first = await onWarfarin();
    value(await ordered(order(first.encounterId, undefined, "Will monitor")));
    const second = await onWarfarin(clinic.chen, first.patientId);
    expect(outcome(await ordered(order(second.encounterId), clinic.other))).toBe("alert-needs-reason");
    const repeat = value(await ordered(order(second.encounterId)));
    expect(repeat.alerts.find((one) => one.kind === "drug-drug")?.answer).toMatchObject({ reason: "Will monitor" });
    // Who looks at the second note sees why, too.
    const { orders } = value(
      await clinic.call("getEncounter", { encounterId: second.encounterId }, { as: clinic.other }),
    );
    expect(orders[0]?.alerts.find((one) => one.kind === "drug-drug")?.answer?.reason).toBe("Will monitor");
    await clinic.kit.advanceTo(addMinutes(testNow, 37 * 60));
    const third = await onWarfarin(clinic.chen, first.patientId);
    expect(outcome(await ordered(order(third.encounterId)))).toBe("alert-needs-reason");
  });
});
