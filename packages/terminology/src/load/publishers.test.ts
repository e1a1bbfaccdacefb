import { describe, expect, test } from "vitest";
import { feeScheduleAmount } from "../fee-amount.ts";
import { loadAdjustmentCodes, loadCvx, loadModifiers, loadPlaces } from "./codes.ts";
import { loadCpt } from "./cpt.ts";
import { readDate } from "./dates.ts";
import { loadAddOn, loadMue, loadPtp } from "./edits.ts";
import { loadFeeIndicators, loadGpci, loadLocalities, loadRelativeValues } from "./fee-schedule.ts";
import { loadHcpcs } from "./hcpcs.ts";
import { collect } from "./lines.ts";

// Files laid out as their publishers do it, with notices and descriptions of our own (TRM-20, TRM-27).

/** Cells at their columns, counted from 1. */
function fixed(cells: readonly (readonly [column: number, text: string])[]): string {
  let line = "";
  for (const [column, text] of cells) line = line.padEnd(column - 1) + text;
  return line;
}

const PPRRVU_HEAD = [
  ",,2024 a title of the file,,,,,,,,,,,,,,,,,,,,,,,,,,,,",
  ',,"a notice, with a comma",,,,,,,,,,,,,,,,,,,,,,,,,,,,',
  ",, ,,,,,,,,,,,,,,,,,,,,,,,,,,,,",
  ",,RELEASED 06/05/2024,,,,,,,,,,,,,,,,,,,,,,,,,,,,",
  ",, , ,,,,,,,,,,,,,,,,,,,,,,,,,NON-FACILITY,FACILITY,",
  ",,,,NOT USED,,,,,,,,,,,,,,,,,,,,,PHYSICIAN,,DIAGNOSTIC,PE USED,PE USED,MP USED",
  ",,,,FOR,,,NON-FAC,,FACILITY ,,,,,,,,,,,,,,,,SUPERVISION OF,,IMAGING,FOR OPPS,FOR OPPS,FOR OPPS",
  ",,,STATUS,MEDICARE ,WORK,NON-FAC,NA,FACILITY,NA,MP,NON-FACILITY,FACILITY,PCTC,GLOB,PRE,INTRA,POST,MULT,BILAT,ASST,CO-,TEAM,ENDO,CONV,DIAGNOSTIC,CALCULATION,FAMILY,PAYMENT,PAYMENT,PAYMENT",
  "HCPCS,MOD,DESCRIPTION,CODE,PAYMENT,RVU,PE RVU,INDICATOR,PE RVU,INDICATOR,RVU,TOTAL,TOTAL,IND,DAYS,OP,OP,OP,PROC,SURG,SURG,SURG,SURG,BASE,FACTOR,PROCEDURES,FLAG,INDICATOR,AMOUNT,AMOUNT,AMOUNT",
];
const PPRRVU_CSV = [
  ...PPRRVU_HEAD,
  '99213,,"A visit, low",A,,1.30,1.33,,0.56,,0.10,2.73,1.96,0,XXX,0.00,0.00,0.00,0,0,0,0,0,,33.2875,09,0,99,0.00,0.00,0.00',
  "20610,,A joint,A,,0.79,1.06,,0.44,,0.13,1.98,1.36,0,000,0.10,0.80,0.10,2,1,1,0,0,,33.2875,09,0,99,0.00,0.00,0.00",
  "93000,26,A tracing,A,,0.17,0.06,,x,,0.01,0.24,0.24,1,XXX,0.00,0.00,0.00,0,0,0,0,0,,33.2875,09,0,99,0.00,0.00,0.00",
  "99213,,Again,A,,1.30,1.33,,0.56,,0.10,2.73,1.96,0,XXX,0.00,0.00,0.00,0,0,0,0,0,,33.2875,09,0,99,0.00,0.00,0.00",
  "A note about all of the values,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,",
].join("\r\n");

