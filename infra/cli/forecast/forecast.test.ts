import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { crc32, deflateRawSync } from "node:zlib";
import { afterAll, describe, expect, test } from "vitest";
import { addSpan } from "@practicum/immunization-forecast/span";
import type { LocalDate } from "@practicum/kernel/local-date";
import { readSupportingData } from "@practicum/immunization-forecast/read-supporting-data";
import { checkFolder } from "../forecast.ts";
import { checkCase } from "./check-cases.ts";
import { readCases, type ForecastCase } from "./read-cases.ts";
import { supportingDataIn } from "./read-folder.ts";
import { readZip } from "./read-zip.ts";

const folder = mkdtempSync(join(tmpdir(), "practicum-forecast-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** A zip with files that are packed. */
function zip(files: Readonly<Record<string, string>>): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const [name, text] of Object.entries(files)) {
    const packed = deflateRawSync(text);
    const head = Buffer.alloc(26);
    head.writeUInt16LE(20, 0);
    head.writeUInt16LE(8, 4);
    head.writeUInt32LE(crc32(text), 10);
    head.writeUInt32LE(packed.length, 14);
    head.writeUInt32LE(Buffer.byteLength(text), 18);
    head.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from("PK\u0003\u0004"), head, Buffer.from(name), packed]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(at, 10);
    directory.push(Buffer.concat([Buffer.from("PK\u0001\u0002\u0014\u0000"), head, rest, Buffer.from(name)]));
    bodies.push(local);
    at += local.length;
  }
  const list = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(directory.length, 4);
  end.writeUInt16LE(directory.length, 6);
  end.writeUInt32LE(list.length, 8);
  end.writeUInt32LE(at, 12);
  return Buffer.concat([...bodies, list, Buffer.from("PK\u0005\u0006"), end]);
}

/** A workbook whose second sheet has the rows; the words of the first column stand in the shared list, as a workbook has them. */
function workbook(rows: readonly (readonly string[])[]): Buffer {
  const column = (index: number) => String.fromCodePoint(65 + index);
  const words = rows.flat().map((text) => `<si><t>${text.replaceAll("&", "&amp;")}</t></si>`);
  let next = 0;
  const sheet = rows.map(
    (row, y) =>
      `<row r="${y + 1}">${row.map((_, x) => `<c r="${column(x)}${y + 1}" s="1" t="s"><v>${next++}</v></c>`).join("")}</row>`,
  );
  return zip({
    "xl/worksheets/sheet1.xml": '<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>',
    "xl/worksheets/sheet2.xml": `<sheetData>${sheet.join("")}</sheetData>`,
    "xl/sharedStrings.xml": `<sst>${words.join("")}</sst>`,
  });
}

const DATA = {
  "a/AntigenSupportingData- Pox-508.json": JSON.stringify({
    antigenSupportingData: {
      series: [
        {
          seriesName: "one",
          targetDisease: "Pox",
          vaccineGroup: "Pox",
          seriesType: "Standard",
          selectSeries: { defaultSeries: "Yes", productPath: "No", seriesGroup: "1" },
          seriesDose: [
            {
              doseNumber: "Dose 1",
              age: [{ absMinAge: "1 year", minAge: "1 year" }],
              preferableVaccine: [{ cvx: "01" }],
            },
          ],
        },
      ],
    },
  }),
  "a/ScheduleSupportingData.json": JSON.stringify({
    scheduleSupportingData: { cvxToAntigenMap: { cvxMap: [{ cvx: "01", association: [{ antigen: "Pox" }] }] } },
  }),
};

const HEAD = [
  "CDC_Test_ID",
  "DOB",
  "gender",
  "Series_Status",
  "Date_Administered_1",
  "CVX_1",
  "Evaluation_Status_1",
  "Forecast_#",
  "Earliest_Date",
  "Recommended_Date",
  "Vaccine_Group",
  "Assessment_Date",
];

