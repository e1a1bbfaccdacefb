import type { Cents } from "@practicum/kernel/money";
import { beforeEach, expect, test } from "vitest";
import { renderHook } from "vitest-browser-react";
import { closeVault, dropEverything, openVault, settled, type DraftKey } from "../../session/draft-vault.ts";
import { useLineDraft } from "./line-draft.ts";

const keys: readonly DraftKey[] = [{ week: 10, key: btoa("\x01".repeat(32)) }];
const line = { modifiers: ["25"], pointers: [1], units: 1, unitPrice: 15_000 as Cents };

beforeEach(async () => {
  await closeVault();
  dropEverything();
  await openVault("nair", keys);
});

const shown = (version = 3, now = line) => renderHook(() => useLineDraft("charge-line:c1", version, now, 2));

/** As a reload does: only what lies in the browser is left. */
async function reload(): Promise<void> {
  await settled();
  await closeVault();
  await openVault("nair", keys);
}

test("GTW-72 what was typed into a line is back after a reload, and gone once it was saved", async () => {
  const first = await shown();
  await first.act(() => first.result.current.put({ units: "2", modifiers: "25 59" }));
  expect(first.result.current.changed).toBe(true);
  await first.unmount();
  await reload();
  const second = await shown();
  expect(second.result.current.values).toMatchObject({ units: "2", modifiers: "25 59", price: 15_000 });
  expect(second.result.current.kept.restored).toBe(true);
  expect(second.result.current.read).toEqual({ modifiers: ["25", "59"], pointers: [1], units: 2 });
  expect(second.result.current.meanwhile).toBeNull();
  await second.act(() => second.result.current.clear());
  await second.unmount();
  await reload();
  const third = await shown(4, { ...line, units: 2 });
  expect(third.result.current).toMatchObject({ changed: false, kept: { restored: false } });
});

test("GTW-73 a line that somebody else saved meanwhile says what stands there now, and keeps what was typed", async () => {
  const first = await shown();
  await first.act(() => first.result.current.put({ units: "2" }));
  await first.unmount();
  await reload();
  const second = await shown(4, { ...line, units: 5, modifiers: [] });
  expect(second.result.current.values.units).toBe("2");
  expect(second.result.current.meanwhile).toContain("no modifier, diagnoses A, units 5, price $150.00");
});

test("what can't be read is no value, and a diagnosis that is not there is named", async () => {
  const { result, act } = await shown();
  await act(() => result.current.put({ units: "0", modifiers: "2", pointers: "C" }));
  expect(result.current.read).toMatchObject({ units: null, modifiers: null, pointers: [3] });
  expect(result.current.beyond).toBe(true);
});
