import { expect, test } from "vitest";
import { payer } from "./payers.ts";
import { ORDINARY_RULES, rulesOfKind } from "./payer-rules.ts";

test("each kind that is not ordinary is known by the name that the payers have", () => {
  const special = payer.shape.kind.options.filter((kind) => rulesOfKind(kind) !== ORDINARY_RULES);
  expect(special).toEqual(["medicare", "medicaid", "medicaid-managed", "workers-comp", "auto"]);
  for (const kind of ["workers-comp", "auto"]) expect(rulesOfKind(kind).casualty).toBe(true);
});
