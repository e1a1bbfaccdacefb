import { chartOperations } from "@practicum/contracts/charting/chart";
import { seededRandom } from "@practicum/kernel/random";
import { describe, expect, test } from "vitest";
import { seedPatients } from "./patients.ts";
import { resultsHistory } from "./results-history.ts";
import { seededId } from "./seeded-ids.ts";

const today = "2026-11-22";
const patients = seedPatients("a", 60, today);

function historyOf(index: number, problems: readonly string[]) {
  const patient = patients[index];
  if (!patient) throw new Error("there are as many");
  const of = { patient, patientId: seededId<"patient">("a", patient.key), seed: "a", problems };
  return { patient, entries: resultsHistory(of, seededRandom(`a/${patient.key}`), today) };
}

describe("a chart has a course", () => {
  test("a diabetic's A1c was measured six times, each in the past and in the range", () => {
    const { entries } = historyOf(3, ["E11.9"]);
    const a1c = entries.flatMap((one) => (one.kind === "observation" && one.loinc === "4548-4" ? [one] : []));
    expect(a1c).toHaveLength(6);
    expect(a1c.map((one) => one.at)).toEqual(
      a1c
        .map((one) => one.at)
        .toSorted()
        .toReversed(),
    );
    for (const one of a1c) {
      expect(one.at < `${today}T00:00:00.000Z`).toBe(true);
      expect(Number(one.value)).toBeGreaterThanOrEqual(6.2);
      expect(Number(one.value)).toBeLessThanOrEqual(9.2);
    }
  });

  test("nobody else has one, and two problems that ask for the same test have it once", () => {
    expect(historyOf(3, []).entries.filter((one) => one.kind === "observation")).toEqual([]);
    const both = historyOf(3, ["E11.9", "I10"]).entries.filter(
      (one) => one.kind === "observation" && one.loinc === "2160-0",
    );
    expect(both).toHaveLength(3);
  });

  test("the contract takes all of it, nothing lies before birth or after today, and each entry has its own number", () => {
    for (const index of patients.keys()) {
      const { patient, entries } = historyOf(index, ["E11.9", "E78.5", "E03.9"]);
      if (entries.length === 0) continue;
      const input = { patientId: seededId<"patient">("a", patient.key), system: "demonstration", entries };
      expect(chartOperations.importChart.input.safeParse(input).success).toBe(true);
      expect(new Set(entries.map((one) => one.sourceId)).size).toBe(entries.length);
      for (const one of entries) {
        if (one.kind === "vitals") expect(one.at.slice(0, 10) > patient.birthDate && one.at < `${today}T`).toBe(true);
        if (one.kind === "procedure" && one.code === "77067") expect(patient.sex).toBe("female");
      }
    }
  });
});
