import type { PatientShare } from "@practicum/contracts/billing/patient-share";
import type { ContractContent } from "@practicum/contracts/billing/payer-contracts";
import { databaseKinds } from "@practicum/db/test-databases";
import { must } from "@practicum/kernel/assert";
import type { Benefit271 } from "@practicum/x12/eligibility/types";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { aContract, aTerm } from "../testing/a-contract.ts";
import { openClinic, type Clinic } from "../testing/clinic.ts";
import { answer271 } from "../testing/payer-files.ts";

const DAY = "2026-11-24";
const BENEFITS: Benefit271[] = [
  { kind: "1", serviceTypes: ["30"], planDescription: "HMO GOLD" },
  { kind: "B", coverageLevel: "IND", serviceTypes: ["98"], period: "27", amount: 2500, inNetwork: "Y" },
  { kind: "A", coverageLevel: "IND", serviceTypes: ["98"], percent: 0.2, inNetwork: "Y" },
  { kind: "C", coverageLevel: "IND", serviceTypes: ["30"], period: "29", amount: 1000, inNetwork: "Y" },
];

describe.each(databaseKinds)("what a patient will owe on %s", (database) => {
  let clinic: Clinic;
  let answers = 0;
  const value = <T>(reply: { ok: true; value: T } | { ok: false; error: object }): T =>
    must(reply.ok ? reply.value : null, JSON.stringify(reply));
  const price = (name: string, amount: number) => aTerm({ name, pay: { by: "price", price: amount } });
  const contract = async (payerId: string, content: ContractContent, from = "2026-01-01") => {
    const contractId = clinic.kit.ids.next<"payer-contract">();
    value(await clinic.call("saveContract", { contractId, payerId, version: 0, from, content, because: null }));
    return contractId;
  };
  const answered = async (patientId: string, coverageId: string, serviceDate = DAY) => {
    const eligibilityId = clinic.kit.ids.next<"eligibility">();
    value(await clinic.call("checkEligibility", { eligibilityId, coverageId, patientId, serviceDate }));
    await clinic.kit.settle();
    const asked = must(clinic.exchange.outbound().findLast((file) => file.name.startsWith("270-"))).content;
    answers += 1;
    clinic.exchange.deliver({ name: `s${answers}.271`, content: answer271(asked, BENEFITS, [], answers) });
    await clinic.kit.settle();
  };
  const member = async (family: string, payerId: string, memberId: string) => {
    const patientId = await clinic.addPatient({ family });
    const coverageId = await clinic.cover(patientId, { payerId, memberId });
    return { patientId, coverageId };
  };
  const estimate = async (
    patientId: string,
    codes: readonly string[],
    more: { readonly serviceDate?: string } = {},
  ): Promise<PatientShare> =>
    value(
      await clinic.call("estimateShare", {
        patientId,
        serviceDate: DAY,
        locationId: clinic.ids.location,
        providerStaffId: clinic.ids.doctor,
        lines: codes.map((code) => ({ code, modifiers: [], units: 1 })),
        ...more,
      }),
    );
  const told = ({ contract: by, lines, share }: PatientShare) => [
    by?.name ?? null,
    lines.map((one) => [one.code, one.allowed, one.share]),
    share,
  ];

  beforeAll(async () => {
    clinic = await openClinic(database, "share");
  });
  afterAll(() => clinic.stop());

  test("BIL-397: two payers' contracts, one code: each patient by the own one, and the one without a contract by none", async () => {
    await contract(
      clinic.ids.hmo,
      aContract({ name: "Care First 2026", terms: [price("Blood", 800)], lesserOfCharge: true }),
    );
    await contract(clinic.ids.ppo, aContract({ name: "Harbor PPO", terms: [price("Blood", 1400)] }));
    const hmo = await member("Alba", clinic.ids.hmo, "CF1111111");
    const ppo = await member("Bell", clinic.ids.ppo, "W111111111");
    const none = await member("Cole", clinic.ids.medicare, "1EG4TE5MK73");
    for (const one of [hmo, ppo, none]) await answered(one.patientId, one.coverageId);
    expect(told(await estimate(hmo.patientId, ["36415"]))).toEqual(["Care First 2026", [["36415", 800, 800]], 800]);
    // $10.00 of the deductible and 20 % of $4.00.
    expect(told(await estimate(ppo.patientId, ["36415"]))).toEqual(["Harbor PPO", [["36415", 1400, 1080]], 1080]);
    expect(told(await estimate(none.patientId, ["36415", "99213"]))).toEqual([
      null,
      [
        ["36415", null, null],
        ["99213", null, 2500],
      ],
      null,
    ]);
  });

  test("BIL-397: the contract in force on the date of service, its ranks and what it pays by the month", async () => {
    const { patientId, coverageId } = await member("Dunn", clinic.ids.medicaid, "91234567A");
    const until = aContract({
      name: "Medi-Cal plan",
      terms: [
        aTerm({ name: "By the month", codes: ["99213"], pay: { by: "capitated" } }),
        aTerm({ name: "Fees", pay: { by: "charge", rate: 10_000 } }),
      ],
      multipleProcedures: { rates: [10_000, 5000], codes: ["36415", "81002"], exempt: [], rankBy: "allowed" },
    });
    const contractId = await contract(clinic.ids.medicaid, until);
    const next = { ...until, name: "Medi-Cal plan 2027", terms: [price("All", 3000)], multipleProcedures: null };
    value(
      await clinic.call("saveContract", {
        contractId,
        payerId: clinic.ids.medicaid,
        version: 1,
        from: "2027-01-01",
        content: next,
        because: null,
      }),
    );
    await answered(patientId, coverageId);
    // $15.00 is the first procedure, half of $12.00 the second; $10.00 of the deductible is left.
    expect(told(await estimate(patientId, ["99213", "81002", "36415"]))).toEqual([
      "Medi-Cal plan",
      [
        ["99213", 0, 2500],
        ["81002", 600, 600],
        ["36415", 1500, 400 + 220],
      ],
      3720,
    ]);
    // An answer about another day says nothing about this one: the card's copay, and no deductible.
    expect(await estimate(patientId, ["99213", "81002"], { serviceDate: "2027-01-05" })).toMatchObject({
      contract: { name: "Medi-Cal plan 2027", version: 2 },
      coverage: { copay: 2000, copayFrom: "card", deductibleRemaining: null, eligibility: null },
      lines: [{ share: 2000 }, { allowed: 3000, share: null }],
      share: null,
      known: 2000,
    });
  });

  test("BIL-397: a charged visit by its own charges; before it is charged there is nothing to say", async () => {
    const { patientId, coverageId } = await member("Egan", clinic.ids.hmo, "CF2222222");
    const other = await clinic.addPatient({ family: "Frey" });
    const appointmentId = clinic.kit.ids.next<"appointment">();
    const visit = async (who = patientId) =>
      value(await clinic.call("visitShare", { patientId: who, appointmentId })).share;
    expect(await visit()).toBeNull();
    await clinic.sign(patientId, {
      appointmentId,
      serviceDate: DAY,
      procedures: [
        { code: "99213", label: "Visit", modifiers: [], units: 1, pointers: [1] },
        { code: "36415", label: "Blood draw", modifiers: [], units: 1, pointers: [1] },
      ],
    });
    await answered(patientId, coverageId);
    expect(told(must(await visit()))).toEqual([
      "Care First 2026",
      [
        ["99213", 800, 800],
        ["36415", 800, 800],
      ],
      1600,
    ]);
    expect(await visit(other)).toBeNull();
  });

  test("BIL-397: who pays alone owes the fee, a second payer is named, and a service without a fee is named", async () => {
    const alone = await clinic.addPatient({ family: "Gray" });
    expect(await estimate(alone, ["36415"])).toMatchObject({ coverage: null, contract: null, share: 1500 });
    const { patientId } = await member("Hale", clinic.ids.hmo, "CF3333333");
    await clinic.cover(patientId, { payerId: clinic.ids.medicaid, memberId: "97654321B", priority: 2 });
    expect(await estimate(patientId, ["36415"])).toMatchObject({
      coverage: { payerName: "Care First" },
      laterPayers: ["Medi-Cal"],
    });
    const unpriced = await clinic.call("estimateShare", {
      patientId,
      serviceDate: DAY,
      locationId: clinic.ids.location,
      providerStaffId: clinic.ids.doctor,
      lines: [{ code: "11102", modifiers: [], units: 1 }],
    });
    expect(unpriced).toMatchObject({ error: { code: "no-price", field: "lines.0", detail: { code: "11102" } } });
  });
});
