import { addMs, type Instant } from "@practicum/kernel/instant";
import { cents, sumCents } from "@practicum/kernel/money";
import { read277CA } from "@practicum/x12/277ca/read";
import { read835 } from "@practicum/x12/835/read";
import type { Claim837P } from "@practicum/x12/837p/types";
import { read271 } from "@practicum/x12/eligibility/read-271";
import { write270 } from "@practicum/x12/eligibility/write-270";
import { read999 } from "@practicum/x12/999/read";
import { read277 } from "@practicum/x12/status/read-277";
import { write276 } from "@practicum/x12/status/write-276";
import { readTa1 } from "@practicum/x12/ta1/ta1";
import { validate } from "@practicum/x12/validate";
import { describe, expect, test } from "vitest";
import { payers } from "../payer/payers.ts";
import { claim, envelope, file837, header, lastControl, practice, restartControl } from "../testing/claims.ts";
import type { ExchangedFile } from "./exchanged-file.ts";
import { ClearinghouseSimulator } from "./simulator.ts";
import type { SimulatorOptions } from "./simulator-options.ts";

const day = 86_400_000;
const monday: Instant = "2026-11-02T18:00:00.000Z";
const options: SimulatorOptions = { seed: "t", dayMs: day, mistakes: false };
/** Everything that comes out until a day. */
function until(simulator: ClearinghouseSimulator, days: number, kind: string): string[] {
  return simulator
    .due(addMs(monday, days * day))
    .filter((file) => file.name.endsWith(`.${kind}`))
    .map((file) => file.content);
}

const remitted = (contents: readonly string[]) =>
  contents.flatMap((content) => read835(content).value.flatMap((one) => one.transactions));

describe("claims (SIM-2)", () => {
  test("999 at once, 277CA on day 2 or 3, 835 on the payer's days, each valid", () => {
    const simulator = new ClearinghouseSimulator(options);
    simulator.receive(file837("a", [claim("C1", "SHARP", "SHP1234510")]), monday);
    const atOnce = simulator.due(monday);
    expect(atOnce.map((file) => file.name.split(".")[1])).toEqual(["999"]);
    expect(read999(atOnce[0]?.content ?? "").value[0]?.transactions[0]?.outcome).toBe("A");
    expect(simulator.due(addMs(monday, 1.5 * day))).toEqual([]);
    const acknowledged = simulator.due(addMs(monday, 3 * day));
    expect(
      read277CA(acknowledged[0]?.content ?? "").value[0]?.transactions[0]?.receiver.providers[0]?.claims,
    ).toMatchObject([{ claimId: "C1", statuses: [{ codes: [{ category: "A2" }] }] }]);
    expect(simulator.due(addMs(monday, 10 * day))).toEqual([]);
    const paid = simulator.due(addMs(monday, 30 * day));
    expect(remitted(paid.map((one) => one.content))[0]?.claims).toMatchObject([
      { id: "C1", status: "1", paid: 6016, patientResponsibility: 3000 },
    ]);
    for (const { content } of [...atOnce, ...acknowledged, ...paid]) expect(validate(content)).toEqual([]);
  });
  test("a claim that the front door refuses is not paid, and may be sent again", () => {
    const simulator = new ClearinghouseSimulator(options);
    simulator.receive(file837("a", [claim("C1", "SHARP", "WRONG123")]), monday);
    expect(
      read277CA(until(simulator, 3, "277ca")[0] ?? "").value[0]?.transactions[0]?.receiver.providers[0]?.claims,
    ).toMatchObject([{ claimId: "C1", statuses: [{ codes: [{ category: "A7", status: "164", entity: "IL" }] }] }]);
    expect(simulator.explain("C1").rejected).toMatchObject({ field: "coverage.memberId" });
    expect(until(simulator, 60, "835")).toEqual([]);
    simulator.receive(file837("b", [claim("C1", "SHARP", "SHP1234510")]), addMs(monday, 60 * day));
    expect(remitted(until(simulator, 120, "835"))).toHaveLength(1);
  });
  test("a payer that nobody knows is refused by the clearinghouse itself", () => {
    const simulator = new ClearinghouseSimulator(options);
    simulator.receive(file837("a", [claim("C1", "NOBODY", "X1")]), monday);
    const [text = ""] = until(simulator, 3, "277ca");
    expect(validate(text)).toEqual([]);
    expect(read277CA(text).value[0]?.transactions[0]).toMatchObject({ source: { role: "AY" } });
  });
  test("a file whose name was taken before is passed over (SIM-1)", () => {
    const simulator = new ClearinghouseSimulator(options);
    const file = file837("a", [claim("C1", "SHARP", "SHP1234510")]);
    simulator.receive(file, monday);
    simulator.receive(file, monday);
    expect(remitted(until(simulator, 60, "835"))).toHaveLength(1);
  });
});

