import type { ProcedureStep } from "@practicum/contracts/charting/procedures";
import { databaseKinds } from "@practicum/db/test-databases";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { completeNote, encounter, openClinic, outcome, patient, TODAY, value, type Clinic } from "./test/clinic.ts";

type Step = Exclude<ProcedureStep, { kind: "reviewed" }>;

describe.each(databaseKinds)("procedures and specimens on %s", (database) => {
  let clinic: Clinic;
  beforeAll(async () => {
    clinic = await openClinic(database);
  });
  afterAll(() => clinic.kit.stop());

  const done = { kind: "done" as const, performedOn: TODAY, consent: "Told, agreed", anesthesia: "", findings: "" };
  const sent = { kind: "sent" as const, laboratory: "Bay Pathology" };

  async function biopsy(opened?: { encounterId: string; patientId: string }) {
    const { encounterId, patientId } = opened ?? (await encounter(clinic, clinic.chen));
    const orderId = clinic.kit.ids.next<"procedure-order">();
    const input = {
      orderId,
      patientId,
      encounterId,
      kind: "punch-biopsy" as const,
      bodySite: "forearm-back-left",
      detail: "4 mm punch, dark edge",
      diagnosis: "D48.5",
    };
    const reply = await clinic.call("orderProcedure", input, { as: clinic.chen });
    return { orderId, patientId, encounterId, input, reply };
  }
  const say = (of: { orderId: string; patientId: string }, step: Step) =>
    clinic.call(
      "recordProcedureStep",
      { orderId: of.orderId, patientId: of.patientId, stepId: clinic.kit.ids.next<"procedure-step">(), step },
      { as: clinic.ma },
    );
  const orders = async (patientId: string) =>
    value(await clinic.call("procedureOrders", { patientId }, { as: clinic.ma }));
  const waiting = async () => value(await clinic.call("openProcedures", {}, { as: clinic.ma }));

  test("CHT-214, CHT-215 a biopsy is ordered once, in the patient's open note, and its container has a label of its own", async () => {
    const first = await biopsy();
    value(first.reply);
    value(await clinic.call("orderProcedure", first.input, { as: clinic.chen }));
    const second = await biopsy(first);
    const other = await encounter(clinic, clinic.chen);
    const found = await orders(first.patientId);
    expect(found.map((one) => [one.orderId, one.specimen, one.siteLabel, one.state])).toEqual([
      [second.orderId, "100042-B", "Left forearm, outer side", "ordered"],
      [first.orderId, "100042-A", "Left forearm, outer side", "ordered"],
    ]);
    const wrong = { ...first.input, orderId: clinic.kit.ids.next<"procedure-order">(), patientId: other.patientId };
    expect(outcome(await clinic.call("orderProcedure", wrong, { as: clinic.chen }))).toBe("not-found");
    expect(outcome(await clinic.call("orderProcedure", { ...first.input, detail: "Else" }, { as: clinic.chen }))).toBe(
      "already-recorded",
    );
    const nowhere = { ...wrong, patientId: first.patientId, bodySite: "third-arm" };
    expect(outcome(await clinic.call("orderProcedure", nowhere, { as: clinic.chen }))).toBe("invalid-input");
    expect(outcome(await clinic.call("orderProcedure", wrong, { as: clinic.ma }))).toBe("not-allowed");
  });

  test("CHT-216, CHT-218 a specimen stands in the queue of all patients until the patient was told", async () => {
    const of = await biopsy();
    const mine = async () => (await waiting()).find((one) => one.orderId === of.orderId);
    expect((await mine())?.waits).toMatchObject({ due: TODAY, owner: "Chen Test, MD", isOverdue: false });
    value(await say(of, done));
    expect(await mine()).toMatchObject({ state: "to-send", waits: { due: "2026-11-24", owner: "Medical assistants" } });
    expect(outcome(await say(of, { kind: "told", how: "By telephone" }))).toBe("wrong-order-step");
    value(await say(of, sent));
    expect(await mine()).toMatchObject({ state: "at-laboratory", patientName: { family: "Lopez" }, mrn: "100042" });
    const result = { kind: "resulted" as const, reportedOn: TODAY, category: "benign" as const };
    value(await say(of, { ...result, diagnosis: "Nevus", report: "" }));
    const review = {
      orderId: of.orderId,
      patientId: of.patientId,
      stepId: clinic.kit.ids.next<"procedure-step">(),
      plan: "None",
    };
    expect(outcome(await clinic.call("reviewPathology", review, { as: clinic.ma }))).toBe("not-allowed");
    value(await clinic.call("reviewPathology", review, { as: clinic.chen }));
    expect(value(await clinic.call("reviewPathology", review, { as: clinic.chen }))).toEqual({ state: "to-tell" });
    value(await say(of, { kind: "told", how: "By telephone" }));
    expect(await mine()).toBeUndefined();
    const [order] = await orders(of.patientId);
    expect(order?.steps.map((one) => one.step.kind)).toEqual(["done", "sent", "resulted", "reviewed", "told"]);
  });

  test("CHT-219 a malignant report is a task of who ordered it, until it is reviewed", async () => {
    const of = await biopsy();
    value(await say(of, done));
    value(await say(of, sent));
    const result = { kind: "resulted" as const, reportedOn: TODAY, category: "malignant" as const };
    value(await say(of, { ...result, diagnosis: "Melanoma in situ", report: "" }));
    const told = async (name: string) =>
      (await clinic.kit.events("charting", `charting.${name}.v1`))
        .map((one) => one.payload as { outcomeId: string; patientId: string; providerId?: string; values?: string[] })
        .filter((one) => one.outcomeId === of.orderId);
    expect(await told("result-abnormal")).toMatchObject([
      {
        patientId: of.patientId,
        providerId: clinic.chen.staffId,
        values: ["Punch biopsy, left forearm, outer side: Melanoma in situ"],
        critical: true,
      },
    ]);
    expect(await told("result-settled")).toEqual([]);
    const review = { orderId: of.orderId, patientId: of.patientId, stepId: clinic.kit.ids.next<"procedure-step">() };
    value(await clinic.call("reviewPathology", { ...review, plan: "Wider excision" }, { as: clinic.chen }));
    expect(await told("result-settled")).toMatchObject([{ patientId: of.patientId }]);
  });

  test("CHT-220 the gate names what is ordered and not done, and what was done and is not charged", async () => {
    const opened = await completeNote(clinic, clinic.chen);
    const of = await biopsy(opened);
    const items = async () =>
      value(await clinic.call("signGate", { encounterId: of.encounterId }, { as: clinic.chen }))
        .items.filter((one) => one.message.startsWith("Punch biopsy"))
        .map((one) => `${one.severity} ${one.code}`);
    expect(await items()).toEqual(["fix not-carried-out"]);
    value(await say(of, done));
    expect(await items()).toEqual(["fix not-charged"]);
    const sign = { encounterId: of.encounterId, patientId: of.patientId, supervisorId: null };
    value(await clinic.call("signEncounter", sign, { as: clinic.chen }));
    const sealed = value(await clinic.call("sealedNote", { encounterId: of.encounterId }, { as: clinic.chen }));
    expect(JSON.parse(sealed.content).minorProcedures).toMatchObject([{ orderId: of.orderId, state: "to-send" }]);
    // What becomes of the specimen after the signature is said all the same; another order is not taken.
    value(await say(of, sent));
    expect(outcome((await biopsy(opened)).reply)).toBe("encounter-sealed");
  });

  test("CHT-209 a photo belongs to a procedure of its own patient alone", async () => {
    const of = await biopsy();
    const other = await patient(clinic);
    const file = (patientId: string) =>
      clinic.call(
        "addDocument",
        {
          documentId: clinic.kit.ids.next<"document">(),
          patientId,
          kind: "pathology-report",
          title: "Report",
          takenOn: TODAY,
          bodySite: "",
          encounterId: null,
          procedureOrderId: of.orderId,
          content: new TextEncoder().encode("%PDF-1.7\n1 0 obj\n%%EOF\n").toBase64(),
        },
        { as: clinic.ma },
      );
    expect(outcome(await file(other))).toBe("not-found");
    expect(outcome(await file(of.patientId))).toBe("ok");
  });

  // The clock moves: it is the last one.
  test("CHT-221 the simulated laboratory answers after some days, with what follows from the order, and not what was called back", async () => {
    const [of, back] = [await biopsy(), await biopsy()];
    value(await say(of, done));
    value(await say(of, sent));
    value(await say(back, done));
    value(await say(back, sent));
    const [order] = await orders(back.patientId);
    const stepId = order?.steps.at(-1)?.stepId ?? "";
    value(await say(back, { kind: "taken-back", stepId, reason: "The container leaked" }));
    await clinic.kit.advanceTo("2026-11-29T16:00:00.000Z");
    await clinic.kit.settle();
    const [answered] = await orders(of.patientId);
    expect(answered?.state).toBe("to-review");
    expect(answered?.steps.at(-1)).toMatchObject({ by: "Simulated laboratory", step: { kind: "resulted" } });
    expect((await orders(back.patientId))[0]).toMatchObject({ state: "to-send", waits: { isOverdue: true } });
  });
});
