import type { ContractContent } from "@practicum/contracts/billing/payer-contracts";
import { databaseKinds } from "@practicum/db/test-databases";
import { must } from "@practicum/kernel/assert";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { aContract, aTerm } from "../testing/a-contract.ts";
import { openClinic, type Clinic } from "../testing/clinic.ts";
import { decision, remittance, reversalOf } from "../testing/payer-files.ts";

const CO45 = (amount: number) => ({ group: "CO", reason: "45", amount });
const DAY = "2026-11-20";
const procedures = [
  { code: "99214", label: "Established visit, moderate", modifiers: [], units: 1, pointers: [1] },
  { code: "36415", label: "Blood draw", modifiers: [], units: 1, pointers: [2] },
];

describe.each(databaseKinds)("contracts with payers on %s", (database) => {
  let clinic: Clinic;
  let traces = 500;
  const scheduleId = "00000000-0000-4000-8000-0000000000f5";
  const value = <T>(reply: { ok: true; value: T } | { ok: false; error: object }): T =>
    must(reply.ok ? reply.value : null, JSON.stringify(reply));
  const id = () => clinic.kit.ids.next<string>();
  const schedule = (rate = 10_000): ContractContent =>
    aContract({
      name: "Care First 2026",
      terms: [aTerm({ name: "Schedule", pay: { by: "schedule", scheduleId, rate } })],
    });
  const save = (
    contractId: string,
    version: number,
    from: string,
    content: ContractContent | null,
    payerId = clinic.ids.hmo,
  ) => clinic.call("saveContract", { contractId, payerId, version, from, content, because: null });
  const contract = async (contractId: string, onDate = DAY) =>
    value(await clinic.call("listContracts", { onDate })).find((one) => one.contractId === contractId);
  const sent = async (payerId = clinic.ids.hmo, memberId = "CF1234567") => {
    const patientId = await clinic.addPatient();
    await clinic.cover(patientId, { payerId, memberId });
    return clinic.sentClaim(patientId, { procedures });
  };
  const receive = async (...payments: Parameters<typeof remittance>[0]) => {
    traces += 1;
    await clinic.call("receiveFile", {
      fileId: clinic.kit.ids.next(),
      name: `era-${traces}.835`,
      content: remittance(payments, { trace: `SHORT${traces}`, controlNumber: traces }),
    });
    await clinic.kit.settle();
  };
  /** 99214 of $210.00 and 36415 of $15.00, allowed so much. */
  const paid = (number: string, visit: number, draw: number, code = "99214") =>
    decision(number, [
      { code, charge: 21_000, paid: visit, adjustments: [CO45(21_000 - visit)], controlNumber: `${number}L1` },
      { code: "36415", charge: 1500, paid: draw, adjustments: [CO45(1500 - draw)], controlNumber: `${number}L2` },
    ]);
  /** What `codes import` writes of CMS's files. */
  const load = async (kind: string, facts: { readonly [key: string]: object }) => {
    await clinic.kit.rows("billing", `insert into terminology_release values ('${kind}', '2026-01-01') returning kind`);
    for (const [key, attrs] of Object.entries(facts))
      await clinic.kit.rows(
        "billing",
        `insert into terminology_fact (kind, key, valid_from, attrs)
          values ('${kind}', '${key}', '2026-01-01', '${JSON.stringify(attrs)}') returning key`,
      );
  };
  const underpaid = async (claimId: string) =>
    value(
      await clinic.call("listUnderpayments", { open: true, payerId: null, before: null, limit: 50 }),
    ).underpayments.filter((one) => one.claimId === claimId);

  beforeAll(async () => {
    clinic = await openClinic(database, "contracts");
    value(await clinic.call("saveFeeSchedule", { scheduleId, name: "Care First fees" }));
    const prices = [
      { code: "99214", price: 15_000 },
      { code: "36415", price: 600 },
    ];
    value(await clinic.call("importFeeSchedule", { scheduleId, from: "2026-01-01", dryRun: false, prices }));
  });
  afterAll(() => clinic.stop());

  test("BIL-392: a list says first what it would change, and then holds from its day on; what it lacks keeps its price", async () => {
    const prices = [
      { code: "99214", price: 16_000 },
      { code: "36415", price: 600 },
      { code: "81002", price: 0 },
    ];
    const take = (dryRun: boolean) =>
      clinic.call("importFeeSchedule", { scheduleId, from: "2027-01-01", dryRun, prices });
    expect(value(await take(true))).toEqual({ added: 1, changed: 1, unchanged: 1 });
    const on = async (onDate: string, text = "") =>
      value(
        await clinic.call("listFeeSchedulePrices", { scheduleId, onDate, text, before: null, limit: 50 }),
      ).prices.map((one) => [one.code, one.price]);
    expect(await on("2027-01-01", "99")).toEqual([["99214", 15_000]]);
    expect(value(await take(false))).toEqual({ added: 1, changed: 1, unchanged: 1 });
    expect(await on("2027-01-01")).toEqual([
      ["36415", 600],
      ["81002", 0],
      ["99214", 16_000],
    ]);
    expect(await on("2026-12-31")).toEqual([
      ["36415", 600],
      ["99214", 15_000],
    ]);
    expect(value(await clinic.call("listFeeSchedules", { onDate: DAY }))).toMatchObject([
      { name: "Care First fees", codes: 2, latestFrom: "2027-01-01" },
    ]);
    expect(await clinic.call("saveFeeSchedule", { scheduleId: id(), name: "CARE FIRST FEES" })).toMatchObject({
      error: { code: "already-recorded", field: "name" },
    });
  });

  test("BIL-380: versions from a day on, with who and why; the second of two is told, and the last is taken back", async () => {
    const contractId = id();
    const ppo = clinic.ids.ppo;
    value(await save(contractId, 0, "2026-01-01", { ...schedule(), name: "One" }, ppo));
    value(await save(contractId, 1, "2026-11-01", { ...schedule(), name: "Two" }, ppo));
    expect(await save(contractId, 1, "2026-11-01", schedule(), ppo)).toMatchObject({
      error: { code: "stale-version" },
    });
    expect(await contract(contractId)).toMatchObject({
      payerName: "Blue Harbor",
      version: 2,
      from: "2026-11-01",
      content: { name: "Two" },
      nextFrom: null,
    });
    expect(await contract(contractId, "2026-10-31")).toMatchObject({
      content: { name: "One" },
      nextFrom: "2026-11-01",
    });
    value(await clinic.call("undoContract", { contractId, version: 2 }));
    expect(await contract(contractId)).toMatchObject({ version: 3, content: { name: "One" } });
    const history = value(await clinic.call("contractHistory", { contractId, before: null, limit: 2 }));
    expect(history.versions.map((one) => [one.version, one.content?.name ?? null, one.undoes, one.undone])).toEqual([
      [3, null, 2, false],
      [2, "Two", null, true],
    ]);
    expect(history.next).toBe("2");
    // Ended: nothing from the day on.
    value(await save(contractId, 3, "2026-12-01", null, ppo));
    expect(await contract(contractId, "2026-12-01")).toMatchObject({ content: null, latest: { name: "Two" } });
  });

  test("BIL-380: a contract that would count for the same services as another one is refused by its name", async () => {
    const [one, other] = [id(), id()];
    const medicaid = clinic.ids.medicaid;
    value(await save(one, 0, "2026-01-01", { ...schedule(), name: "All plans" }, medicaid));
    expect(await save(other, 0, "2026-06-01", { ...schedule(), name: "Another" }, medicaid)).toMatchObject({
      error: { code: "contract-overlaps", field: "content.plans", detail: { name: "All plans" } },
    });
    value(await save(other, 0, "2026-06-01", { ...schedule(), name: "Gold", plans: ["HMO Gold"] }, medicaid));
    const stranger = aContract({
      terms: [aTerm({ pay: { by: "schedule", scheduleId: clinic.kit.ids.next<"fee-schedule">(), rate: 1 } })],
    });
    expect(await save(id(), 0, "2026-01-01", { ...stranger, plans: ["x"] }, medicaid)).toMatchObject({
      error: { code: "not-found", field: "content.terms.0.pay.scheduleId" },
    });
  });

  test("BIL-389: what was allowed below the contract of the day of service waits with the difference and the term", async () => {
    const contractId = id();
    value(await save(contractId, 0, "2026-11-01", schedule(9000)));
    // From the day after the service on it pays more: that does not count for it.
    value(await save(contractId, 1, "2026-11-21", schedule(12_000)));
    const good = await sent();
    await receive(paid(good.number, 13_500, 540));
    expect(await underpaid(good.claimId)).toEqual([]);
    const short = await sent();
    await receive(paid(short.number, 10_000, 540));
    expect(await underpaid(short.claimId)).toMatchObject([
      {
        billedCode: "99214",
        paidCode: "99214",
        expected: 13_500,
        allowed: 10_000,
        missing: 3500,
        contractId,
        contractName: "Care First 2026",
        term: "Schedule",
        because: "90% of $150.00 in Care First fees.",
        status: "open",
      },
    ]);
    // Paid as the visit below: by the contract's price of what was billed, not by our own prices.
    const down = await sent();
    await receive(paid(down.number, 10_000, 540, "99213"));
    expect(await underpaid(down.claimId)).toMatchObject([{ paidCode: "99213", missing: 3500, expected: 13_500 }]);
    const reply = value(
      await clinic.call("listUnderpayments", { open: true, payerId: clinic.ids.hmo, before: null, limit: 50 }),
    );
    expect(reply.all).toMatchObject({ count: 2, missing: 7000, downcoded: { count: 1, missing: 3500 } });
    // The payer takes it back: nothing is missing any more.
    await receive(reversalOf(paid(short.number, 10_000, 540)), paid(short.number, 13_500, 540));
    expect(await underpaid(short.claimId)).toEqual([]);
    // Another payer has no contract that day, and nothing is expected of it.
    const other = await sent(clinic.ids.medicare, "1EG4TE5MK73");
    await receive(paid(other.number, 100, 0));
    expect(await underpaid(other.claimId)).toEqual([]);
  });

  test("BIL-393: a letter to one payer names each line with what was agreed; sent, its lines are disputed and it is kept as it went", async () => {
    const [first, second, other] = [await sent(), await sent(), await sent(clinic.ids.ppo, "BH77")];
    await receive(paid(first.number, 10_000, 540));
    await receive(paid(second.number, 12_000, 100));
    await receive(paid(other.number, 10_000, 540, "99213"));
    const rows = [...(await underpaid(first.claimId)), ...(await underpaid(second.claimId))];
    expect(rows.map((row) => [row.billedCode, row.missing])).toEqual([
      ["99214", 3500],
      ["99214", 1500],
      ["36415", 440],
    ]);
    const about = rows.map(({ underpaymentId, version }) => ({ underpaymentId, version }));
    const strange = must((await underpaid(other.claimId))[0]);
    const mixed = [...about, { underpaymentId: strange.underpaymentId, version: strange.version }];
    expect(await clinic.call("draftUnderpaymentLetter", { about: mixed })).toMatchObject({
      error: { code: "one-payer" },
    });
    const drafted = value(await clinic.call("draftUnderpaymentLetter", { about }));
    expect(drafted).toMatchObject({ payerName: "Care First", fax: null, missing: 5440 });
    expect(drafted.body).toContain(
      "The 3 services below were allowed at less than the agreement says. $54.40 are missing.",
    );
    const { body } = drafted;
    const letterId = id();
    const send = (more: object = {}) =>
      clinic.call("sendUnderpaymentLetter", { letterId, about, body, way: "fax", fax: null, sentOn: null, ...more });
    expect(await send()).toMatchObject({ error: { code: "invalid-input", field: "fax" } });
    expect(await send({ way: "by-hand", sentOn: "2027-01-01" })).toMatchObject({
      error: { code: "in-the-future", field: "sentOn" },
    });
    expect(await send({ fax: "6195550199", body: "Ω" })).toMatchObject({ error: { code: "letter-not-printable" } });
    expect(value(await send({ fax: "6195550199" }))).toMatchObject({ lines: 3 });
    await clinic.kit.settle();
    const faxed = must(clinic.fax.sent().find((one) => one.to === "6195550199"));
    const [now] = await underpaid(first.claimId);
    expect(now).toMatchObject({ status: "disputed", version: 2, letter: { letterId, way: "fax", status: "sent" } });
    expect((await underpaid(second.claimId)).map((row) => row.letter?.letterId)).toEqual([letterId, letterId]);
    expect((await underpaid(other.claimId))[0]).toMatchObject({ status: "open", letter: null });
    const kept = value(await clinic.call("underpaymentLetter", { letterId }));
    expect(kept.pdf).toBe(faxed.pdf);
    expect(kept.patientIds).toHaveLength(2);
    // Somebody has seen an older version of them.
    expect(await send({ letterId: id(), way: "by-hand" })).toMatchObject({ error: { code: "stale-version" } });
    const again = { underpaymentId: must(now).underpaymentId, version: 2 };
    value(await clinic.call("resolveUnderpayment", { ...again, to: "open", because: "No answer" }));
    expect(await underpaid(first.claimId)).toMatchObject([{ status: "open", letter: { letterId } }]);
  });

  test("BIL-387: a contract is tried on a claim, or on services at the practice's own prices, and nothing is kept", async () => {
    const claim = await sent();
    const tried = value(
      await clinic.call("tryContract", { content: schedule(9000), what: { kind: "claim", number: claim.number } }),
    );
    expect(tried).toMatchObject({
      serviceDate: DAY,
      allowed: 14_040,
      lines: [
        { code: "99214", charge: 21_000, allowed: 13_500, term: "Schedule" },
        { code: "36415", allowed: 540 },
      ],
    });
    const what = {
      kind: "lines" as const,
      serviceDate: DAY,
      placeOfService: "11",
      nonPhysician: false,
      lines: [{ code: "99213", modifiers: [], units: 2, charge: null }],
    };
    const half = aContract();
    expect(value(await clinic.call("tryContract", { content: half, what }))).toMatchObject({
      patientId: null,
      allowed: 15_000,
      lines: [{ charge: 30_000, because: "50% of the charge of $300.00." }],
    });
    const strange = { ...what, lines: [{ code: "G9999", modifiers: [], units: 1, charge: null }] };
    expect(await clinic.call("tryContract", { content: half, what: strange })).toMatchObject({
      error: { code: "no-price", field: "what.lines.0.charge" },
    });
    expect(
      await clinic.call("tryContract", { content: half, what: { kind: "claim", number: "C999999" } }),
    ).toMatchObject({ error: { code: "not-found", field: "what.number" } });
  });

  test("BIL-391: a percentage of Medicare is silent until CMS's files are loaded, and says which; then it goes by value, place and locality", async () => {
    const contractId = id();
    const pay = { by: "medicare" as const, mac: "01182", locality: "72", rate: 11_000 };
    const content = aContract({ name: "Part B", terms: [aTerm({ name: "Medicare", pay })] });
    value(await save(contractId, 0, "2026-01-01", content, clinic.ids.medicare));
    const missing =
      "Medicare: nothing is expected of what Medicare's fees decide, because the relative values (PPRRVU) and the practice cost indices (GPCI) of CMS are not loaded.";
    expect((await contract(contractId))?.silent).toEqual([missing]);
    const ask = async (placeOfService: string, locality = "72", modifiers: string[] = []) => {
      const what = {
        kind: "lines" as const,
        serviceDate: DAY,
        placeOfService,
        nonPhysician: false,
        lines: [{ code: "93000", modifiers, units: 1, charge: 20_000 }],
      };
      const terms = [aTerm({ name: "Medicare", pay: { ...pay, locality } })];
      const reply = value(await clinic.call("tryContract", { content: aContract({ terms }), what }));
      return reply.lines[0];
    };
    expect(await ask("11")).toMatchObject({ allowed: null, term: "Medicare" });
    // Made-up numbers in the form of CMS's: $50.00 of work, $30.00 or $10.00 of practice expense, $5.00 of malpractice.
    const value_ = {
      modifier: "",
      work: 100,
      nonFacilityPe: 60,
      facilityPe: 20,
      malpractice: 10,
      conversionFactor: 500_000,
    };
    const part = {
      ...value_,
      code: "93000",
      modifier: "26",
      work: 40,
      nonFacilityPe: 0,
      facilityPe: 0,
      malpractice: 0,
    };
    const gpci = { mac: "01182", locality: "72", name: "San Diego", work: 1000, pe: 1000, malpractice: 1000 };
    await load("rvu", { "93000 ": { ...value_, code: "93000" }, "93000 26": part });
    await load("gpci", { "01182 72": gpci });
    expect(await ask("11")).toMatchObject({
      allowed: 9350,
      because: "110% of Medicare's $85.00 in locality 01182-72.",
    });
    expect(await ask("22")).toMatchObject({ allowed: 7150 });
    expect(await ask("11", "72", ["26"])).toMatchObject({ allowed: 2200 });
    expect(await ask("11", "99")).toMatchObject({
      allowed: null,
      because: "CMS's GPCI file of 2026 has no locality 01182-99.",
    });
    expect((await contract(contractId))?.silent).toEqual([]);
  });
});