const pprrvuLine = (code: string, modifier: string, work: string, facilityPe: string) =>
  fixed([
    [1, code.padEnd(5) + modifier.padEnd(2)],
    [8, "Some words"],
    [58, "A"],
    [60, work.padStart(6)],
    [67, "1.33".padStart(6)],
    [76, facilityPe.padStart(6)],
    [85, "0.10".padStart(5)],
    [91, "2.73".padStart(6)],
    [97, "1.96".padStart(6)],
    [103, "0"],
    [104, "010.10.80.1021109"],
    [133, "33.2875".padStart(8)],
    [142, "090 99"],
    [154, "0.00   0.00   0.00"],
  ]);

const GPCI_CSV = [
  '"A TITLE, OF INDICES",,,,,,',
  ",,,,,,",
  "Medicare Administrative Contractor (MAC),State,Locality Number,Locality Name,2024 PW GPCI (with 1.0 Floor),2024 PE GPCI,2024 MP GPCI",
  "02102,AK,01,ALASKA*,1.5,1.081,0.592",
  "1182,CA,72,SAN DIEGO-CHULA VISTA-CARLSBAD,1.028,1.191,0.572",
  "10112,AL,00,ALABAMA,1,0.8691,0.575",
  "* A work index has a floor here,,,,,,",
  '"** Other words, of a second footnote",,,,,,',
  "\u001A",
].join("\r\n");

