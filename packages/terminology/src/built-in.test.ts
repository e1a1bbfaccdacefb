import { describe, expect, test, vi } from "vitest";
import {
  BUILT_IN,
  builtInCarcs,
  builtInCpt,
  builtInDiagnoses,
  builtInHcpcs,
  builtInModifiers,
  builtInPlaces,
  builtInRarcs,
  builtInVaccines,
} from "./built-in.ts";
import { CODE_SYSTEMS, findCode, validOn, type CodeEntry } from "./code-system.ts";
import { loadAdjustmentCodes, loadCvx, loadModifiers, loadPlaces } from "./load/codes.ts";
import { loadAddOn } from "./load/edits.ts";
import { loadFeeIndicators } from "./load/fee-schedule.ts";
import { loadHcpcsDates } from "./load/hcpcs.ts";
import { loadIcd10cmOrder } from "./load/icd10cm.ts";
import { collect, type LineResult } from "./load/lines.ts";
import { sample, samplesMissing } from "./test/samples.ts";

// Slow where the machine is shared; nothing here is timed.
vi.setConfig({ testTimeout: 60_000 });

/** The day on which the sample files speak. */
const DAY = "2024-07-01";

describe("the built-in set (TRM-5)", () => {
  test("is as large as a family practice needs", () => {
    expect(builtInDiagnoses.length).toBeGreaterThan(600);
    expect(builtInCpt.length).toBeGreaterThan(60);
    for (const system of CODE_SYSTEMS) expect(BUILT_IN.entries.get(system)?.length ?? 0).toBeGreaterThan(20);
  });
  test("holds each code once a day, with a label", () => {
    for (const entries of BUILT_IN.entries.values()) {
      expect(new Set(entries.map((entry) => `${entry.code} ${entry.from}`)).size).toBe(entries.length);
      expect(entries.filter((entry) => entry.label.trim() === "")).toEqual([]);
      expect(entries.filter((entry) => entry.to !== undefined && entry.to < entry.from)).toEqual([]);
    }
  });
  test("a vaccine needs a lot, and names a CPT number of a vaccine where it is given today (TRM-8)", () => {
    for (const { attrs } of builtInVaccines) expect(attrs?.lotRequired).toBe(true);
    expect(builtInVaccines.filter((entry) => entry.attrs?.active === true && entry.attrs.cpt === undefined)).toEqual(
      [],
    );
  });
  test("adjustments that are denials say what to do", () => {
    const denials = builtInCarcs.filter(({ attrs }) => attrs?.kind === "denial");
    expect(denials.length).toBeGreaterThan(50);
    const silent = denials.filter(
      ({ attrs }) => attrs === undefined || attrs.action === "none" || attrs.workflow.length < 20,
    );
    expect(silent.map(({ code }) => code)).toEqual([]);
  });
  test("a code follows its year: lumbar disc degeneration was split in October 2024", () => {
    expect(findCode(BUILT_IN, "icd10cm", "M51.36", "2024-09-30")).toBeDefined();
    expect(findCode(BUILT_IN, "icd10cm", "M51.36", "2024-10-01")).toBeUndefined();
    expect(findCode(BUILT_IN, "icd10cm", "M51.360", "2024-10-01")).toBeDefined();
  });
});

