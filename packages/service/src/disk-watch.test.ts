import { expect, test } from "vitest";
import { diskLimits, diskState } from "./disk-watch.ts";

const MIB = 1024 ** 2;
const large = 500 * 1024 * MIB;

test("a person is told before writing ends, on a large disk and on a small one", () => {
  expect(diskLimits({ totalBytes: large })).toEqual({ lowBytes: 2048 * MIB, fullBytes: 256 * MIB });
  expect(diskLimits({ totalBytes: 1000 * MIB })).toEqual({ lowBytes: 150 * MIB, fullBytes: 50 * MIB });
});

test("full begins below its limit and ends only with a margin", () => {
  const at = (freeMib: number) => ({ freeBytes: freeMib * MIB, totalBytes: large });
  expect(diskState(at(3000), "ok")).toBe("ok");
  expect(diskState(at(2047), "ok")).toBe("low");
  expect(diskState(at(257), "low")).toBe("low");
  expect(diskState(at(255), "low")).toBe("full");
  expect(diskState(at(300), "full")).toBe("full");
  expect(diskState(at(321), "full")).toBe("low");
  expect(diskState(at(3000), "full")).toBe("ok");
});
