import { appendFile, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { write837P } from "@practicum/x12/837p/write";
import { write835 } from "@practicum/x12/835/write";
import { validate } from "@practicum/x12/validate";
import { professionalClaims, remittanceOf } from "../bench/x12-files.ts";
import { runX12 } from "./x12.ts";

let folder = "";
let good = "";
let bad = "";

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "practicum-x12-"));
  const written = write837P(professionalClaims(3));
  if (!written.ok) throw new Error("the sample claims were refused");
  good = join(folder, "good.837");
  bad = join(folder, "bad.837");
  await writeFile(good, written.value);
  await writeFile(bad, written.value.replace("CLM*C1*215.5", "CLM*C1*9"));
});
afterEach(() => rm(folder, { recursive: true }));

async function run(...args: string[]): Promise<{ valid: boolean; out: string; err: string }> {
  let out = "";
  let err = "";
  const valid = await runX12(args, {
    out: (text) => {
      out += text;
    },
    err: (line) => {
      err += line;
    },
  });
  return { valid, out, err };
}

test("validate says valid or not, and names the fault", async () => {
  expect(await run("validate", good)).toMatchObject({ valid: true, out: `✔ ${good}: valid\n` });
  const result = await run("validate", good, bad);
  expect(result.valid).toBe(false);
  expect(result.out).toContain("segment 45 CLM02 in 2300");
  expect(result.out).toContain("[837P-2300-CLM02-SUM]");
});

test("validate as JSON", async () => {
  const { out } = await run("validate", "--json", bad);
  expect(JSON.parse(out)).toMatchObject({
    files: [{ file: bad, valid: false, findings: [{ rule: "837P-2300-CLM02-SUM", segmentId: "CLM", loop: "2300" }] }],
  });
});

test("X12-V7 validate looks reason and remark codes up in the user's own list", async () => {
  const payment = join(folder, "payment.835");
  const written = write835(remittanceOf(2));
  await writeFile(payment, written.ok ? written.value : "");
  const list = join(folder, "codes.csv");
  await writeFile(
    list,
    "code,description,start date,stop date\n45,words of our own,1995-01-01,\nN130,others,1997-01-01,\n",
  );
  const lacking = await run("validate", "--codes", list, payment);
  expect(lacking).toMatchObject({ valid: false, err: "" });
  expect(lacking.out).toContain("[835-2100-CARC]");
  await appendFile(list, "1,a third,1995-01-01,\n3,a fourth,1995-01-01,\n");
  expect(await run("validate", "--codes", list, payment)).toMatchObject({ valid: true, err: "" });
  expect(await run("validate", payment)).toMatchObject({ valid: true });
  const none = await run("validate", "--codes", join(folder, "none.csv"), payment);
  expect(none).toMatchObject({ valid: false, out: "" });
  expect(none.err).toContain("can't be read");
  await writeFile(list, "what,ever\n1,2\n");
  expect((await run("validate", "--codes", list, payment)).err).toContain("no adjustment reason or remark code");
});

test("a file that is not there is named", async () => {
  const result = await run("validate", join(folder, "none"));
  expect(result.valid).toBe(false);
  expect(result.err).toContain("there is no such file");
});

test("parse gives typed JSON; by line, one item a line", async () => {
  const whole = JSON.parse((await run("parse", good)).out);
  expect(whole.transactions[0]).toMatchObject({ kind: "837P", transaction: { referenceId: "BENCH" } });
  expect(whole.transactions[0].transaction.claims).toHaveLength(3);
  const lines = (await run("parse", "--lines", good)).out.trimEnd().split("\n");
  expect(lines.map((line) => JSON.parse(line).item?.id)).toEqual(["C0", "C1", "C2", undefined]);
});

test("print shows each segment with its loop", async () => {
  const { out } = await run("print", good);
  expect(out).toMatch(/^ +\d+ {2}2300 .*CLM\*C0\*215\.5.* claim$/m);
});

test("split makes whole files and overwrites none", async () => {
  const target = join(folder, "out");
  expect((await run("split", "--out", target, good)).valid).toBe(true);
  expect(await readdir(target)).toEqual(["good-0001.837"]);
  expect(validate(await readFile(join(target, "good-0001.837"), "latin1"))).toEqual([]);
  expect((await run("split", "--out", target, good)).valid).toBe(false);
});
