import fc from "fast-check";
import type { Db } from "@practicum/db/db";
import { databaseKinds, testPractice, type TestPractice } from "@practicum/db/test-databases";
import type { LocalDate } from "@practicum/kernel/local-date";
import { sql } from "kysely";
import { afterAll, afterEach, beforeEach, beforeAll, describe, expect, test, vi } from "vitest";
import { BUILT_IN } from "../built-in.ts";
import { codeSet, type CodeEntry } from "../code-system.ts";
import type { PtpEdit } from "../edit-data.ts";
import { collect } from "../load/lines.ts";
import { loadIcd10cmOrder } from "../load/icd10cm.ts";
import { planSearch } from "../plan-search.ts";
import { searchBuiltIn, type SearchOptions } from "../search-built-in.ts";
import { SYNONYMS } from "../synonyms.ts";
import { sample, samplesMissing } from "../test/samples.ts";
import { findFacts, importFacts } from "./facts.ts";
import { findCodeSql, periodsOfSql } from "./find-code.ts";
import { importCodes, seedBuiltInCodes, type CodeRelease } from "./import-codes.ts";
import { findPtpSql, importPtp } from "./ptp.ts";
import { searchCodesSql, searchQuery } from "./search-codes.ts";
import { terminologyTables } from "./tables.ts";

// Slow where the machine is shared; nothing here is timed.
vi.setConfig({ testTimeout: 60_000 });

const TODAY = "2026-11-22";
const zero = { added: 0, changed: 0, removed: 0 };