describe("the Medicare fee schedule", () => {
  test("PPRRVU as CMS's table, its headings on five lines", async () => {
    const { rows, refusals } = await collect(loadRelativeValues([PPRRVU_CSV]));
    expect(rows).toEqual([
      {
        code: "99213",
        modifier: "",
        work: 130,
        nonFacilityPe: 133,
        facilityPe: 56,
        malpractice: 10,
        conversionFactor: 332_875,
      },
      {
        code: "20610",
        modifier: "",
        work: 79,
        nonFacilityPe: 106,
        facilityPe: 44,
        malpractice: 13,
        conversionFactor: 332_875,
      },
    ]);
    expect(refusals).toEqual([
      { line: 12, reason: "a relative value is not a number of two places" },
      { line: 13, reason: "the code stands in the file twice" },
    ]);
  });
  test("its indicators come from the same file", async () => {
    const { rows } = await collect(loadFeeIndicators([PPRRVU_CSV]));
    expect(rows[1]).toEqual({
      code: "20610",
      modifier: "",
      status: "A",
      pctc: "0",
      global: "000",
      bilateral: "1",
      multipleProcedure: "2",
    });
  });
  test("PPRRVU as CMS's text of fixed columns", async () => {
    const text = [
      "HDR A NOTICE OF THE OWNER OF THE CODES",
      "HDR ON SEVERAL LINES",
      pprrvuLine("99213", "", "1.30", "0.56"),
      pprrvuLine("93000", "TC", "0.00", "0.11"),
      "99214  cut short",
      pprrvuLine("9921", "", "1.30", "0.56"),
      pprrvuLine("99215", "", "1.3x", "0.56"),
    ].join("\r\n");
    const values = await collect(loadRelativeValues([text]));
    expect(values.rows.map((row) => [row.code, row.modifier, row.work, row.facilityPe, row.conversionFactor])).toEqual([
      ["99213", "", 130, 56, 332_875],
      ["93000", "TC", 0, 11, 332_875],
    ]);
    expect(values.refusals).toEqual([
      { line: 5, reason: "the record has 16 columns where 140 are needed" },
      { line: 6, reason: "the code is not a procedure code of five characters" },
      { line: 7, reason: "a relative value is not a number of two places" },
    ]);
    expect((await collect(loadFeeIndicators([text]))).rows[0]).toEqual({
      code: "99213",
      modifier: "",
      status: "A",
      pctc: "0",
      global: "010",
      bilateral: "1",
      multipleProcedure: "2",
    });
  });
  test("GPCI as CMS's table, with title and footnotes", async () => {
    const { rows, refusals } = await collect(loadGpci([GPCI_CSV]));
    expect(rows).toEqual([
      { mac: "02102", locality: "01", name: "ALASKA", work: 1500, pe: 1081, malpractice: 592 },
      { mac: "01182", locality: "72", name: "SAN DIEGO-CHULA VISTA-CARLSBAD", work: 1028, pe: 1191, malpractice: 572 },
    ]);
    expect(refusals).toEqual([{ line: 6, reason: "an index is not a number of three places" }]);
  });
  test("of a work index with and without the floor, the one with it counts", async () => {
    const text =
      "MAC,State,Locality Number,Locality Name,2026 PW GPCI (without 1.0 Floor),2026 PW GPCI (with 1.0 Floor),2026 PE GPCI,2026 MP GPCI\n10112,AL,00,ALABAMA,0.98,1,0.869,0.575\n";
    expect((await collect(loadGpci([text]))).rows[0]?.work).toBe(1000);
  });
  test("GPCI as CMS's text of blanks", async () => {
    const line = (mac: string, locality: string, name: string, work: string) =>
      fixed([
        [1, mac],
        [17, "CA"],
        [25, locality],
        [30, name],
        [122, work],
        [134, "1.191"],
        [146, "0.572"],
      ]);
    const text = [
      "A TITLE OF INDICES",
      "",
      "Medicare Admi State  Locality        Locality Name        2024 PW GPCI2024 PE GPCI2024 MP GPCI",
      line("01182", "72", "SAN DIEGO (A PART)", "1.028"),
      line("01182", "7x", "SOMEWHERE", "1.028"),
      "*Some words of a footnote.",
    ].join("\n");
    const { rows, refusals } = await collect(loadGpci([text]));
    expect(rows).toEqual([
      { mac: "01182", locality: "72", name: "SAN DIEGO (A PART)", work: 1028, pe: 1191, malpractice: 572 },
    ]);
    expect(refusals).toEqual([{ line: 5, reason: "the line is not contractor, state, locality, name and indices" }]);
  });
  test("an amount out of both files, by hand (TRM-26)", async () => {
    const [visit] = (await collect(loadRelativeValues([PPRRVU_CSV]))).rows;
    const [, sanDiego] = (await collect(loadGpci([GPCI_CSV]))).rows;
    if (visit === undefined || sanDiego === undefined) throw new Error("the files were not read");
    // (1.30 x 1.028 + 1.33 x 1.191 + 0.10 x 0.572) x 33.2875 = 2.97763 x 33.2875 = 99.1178...
    expect(feeScheduleAmount(visit, sanDiego, { facility: false })).toBe(9912);
    // (1.30 x 1.028 + 0.56 x 1.191 + 0.10 x 0.572) x 33.2875 = 2.06056 x 33.2875 = 68.5908...
    expect(feeScheduleAmount(visit, sanDiego, { facility: true })).toBe(6859);
  });
  test("localities: a state stands on its first line, counties go on, footnotes are none", async () => {
    const text = [
      "A title of the counties,,,,",
      ",,,,",
      "Medicare Adminstrative Contractor,Locality Number,State ,Fee Schedule Area ,Counties",
      ",,,,",
      "10112,0,ALABAMA ,STATEWIDE ,ALL COUNTIES ",
      '01182,72,CALIFORNIA,SAN DIEGO*,"SAN DIEGO,"',
      ",,,,IMPERIAL",
      "1112,75,,REST OF STATE,ALL OTHER COUNTIES",
      "1112,75,,REST OF STATE,ALL OTHER COUNTIES",
      "1112,75,,REST OF STATE,OTHERS",
      "xx,1,,REST OF STATE,OTHERS",
      "* A locality of two contractors,,,,",
    ].join("\n");
    expect(await collect(loadLocalities([text]))).toEqual({
      rows: [
        { mac: "10112", locality: "00", state: "ALABAMA", area: "STATEWIDE", counties: "ALL COUNTIES" },
        { mac: "01182", locality: "72", state: "CALIFORNIA", area: "SAN DIEGO", counties: "SAN DIEGO, IMPERIAL" },
        { mac: "01112", locality: "75", state: "CALIFORNIA", area: "REST OF STATE", counties: "ALL OTHER COUNTIES" },
      ],
      refusals: [
        { line: 10, reason: "the code stands in the file twice" },
        { line: 11, reason: "the contractor or locality is not a number" },
      ],
    });
  });
});