test("a broken interchange gets a TA1, a broken transaction a 999 that rejects; nothing goes on to a payer", () => {
  const simulator = new ClearinghouseSimulator(options);
  const good = file837("a", [claim("C1", "SHARP", "SHP1234510")]).content;
  simulator.receive({ name: "iea", content: good.replace(/IEA\*1\*\d+/, "IEA*1*000000999") }, monday);
  simulator.receive({ name: "clm", content: good.replace(/CLM\*C1\*166/, "CLM**166") }, monday);
  simulator.receive({ name: "junk", content: "hello" }, monday);
  const kinds = simulator.due(addMs(monday, 40 * day)).map((file) => file.name.split(".")[1]);
  expect(kinds).toEqual(["ta1", "999"]);
});

describe("what is legal and seldom", () => {
  const provider = claim("X", "SHARP", "SHP1234510").billingProvider;
  const { npi: _, ...withoutNpi } = provider;
  test("a billing provider without NPI is paid under the tax id", () => {
    const simulator = new ClearinghouseSimulator(options);
    simulator.receive(file837("a", [claim("C1", "SHARP", "SHP1234510", { billingProvider: withoutNpi })]), monday);
    const [content = ""] = until(simulator, 60, "835");
    expect(validate(content)).toEqual([]);
    expect(content).toContain(`N1*PE*MISSION BAY FAMILY PRACTICE*FI*${practice.taxId}~`);
    expect(content).not.toContain("REF*TJ");
  });
  test.each([
    ["an account number with a colon", "A:1", "LOPEZ"],
    ["with all of our delimiters and more", "A*:~|>1", "LOPEZ"],
    ["a name in letters that X12 does not carry", "C1", "MUÑOZ"],
  ])("%s comes back as it was, and the name without its marks", (_, id, last) => {
    const simulator = new ClearinghouseSimulator(options);
    const person = {
      ...claim("X", "SHARP", "SHP1234510").subscriber,
      name: { kind: "person", last: "MUZOZ" } as const,
    };
    const delimiters = { element: "+", segment: "!", component: "=", repetition: "^" };
    const { content } = file837("a", [claim(id, "SHARP", "SHP1234510", { subscriber: person })], delimiters);
    simulator.receive({ name: "a", content: content.replace("MUZOZ", last) }, monday);
    const acknowledged = until(simulator, 3, "277ca")[0] ?? "";
    expect(
      read277CA(acknowledged).value[0]?.transactions[0]?.receiver.providers[0]?.claims.map((one) => one.claimId),
    ).toEqual([id]);
    const [content835 = ""] = until(simulator, 60, "835");
    expect(remitted([content835])[0]?.claims).toMatchObject([
      { id, patient: { name: { last: last === "MUÑOZ" ? "MUNOZ" : last } } },
    ]);
    for (const one of [acknowledged, content835]) expect(validate(one)).toEqual([]);
    expect(simulator.snapshot().failed).toEqual([]);
  });
  test("a company that is the subscriber stands where the patient's name is", () => {
    const simulator = new ClearinghouseSimulator(options);
    const person = claim("X", "SHARP", "SHP1234510").subscriber;
    const company = { ...person, name: { kind: "organization", name: "ACME" } as const };
    simulator.receive(file837("a", [claim("C1", "SHARP", "SHP1234510", { subscriber: company })]), monday);
    const files = simulator.due(addMs(monday, 60 * day));
    expect(files.map((file) => file.name.split(".")[1])).toEqual(["999", "277ca", "835"]);
    for (const { content } of files) expect(validate(content)).toEqual([]);
  });
  test("a claim that breaks a rule of the standard is refused with its status, not taken in", () => {
    const simulator = new ClearinghouseSimulator(options);
    const { content } = file837("a", [claim("C1", "SHARP", "SHP1234510")]);
    simulator.receive({ name: "a", content: content.replace("*SAN DIEGO*CA*92109~", "*SAN DIEGO*XY*92109~") }, monday);
    const [text = ""] = until(simulator, 3, "277ca");
    expect(validate(text)).toEqual([]);
    expect(read277CA(text).value[0]?.transactions[0]?.receiver.providers[0]?.claims).toMatchObject([
      { claimId: "C1", statuses: [{ action: "U", codes: [{ category: "A7", status: "501", entity: "IL" }] }] },
    ]);
    expect(until(simulator, 60, "835")).toEqual([]);
  });
  test("a subscriber first met through a dependent's claim may have any birth date", () => {
    const simulator = new ClearinghouseSimulator(options);
    const first = claim("C1", "SHARP", "SHP1234510");
    const { birthDate: _b, sex: _s, address: _a, ...person } = first.subscriber;
    const patient = {
      relationship: "19",
      name: { kind: "person", last: "LOPEZ", first: "LUZ" } as const,
      address: { line1: "1 CASS ST", city: "SAN DIEGO", state: "CA", zip: "92109" },
      birthDate: "2015-05-05",
      sex: "F" as const,
    };
    simulator.receive(file837("a", [{ ...first, subscriber: person, patient }]), monday);
    simulator.receive(file837("b", [claim("C2", "SHARP", "SHP1234510")]), monday);
    expect(simulator.explain("C2").rejected).toBeNull();
  });
});

