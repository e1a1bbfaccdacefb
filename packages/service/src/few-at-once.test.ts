import { expect, test } from "vitest";
import { FewAtOnce } from "./few-at-once.ts";

test("two run, two wait in their order, the rest is turned away; a failure gives its place on", async () => {
  const few = new FewAtOnce({ runningMax: 2, waitingMax: 2 });
  const begun: number[] = [];
  const ends = new Map<number, (fails: boolean) => void>();
  const all = [0, 1, 2, 3, 4].map((n) =>
    few.run(() => {
      begun.push(n);
      return new Promise<{ n: number }>((resolve, reject) =>
        ends.set(n, (fails) => (fails ? reject(new Error(`${n} failed`)) : resolve({ n }))),
      );
    }),
  );
  expect(await all[4]).toBeNull();
  expect(begun).toEqual([0, 1]);
  ends.get(1)?.(true);
  await expect(all[1]).rejects.toThrow("1 failed");
  expect(begun).toEqual([0, 1, 2]);
  for (const n of [0, 2]) ends.get(n)?.(false);
  expect([await all[0], await all[2]]).toEqual([{ n: 0 }, { n: 2 }]);
  ends.get(3)?.(false);
  expect(await all[3]).toEqual({ n: 3 });
  expect(await few.run(async () => ({ n: 5 }))).toEqual({ n: 5 });
});
