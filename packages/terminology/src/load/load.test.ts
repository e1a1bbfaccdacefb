import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { sample, samplesMissing } from "../test/samples.ts";
import { loadAdjustmentCodes, loadCvx, loadModifiers, loadPlaces, loadTaxonomy } from "./codes.ts";
import { loadCpt } from "./cpt.ts";
import { readPeriod } from "./dates.ts";
import { loadAddOn, loadDiagnosisLimits, loadMue, loadPtp } from "./edits.ts";
import { loadFeeIndicators, loadGpci, loadLocalities, loadRelativeValues } from "./fee-schedule.ts";
import { loadHcpcs, loadHcpcsDates } from "./hcpcs.ts";
import { loadIcd10cmOrder } from "./icd10cm.ts";
import { collect, linesOf } from "./lines.ts";
import { readTable } from "./table.ts";

// Slow where the machine is shared; nothing here is timed.
vi.setConfig({ testTimeout: 60_000 });

const orderLine = (order: string, code: string, flag: string, label: string) =>
  `${order} ${code.padEnd(7)} ${flag} ${label.slice(0, 60).padEnd(60)} ${label}`;

describe("lines", () => {
  test("are the same wherever the text is cut, with any line break", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.stringMatching(/^[a-z "|,]{0,12}$/)),
        fc.integer({ min: 1, max: 9 }),
        async (lines, size) => {
          const text = lines.map((line) => `${line}\r\n`).join("");
          const pieces = Array.from({ length: Math.ceil(text.length / size) }, (_, i) =>
            text.slice(i * size, (i + 1) * size),
          );
          const read: string[] = [];
          for await (const { text: line } of linesOf(pieces)) read.push(line);
          expect(read).toEqual(lines);
        },
      ),
    );
  });
  test("a line of many megabytes does not fill the memory", async () => {
    let longest = 0;
    for await (const { text } of linesOf(Array.from({ length: 200 }, () => "x".repeat(100_000))))
      longest = Math.max(longest, text.length);
    expect(longest).toBeLessThanOrEqual(200_000);
  });
});

describe("tables", () => {
  const columns = { code: { headings: ["code"] }, label: { headings: ["long label"] } };
  test.each([
    [",", `notice of a licence\nLONG LABEL,Code\n"one, ""two""",A\n`],
    ["\t", 'Long label\tCode\none, ""two""\tA\n'.replaceAll('""', "")],
    ["|", `Code|Other|Long-Label\r\nA|x|"one, ""two"""\r\n`],
  ])("parted by %j, in any order of columns", async (_separator, text) => {
    const { rows, refusals } = await collect(readTable([text], columns));
    expect(refusals).toEqual([]);
    expect(rows[0]?.code).toBe("A");
    expect(rows[0]?.label).toMatch(/^one, "?two"?$/);
  });
  test("cells may hold line breaks; the number is that of the record's first line", async () => {
    const { rows, refusals } = await collect(readTable(['code,long label\nA,"one\ntwo"\nB\nC,three\n'], columns));
    expect(rows).toEqual([
      { code: "A", label: "one\ntwo" },
      { code: "C", label: "three" },
    ]);
    expect(refusals).toEqual([{ line: 4, reason: "1 cells where the headings have 2" }]);
  });
  test("any cells come back as they were written (RFC 4180)", async () => {
    const cell = fc.string({ maxLength: 20 }).map((text) => text.replaceAll(/[\r\0]/g, "").trim());
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.stringMatching(/^[A-Z0-9]{1,5}$/), cell)), async (records) => {
        const quote = (text: string) => `"${text.replaceAll('"', '""')}"`;
        const text = ["code,long label", ...records.map((record) => record.map(quote).join(","))].join("\n");
        const { rows, refusals } = await collect(readTable([text], columns));
        expect(refusals).toEqual([]);
        expect(rows.map((row) => [row.code, row.label])).toEqual(records);
      }),
    );
  });
  test("a file that is something else is refused in words (TRM-20)", async () => {
    for (const text of ["", "PK\u0003\u0004\u0000binary", "a,b,c\n1,2,3\n"]) {
      const { rows, refusals } = await collect(loadMue([text]));
      expect(rows).toEqual([]);
      expect(refusals[0]?.reason).toContain('"hcpcs code"');
    }
  });
  test("an open quote at the end is refused", async () => {
    const { refusals } = await collect(readTable(['code,long label\nA,"one\n'], columns));
    expect(refusals).toEqual([{ line: 2, reason: "a quote is not closed" }]);
  });
});

