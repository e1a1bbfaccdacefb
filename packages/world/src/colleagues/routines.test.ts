import { Refused } from "@practicum/seed/practice-port";
import { expect, test } from "vitest";
import { eveningOf, type RoutineTools } from "./routines.ts";
import { NOBODY } from "./staffing.ts";

test("WLD-17: a release or a claim that is refused ends nothing: the others go, and it waits for a person", async () => {
  const released: string[] = [];
  const sent: string[] = [];
  const answers: { readonly [query: string]: unknown } = {
    listCharges: { visits: ["e1", "e2", "e3"].map((encounterId) => ({ encounterId, problems: [] })) },
    listClaims: { claims: ["c1", "c2"].map((claimId) => ({ claimId })) },
  };
  const tools = {
    observe: async (_: string, query: string) => answers[query] ?? null,
    practice: {
      async run(_: string, operation: string, input: { encounterIds?: string[]; claimIds?: string[] }) {
        const ids = input.encounterIds ?? input.claimIds ?? [];
        if (ids.includes("e2") || ids.includes("c1")) throw new Refused(operation, "conflict", "");
        if (operation === "releaseCharges") released.push(...ids);
        if (operation === "submitClaims") sent.push(...ids);
        if (operation === "listDeposits" || operation.startsWith("list")) throw new Refused(operation, "forbidden", "");
        return {};
      },
    },
    settle: async () => {},
    seed: "evening",
    today: "2026-11-17",
    staffing: { ...NOBODY, absent: ["physician"] },
  } as unknown as RoutineTools;
  await eveningOf(tools);
  expect(released).toEqual(["e1", "e3"]);
  expect(sent).toEqual(["c2"]);
});
