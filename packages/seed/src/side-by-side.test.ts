import { describe, expect, it } from "vitest";
import { forEachOf, sideBySide } from "./side-by-side.ts";

const later = () => new Promise<void>((resolve) => setTimeout(resolve, 1));

describe("work side by side", () => {
  it("keeps the order of what shares a thing, and never has more at a time than there are places", async () => {
    const side = sideBySide(3);
    const done: string[] = [];
    let running = 0;
    let most = 0;
    for (const [index, thing] of ["a", "b", "a", "c", "a", "b", "d", "a"].entries()) {
      await side.room();
      side.start([thing], async () => {
        most = Math.max(most, (running += 1));
        // The first of each thing takes longest: without the order a later one would overtake it.
        for (let i = index; i < 8; i++) await later();
        done.push(`${thing}${index}`);
        running -= 1;
      });
    }
    await side.all();
    expect(done.filter((one) => one.startsWith("a"))).toEqual(["a0", "a2", "a4", "a7"]);
    expect(done.filter((one) => one.startsWith("b"))).toEqual(["b1", "b5"]);
    expect(done).toHaveLength(8);
    expect(most).toBeGreaterThan(1);
    expect(most).toBeLessThanOrEqual(3);
  });

  it("tells a failure to who waits, and begins nothing behind it", async () => {
    const begun: number[] = [];
    const work = forEachOf([0, 1, 2, 3], 1, async (one) => {
      begun.push(one);
      if (one === 1) throw new Error("the second one failed");
    });
    await expect(work).rejects.toThrow("the second one failed");
    expect(begun).toEqual([0, 1]);
  });

  it("gives the answers in the order of the list, whichever is ready first", async () => {
    const answers = await forEachOf([3, 1, 2], 3, async (one) => {
      for (let i = 0; i < one; i++) await later();
      return one * 10;
    });
    expect(answers).toEqual([30, 10, 20]);
  });
});
