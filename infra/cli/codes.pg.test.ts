import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { openPg } from "@practicum/db/pg";
import { findFacts } from "@practicum/terminology/sql/facts";
import { findCodeSql } from "@practicum/terminology/sql/find-code";
import { seedBuiltInCodes } from "@practicum/terminology/sql/import-codes";
import { terminologyTables } from "@practicum/terminology/sql/tables";
import { startPostgres, type TestDatabase } from "@practicum/testing/postgres";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Io } from "./codes-io.ts";
import { runCodes } from "./codes.ts";

const SCHEMAS = ["billing", "charting"];

describe("practicum codes", () => {
  let folder: string;
  let database: TestDatabase;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "practicum-codes-"));
    database = await (await startPostgres()).newDatabase("codes");
    for (const schema of SCHEMAS) {
      const db = openPg<unknown>({ url: database.url, schema, poolMax: 1 });
      await db.transact(async (tx) => {
        await sql`create schema ${sql.id(schema)}`.execute(tx);
        await terminologyTables.up(tx);
        // As the services leave them: charting searches in the built-in set, billing keeps none of it.
        if (schema === "charting") await seedBuiltInCodes(tx);
      });
      await db.close();
    }
  });
  afterAll(async () => {
    await database.drop();
    await rm(folder, { recursive: true, force: true });
  });

  const run = async (...args: string[]) => {
    const said = { out: new Array<string>(), err: new Array<string>() };
    const io: Io = { out: (line) => said.out.push(line), err: (line) => said.err.push(line) };
    await runCodes(args, io);
    return said;
  };
  const file = async (name: string, text: string | Uint8Array) => {
    await writeFile(join(folder, name), text);
    return join(folder, name);
  };
  const order = [
    `00001 A00     0 ${"Cholera".padEnd(60)} Cholera`,
    `00002 A000    1 ${"Cholera due to a germ".padEnd(60)} Cholera due to a germ, at length`,
    "something else",
  ].join("\n");

  test("CHT-180 growth charts are loaded file by file: each is a chart by its name, and ends no other", async () => {
    const cdc = await file("wtage.csv", "Sex,Agemos,L,M,S,P3\n1,24,1,12,0.1,10\n2,24,1,11,0.1,9\n");
    const who = await file("who-wfa-girls.csv", "Day,L,M,S\n0,1,3,0.1\n730,1,11,0.1\n");
    const strange = await file("names.csv", "Day,L,M,S\n0,1,3,0.1\n");
    const load = (...files: string[]) =>
      run("import", "growth", ...files, "--from", "2006-04-27", "--database-url", database.url);
    await load(cdc);
    const second = await load(who, strange);
    expect(second.err).toContainEqual(expect.stringContaining("does not say which chart it is"));
    const db = openPg<unknown>({ url: database.url, schema: "charting", poolMax: 1 });
    const tables = await db.transact((tx) => findFacts(tx, "growth", ["CDC", "WHO"], "2026-11-23"));
    await db.close();
    expect(tables.map(({ code, sex, points }) => [code, sex, points.length])).toEqual([
      ["CDC", "female", 1],
      ["CDC", "male", 1],
      ["WHO", "female", 2],
    ]);
  });

  test("CHT-516 vaccine rules are loaded as a whole release, or not at all; the next release ends the one before", async () => {
    const antigen = (minAge: string) =>
      JSON.stringify({
        antigenSupportingData: {
          series: {
            seriesName: "one",
            targetDisease: "Pox",
            vaccineGroup: "Pox",
            seriesType: "Standard",
            selectSeries: { seriesGroup: "1" },
            seriesDose: { doseNumber: "Dose 1", age: { minAge } },
          },
        },
      });
    const schedule = JSON.stringify({
      scheduleSupportingData: { cvxToAntigenMap: { cvxMap: { cvx: "01", association: { antigen: "Pox" } } } },
    });
    const release = async (name: string, files: Readonly<Record<string, string>>) => {
      await mkdir(join(folder, name));
      for (const [one, text] of Object.entries(files)) await writeFile(join(folder, name, one), text);
      return join(folder, name);
    };
    const load = (path: string, from: string) =>
      run("import", "cdsi", path, "--from", from, "--database-url", database.url);
    const rules = async (day: string) => {
      const db = openPg<unknown>({ url: database.url, schema: "charting", poolMax: 1 });
      const found = await db.transact((tx) => findFacts(tx, "cdsi", ["CDSI"], day));
      await db.close();
      return found.map(({ file: name, text }) => [name, /\d+ weeks/u.exec(text)?.[0]]);
    };
    const names = { antigen: "AntigenSupportingData- Pox-508.json", schedule: "ScheduleSupportingData.json" };
    const first = await release("first", {
      [names.antigen]: antigen("6 weeks"),
      [names.schedule]: schedule,
      "notes.txt": "",
    });
    await load(first, "2026-01-01");
    const broken = await release("broken", { [names.antigen]: antigen("soon"), [names.schedule]: schedule });
    await expect(load(broken, "2026-02-01")).rejects.toThrow(
      /Nothing was written[\s\S]*Pox-508\.json: .*"soon" is not a length/u,
    );
    const lacking = await release("lacking", { [names.schedule]: schedule });
    await expect(load(lacking, "2026-02-01")).rejects.toThrow("AntigenSupportingData for Pox: is missing");
    const next = await release("next", { [names.antigen]: antigen("8 weeks"), [names.schedule]: schedule });
    await load(next, "2026-03-01");
    expect(await rules("2026-02-28")).toEqual([
      [names.antigen, "6 weeks"],
      [names.schedule, undefined],
    ]);
    expect(await rules("2026-03-01")).toEqual([
      [names.antigen, "8 weeks"],
      [names.schedule, undefined],
    ]);
  });

  test("import takes the good lines, names the others, and changes nothing again", async () => {
    const path = await file("icd10cm-order-fy2024.txt.gz", gzipSync(order));
    const first = await run("import", "icd10cm", path, "--database-url", database.url);
    expect(first.err).toContain("line 3: columns 1 to 5 are not an order number");
    expect(first.err).toContain("icd10cm from 2023-10-01: 2 read, 1 refused");
    expect(first.out.map((line) => JSON.parse(line))).toMatchObject(
      SCHEMAS.map((schema) => ({ schema, added: 2, refused: 1 })),
    );
    const again = await run("import", "icd10cm", path, "--database-url", database.url);
    expect(again.out.map((line) => JSON.parse(line))).toMatchObject(
      SCHEMAS.map((schema) => ({ schema, added: 0, changed: 0, removed: 0, unchanged: 2 })),
    );

    for (const schema of SCHEMAS) {
      const db = openPg<unknown>({ url: database.url, schema, poolMax: 1 });
      const on = (code: string, day: string) => db.transact((tx) => findCodeSql(tx, "icd10cm", code, day));
      expect((await on("A00.0", "2024-01-01"))?.label).toBe("Cholera due to a germ, at length");
      // The file does not have it, so it ends with the file, wherever the built-in set was before.
      expect([(await on("I10", "2023-09-30"))?.code, await on("I10", "2023-10-01")]).toEqual(["I10", undefined]);
      await db.close();
    }
  });

  test("HCPCS joins descriptions and dates; an older PTP file is refused", async () => {
    const words = await file("hcpcs-2024.csv", "code,short,long\nJ1030,Inj,Methylprednisolone 40 mg\n");
    const days = await file("attributes.csv", "hcpcs_code,date_term,date_added\nJ1030,2024-03-31,1982-01-01\n");
    await run("import", "hcpcs", words, days, "--database-url", database.url);
    const db = openPg<unknown>({ url: database.url, schema: "charting", poolMax: 1 });
    const on = (day: string) => db.transact((tx) => findCodeSql(tx, "hcpcs", "J1030", day));
    expect([(await on("1990-01-01"))?.to, await on("2024-04-01")]).toEqual(["2024-03-31", undefined]);
    await db.close();

    const pairs = await file(
      "ptp-2024q3.csv",
      "column1,column2,modifier_indicator,deletion_date\n20610,99213,1,9999-12-31\n",
    );
    const loaded = await run("import", "ptp", pairs, "--database-url", database.url);
    expect(JSON.parse(loaded.out[0] ?? "")).toMatchObject({ from: "2024-07-01", added: 1 });
    await expect(run("import", "ptp", pairs, "--from", "2024-04-01", "--database-url", database.url)).rejects.toThrow(
      "newer file",
    );
  });

  test("a new year ends what it lacks the day before and begins what it adds; two files are told apart", async () => {
    const quarter = (rows: string[]) =>
      `\uFEFF"A notice\nof its owner",,,\r\n"HCPCS/\nCPT Code",Practitioner Services MUE Values,MUE Adjudication Indicator,MUE Rationale\r\n${rows.join("\r\n")}\r\n`;
    const row = (code: string) => `${code},2,3 Date of Service Edit: Clinical,caf\u00E9`;
    // As a spreadsheet on Windows writes it.
    const april = await file(
      "MCR_MUE_PractitionerServices_Eff_04-01-2024.csv.gz",
      gzipSync(Buffer.from(quarter([row("20610"), row("20611")]).replace("\uFEFF", ""), "latin1")),
    );
    const july = await file("MCR_MUE_PractitionerServices_Eff_07-01-2024.csv", quarter([row("20610"), row("20615")]));
    const bad = await file("mue-part-2024q3.csv", quarter([row("20616"), row("2061")]));
    await run("import", "mue", april, "--database-url", database.url);
    const said = await run("import", "mue", july, "--database-url", database.url);
    expect(JSON.parse(said.out[0] ?? "")).toMatchObject({ from: "2024-07-01", added: 1, changed: 1, removed: 0 });
    const again = await run("import", "mue", july, "--database-url", database.url);
    expect(JSON.parse(again.out[0] ?? "")).toMatchObject({ added: 0, changed: 0, removed: 0, unchanged: 2 });
    const part = await run("import", "mue", bad, july, "--partial", "--database-url", database.url);
    expect(part.err).toContain("mue-part-2024q3.csv line 6: the code is not a procedure code of five characters");

    const db = openPg<unknown>({ url: database.url, schema: "charting", poolMax: 1 });
    const on = async (day: string) => {
      const found = await db.transact((tx) => findFacts(tx, "mue", ["20610", "20611", "20615", "20616"], day));
      return found.map(({ code, rationale }) => `${code} ${rationale}`);
    };
    expect([await on("2024-06-30"), await on("2024-07-01")]).toEqual([
      ["20610 caf\u00E9", "20611 caf\u00E9"],
      ["20610 caf\u00E9", "20615 caf\u00E9", "20616 caf\u00E9"],
    ]);
    await db.close();
  });

  test("HCPCS modifiers end no CPT modifier (TRM-29)", async () => {
    const list = await file("modifiers-2023.csv", "Modifier,Description\n25,Own words\nLT,Left\nQZ,Own words\n");
    const cms = await file(
      "HCPC2024_JUL_ANWEB.csv",
      "HCPC,SEQNUM,RECID,LONG DESCRIPTION,SHORT DESCRIPTION,ADD DT,TERM DT\nLT,100,7,Left,L,19900101,\n",
    );
    await run("import", "modifier", list, "--database-url", database.url);
    await run("import", "modifier", cms, "--database-url", database.url);
    const db = openPg<unknown>({ url: database.url, schema: "charting", poolMax: 1 });
    const known = async (code: string) =>
      (await db.transact((tx) => findCodeSql(tx, "modifier", code, "2024-07-01")))?.code;
    expect([await known("25"), await known("LT"), await known("QZ")]).toEqual(["25", "LT", undefined]);
    await db.close();
  });

  test("TRM-29 a wrong file ends no list, and an archive is named", async () => {
    const wrong = await file("icd10cm-order-2025.txt", `${order}\n${"no order line\n".repeat(5)}`);
    await expect(run("import", "icd10cm", wrong, "--database-url", database.url)).rejects.toThrow(
      "nothing was written",
    );
    const book = await file("HCPC2024_JUL_ANWEB.xlsx", "PK\u0003\u0004and so on");
    await expect(run("import", "hcpcs", book, "--database-url", database.url)).rejects.toThrow("save its sheet as CSV");
  });

  test("what cannot be done is said in words", async () => {
    const path = await file("order.txt", order);
    await expect(run("import", "icd11", path)).rejects.toThrow("is not a kind of code file");
    await expect(run("import", "icd10cm", path, "--database-url", database.url)).rejects.toThrow("--from");
    await expect(run("import", "icd10cm", path, "--from", "2024-02-30")).rejects.toThrow("--from wants a date");
    await expect(run("import", "mue", join(folder, "nowhere-2024.csv"))).rejects.toThrow("could not be read");
  });

  test("search looks into the built-in set", async () => {
    expect((await run("search", "htn")).out[0]).toMatch(/^I10 +Essential/);
    expect((await run("search", "flu", "shot", "--system", "cpt")).out.join()).toContain("90656");
    expect((await run("search", "qqqq")).err).toEqual(["Nothing was found in the built-in set."]);
  });
});