describe("NCCI", () => {
  test("PTP: headings on four lines, and a second notice that looks like them", async () => {
    const text = [
      "A notice of the owner of the codes\t\t\t\t\t\t",
      "Column1/Column2 Edits\t\t\t\t\t\t",
      "Column 1\tColumn 2\t*=in existence\tEffective\tDeletion\tModifier\tPTP Edit Rationale",
      "\t\tprior to 1996\tDate\tDate\t0=not allowed\t",
      "\t\t\t\t*=no data\t1=allowed\t",
      "\t\t\t\t\t9=not applicable\t",
      "20610\t93000\t\t20090401\t*\t1\tA reason",
      "99213\t36415\t*\t19960101\t20201231\t0\tA reason",
      "99213\t3641\t\t19960101\t*\t0\tA reason",
    ].join("\r\n");
    expect(await collect(loadPtp([text], "2024-07-01"))).toEqual({
      rows: [
        { column1: "20610", column2: "93000", indicator: 1, from: "2009-04-01" },
        { column1: "99213", column2: "36415", indicator: 0, from: "1996-01-01", to: "2020-12-31" },
      ],
      refusals: [{ line: 9, reason: "the code is not a procedure code of five characters" }],
    });
  });
  test("MUE: a notice and a heading that hold line breaks", async () => {
    const text =
      '"A notice of the owner\nof the codes, on\nlines",,,\r\n"HCPCS/\nCPT Code",Practitioner Services MUE Values,MUE Adjudication Indicator,MUE Rationale\r\n20610,2,3 Date of Service Edit: Clinical,Clinical: Data\r\n20610,3,1 Line Edit,x\r\n20611,1,4,x\r\n';
    expect(await collect(loadMue([text]))).toEqual({
      rows: [{ code: "20610", units: 2, mai: 3, rationale: "Clinical: Data" }],
      refusals: [
        { line: 7, reason: "the code stands in the file twice" },
        { line: 8, reason: "the adjudication indicator is not 1, 2 or 3" },
      ],
    });
  });
  test("a stray quote in a notice does not swallow the file", async () => {
    const text = 'A notice of 5" and more\nHCPCS/CPT Code,MUE Units,MUE MAI\n20610,2,3\n';
    expect((await collect(loadMue([text]))).rows).toHaveLength(1);
  });
  test("a heading that is missing is named", async () => {
    const text = "HCPCS/CPT Code,Practitioner Services MUE Values,MUE Rationale\n20610,2,x\n";
    expect(await collect(loadMue([text]))).toEqual({
      rows: [],
      refusals: [{ line: 1, reason: 'the headings lack the column "mue adjudication indicator"' }],
    });
  });
  test("add-on codes with days of the year; a deleted one keeps its days", async () => {
    const text = [
      "A notice of the owner of the codes\t\t\t\t\t\t\t",
      "AOC_Edit_Type\tAdd-On_Code\tAOC_DelDT\tPrimary_Code\tPrimary_Code_DelDT\tAOC_Edit_EffDT\tAOC_Edit_DelDT\tSpecial_Instruction_Notes",
      "1\t90472\t\t90471\t\t2013091\t\t",
      "1\t90472\t\t90460\t2023365\t2013091\t2024366\t",
      "2\t99417\t\tCCCCC\t\t2021001\t\tContractor Defined Primary Codes",
      "1\t90474\t\t90473\t\t2023366\t\t",
    ].join("\n");
    expect(await collect(loadAddOn([text], "2024-07-01"))).toEqual({
      rows: [
        { addOn: "90472", primary: "90471", type: 1, from: "2013-04-01" },
        { addOn: "90472", primary: "90460", type: 1, from: "2013-04-01", to: "2023-12-31" },
        { addOn: "99417", primary: null, type: 2, from: "2021-01-01" },
      ],
      refusals: [{ line: 6, reason: "the first day is not a date" }],
    });
  });
});

