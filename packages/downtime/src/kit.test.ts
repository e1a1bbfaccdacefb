import { expect, it } from "vitest";
import { readSheetLabel, sheetLabel } from "./kit.ts";
import { kitPage } from "./page.ts";
import { kitKey, newNonce, ROUNDS, sealPart } from "./seal.ts";

const chance = (bytes: number) => Uint8Array.from({ length: bytes }, (_, at) => at + bytes);

it("SVC-51: a number is read off a paper with or without its beginning", () => {
  expect(sheetLabel(123)).toBe("D-000123");
  expect(["D-000123", "d 123", " 123 ", "000123", "D-0", "12a", ""].map(readSheetLabel)).toEqual([
    123,
    123,
    123,
    123,
    null,
    null,
    null,
  ]);
});

it("SVC-58: nothing of the practice is readable in a kit, and its policy names one program, one style and no address", async () => {
  const key = await kitKey("four words that fit", chance);
  const front = await sealPart({ practice: "Mission Bay", visits: ["Reyes, Ana"] }, key, newNonce(chance));
  const page = await kitPage({ rounds: ROUNDS, salt: key.salt, front, charts: front });
  for (const word of ["Mission", "Reyes", "four words", key.key]) expect(page).not.toContain(word);
  expect(page).toMatch(
    /content="default-src 'none'; script-src 'sha256-[^']+'; style-src 'sha256-[^']+'; base-uri 'none'; form-action 'none'"/,
  );
  expect(page).not.toMatch(/https?:|src=|href=/);
});