describe.skipIf(samplesMissing)("against the publishers' lists of 2024 (TRM-6)", () => {
  const inForce = (entries: readonly CodeEntry[]) =>
    entries.filter((entry) => validOn(entry, DAY)).map((entry) => entry.code);
  const official = async (results: AsyncIterable<LineResult<CodeEntry>>) => {
    const { rows } = await collect(results);
    return new Map(rows.map((row) => [row.code, row]));
  };
  const unknown = (entries: readonly CodeEntry[], list: ReadonlyMap<string, CodeEntry>) =>
    inForce(entries).filter((code) => {
      const found = list.get(code);
      return found === undefined || !validOn(found, DAY);
    });

  test("every diagnosis is real and billable", async () => {
    const list = await official(loadIcd10cmOrder(sample("icd10cm-order-fy2024.txt.gz"), "2023-10-01"));
    expect(
      inForce(builtInDiagnoses).filter((code) => list.get(code)?.billable !== undefined || !list.has(code)),
    ).toEqual([]);
  });
  test("places of service, facility or not as CMS says", async () => {
    const list = await official(loadPlaces(sample("pos-codes-2024.csv"), "2024-01-01"));
    expect(unknown(builtInPlaces, list)).toEqual([]);
    for (const { code, attrs } of builtInPlaces) expect([code, attrs]).toEqual([code, list.get(code)?.attrs]);
  });
  test("modifiers", async () => {
    expect(
      unknown(builtInModifiers, await official(loadModifiers(sample("hcpcs2-modifiers-2024.csv"), "2024-01-01"))),
    ).toEqual([]);
  });
  test.each([
    ["carc", builtInCarcs],
    ["rarc", builtInRarcs],
  ] as const)("%s, with the same last day and never the official wording (TRM-7)", async (system, mine) => {
    const list = await official(loadAdjustmentCodes(system, sample("carc-rarc-2024.csv"), "2024-01-01"));
    expect(mine.filter(({ code, to }) => !list.has(code) || list.get(code)?.to !== to).map(({ code }) => code)).toEqual(
      [],
    );
    // A name of two or three plain words ("Deductible") cannot be said otherwise.
    const same = mine.filter(
      ({ code, label }) => label.split(" ").length > 3 && list.get(code)?.label.startsWith(label),
    );
    expect(same).toEqual([]);
  });
  test("vaccines and their antigens", async () => {
    const list = await official(loadCvx(sample("cvx/cvx-to-antigen.csv"), "2024-01-01"));
    const wrong = builtInVaccines.filter(
      ({ code, attrs }) =>
        JSON.stringify(attrs?.antigens.toSorted()) !== JSON.stringify(antigensOf(list.get(code)).toSorted()),
    );
    expect(wrong.map(({ code }) => code)).toEqual([]);
  });
  test("HCPCS codes and their last days", async () => {
    const { rows } = await collect(loadHcpcsDates(sample("hcpcs2-attributes-2024.csv")));
    const list = new Map(rows.map((row) => [row.code, row.ended]));
    const wrong = builtInHcpcs.filter(({ code, from, to }) => {
      if (from > DAY) return false;
      const ended = list.get(code);
      // A day the file of 2024 could not know yet is ours to say.
      return ended === undefined || (ended !== "" && ended !== to) || (to !== undefined && to < DAY && ended !== to);
    });
    // J1010 came with the second quarter, after the file was made.
    expect(wrong.map(({ code }) => code).filter((code) => code !== "J1010")).toEqual([]);
  });
  test("global days and add-on codes of the CPT numbers", async () => {
    const { rows } = await collect(loadFeeIndicators(sample("rvu-indicators-cy2024.csv.gz")));
    const globals = new Map(rows.filter((row) => row.modifier === "").map((row) => [row.code, row.global]));
    for (const { code, attrs } of builtInCpt) {
      const days = { "000": 0, "010": 10, "090": 90 }[globals.get(code) ?? ""];
      expect([code, attrs?.globalDays]).toEqual([code, days]);
    }
    const addOns = new Set(
      (await collect(loadAddOn(sample("add-on-codes-2024.csv"), "2024-01-01"))).rows.map((row) => row.addOn),
    );
    const claimed = builtInCpt.filter((entry) => entry.attrs?.addOn === true).map((entry) => entry.code);
    expect(claimed.filter((code) => !addOns.has(code))).toEqual([]);
  });
});

function antigensOf(entry: CodeEntry | undefined): string[] {
  const antigens = entry?.attrs?.["antigens"];
  return Array.isArray(antigens) ? antigens.map(String) : [];
}