describe("practicum forecast check", () => {
  test("prints the rates of all, of each group and of each question, and the cases that failed (FOR-17)", () => {
    mkdirSync(join(folder, "cases"));
    writeFileSync(join(folder, "data.zip"), zip(DATA));
    writeFileSync(
      join(folder, "cases", "cases.xlsx"),
      workbook([
        HEAD,
        ["A-1", "01/01/2020", "F", "Complete", "01/01/2021", "1", "Valid", "-", "-", "-", "POX", "02/01/2021"],
        [
          "A-2",
          "01/01/2020",
          "F",
          "Not Complete",
          "12/31/2020",
          "1",
          "Valid",
          "1",
          "01/02/2021",
          "01/01/2021",
          "Pox",
          "02/01/2021",
        ],
      ]),
    );
    const printed = checkFolder(join(folder, "cases"));
    expect(printed[0]).toBe("cases.xlsx: 2 cases, 50.0% as CDC says in everything");
    const rates = ["50.0%", "100.0%", "50.0%", "100.0%", "50.0%", "100.0%", "100.0%"];
    for (const name of ["all", "Pox"])
      expect(printed.map((line) => line.split(/\s+/u))).toContainEqual([name, ...rates]);
    expect(printed.filter((line) => line.startsWith("  "))).toContain(
      "  A-2 Pox: earliest 2021-01-02, not 2021-01-01; evaluations dose 1 valid, not not-valid",
    );
  });

  test("says what is missing, and where a file is broken (FOR-3, FOR-17)", () => {
    const empty = join(folder, "empty", "none");
    mkdirSync(empty, { recursive: true });
    expect(() => checkFolder(empty)).toThrow(/No supporting data of CDC were found at .* Name them by --data/u);
    const broken = join(folder, "broken");
    mkdirSync(broken);
    writeFileSync(join(broken, "ScheduleSupportingData.xml"), "<scheduleSupportingData><cvxToAntigenMap>");
    expect(() => checkFolder(broken)).toThrow(/ScheduleSupportingData\.xml: the XML ends early/u);
    expect(() => readZip(Buffer.from("no zip at all, whatever its name says"))).toThrow("this is no zip file");
  });
});

/** CDC's files lie beside the checkout, and are never copied into it. */
const samples = fileURLToPath(new URL("../../../../shared/samples/codes/cvx/", import.meta.url));

describe.skipIf(!existsSync(samples))("CDC's own cases", () => {
  const load = () => {
    const read = readSupportingData(supportingDataIn(join(samples, "cdsi-4.64")));
    if (!read.ok) throw new Error(read.error.map(({ file, what }) => `${file}: ${what}`).join("\n"));
    return read.value;
  };
  const cases = (of: RegExp, groups: readonly string[]) =>
    readdirSync(join(samples, "cdsi-test-cases"))
      .filter((name) => of.test(name))
      .flatMap((name) => readCases(readFileSync(join(samples, "cdsi-test-cases", name)), groups));

  test.each([
    [/healthy/u, 1000, 0.99],
    [/underlying/u, 330, 0.92],
  ])("%s come out as CDC says (FOR-17)", (of, atLeast, rate) => {
    const data = load();
    const all = cases(
      of,
      data.groups.map(({ name }) => name),
    );
    expect(all.length).toBeGreaterThan(atLeast);
    const right = all.filter((each) => checkCase(data, each).wrong.size === 0);
    expect(right.length / all.length).toBeGreaterThanOrEqual(rate);
  });

  // Of these the data themselves name years: a season, the day of a new rule.
  const OF_THEIR_YEAR = new Set(["Influenza", "COVID-19", "RSV", "HPV", "Meningococcal B", "Polio"]);

  test.each([-4, 4, 8])("moved by %i years come out moved by as much (FOR-18)", (years) => {
    const data = load();
    const all = cases(
      /healthy/u,
      data.groups.map(({ name }) => name),
    ).filter(({ group }) => !OF_THEIR_YEAR.has(group));
    const failed = all.filter((each) => checkCase(data, moved(each, years)).wrong.size > 0);
    expect(failed.length / all.length).toBeLessThan(0.01);
  });
});

function moved(each: ForecastCase, years: number): ForecastCase {
  const move = (date: LocalDate) => addSpan(date, { months: years * 12, days: 0 });
  const { person } = each;
  return {
    ...each,
    on: move(each.on),
    person: {
      ...person,
      born: move(person.born),
      doses: person.doses.map((dose) => ({ ...dose, on: move(dose.on) })),
    },
    earliest: each.earliest && move(each.earliest),
    recommended: each.recommended && move(each.recommended),
    pastDue: each.pastDue && move(each.pastDue),
  };
}
