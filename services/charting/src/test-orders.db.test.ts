import type { TestDisposition, TestStep } from "@practicum/contracts/charting/test-orders";
import { databaseKinds } from "@practicum/db/test-databases";
import { must } from "@practicum/kernel/assert";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { completeNote, encounter, openClinic, outcome, patient, TODAY, value, type Clinic } from "./test/clinic.ts";

interface Of {
  readonly orderId: string;
  readonly patientId: string;
}

/** So many orders that each fate of the simulated laboratory is among them. */
const MANY = 60;

describe.each(databaseKinds)("tests that are ordered elsewhere, on %s", (database) => {
  let clinic: Clinic;
  let keptApart: Of | undefined;
  beforeAll(async () => {
    clinic = await openClinic(database);
  });
  afterAll(() => clinic.kit.stop());

  const newId = <K extends string>() => clinic.kit.ids.next<K>();
  const wanted = (item: string, more: object = {}) => ({
    orderId: newId<"test-order">(),
    item,
    side: null,
    diagnoses: ["J06.9"],
    priority: "routine" as const,
    fasting: false,
    comment: "",
    performerId: null,
    ...more,
  });
  const order = async (
    opened: { encounterId: string; patientId: string },
    orders: ReturnType<typeof wanted>[],
    as = clinic.chen,
  ) => clinic.call("orderTests", { encounterId: opened.encounterId, patientId: opened.patientId, orders }, { as });
  const decide = (of: Of, step: Extract<TestStep, { kind: "signed" | "reviewed" | "cancelled" }>, as = clinic.chen) =>
    clinic.call("decideTestOrder", { ...of, stepId: newId<"test-step">(), step }, { as });
  const say = (
    of: Of,
    step: Extract<TestStep, { kind: "sent" | "collected" | "rejected" | "told" | "taken-back" }>,
    as = clinic.ma,
  ) => clinic.call("recordTestStep", { ...of, stepId: newId<"test-step">(), step }, { as });
  const sent = { kind: "sent" as const, way: "paper" as const, to: "Bay Laboratory" };
  const enter = (of: Of, values: Record<string, string>, more: object = {}) =>
    clinic.call(
      "enterTestResult",
      {
        ...of,
        stepId: newId<"test-step">(),
        status: "final",
        reportedOn: TODAY,
        values: Object.entries(values).map(([key, one]) => ({ key, value: one })),
        abnormal: null,
        report: "",
        ...more,
      },
      { as: clinic.ma },
    );
  const review = (of: Of, disposition: TestDisposition, plan = "", message = "") =>
    decide(of, { kind: "reviewed", disposition, plan, message });
  const orders = async (patientId: string) =>
    value(await clinic.call("testOrders", { patientId, encounterId: null, before: null, limit: 50 }, { as: clinic.ma }))
      .orders;
  const work = async (show: "review" | "open" | "overdue" | "to-send" | "ended" | "mine", as = clinic.chen) =>
    value(await clinic.call("testWork", { show, text: "", before: null, limit: 100 }, { as }));
  const results = async (patientId: string) =>
    value(await clinic.call("getChart", { patientId }, { as: clinic.chen }))
      .observations.toSorted((a, b) => (a.name < b.name ? -1 : 1))
      .map(({ name, value: one, flag }) => [name, one, flag]);
  const told = async (name: string, patientId: string) =>
    (await clinic.kit.events("charting", `charting.${name}.v1`))
      .map((one) => one.payload as { patientId: string; critical?: boolean; values?: string[]; body?: string })
      .filter((one) => one.patientId === patientId);

  /** Ordered and on its way. */
  async function out(item: string, more: object = {}) {
    const opened = await encounter(clinic, clinic.chen);
    const one = wanted(item, more);
    value(await order(opened, [one]));
    const of = { orderId: one.orderId, patientId: opened.patientId };
    value(await decide(of, { kind: "signed" }));
    value(await say(of, sent));
    return of;
  }

  test("CHT-370 several are ordered at once in the patient's open note, once, by who may order, and all of them or none", async () => {
    const opened = await encounter(clinic, clinic.chen);
    const [count, knee] = [wanted("cbc"), wanted("xray-knee", { side: "left" })];
    value(await order(opened, [count, knee]));
    value(await order(opened, [count, knee]));
    expect((await orders(opened.patientId)).map((one) => [one.label, one.state])).toEqual([
      ["Knee X-ray, left", "draft"],
      ["Complete blood count with differential", "draft"],
    ]);
    expect(outcome(await order(opened, [wanted("lipids")], clinic.ma))).toBe("not-allowed");
    expect(outcome(await order(opened, [wanted("lipids"), wanted("xray-knee")]))).toBe("invalid-input");
    expect(outcome(await order(opened, [wanted("lipids"), wanted("leeches")]))).toBe("not-found");
    expect(outcome(await order(opened, [{ ...count, comment: "Else" }]))).toBe("already-recorded");
    const other = { ...opened, patientId: await patient(clinic) };
    expect(outcome(await order(other, [wanted("lipids")]))).toBe("not-found");
    expect(await orders(opened.patientId)).toHaveLength(2);
  });

  test("CHT-371, CHT-386 the gate names a test for no diagnosis of the note, and each test counts once for the visit's level", async () => {
    const opened = await completeNote(clinic, clinic.chen);
    const [right, wrong] = [wanted("cbc"), wanted("lipids", { diagnoses: ["E78.5"] })];
    value(await order(opened, [right, wrong, wanted("cbc")]));
    const gate = value(await clinic.call("signGate", { encounterId: opened.encounterId }, { as: clinic.chen }));
    expect(gate.items.filter((one) => one.code === "no-pointer").map((one) => [one.severity, one.target])).toEqual([
      ["fix", `orders:${wrong.orderId}`],
    ]);
    const { em } = value(await clinic.call("getEncounter", { encounterId: opened.encounterId }, { as: clinic.chen }));
    expect(em.support?.data.counted.map((one) => one.what)).toEqual([
      "Test ordered: Complete blood count with differential",
      "Test ordered: Lipid panel",
    ]);
  });

  test("CHT-372 the note's signature signs its orders, not those that were taken back, and seals them", async () => {
    const opened = await completeNote(clinic, clinic.chen);
    const [kept, gone] = [wanted("cbc"), wanted("lipids")];
    value(await order(opened, [kept, gone]));
    const { patientId, encounterId } = opened;
    expect(outcome(await say({ orderId: kept.orderId, patientId }, sent))).toBe("wrong-order-step");
    value(await decide({ orderId: gone.orderId, patientId }, { kind: "cancelled", reason: "Done last week" }));
    value(await clinic.call("signEncounter", { encounterId, patientId, supervisorId: null }, { as: clinic.chen }));
    const found = await orders(patientId);
    expect(found.map((one) => [one.item, one.state])).toEqual([
      ["lipids", "cancelled"],
      ["cbc", "to-send"],
    ]);
    const sealed = value(await clinic.call("sealedNote", { encounterId }, { as: clinic.chen }));
    expect(JSON.parse(sealed.content).tests.map((one: Of) => one.orderId)).toEqual([kept.orderId]);
    expect(outcome(await order(opened, [wanted("tsh")]))).toBe("encounter-sealed");
    value(await say({ orderId: kept.orderId, patientId }, sent));
  });

  test("CHT-114 what another wrote is signed for by name", async () => {
    const opened = await completeNote(clinic, clinic.chen);
    value(await order(opened, [wanted("cbc")], clinic.other));
    const { encounterId, patientId } = opened;
    const { others } = value(await clinic.call("signGate", { encounterId }, { as: clinic.chen }));
    expect(others.map((one) => one.what)).toEqual(["Order Complete blood count with differential"]);
    const sign = { encounterId, patientId, supervisorId: null };
    expect(outcome(await clinic.call("signEncounter", sign, { as: clinic.chen }))).toBe("others-entries");
  });

  test("CHT-376 assistants say what became of it, and a provider alone signs, reviews, cancels and takes those back", async () => {
    const of = await out("tsh");
    expect(outcome(await say(of, { kind: "told", how: "By telephone" }))).toBe("wrong-order-step");
    value(await say(of, { kind: "collected", on: TODAY }));
    value(await enter(of, { tsh: "2.1" }));
    const reviewed = { kind: "reviewed" as const, disposition: "normal" as const, plan: "", message: "" };
    expect(outcome(await decide(of, reviewed, clinic.ma))).toBe("not-allowed");
    value(await decide(of, reviewed));
    const last = must(must((await orders(of.patientId))[0]).steps.at(-1));
    const back = { kind: "taken-back" as const, stepId: last.stepId, reason: "Looked at another's" };
    expect(outcome(await say(of, back))).toBe("not-allowed");
    expect(value(await say(of, back, clinic.chen)).state).toBe("to-review");
  });

  test("CHT-374 what the laboratory rejects stands to be sent again, with the reason", async () => {
    const of = await out("bmp");
    value(await say(of, { kind: "rejected", reason: "Hemolyzed" }));
    const mine = (await work("to-send")).orders.find((one) => one.orderId === of.orderId);
    expect(mine).toMatchObject({ state: "rejected", waits: { owner: "Medical assistants" } });
    expect(mine?.steps.at(-1)?.step).toMatchObject({ reason: "Hemolyzed" });
    expect(value(await say(of, sent)).state).toBe("sent");
  });

  test("CHT-379, CHT-381 the values of the report that stands are the chart's: a part, the whole, a correction, and what was taken back", async () => {
    const of = await out("tsh-t4");
    value(await enter(of, { tsh: "9.8" }, { status: "partial" }));
    expect(await results(of.patientId)).toEqual([["TSH", "9.80", "high"]]);
    expect((await orders(of.patientId))[0]).toMatchObject({ state: "collected", gravity: "abnormal" });
    value(await enter(of, { tsh: "9.8", "free-t4": "1.1" }));
    expect(await results(of.patientId)).toEqual([
      ["T4, free", "1.1", null],
      ["TSH", "9.80", "high"],
    ]);
    value(await enter(of, { tsh: "0.98", "free-t4": "1.1" }, { status: "corrected" }));
    expect(await results(of.patientId)).toEqual([
      ["T4, free", "1.1", null],
      ["TSH", "0.98", null],
    ]);
    const last = must(must((await orders(of.patientId))[0]).steps.at(-1));
    value(await say(of, { kind: "taken-back", stepId: last.stepId, reason: "Another patient's" }));
    expect(await results(of.patientId)).toEqual([
      ["T4, free", "1.1", null],
      ["TSH", "9.80", "high"],
    ]);
  });

  test("CHT-379 what can't be is refused by its field, and the same entry again is one", async () => {
    const of = await out("bmp");
    const refused = await enter(of, { potassium: "44" }, { status: "partial" });
    expect(refused.ok ? null : refused.error.field).toBe("values.potassium");
    const stepId = newId<"test-step">();
    value(await enter(of, { potassium: "4.4" }, { status: "partial", stepId }));
    value(await enter(of, { potassium: "4.4" }, { status: "partial", stepId }));
    expect(outcome(await enter(of, { potassium: "5.4" }, { status: "partial", stepId }))).toBe("already-recorded");
    expect(await results(of.patientId)).toEqual([["Potassium", "4.4", null]]);
  });

  test("CHT-380, CHT-377 the list has what is critical first, then what is abnormal, then what is due", async () => {
    const [normal, abnormal, critical] = [await out("tsh"), await out("tsh"), await out("lithium")];
    value(await enter(normal, { tsh: "2.0" }));
    value(await enter(abnormal, { tsh: "20" }));
    value(await enter(critical, { lithium: "2.2" }));
    const ours = [normal, abnormal, critical].map((one) => one.orderId);
    const all = await work("review");
    expect(all.orders.map((one) => one.orderId).filter((one) => ours.some((id) => id === one))).toEqual([
      critical.orderId,
      abnormal.orderId,
      normal.orderId,
    ]);
    expect(all.counts?.review).toBe(all.orders.length);
    // Page by page it is the same list.
    const ids: string[] = [];
    for (let before: string | null = null; ;) {
      const page: Awaited<ReturnType<typeof work>> = value(
        await clinic.call("testWork", { show: "open", text: "", before, limit: 3 }, { as: clinic.chen }),
      );
      ids.push(...page.orders.map((one) => one.orderId));
      if (page.next === null) break;
      before = page.next;
    }
    expect(ids).toEqual((await work("open")).orders.map((one) => one.orderId));
    expect((await work("mine", clinic.other)).orders).toEqual([]);
  });

  test("CHT-382 who ordered hears of what is abnormal, and that it is settled by the review or by a correction", async () => {
    const of = await out("lithium");
    value(await enter(of, { lithium: "2.2" }));
    expect(await told("result-abnormal", of.patientId)).toMatchObject([
      { critical: true, providerId: clinic.chen.staffId, values: ["Lithium: 2.2 mmol/L high"] },
    ]);
    value(await enter(of, { lithium: "1.3" }, { status: "corrected" }));
    expect(await told("result-settled", of.patientId)).toHaveLength(1);
    expect((await told("result-abnormal", of.patientId)).map((one) => one.critical)).toEqual([true, false]);
    value(await review(of, "repeat", "In a week"));
    expect(await told("result-settled", of.patientId)).toHaveLength(2);
  });

  test("CHT-383 a result is read beside the earlier values of its analytes, the oldest first, and what the patient takes", async () => {
    const first = await out("a1c");
    value(await enter(first, { a1c: "7.9" }));
    const opened = await encounter(clinic, clinic.chen, first.patientId as never);
    const one = wanted("a1c");
    value(await order(opened, [one]));
    const of = { orderId: one.orderId, patientId: first.patientId };
    value(await decide(of, { kind: "signed" }));
    value(await say(of, sent));
    value(await enter(of, { a1c: "7.1" }));
    const added = await clinic.call(
      "addMedication",
      {
        medicationId: newId<"medication">(),
        patientId: first.patientId,
        rxnorm: null,
        name: "Metformin 500 mg tablet",
        directions: "",
        startedOn: null,
      },
      { as: clinic.ma },
    );
    value(added);
    const beside = value(await clinic.call("testReview", of, { as: clinic.chen }));
    expect(beside.earlier).toMatchObject([{ key: "a1c", points: [{ value: "7.9" }] }]);
    expect(beside.medications.map(({ name }) => name)).toEqual(["Metformin 500 mg tablet"]);
    expect(beside.held).toBeNull();
  });

  test("CHT-384 what is not normal is not signed as normal, and a reviewed one waits until the patient was told", async () => {
    const of = await out("a1c");
    value(await enter(of, { a1c: "9.1" }));
    expect(outcome(await review(of, "normal"))).toBe("invalid-input");
    expect(value(await review(of, "visit", "Within two weeks")).state).toBe("to-tell");
    expect(value(await say(of, { kind: "told", how: "By telephone" })).state).toBe("closed");
    const ended = (await work("ended")).orders.map((one) => one.orderId);
    expect(ended).toContain(of.orderId);
  });

  test("CHT-385 normal results are signed together; one that is not, and none is", async () => {
    const [one, two, high] = [await out("tsh"), await out("tsh"), await out("tsh")];
    value(await enter(one, { tsh: "2.0" }));
    value(await enter(two, { tsh: "2.2" }));
    value(await enter(high, { tsh: "9" }));
    const each = ({ orderId, patientId }: Of) => ({ orderId, patientId, stepId: newId<"test-step">() });
    const sign = (of: readonly Of[]) =>
      clinic.call("signNormalResults", { results: of.map(each), message: "All normal." }, { as: clinic.chen });
    expect(outcome(await sign([one, high, two]))).toBe("result-not-normal");
    expect((await orders(one.patientId))[0]?.state).toBe("to-review");
    expect(value(await sign([one, two]))).toEqual({ signed: 2 });
    expect((await orders(one.patientId))[0]?.state).toBe("to-tell");
    expect((await told("result-message", two.patientId)).map((message) => message.body)).toEqual(["All normal."]);
    expect(outcome(await sign([one]))).toBe("wrong-order-step");
  });

  test("CHT-387 of a result that is kept apart no message is written, and the task does not say what it is", async () => {
    const of = await out("hiv");
    value(await enter(of, { hiv: "Reactive" }));
    expect(value(await clinic.call("testReview", of, { as: clinic.chen })).held).toContain("kept apart");
    const refused = await review(of, "call", "", "Please come in.");
    expect(refused.ok ? null : refused.error.field).toBe("step.message");
    expect((await told("result-abnormal", of.patientId)).map((one) => one.values)).toEqual([
      ["one that is kept apart"],
    ]);
    value(await review(of, "call"));
    expect(await told("result-message", of.patientId)).toEqual([]);
    keptApart = of;
  });

  // The clock moves: it is the last one.
  test("CHT-388, CHT-390, CHT-391 the simulated laboratory answers within days; what fits nobody is filed by more than a name, or dismissed", async () => {
    const sentOut: Of[] = [];
    for (let n = 0; n < MANY; n += 1) sentOut.push(await out("cmp"));
    const back = must(sentOut[0]);
    const last = must(must((await orders(back.patientId))[0]).steps.at(-1));
    value(await say(back, { kind: "taken-back", stepId: last.stepId, reason: "The tube broke" }));
    await clinic.kit.advanceTo("2026-11-29T16:00:00.000Z");
    await clinic.kit.settle();
    const now = await Promise.all(sentOut.map(async (of) => must((await orders(of.patientId))[0])));
    const of = (state: string) => now.filter((one) => one.state === state);
    expect(of("to-review").length).toBeGreaterThan(MANY / 2);
    expect(of("to-review").every((one) => one.result?.by === "Simulated laboratory")).toBe(true);
    expect(now[0]?.state).toBe("to-send");
    expect(of("rejected").length).toBeGreaterThan(0);
    expect(now.some((one) => one.steps.some(({ step }) => step.kind === "resulted" && step.status === "partial"))).toBe(
      true,
    );
    // Who does not see the class, since the day of the visit is over, has no such order: not in a chart, and not in the list of all.
    const { orderId, patientId } = must(keptApart);
    expect(await orders(patientId)).toEqual([]);
    expect((await work("open", clinic.ma)).orders.map((one) => one.orderId)).not.toContain(orderId);
    expect((await work("open")).orders.map((one) => one.orderId)).toContain(orderId);
    const lane = async () =>
      value(await clinic.call("unmatchedResults", { before: null, limit: 100 }, { as: clinic.ma })).results;
    const unmatched = await lane();
    const misnamed = must(unmatched.find((one) => one.orderNumber !== ""));
    const stray = must(unmatched.find((one) => one.orderNumber === ""));
    expect(misnamed.candidates[0]).toMatchObject({ orderId: misnamed.orderNumber, isEnough: true });
    const waiting = must(now.find((one) => one.orderId === misnamed.orderNumber));
    expect(waiting.state).toBe("sent");
    expect(await results(waiting.patientId)).toEqual([]);
    const match = (resultId: string, to: Of) =>
      clinic.call("matchResult", { resultId, orderId: to.orderId, patientId: to.patientId }, { as: clinic.ma });
    expect(outcome(await match(stray.resultId, waiting))).toBe("result-not-theirs");
    const closed = must(of("to-review")[0]);
    expect(outcome(await match(misnamed.resultId, { orderId: waiting.orderId, patientId: closed.patientId }))).toBe(
      "not-found",
    );
    expect(value(await match(misnamed.resultId, waiting)).state).toBe("to-review");
    expect((await results(waiting.patientId)).length).toBeGreaterThan(10);
    expect(outcome(await match(misnamed.resultId, waiting))).toBe("already-recorded");
    const dismissed = { resultId: stray.resultId, reason: "No such patient here" };
    value(await clinic.call("dismissResult", dismissed, { as: clinic.ma }));
    const left = (await lane()).map((one) => one.resultId);
    expect(left).not.toContain(stray.resultId);
    expect(left).not.toContain(misnamed.resultId);
  });
});