describe("HCPCS and modifiers out of CMS's file", () => {
  const record = (code: string, kind: string, words: string, added = "", ended = "") =>
    fixed([
      [1, code],
      [6, "00100"],
      [11, kind + words],
      [92, "Short words"],
      [269, added],
      [285, ended.padEnd(8)],
      [293, "N"],
    ]);
  const text = [
    record("   LT", "7", "One side, the left, of a", "19900101"),
    record("   LT", "8", "body"),
    record("A9901", "3", "A thing to carry", "20200101"),
    record("A9901", "4", "and a case for it"),
    record("A9902", "3", "", "20200101", "20240630"),
    record("A9903", "4", "words without their first line"),
    record("A9904", "3", "A thing", "20240230"),
    record("A9905", "3", "A thing").slice(0, 200),
  ].join("\r\n");

  test("fixed columns: codes", async () => {
    expect(await collect(loadHcpcs([text], "2024-07-01"))).toEqual({
      rows: [
        { system: "hcpcs", code: "A9901", label: "A thing to carry and a case for it", from: "2020-01-01" },
        { system: "hcpcs", code: "A9902", label: "Short words", from: "2020-01-01", to: "2024-06-30" },
      ],
      refusals: [
        { line: 6, reason: "the first line of this description is missing" },
        { line: 7, reason: "the first day is not a date" },
        { line: 8, reason: "the record has 200 columns: its days are in columns 269 to 292" },
      ],
    });
  });
  test("fixed columns: modifiers, in columns 4 and 5", async () => {
    expect((await collect(loadModifiers([text], "2024-07-01"))).rows).toEqual([
      { system: "modifier", code: "LT", label: "One side, the left, of a body", from: "1990-01-01" },
    ]);
  });
  const csv = [
    "HCPC,SEQNUM,RECID,LONG DESCRIPTION,SHORT DESCRIPTION,ADD DT,ACT EFF DT,TERM DT,ACTION CD",
    'LT,100,7,"One side, the left",Left,19900101,20200101,,N',
    '"A9901",100,3,"A thing to carry",A thing,20200101,20200101,,N',
    '"A9901",200,4,"and a case for it",,,,,N',
    "A9902,100,3,,A thing,20200101,20200101,20240630,N",
    "99213,100,3,No such thing,,20200101,,,N",
  ].join("\n");
  test("the workbook saved as CSV: the same", async () => {
    const { rows, refusals } = await collect(loadHcpcs([csv], "2024-07-01"));
    expect(rows.map(({ code, label, to }) => [code, label, to])).toEqual([
      ["A9901", "A thing to carry and a case for it", undefined],
      ["A9902", "A thing", "2024-06-30"],
    ]);
    expect(refusals).toEqual([{ line: 6, reason: "the code is not a HCPCS Level II code" }]);
    expect((await collect(loadModifiers([csv], "2024-07-01"))).rows.map(({ code }) => code)).toEqual(["LT"]);
  });
});

describe("licensed CPT as the AMA sends it", () => {
  test("the consolidated list: tabs after a notice", async () => {
    const text =
      "A notice of the owner.\n\nConcept Id\tCPT Code\tLong\tMedium\tShort\tConsumer\tSpanish Consumer\tCurrent Descriptor Effective Date\n1002798\t99213\tOur visit\tVisit\tVst\tv\tv\t20210101\n1002799\t9921\tx\tx\tx\tx\tx\t20210101\n";
    expect(await collect(loadCpt([text], "2024-01-01"))).toEqual({
      rows: [{ system: "cpt", code: "99213", label: "Our visit", from: "2021-01-01" }],
      refusals: [{ line: 5, reason: "the code is not a CPT number" }],
    });
  });
  test.each([
    ["LONGULT.txt", "99213\tOur visit"],
    ["MEDU.txt", "99213 OUR VISIT"],
  ])("%s: no headings", async (_name, line) => {
    const text = `A notice of the owner.\r\nCPT is theirs, 2024 and later.\r\n\r\n${line}\r\nsomething else\r\n${line}\r\n0001A ${"w".repeat(48)}\r\n`;
    const { rows, refusals } = await collect(loadCpt([text], "2024-01-01"));
    expect(rows.map(({ code, label }) => [code, label.toLowerCase()])).toEqual([
      ["99213", "our visit"],
      ["0001A", "w".repeat(48)],
    ]);
    expect(refusals).toEqual([
      { line: 5, reason: "the line is not a CPT number and a description" },
      { line: 6, reason: "the code stands in the file twice" },
    ]);
  });
});

