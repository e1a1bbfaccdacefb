import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import type { Gpci, RelativeValue } from "./edit-data.ts";
import { feeScheduleAmount } from "./fee-amount.ts";
import { loadGpci, loadRelativeValues } from "./load/fee-schedule.ts";
import { collect } from "./load/lines.ts";
import { sample, samplesMissing } from "./test/samples.ts";

// Slow where the machine is shared; nothing here is timed.
vi.setConfig({ testTimeout: 60_000 });

const value: RelativeValue = {
  code: "99213",
  modifier: "",
  work: 130,
  nonFacilityPe: 133,
  facilityPe: 56,
  malpractice: 10,
  conversionFactor: 332_875,
};
const gpci: Gpci = { mac: "01182", locality: "72", name: "", work: 1028, pe: 1191, malpractice: 572 };

describe("a fee schedule amount (TRM-26)", () => {
  test("by hand: (1.30 x 1.028 + 1.33 x 1.191 + 0.10 x 0.572) x 33.2875 = 99.1178...", () => {
    expect(feeScheduleAmount(value, gpci, { facility: false })).toBe(9912);
  });
  test("in a facility the lower practice expense counts", () => {
    expect(feeScheduleAmount(value, gpci, { facility: true })).toBe(6859);
  });
  test("half a cent goes up", () => {
    const one = { ...gpci, work: 1000, pe: 1000, malpractice: 1000 };
    const half = { ...value, work: 50, nonFacilityPe: 0, malpractice: 0, conversionFactor: 100 };
    expect(feeScheduleAmount(half, one, { facility: false })).toBe(1);
  });
  test("never further than half a cent from the exact product", () => {
    const rvu = fc.nat(20_000);
    const index = fc.integer({ min: 300, max: 3000 });
    fc.assert(
      fc.property(
        rvu,
        rvu,
        rvu,
        index,
        index,
        index,
        fc.integer({ min: 1, max: 900_000 }),
        (work, pe, mp, a, b, c, cf) => {
          const row = { ...value, work, nonFacilityPe: pe, malpractice: mp, conversionFactor: cf };
          const amount = BigInt(
            feeScheduleAmount(row, { ...gpci, work: a, pe: b, malpractice: c }, { facility: false }),
          );
          const exact =
            (BigInt(work) * BigInt(a) + BigInt(pe) * BigInt(b) + BigInt(mp) * BigInt(c)) * BigInt(cf) * 100n;
          const off = amount * 1_000_000_000n - exact;
          expect(off <= 500_000_000n && off > -500_000_000n).toBe(true);
        },
      ),
    );
  });
  test.skipIf(samplesMissing)("from the official files: 99213 in San Diego, 2024", async () => {
    const values = (await collect(loadRelativeValues(sample("rvu-amounts-cy2024.csv.gz")))).rows;
    const localities = (await collect(loadGpci(sample("gpci-cy2024.csv")))).rows;
    const [visit] = values.filter((row) => row.code === "99213");
    const [sanDiego] = localities.filter((row) => row.mac === "01182" && row.locality === "72");
    expect(visit && sanDiego && feeScheduleAmount(visit, sanDiego, { facility: false })).toBe(9912);
  });
});