describe("a fault of the simulator's own", () => {
  /** As if a decision went wrong: what was saved of the first claim is not what it was. */
  const spoiled = (spoil: (one: Claim837P) => unknown) => {
    const before = new ClearinghouseSimulator(options);
    const of = (id: string, n: number) => claim(id, "SHARP", `SHP12345${n}`);
    before.receive(file837("a", [of("C1", 10), of("C2", 11), of("C3", 12)]), monday);
    const saved = structuredClone(before.snapshot());
    saved.jobs = saved.jobs.map((job) =>
      job.kind === "adjudicate" && job.claim.id === "C1" ? { ...job, claim: spoil(job.claim) as Claim837P } : job,
    );
    return new ClearinghouseSimulator(options, saved);
  };
  test.each([
    ["in deciding a claim", (one: Claim837P): unknown => ({ ...one, lines: null })],
    ["in writing the remittance", (one: Claim837P): unknown => ({ ...one, id: "" })],
  ])("%s loses no other claim, and is kept to be seen", (_, spoil) => {
    const simulator = spoiled(spoil);
    const paid = remitted(until(simulator, 60, "835")).flatMap((one) => one.claims.map((each) => each.id));
    expect(paid.toSorted()).toEqual(["C2", "C3"]);
    expect(simulator.snapshot().failed).toHaveLength(1);
    expect(simulator.nextDueAt()).toBeNull();
  });
});

test("an interchange that asks for a TA1 gets it beside the 999 (ISA14)", () => {
  const simulator = new ClearinghouseSimulator(options);
  const { content } = file837("a", [claim("C1", "SHARP", "SHP1234510")]);
  const asking = content.replace("*0*P*:~", "*1*P*:~");
  simulator.receive({ name: "a", content: asking }, monday);
  const files = simulator.due(monday);
  expect(files.map((file) => file.name.split(".")[1])).toEqual(["ta1", "999"]);
  expect(validate(files[0]?.content ?? "")).toEqual([]);
  expect(readTa1(files[0]?.content ?? "").value[0]?.acknowledgments).toMatchObject([
    { controlNumber: lastControl(), outcome: "A", note: "000" },
  ]);
});