describe("lists of codes", () => {
  test("X12's list of one kind of code; the other kind is refused", async () => {
    const text =
      '\uFEFFCode,Description,Start Date,Last Modified,Stop Date,Notes\r\n45,"Our words, on\ntwo lines",01/01/1995,07/01/2017,,\r\nB7,Our words,1/1/1995,,6/30/2007,a note\r\nN115,Other words,1/1/1995,,,\r\n16,Bad day,13/45/1995,,,\r\n';
    const { rows, refusals } = await collect(loadAdjustmentCodes("carc", [text], "2024-01-01"));
    expect(rows).toEqual([
      { system: "carc", code: "45", label: "Our words, on two lines", from: "1995-01-01" },
      { system: "carc", code: "B7", label: "Our words", from: "1995-01-01", to: "2007-06-30" },
    ]);
    expect(refusals).toEqual([
      { line: 5, reason: "the code is not a CARC" },
      { line: 6, reason: "the first day is not a date" },
    ]);
    expect((await collect(loadAdjustmentCodes("rarc", [text], "2024-01-01"))).rows.map(({ code }) => code)).toEqual([
      "N115",
    ]);
  });
  test("CDC's cvx.txt has bars and no headings", async () => {
    const text =
      "\uFEFF03        |Our MMR|Full name||Active|False|2010/05/28\r\n998|None given|Full||Inactive|True|2010/05/28\r\n12|Short line\r\n14|Words|Full||Active|False|2010/15/28\r\n3|Again|Full||Active|False|5/28/2010\r\n";
    const { rows, refusals } = await collect(loadCvx([text], "2024-01-01"));
    expect(rows).toEqual([
      { system: "cvx", code: "03", label: "Our MMR", from: "2024-01-01", attrs: { lotRequired: true, active: true } },
      {
        system: "cvx",
        code: "998",
        label: "None given",
        from: "2024-01-01",
        attrs: { lotRequired: true, active: false },
      },
    ]);
    expect(refusals).toEqual([
      { line: 3, reason: "2 cells where CDC's file has 7" },
      { line: 4, reason: "the day of the last update is not a date" },
      { line: 5, reason: "the code stands in the file twice" },
    ]);
  });
  test("places: CMS's web page as a sheet, which loses the zero in front", async () => {
    const text =
      "Place of Service Code(s)\tPlace of Service Name\tPlace of Service Description\n1\tA shop\tOur words\n28-30\tUnassigned\tN/A\n11\tAn office\tOur words\n11\tAn office\tAgain\n";
    const { rows, refusals } = await collect(loadPlaces([text], "2024-01-01"));
    expect(rows.map(({ code, label }) => [code, label])).toEqual([
      ["01", "A shop"],
      ["11", "An office"],
    ]);
    expect(refusals).toEqual([{ line: 5, reason: "the code stands in the file twice" }]);
  });
  test.each([
    ["2010/05/28", "2010-05-28"],
    ["2024-05-28 00:00:00", "2024-05-28"],
    ["2024060", "2024-02-29"],
    ["2023366", undefined],
    ["2024000", undefined],
    ["5/28/10", undefined],
    ["20240230", undefined],
  ])("the day %s", (text, day) => expect(readDate(text)).toBe(day));
});