describe("the ICD-10-CM order file (TRM-20)", () => {
  test("takes good lines and names the others", async () => {
    const text = [
      orderLine("00001", "A00", "0", "Cholera"),
      orderLine("00002", "A000", "1", "Cholera due to a germ"),
      orderLine("xxxxx", "A001", "1", "No order number"),
      orderLine("00004", "1A00", "1", "No code"),
      orderLine("00005", "A009", "7", "No flag"),
      orderLine("00006", "A011", "1", ""),
      orderLine("00007", "A000", "1", "Again"),
      "",
      "A000 1 short",
    ].join("\n");
    const { rows, refusals } = await collect(loadIcd10cmOrder([text], "2023-10-01"));
    expect(rows).toEqual([
      { system: "icd10cm", code: "A00", label: "Cholera", from: "2023-10-01", billable: false },
      { system: "icd10cm", code: "A00.0", label: "Cholera due to a germ", from: "2023-10-01" },
    ]);
    expect(refusals.map(({ line }) => line)).toEqual([3, 4, 5, 6, 7, 9]);
    expect(refusals[4]?.reason).toBe("the code stands in the file twice");
  });
  test("never throws, whatever the bytes", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "binary", maxLength: 120 }), async (text) => {
        const { rows, refusals } = await collect(loadIcd10cmOrder([text, "\n", text], "2023-10-01"));
        expect(rows.length + refusals.length).toBeLessThanOrEqual(700);
      }),
    );
  });
});

describe("other files", () => {
  test("licensed CPT: code, label, from, to", async () => {
    const text =
      'code,label,from,to\n99213,"Visit, low",2024-01-01,\n0001A,Old shot,20210101,2023-12-31\n9921,x,,\n99214,,,\n';
    const { rows, refusals } = await collect(loadCpt([text], "2025-01-01"));
    expect(rows).toEqual([
      { system: "cpt", code: "99213", label: "Visit, low", from: "2024-01-01" },
      { system: "cpt", code: "0001A", label: "Old shot", from: "2021-01-01", to: "2023-12-31" },
    ]);
    expect(refusals).toEqual([
      { line: 4, reason: "the code is not a CPT number" },
      { line: 5, reason: "the description is missing" },
    ]);
  });
  test("HCPCS in CMS's fixed columns, a description over two lines", async () => {
    const record = (code: string, kind: string, words: string, added = "", ended = "") =>
      `${code.padEnd(5)}00100${kind}${words.padEnd(80)}`.padEnd(268) +
      added.padEnd(8) +
      "".padEnd(8) +
      ended.padEnd(8) +
      "N";
    const text = [
      record("A0021", "3", "Ambulance service,", "19850101"),
      record("A0021", "4", "outside state"),
      record("J1030", "3", "Injection", "19820101", "20240331"),
      record("   A1", "7", "A modifier"),
      record("B1234", "x", "What is this"),
    ].join("\n");
    const { rows, refusals } = await collect(loadHcpcs([text], "2024-01-01"));
    expect(rows).toEqual([
      { system: "hcpcs", code: "A0021", label: "Ambulance service, outside state", from: "1985-01-01" },
      { system: "hcpcs", code: "J1030", label: "Injection", from: "1982-01-01", to: "2024-03-31" },
    ]);
    expect(refusals).toEqual([{ line: 5, reason: "column 11 does not say what kind of record it is" }]);
  });
  test("PTP as CMS's text with its own headings and days", async () => {
    const text =
      "CPT only copyright\nColumn 1\tColumn 2\t*=in existence prior to 1996\tEffective Date\tDeletion Date *=no data\tModifier 0=not allowed 1=allowed 9=not applicable\tPTP Edit Rationale\n" +
      "20610\t93000\t\t20090401\t*\t1\tMisuse\n99213\t36415\t\t20200101\t20201231\t0\tMore\n1\t2\t\t20200101\t*\t0\tx\n20610\t93000\t\t20209999\t*\t1\tx\n";
    const { rows, refusals } = await collect(loadPtp([text], "2024-07-01"));
    expect(rows).toEqual([
      { column1: "20610", column2: "93000", indicator: 1, from: "2009-04-01" },
      { column1: "99213", column2: "36415", indicator: 0, from: "2020-01-01", to: "2020-12-31" },
    ]);
    expect(refusals.map(({ line }) => line)).toEqual([5, 6]);
  });
  test("MUE as CMS writes the indicator", async () => {
    const text =
      "HCPCS/CPT Code,Practitioner Services MUE Values,MUE Adjudication Indicator,MUE Rationale\n20610,2,3 Date of Service Edit: Clinical,Clinical: Data\n20611,x,2,y\n";
    const { rows, refusals } = await collect(loadMue([text]));
    expect(rows).toEqual([{ code: "20610", units: 2, mai: 3, rationale: "Clinical: Data" }]);
    expect(refusals).toEqual([{ line: 3, reason: "the units are not a whole number" }]);
  });
  test("amounts are read without floating point", async () => {
    const text =
      "hcpcs_code,mod,rvu_work,rvu_non_pe,rvu_fac_pe,rvu_mp,cf\n99213,,1.3,1.33,.56,0.1,33.2875\n99214,,1.923,1,1,1,33.2875\n";
    const { rows, refusals } = await collect(loadRelativeValues([text]));
    expect(rows[0]).toMatchObject({
      work: 130,
      nonFacilityPe: 133,
      facilityPe: 56,
      malpractice: 10,
      conversionFactor: 332_875,
    });
    expect(refusals[0]?.reason).toContain("two places");
  });
  test("NUCC taxonomy and CDC's cvx.txt", async () => {
    const nucc =
      "Code,Grouping,Classification,Specialization,Effective Date,Deactivation Date,Display Name\n207Q00000X,Physicians,Family Medicine,,7/1/2003,,Family Medicine Physician\nbad,,,,,,x\n";
    expect(await collect(loadTaxonomy([nucc], "2024-01-01"))).toEqual({
      rows: [{ system: "taxonomy", code: "207Q00000X", label: "Family Medicine Physician", from: "2003-07-01" }],
      refusals: [{ line: 3, reason: "the code is not a taxonomy code" }],
    });
    const cvx =
      "CVX Code|Short Description|Full Vaccine Name|Notes|VaccineStatus|nonvaccine|Last Updated\n3|MMR|measles, mumps and rubella||Active|False|2020-06-02\n";
    const { rows } = await collect(loadCvx([cvx], "2024-01-01"));
    expect(rows[0]).toMatchObject({ code: "03", label: "MMR", attrs: { active: true, lotRequired: true } });
  });
  test.each([
    ["2024-01-31", "", { from: "2024-01-31" }],
    ["20240131", "99991231", { from: "2024-01-31" }],
    ["1/31/2024", "2/1/2024", { from: "2024-01-31", to: "2024-02-01" }],
    ["", "*", { from: "2020-01-01" }],
    ["2024-02-30", "", "the first day is not a date"],
    ["2024-02-01", "2024-01-01", "the last day lies before the first"],
  ])("the days %s to %s", (from, to, period) => expect(readPeriod(from, to, "2020-01-01")).toEqual(period));
});