describe("corrections (SIM-12, SIM-14)", () => {
  test("a replacement reverses the first decision, then decides again; a void only reverses", () => {
    const simulator = new ClearinghouseSimulator(options);
    simulator.receive(file837("a", [claim("C1", "SHARP", "SHP1234510")]), monday);
    const [first] = remitted(until(simulator, 30, "835"));
    const number = first?.claims[0]?.payerClaimNumber ?? "";
    simulator.receive(
      file837("b", [
        claim("C1", "SHARP", "SHP1234510", {
          code: "99214",
          price: 23_400,
          frequency: "7",
          originalClaimNumber: number,
        }),
      ]),
      addMs(monday, 31 * day),
    );
    const contents = until(simulator, 62, "835");
    for (const content of contents) expect(validate(content)).toEqual([]);
    const [second] = remitted(contents);
    expect(second?.claims.map((one) => [one.status, one.charge, one.paid])).toEqual([
      ["22", -16_600, -6016],
      ["1", 23_400, 10_100],
    ]);
    const replacement = second?.claims[1]?.payerClaimNumber ?? "";
    simulator.receive(
      file837("c", [
        claim("C1", "SHARP", "SHP1234510", {
          code: "99214",
          price: 23_400,
          frequency: "8",
          originalClaimNumber: replacement,
        }),
      ]),
      addMs(monday, 63 * day),
    );
    const [third] = remitted(until(simulator, 100, "835"));
    expect(third?.claims.map((one) => one.status)).toEqual(["22"]);
    expect(third?.payment.amount).toBe(0);
    expect(third?.providerAdjustments[0]?.entries).toMatchObject([{ reason: "FB", amount: -10_100 }]);
    // The forward balance is kept back from the next payment.
    simulator.receive(
      file837("d", [claim("C9", "SHARP", "SHP7654310", { code: "99215", price: 33_000, on: "2027-02-08" })]),
      addMs(monday, 101 * day),
    );
    const [fourth] = remitted(until(simulator, 140, "835"));
    expect(fourth?.payment.amount).toBe(17_934 - 3000 - 10_100);
  });
  test("an appeal that brings something new is paid, another one is not", () => {
    const simulator = new ClearinghouseSimulator(options);
    simulator.receive(file837("a", [claim("C1", "60054", "W123456710", { code: "11104", price: 23_300 })]), monday);
    expect(remitted(until(simulator, 30, "835"))[0]?.claims).toMatchObject([
      { status: "1", paid: 0, lines: [{ adjustments: [{ group: "CO", reason: "197", amount: 23_300 }] }] },
    ]);
    const appeal = (authorization: string | null) =>
      JSON.stringify({ payerId: "60054", claimNumber: "C1", grounds: "authorization", authorization, attachments: [] });
    simulator.receive({ name: "appeal-1.json", content: appeal(null) }, addMs(monday, 31 * day));
    expect(until(simulator, 70, "835")).toEqual([]);
    simulator.receive({ name: "appeal-2.json", content: appeal("AUTH123456") }, addMs(monday, 71 * day));
    expect(remitted(until(simulator, 110, "835"))[0]?.claims.map((one) => [one.status, one.paid])).toEqual([
      ["22", 0],
      ["1", 13_158],
    ]);
  });
});

