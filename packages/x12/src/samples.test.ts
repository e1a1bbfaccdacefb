import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readAny } from "./any.ts";
import { isAcceptable } from "./core/findings.ts";
import { validate } from "./validate.ts";

/** Real files that lie beside the checkout and are not part of it. */
const FOLDER = join(import.meta.dirname, "../../../../shared/samples/x12");
const there = existsSync(FOLDER);
if (!there) console.warn(`SKIPPED: the X12 samples are not at ${FOLDER}`);

function files(folder: string): string[] {
  return readdirSync(folder)
    .toSorted()
    .flatMap((name) => {
      const path = join(folder, name);
      return statSync(path).isDirectory() ? files(path) : [path];
    });
}
const text = (name: string) => readFileSync(join(FOLDER, name), "latin1");

describe.skipIf(!there)("samples", () => {
  test.each(["handmade/837/837p_good.txt", "handmade/277/277ca_one_accept_one_reject.txt"])(
    "X12-V1 %s is valid",
    (name) => expect(validate(text(name))).toEqual([]),
  );

  test.each([
    ["837p_bad_npi.txt", { rule: "X12-NPI", segmentNumber: 10, segmentId: "NM1", elementPosition: 9, loop: "2010AA" }],
    ["837p_bad_se_count.txt", { rule: "X12-SE01", segmentNumber: 42, segmentId: "SE", elementPosition: 1 }],
    ["837p_bad_no_hi.txt", { rule: "X12-SEGMENT-MISSING", segmentId: "HI", loop: "2300" }],
    ["837p_bad_charge_alpha.txt", { rule: "X12-NUMBER", segmentNumber: 27, segmentId: "CLM", elementPosition: 2 }],
    ["837p_bad_total.txt", { rule: "837P-2300-CLM02-SUM", segmentNumber: 27, segmentId: "CLM", elementPosition: 2 }],
  ])("X12-V2 the fault of %s is named", (name, fault) =>
    expect(validate(text(`handmade/837/${name}`))).toContainEqual(expect.objectContaining(fault)),
  );

  const all = there ? [...files(join(FOLDER, "lfh")), ...files(join(FOLDER, "imsweb"))] : [];
  test.each(all.map((path) => [path.slice(FOLDER.length + 1), path]))(
    "X12-L1 %s is read, or refused with a reason",
    (_name, path) => {
      const { value, findings } = readAny(readFileSync(path, "latin1"));
      const refused = findings.filter((one) => one.severity === "error");
      for (const finding of findings) {
        expect(finding.message).not.toBe("");
        expect(finding.rule).not.toBe("");
      }
      expect(value.length > 0 || refused.length > 0).toBe(true);
    },
  );

  test("X12-V1 the examples of the 270, 271 and 834 that are right have no error", () => {
    const right = all.filter((path) => /lfh.*\.(270|834)$|lfh.*check\.271$/.test(path) && !/terminate/.test(path));
    expect(right.length).toBeGreaterThan(10);
    for (const path of right)
      expect([path, isAcceptable(validate(readFileSync(path, "latin1")))]).toEqual([path, true]);
  });
});
