import { expect, test } from "vitest";
import { firstDayOf } from "./codes-release.ts";

test.each([
  ["icd10cm", "icd10cm_order_2024.txt", "2023-10-01"],
  ["icd10cm", "icd10cm-order-April-2024.txt", "2024-04-01"],
  ["hcpcs", "/some/where/HCPC2024_JUL_ANWEB_v2.txt", "2024-07-01"],
  ["rvu", "PPRRVU24_JUL.csv", "2024-07-01"],
  ["rvu", "PPRRVU2026_Jan_nonQPP.csv", "2026-01-01"],
  ["gpci", "GPCI2024.csv", "2024-01-01"],
  ["locality", "24LOCCO.csv", "2024-01-01"],
  ["ptp", "ccipra-v302r0-f1.TXT", "2024-07-01"],
  ["ptp", "ccipra-v313r0-f4.TXT", "2025-10-01"],
  ["mue", "MCR_MUE_PractitionerServices_Eff_10-01-2025.csv", "2025-10-01"],
  ["add-on", "AOC_V2024Q3-MCR.txt", "2024-07-01"],
  ["add-on", "AOC_V2025Q4_01-MCR.txt", "2025-10-01"],
  ["taxonomy", "nucc_taxonomy_240.csv", "2024-01-01"],
  ["taxonomy", "nucc_taxonomy_241.csv", "2024-07-01"],
  ["mue", "mue-practitioner-2024q3.csv.gz", "2024-07-01"],
])("%s %s speaks from %s", (kind, file, day) => expect(firstDayOf(kind, file)).toBe(day));

test.each(["cvx.txt", "LONGULT.txt", "order-99.txt"])("%s does not say its year", (file) =>
  expect(() => firstDayOf("cvx", file)).toThrow("--from"),
);