describe.each(databaseKinds)("terminology on %s", (kind) => {
  let practice: TestPractice;
  let db: Db<unknown>;
  const open = async () => {
    practice = await testPractice(kind, ["terminology"]);
    db = practice.open("terminology");
    await db.transact((tx) => terminologyTables.up(tx));
  };
  const search = (text: string, options: Partial<SearchOptions> = {}) =>
    db.transact((tx) => searchCodesSql(tx, planSearch(text), { system: "icd10cm", onDate: TODAY, ...options }));
  const load = (release: Partial<CodeRelease> & { readonly entries: readonly CodeEntry[] }) =>
    db.transact((tx) => importCodes(tx, { system: "icd10cm", from: "2023-10-01", complete: true, ...release }), {
      timeoutMs: 120_000,
    });

  describe("the built-in set", () => {
    beforeAll(async () => {
      await open();
      await db.transact((tx) => seedBuiltInCodes(tx));
    });
    afterAll(() => practice.drop());

    test("is put in once (TRM-22)", async () => {
      expect(await db.transact((tx) => seedBuiltInCodes(tx))).toMatchObject(zero);
    });

    const typed = [
      ...Object.keys(SYNONYMS),
      "pain",
      "left knee pain",
      "E11",
      "e11.9",
      "I10",
      "encounter",
      "s93",
      "acute",
      "type 2 dia",
      "z",
      "fracture",
      "tob use",
    ];
    test("finds the same as the search in memory, in the same order (TRM-14, TRM-15)", async () => {
      for (const text of typed) {
        for (const favourites of [[], ["E11.9", "M25.562", "J06.9"]]) {
          const options = { system: "icd10cm", onDate: TODAY, favourites, limit: 30 } as const;
          const inMemory = searchBuiltIn(BUILT_IN, text, options).map((entry) => entry.code);
          expect([text, (await search(text, options)).map((entry) => entry.code)]).toEqual([text, inMemory]);
        }
      }
    }, 60_000);

    test("any words of any labels are found alike (TRM-11, TRM-15)", async () => {
      const words = BUILT_IN.entries.get("icd10cm")?.flatMap((entry) => entry.label.split(/[^A-Za-z]+/)) ?? [];
      const piece = fc.constantFrom(...words).chain((word) => fc.nat(8).map((cut) => word.slice(0, cut + 1)));
      await fc.assert(
        fc.asyncProperty(fc.array(piece, { minLength: 1, maxLength: 3 }), async (pieces) => {
          const text = pieces.join(" ");
          const inMemory = searchBuiltIn(BUILT_IN, text, { system: "icd10cm", onDate: TODAY }).map(
            (entry) => entry.code,
          );
          expect((await search(text)).map((entry) => entry.code)).toEqual(inMemory);
        }),
        { numRuns: 60 },
      );
    }, 60_000);

    test("its rows are looked up by an index, never through the whole table (TRM-17)", async () => {
      for (const text of ["diabetes", "pain knee l", "e11", "fracture", "dm2 neuropathy"]) {
        const plan = await db.transact(async (tx) => {
          await sql`select set_config('enable_seqscan', 'off', true), set_config('enable_indexscan', 'off', true)`.execute(
            tx,
          );
          const query = searchQuery(planSearch(text), { system: "icd10cm", onDate: TODAY });
          return (await sql<{ "QUERY PLAN": string }>`explain ${query}`.execute(tx)).rows.map(
            (row) => row["QUERY PLAN"],
          );
        });
        expect([text, plan.filter((line) => line.includes("Seq Scan on terminology_code"))]).toEqual([text, []]);
        expect(plan.join("\n")).toContain("Index Scan on terminology_code");
      }
    });
    test("nothing typed breaks it (TRM-16)", async () => {
      const nasty = [
        "'",
        "''; drop table terminology_code; --",
        "a & b | !c",
        "\\",
        "100%",
        "_",
        ":*",
        "(",
        "é",
        "\u0000x",
        "💊",
        "x".repeat(5000),
      ];
      for (const text of nasty) await search(text, { favourites: [text.replaceAll("\u0000", "")] });
      await fc.assert(
        fc.asyncProperty(fc.string({ unit: "grapheme", maxLength: 60 }), async (text) => {
          expect((await search(text)).length).toBeLessThanOrEqual(20);
        }),
        { numRuns: 60 },
      );
      expect(await search("  ")).toEqual([]);
      expect((await search("diabetes")).length).toBe(20);
    }, 60_000);

    test("keeps what it knows of a code", async () => {
      const found = await search("Authorization", { system: "carc" });
      expect(found.map((entry) => entry.code)).toContain("197");
      const denial = await db.transact((tx) => findCodeSql(tx, "carc", "197", TODAY));
      expect(denial?.attrs).toMatchObject({ kind: "denial", action: "get-authorization" });
    });

    test("answers by the day (TRM-1, TRM-3, TRM-13)", async () => {
      const on = (day: LocalDate) => db.transact((tx) => findCodeSql(tx, "icd10cm", "m5136", day));
      expect((await on("2024-09-30"))?.code).toBe("M51.36");
      expect(await on("2024-10-01")).toBeUndefined();
      expect(await db.transact((tx) => periodsOfSql(tx, "icd10cm", "M51.36"))).toHaveLength(1);
      expect((await search("M51.36", { onDate: "2024-09-30" })).map((entry) => entry.code)).toEqual(["M51.36"]);
      expect((await search("M51.36", { onDate: "2024-10-01" })).map((entry) => entry.code)).not.toContain("M51.36");
    });
  });

  describe("official files", () => {
    beforeEach(open);
    afterEach(() => practice.drop());
    const entry = (code: string, label: string, from: LocalDate, rest: Partial<CodeEntry> = {}): CodeEntry => ({
      system: "icd10cm",
      code,
      label,
      from,
      ...rest,
    });
    const labelOn = async (code: string, day: LocalDate) =>
      (await db.transact((tx) => findCodeSql(tx, "icd10cm", code, day)))?.label;

    test("a new year replaces nothing of the old, again changes nothing (TRM-21, TRM-22)", async () => {
      const of2023 = [entry("E11.9", "Old words", "2023-10-01"), entry("M51.36", "Disc", "2023-10-01")];
      const of2024 = [entry("E11.9", "New words", "2024-10-01"), entry("M51.360", "Disc with pain", "2024-10-01")];
      expect(await load({ entries: of2023 })).toEqual({ added: 2, changed: 0, removed: 0, unchanged: 0 });
      expect(await load({ entries: of2023 })).toEqual({ ...zero, unchanged: 2 });
      await load({ entries: of2024, from: "2024-10-01" });
      expect(await load({ entries: of2024, from: "2024-10-01" })).toMatchObject(zero);
      expect(await load({ entries: of2023 })).toMatchObject(zero);
      expect(await labelOn("E11.9", "2024-09-30")).toBe("Old words");
      expect(await labelOn("E11.9", "2024-10-01")).toBe("New words");
      expect(await labelOn("M51.36", "2024-09-30")).toBe("Disc");
      expect(await labelOn("M51.36", "2024-10-01")).toBeUndefined();
      expect(await labelOn("M51.360", "2024-09-30")).toBeUndefined();
    });

    test("years in the other order give the same (TRM-23)", async () => {
      const years = ["2021-10-01", "2022-10-01", "2023-10-01"];
      const file = (from: LocalDate) => [
        entry("A00.0", from < "2023" ? "Early" : "Late", from),
        ...(from > "2022" ? [entry("A00.1", "New", from)] : []),
      ];
      for (const from of ["2023-10-01", "2021-10-01", "2022-10-01"]) await load({ entries: file(from), from });
      for (const from of years) expect(await load({ entries: file(from), from })).toMatchObject(zero);
      expect(await labelOn("A00.0", "2022-12-31")).toBe("Early");
      expect(await labelOn("A00.0", "2023-10-01")).toBe("Late");
      expect(await labelOn("A00.1", "2022-09-30")).toBeUndefined();
      expect(await labelOn("A00.1", "2022-10-01")).toBe("New");
    });

    test("a part of a list ends nothing (TRM-21)", async () => {
      await load({ entries: [entry("A00.0", "Cholera", "2023-10-01"), entry("A00.1", "Other", "2023-10-01")] });
      await load({ entries: [entry("A00.1", "Other words", "2024-10-01")], from: "2024-10-01", complete: false });
      expect(await labelOn("A00.0", TODAY)).toBe("Cholera");
      expect(await labelOn("A00.1", TODAY)).toBe("Other words");
    });

    test("the built-in knowledge stays, the built-in set stays away (TRM-24, TRM-25)", async () => {
      await db.transact((tx) => seedBuiltInCodes(tx));
      await load({
        entries: [
          entry("I10", "Essential (primary) hypertension", "2023-10-01"),
          entry("K76.6", "Portal hypertension", "2023-10-01"),
        ],
      });
      expect((await search("high blood pressure"))[0]?.code).toBe("I10");
      expect((await search("htn")).map((found) => found.code)).toEqual(["I10", "K76.6"]);
      expect(await labelOn("E11.9", "2023-09-30")).toBeDefined();
      expect(await labelOn("E11.9", "2023-10-01")).toBeUndefined();
      expect(await db.transact((tx) => seedBuiltInCodes(tx))).toMatchObject(zero);
      expect(await labelOn("E11.9", "2023-10-01")).toBeUndefined();
    });

    test("facts: found by code and day, merged by year (TRM-21, TRM-22)", async () => {
      const mue = (units: number) => [
        { code: "20610", units, mai: 3 as const, rationale: "" },
        { code: "2061", units: 9, mai: 1 as const, rationale: "" },
      ];
      const put = (from: LocalDate, units: number) => db.transact((tx) => importFacts(tx, "mue", from, mue(units)));
      expect(await put("2024-01-01", 2)).toMatchObject({ added: 2 });
      expect(await put("2024-01-01", 2)).toEqual({ ...zero, unchanged: 2 });
      expect(await put("2024-04-01", 4)).toMatchObject({ added: 1 });
      const units = async (day: LocalDate) =>
        (await db.transact((tx) => findFacts(tx, "mue", ["20610", "99999"], day))).map((fact) => fact.units);
      expect([await units("2023-12-31"), await units("2024-03-31"), await units("2024-04-01")]).toEqual([[], [2], [4]]);
    });

    test("PTP pairs: changed, ended, and refused when older (TRM-21, TRM-22, TRM-23)", async () => {
      const pair = (column1: string, column2: string, indicator: 0 | 1, from: LocalDate, to?: LocalDate): PtpEdit => ({
        column1,
        column2,
        indicator,
        from,
        ...(to === undefined ? {} : { to }),
      });
      const put = (from: LocalDate, ...pairs: PtpEdit[]) =>
        db.transact((tx) => importPtp(tx, from, ReadableStream.from(pairs)));
      const quarter1 = [
        pair("20610", "99213", 1, "2024-01-01"),
        pair("80053", "80048", 1, "2024-01-01"),
        pair("1", "2", 0, "2024-01-01"),
      ];
      expect(await put("2024-01-01", ...quarter1)).toEqual({ added: 3, changed: 0, removed: 0, unchanged: 0 });
      expect(await put("2024-01-01", ...quarter1)).toEqual({ ...zero, unchanged: 3 });
      const quarter2 = [
        pair("20610", "99213", 1, "2024-04-01"),
        pair("80053", "80048", 0, "2024-04-01"),
        pair("3", "4", 1, "2012-01-01", "2024-06-30"),
      ];
      expect(await put("2024-04-01", ...quarter2)).toEqual({ added: 2, changed: 2, removed: 0, unchanged: 1 });
      expect(await put("2024-04-01", ...quarter2)).toMatchObject({ ...zero, unchanged: 3 });
      expect(await put("2024-01-01", ...quarter1)).toBeUndefined();
      const indicators = async (day: LocalDate) =>
        (await db.transact((tx) => findPtpSql(tx, ["20610", "99213", "80053", "80048", "1", "2", "3", "4"], day))).map(
          (edit) => `${edit.column1} ${edit.indicator}`,
        );
      expect(await indicators("2024-03-31")).toEqual(["1 0", "20610 1", "3 1", "80053 1"]);
      expect(await indicators("2024-04-01")).toEqual(["20610 1", "3 1", "80053 0"]);
      expect(await indicators("2024-07-01")).toEqual(["20610 1", "80053 0"]);
    });
  });

  describe.skipIf(samplesMissing)("all 97,000 diagnoses", () => {
    let entries: readonly CodeEntry[] = [];
    beforeAll(async () => {
      await open();
      await db.transact((tx) => seedBuiltInCodes(tx));
      entries = (await collect(loadIcd10cmOrder(sample("icd10cm-order-fy2024.txt.gz"), "2023-10-01"))).rows;
      await load({ entries });
    });
    afterAll(() => practice.drop());
    const first = async (text: string) => (await search(text, { onDate: "2024-07-01" }))[0]?.code;

    test.each([
      ["htn", "I10"],
      ["dm2 neuropathy", "E11.40"],
      ["uri", "J06.9"],
      ["gerd", "K21.9"],
      ["afib", "I48.91"],
      ["pain knee l", "M25.562"],
      ["S93.401A", "S93.401A"],
      ["fx base neck femur r disp", "S72.041A"],
    ])("%s finds %s first", async (text, code) => expect(await first(text)).toBe(code));

    test("whoever is under the cap is ranked exactly as in memory (TRM-15)", async () => {
      const set = codeSet(entries.map((one) => withBuiltIn(one)));
      for (const text of [
        "ankle sprain",
        "open wound hand",
        "burn third",
        "gout",
        "retinopathy macular",
        "o24",
        "cataract",
      ]) {
        const options = { system: "icd10cm", onDate: "2024-07-01", limit: 50 } as const;
        const inMemory = searchBuiltIn(set, text, options).map((one) => one.code);
        expect([text, (await search(text, options)).map((one) => one.code)]).toEqual([text, inMemory]);
      }
    }, 60_000);

    test("favourites and the exact code stand before any crowd (TRM-14)", async () => {
      const found = await search("fracture", { onDate: "2024-07-01", favourites: ["S92.911A"], limit: 5 });
      expect(found[0]?.code).toBe("S92.911A");
      expect(await first("s72")).toBe("S72");
    });
  });
});

const builtIn = new Map(BUILT_IN.entries.get("icd10cm")?.map((entry) => [entry.code, entry]));

/** As the import keeps it: weight, words and label of the built-in set. */
function withBuiltIn(entry: CodeEntry): CodeEntry {
  const known = builtIn.get(entry.code);
  if (!known) return entry;
  const weight = entry.weight ?? known.weight;
  return { ...entry, keywords: `${known.keywords ?? ""} ${known.label}`, ...(weight === undefined ? {} : { weight }) };
}