describe.skipIf(samplesMissing)("official files of 2024, whole", () => {
  const from = "2024-01-01";
  test.each([
    ["ICD-10-CM", () => loadIcd10cmOrder(sample("icd10cm-order-fy2024.txt.gz"), "2023-10-01"), 97_296],
    ["HCPCS", () => loadHcpcs(sample("hcpcs2-descriptions-2024.csv.gz"), from), 8033],
    ["HCPCS days", () => loadHcpcsDates(sample("hcpcs2-attributes-2024.csv")), 8033],
    ["places", () => loadPlaces(sample("pos-codes-2024.csv", 7), from), 52],
    ["modifiers", () => loadModifiers(sample("hcpcs2-modifiers-2024.csv"), from), 426],
    ["CARC", () => loadAdjustmentCodes("carc", sample("carc-rarc-2024.csv"), from), 405],
    ["RARC", () => loadAdjustmentCodes("rarc", sample("carc-rarc-2024.csv"), from), 1171],
    ["CVX", () => loadCvx(sample("cvx/cvx-to-antigen.csv"), from), 218],
    ["MUE", () => loadMue(sample("mue-practitioner-2024q3.csv.gz")), 14_677],
    ["add-on", () => loadAddOn(sample("add-on-codes-2024.csv"), from), 7465],
    ["RVU", () => loadRelativeValues(sample("rvu-amounts-cy2024.csv.gz")), 18_664],
    ["fee indicators", () => loadFeeIndicators(sample("rvu-indicators-cy2024.csv.gz")), 18_664],
    ["localities", () => loadLocalities(sample("locality-county-cy2024.csv")), 109],
    ["GPCI", () => loadGpci(sample("gpci-cy2024.csv")), 109],
    ["limits", () => loadDiagnosisLimits(sample("mce-age-sex-edits-2024.csv")), 7946],
  ] as const)("%s: every line is taken", async (_name, load, rows) => {
    const loaded = await collect<unknown>(load());
    expect([loaded.rows.length, loaded.refusals]).toEqual([rows, []]);
  });
});
