import { databaseKinds } from "@practicum/db/test-databases";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { encounter, openClinic, outcome, value, type Clinic } from "./test/clinic.ts";

describe.each(databaseKinds)("after-visit summaries on %s", (database) => {
  let clinic: Clinic;
  beforeAll(async () => {
    clinic = await openClinic(database);
  });
  afterAll(() => clinic.kit.stop());

  test("CHT-140 what was handed out is kept once, word by word, for its visit", async () => {
    const [{ encounterId }, other] = [await encounter(clinic, clinic.chen), await encounter(clinic, clinic.chen)];
    const summary = {
      summaryId: clinic.kit.ids.next<"visit-summary">(),
      encounterId,
      language: "es",
      instructions: "Tome mucha agua.",
      text: "Su visita\nTome mucha agua.",
    } as const;
    const first = value(await clinic.call("giveVisitSummary", summary, { as: clinic.ma }));
    expect(value(await clinic.call("giveVisitSummary", summary, { as: clinic.ma }))).toEqual(first);
    expect(outcome(await clinic.call("giveVisitSummary", { ...summary, text: "Else" }, { as: clinic.ma }))).toBe(
      "already-recorded",
    );
    const given = (id: string) => clinic.call("visitSummaries", { encounterId: id }, { as: clinic.chen });
    expect(value(await given(encounterId))).toEqual([
      {
        summaryId: summary.summaryId,
        language: "es",
        instructions: summary.instructions,
        text: summary.text,
        at: first.at,
        by: "Mora Test, MA",
      },
    ]);
    expect(value(await given(other.encounterId))).toEqual([]);
    expect(outcome(await given(clinic.kit.ids.next<"encounter">()))).toBe("not-found");
  });
});