describe("eligibility and status", () => {
  const ask = (memberId: string, name: string, last = "LOPEZ", birthDate = "1981-03-04"): ExchangedFile => {
    const written = write270({
      ...envelope(),
      transactions: [
        {
          ...header,
          purpose: "13",
          inquiries: [
            {
              source: {
                role: "PR",
                name: { kind: "organization", name: "SHARP HEALTH PLAN" },
                id: { qualifier: "PI", value: "SHARP" },
              },
              receiver: {
                role: "1P",
                name: { kind: "organization", name: "MISSION BAY FAMILY PRACTICE" },
                id: { qualifier: "XX", value: practice.npi },
              },
              subscriber: {
                name: { kind: "person", last, first: "MARIA" },
                id: { qualifier: "MI", value: memberId },
                birthDate,
                sex: "F",
              },
              traces: [{ type: "1", number: name, originatorId: `9${practice.taxId}` }],
              dates: [{ qualifier: "291", from: "2026-11-02", to: "2026-11-02" }],
              requests: [{ serviceTypes: ["30"] }],
            },
          ],
        },
      ],
    });
    if (!written.ok) throw new Error(JSON.stringify(written.error));
    return { name, content: written.value };
  };
  const answer = (simulator: ClearinghouseSimulator) => {
    const [file] = simulator.due(monday);
    expect(validate(file?.content ?? "")).toEqual([]);
    return read271(file?.content ?? "").value[0]?.transactions[0]?.responses[0];
  };
  test.each([
    [
      "SHP1234510",
      "active",
      {
        benefits: expect.arrayContaining([
          expect.objectContaining({ kind: "1", planDescription: "Sharp HMO 30" }),
          expect.objectContaining({ kind: "B", amount: 3000 }),
        ]),
      },
    ],
    ["SHP1234597", "ended", { benefits: [expect.objectContaining({ kind: "6" })] }],
    [
      "SHP1234598",
      "assigned elsewhere",
      {
        benefits: expect.arrayContaining([
          expect.objectContaining({
            kind: "L",
            entities: [expect.objectContaining({ name: expect.objectContaining({ last: "Patel" }) })],
          }),
        ]),
      },
    ],
    [
      "SHP1234596",
      "second to another insurance",
      {
        benefits: expect.arrayContaining([
          expect.objectContaining({ kind: "R", entities: [expect.objectContaining({ role: "PRP" })] }),
        ]),
      },
    ],
    [
      "NOTOURS",
      "not found",
      { subscriber: expect.objectContaining({ rejections: [expect.objectContaining({ reason: "72" })] }) },
    ],
  ])("%s is %s (SIM-15)", (memberId, _, expected) => {
    const simulator = new ClearinghouseSimulator(options);
    simulator.receive(ask(memberId, "q1"), monday);
    const response = answer(simulator);
    expect(response).toMatchObject(expected);
    expect(response?.traces).toMatchObject([{ type: "2", number: "q1" }]);
  });
  test("a dependent of a member who is not found: the answer ends at the subscriber", () => {
    const simulator = new ClearinghouseSimulator(options);
    const { content } = ask("NOTOURS", "q1");
    const dependent = "HL*4*3*23*0~NM1*03*1*LOPEZ*LUZ~DMG*D8*20150505*F~DTP*291*D8*20261102~EQ*30~";
    const asked = content
      .replace("HL*3*2*22*0~", "HL*3*2*22*1~")
      .replace("DTP*291*D8*20261102~EQ*30~", dependent)
      .replace(/SE\*(\d+)/, (_, count: string) => `SE*${Number(count) + 3}`);
    simulator.receive({ name: "q1", content: asked }, monday);
    const response = answer(simulator);
    expect(response?.subscriber?.rejections).toMatchObject([{ reason: "72" }]);
    expect(response?.dependent).toBeUndefined();
    expect(simulator.snapshot().failed).toEqual([]);
  });
  test("a false NPI of the asking provider is not known (AAA 43)", () => {
    const simulator = new ClearinghouseSimulator(options);
    const { content } = ask("SHP1234510", "q1");
    simulator.receive({ name: "q1", content: content.replace(practice.npi, "1234567890") }, monday);
    expect(answer(simulator)?.receiverRejections).toMatchObject([{ reason: "43" }]);
  });
  test("a silent payer never answers", () => {
    const simulator = new ClearinghouseSimulator(options);
    simulator.receive(ask("SHP1234599", "q1"), monday);
    expect(simulator.due(addMs(monday, 30 * day))).toEqual([]);
  });
  test("a known number with another birth date is not that person (SIM-16)", () => {
    const simulator = new ClearinghouseSimulator(options);
    simulator.receive(ask("SHP1234510", "q1"), monday);
    simulator.due(monday);
    simulator.receive(ask("SHP1234510", "q2", "LOPEZ", "1980-01-01"), monday);
    expect(answer(simulator)?.subscriber?.rejections).toMatchObject([{ reason: "71" }]);
  });
  test("276 finds a claim while it is decided and after, and says when there is none", () => {
    const simulator = new ClearinghouseSimulator(options);
    simulator.receive(file837("a", [claim("C1", "SHARP", "SHP1234510")]), monday);
    const status = (name: string, id: string, at: Instant) => {
      const written = write276({
        ...envelope(),
        transactions: [
          {
            ...header,
            inquiries: [
              {
                payer: {
                  name: { kind: "organization", name: "SHARP HEALTH PLAN" },
                  id: { qualifier: "PI", value: "SHARP" },
                },
                receiver: {
                  name: { kind: "organization", name: "MISSION BAY" },
                  id: { qualifier: "46", value: practice.taxId },
                },
                provider: {
                  name: { kind: "organization", name: "MISSION BAY" },
                  id: { qualifier: "XX", value: practice.npi },
                },
                subscriber: {
                  name: { kind: "person", last: "LOPEZ", first: "MARIA" },
                  id: { qualifier: "MI", value: "SHP1234510" },
                  birthDate: "1981-03-04",
                  sex: "F",
                },
                trace: name,
                references: [{ qualifier: "EJ", value: id }],
                charge: cents(16_600),
                serviceDates: { from: "2026-11-02", to: "2026-11-02" },
              },
            ],
          },
        ],
      });
      if (!written.ok) throw new Error(JSON.stringify(written.error));
      simulator.receive({ name, content: written.value }, at);
      const file = simulator.due(at).find((one) => one.name.endsWith(".277"));
      expect(validate(file?.content ?? "")).toEqual([]);
      return read277(file?.content ?? "").value[0]?.transactions[0]?.responses[0]?.claim?.statuses[0];
    };
    expect(status("s1", "C1", monday)?.codes[0]?.category).toBe("P1");
    expect(status("s2", "NONE", monday)?.codes[0]).toMatchObject({ category: "A4", status: "35" });
    expect(status("s3", "C1", addMs(monday, 40 * day))).toMatchObject({ codes: [{ category: "F1" }], paid: 6016 });
  });
});

