import { expect, test } from "vitest";
import { scoreDuplicate } from "./duplicate-score.ts";
import { importVerdict } from "./import-patient.ts";

const maria = { family: "Lopez", given: "Maria", birthDate: "1981-03-04", phone: null };

function verdict(
  row: Partial<typeof maria>,
  here: readonly (Partial<typeof maria> & { sex?: string })[],
  sex = "female",
) {
  const found = here
    .map((one) => ({ sex: one.sex ?? "female", ...scoreDuplicate({ ...maria, ...row }, { ...maria, ...one }) }))
    .toSorted((a, b) => b.score - a.score);
  return importVerdict(found, sex).verdict;
}

test("SCH-178: one with the same name, birth date and sex is here; a nickname, a slip of the date, a twin, another sex or two of them are for a person", () => {
  expect(verdict({}, [{}])).toBe("known");
  expect(verdict({}, [{ sex: "unknown" }])).toBe("known");
  expect(verdict({}, [{ sex: "male" }])).toBe("doubtful");
  expect(verdict({}, [{}, {}])).toBe("doubtful");
  expect(verdict({}, [{ birthDate: "1981-04-03" }])).toBe("doubtful");
  expect(verdict({}, [{ birthDate: "1981-03-05" }])).toBe("doubtful");
  expect(verdict({ given: "Ingrid" }, [{}])).toBe("doubtful");
  // Same name of nearly the same spelling, the same day and telephone: 100 points less a little, and still not the same name.
  expect(verdict({ given: "Mariah", phone: null }, [{}])).toBe("doubtful");
  expect(verdict({ family: "Okafor", given: "Ben", birthDate: "1950-01-01" }, [{}])).toBe("new");
});
