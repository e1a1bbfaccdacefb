import { read835 } from "@practicum/x12/835/read";
import { read999 } from "@practicum/x12/999/read";
import { validate } from "@practicum/x12/validate";
import { describe, expect, test } from "vitest";
import { claim, file837 } from "../testing/claims.ts";
import { ClearinghouseSimulator } from "./simulator.ts";

/** What becomes of the claims of some members, whatever the seed (SIM-24 to SIM-29): read from the files alone. */

const DAY_MS = 86_400_000;
const START = Date.parse("2026-11-02T18:00:00.000Z");
const at = (days: number) => new Date(START + days * DAY_MS).toISOString();

/** All that comes back of claims within 120 days. */
function answers(...claims: Parameters<typeof claim>[]) {
  const simulator = new ClearinghouseSimulator({ seed: "t", dayMs: DAY_MS, mistakes: false });
  simulator.receive(
    file837(
      "837P-1.x12",
      claims.map((one) => claim(...one)),
    ),
    at(0),
  );
  const files = simulator.due(at(120));
  expect(simulator.snapshot().failed).toEqual([]);
  const eras = files.filter((file) => file.name.endsWith(".835")).map((file) => file.content);
  return {
    files,
    eras,
    remittances: eras.flatMap((content) => read835(content).value.flatMap((one) => one.transactions)),
  };
}
const plb = (of: ReturnType<typeof answers>["remittances"][number] | undefined) =>
  of?.providerAdjustments.flatMap((one) => one.entries.map((entry) => [entry.reason, entry.amount]));

const { subscriber } = claim("A1", "SHARP", "SHP1234510");
const nowhere = {
  subscriber: { ...subscriber, address: { line1: "1 CASS ST", city: "SAN DIEGO", state: "CA", zip: "00000" } },
};

describe("members whose claims go a way of their own", () => {
  test("SIM-24: what was paid is taken back twenty days later, announced without being kept back yet", () => {
    const { remittances } = answers(["A1", "SHARP", "SHP1234593"]);
    expect(remittances.map((one) => one.claims.map((claim) => [claim.status, claim.paid]))).toEqual([
      [["1", 6016]],
      [
        ["22", -6016],
        ["1", 0],
      ],
    ]);
    expect(plb(remittances[1])).toEqual([["WO", -6016]]);
    expect(remittances[1]?.payment.amount).toBe(0);
  });
  test("SIM-25: a late decision carries interest, which is added to the payment", () => {
    const [remittance] = answers(["A1", "SHARP", "SHP1234592"]).remittances;
    // Sixty days, fifteen of them beyond 45, at 15 % a year of $60.16.
    const interest = Math.round((6016 * 0.15 * 15) / 365);
    expect(plb(remittance)).toEqual([["L6", -interest]]);
    expect(remittance?.payment.amount).toBe(6016 + interest);
  });
  test("SIM-29: a ZIP that is none sends the file back by a valid 999 that names the segment; nothing of it is decided", () => {
    const { files, eras } = answers(["A1", "SHARP", "SHP1234510", nowhere]);
    expect(eras).toEqual([]);
    expect(files.map((file) => file.name.split(".")[1])).toEqual(["999"]);
    const content = files[0]?.content ?? "";
    expect(validate(content).filter((one) => one.severity === "error")).toEqual([]);
    const ack = read999(content).value[0]?.transactions[0];
    expect(ack).toMatchObject({ outcome: "R", accepted: 0, received: 1 });
    expect(ack?.transactions).toMatchObject([
      {
        outcome: "R",
        errors: ["5"],
        segmentErrors: [
          { segmentId: "N4", loop: "2010BA", code: "8", elementErrors: [{ elementPosition: 3, code: "7" }] },
        ],
      },
    ]);
    // The position counts from ST: the segment there is the one.
    const sent = file837("837P-1.x12", [claim("A1", "SHARP", "SHP1234510", nowhere)]).content.split("~");
    const st = sent.findIndex((one) => one.trim().startsWith("ST*"));
    const named = sent[st + (ack?.transactions[0]?.segmentErrors[0]?.position ?? 0) - 1];
    expect(named?.trim()).toBe("N4*SAN DIEGO*CA*00000");
  });
});