describe("a year of claims of every payer", () => {
  const run = (seed: string, restart: boolean) => {
    let simulator = new ClearinghouseSimulator({ ...options, seed, mistakes: true });
    const files: ExchangedFile[] = [];
    for (let week = 0; week < 30; week += 1) {
      const at = addMs(monday, week * 7 * day);
      const claims = payers.map((payer, index) =>
        claim(`W${week}P${index}`, payer.electronicId, memberOf(payer.electronicId, (week % 9) + 10), {
          code: week % 2 ? "99213" : "99214",
          price: 25_000 + week,
        }),
      );
      simulator.receive(file837(`w${week}`, claims), at);
      files.push(...simulator.due(at));
      if (restart)
        simulator = new ClearinghouseSimulator(
          { ...options, seed, mistakes: true },
          JSON.parse(JSON.stringify(simulator.snapshot())),
        );
    }
    files.push(...simulator.due(addMs(monday, 400 * day)));
    return files;
  };
  const files = run("x", false);
  test("every file is valid and every remittance balances (SIM-3)", { timeout: 60_000 }, () => {
    expect(files.filter((file) => validate(file.content).length > 0).map((file) => file.name)).toEqual([]);
    const all = remitted(files.filter((one) => one.name.endsWith(".835")).map((one) => one.content));
    expect(all.length).toBeGreaterThan(50);
    for (const one of all) {
      const adjusted = sumCents(one.providerAdjustments.flatMap((plb) => plb.entries.map((entry) => entry.amount)));
      expect(one.payment.amount).toBe(sumCents(one.claims.map((paid) => paid.paid)) - adjusted);
      for (const paid of one.claims)
        for (const line of paid.lines)
          expect(line.charge - line.paid).toBe(sumCents(line.adjustments.map((a) => a.amount)));
    }
  });
  test("every claim that was accepted is answered once", () => {
    const answered = remitted(files.filter((one) => one.name.endsWith(".835")).map((one) => one.content)).flatMap(
      (one) => one.claims.filter((paid) => paid.status !== "22").map((paid) => paid.id),
    );
    expect(new Set(answered).size).toBe(30 * payers.length);
  });
  test("payments are taken back and mended, and payers err (SIM-10, SIM-13)", () => {
    const all = remitted(files.filter((one) => one.name.endsWith(".835")).map((one) => one.content));
    expect(all.some((one) => one.claims.some((paid) => paid.status === "22"))).toBe(true);
    expect(
      all.some((one) => one.providerAdjustments.some((plb) => plb.entries.some((entry) => entry.reason === "WO"))),
    ).toBe(true);
  });
  test(
    "the same seed gives the same files, also when it is stopped and goes on from what it saved",
    { timeout: 60_000 },
    () => {
      restartControl();
      const first = run("y", false);
      restartControl();
      expect(run("y", true)).toEqual(first);
    },
  );
});

function memberOf(payerId: string, n: number): string {
  const forms: { readonly [id: string]: string } = {
    CFHP1: `CF123456${n}`,
    MOLCA: `M1234567${n}`,
    HNET1: `R123456${n}`,
    CHGSD: `CHG12345${n}`,
    "60054": `W1234567${n}`,
    SHARP: `SHP12345${n}`,
    "62308": `U123456${n}`,
    BSCAH: `XEH1234567${n}`,
    BSCAP: `XEP1234567${n}`,
    "60055": `P1234567${n}`,
    MCALS: `912345${n}A`,
    MCRSD: `1EG4TE5MK${n}`,
  };
  return forms[payerId] ?? "";
}

test("Medicare sends what it left on to Medi-Cal, where the same person is a member (SIM-17)", () => {
  const simulator = new ClearinghouseSimulator(options);
  // Medi-Cal meets the person by a claim of its own.
  simulator.receive(file837("a", [claim("M1", "MCALS", "91234510A", { on: "2026-10-01" })]), monday);
  simulator.receive(file837("b", [claim("C1", "MCRSD", "1EG4TE5MK10", { code: "99215", price: 40_000 })]), monday);
  const all = remitted(until(simulator, 80, "835")).flatMap((one) => one.claims);
  const answers = all.filter((one) => one.id === "C1");
  expect(answers.map((one) => one.status)).toEqual(["19", "2"]);
  expect(answers[0]?.crossoverCarrier?.id.value).toBe("MCALS");
  expect(answers[1]?.lines[0]?.adjustments[0]).toMatchObject({ group: "OA", reason: "23" });
});
