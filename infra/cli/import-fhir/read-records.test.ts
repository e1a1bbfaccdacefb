import { must } from "@practicum/kernel/assert";
import { expect, test } from "vitest";
import { recordsOf } from "./read-records.ts";

const patient = (id: string) => ({ resourceType: "Patient", id });
const condition = (id: string, reference: string) => ({ resourceType: "Condition", id, subject: { reference } });
const ndjson = (...resources: object[]) => `${resources.map((one) => JSON.stringify(one)).join("\n")}\n`;
const idsOf = (bundle: string) => {
  const { entry }: { entry: { resource: { id: string } }[] } = JSON.parse(bundle);
  return entry.map(({ resource }) => resource.id);
};

test("SCH-102 NDJSON and single resources are put together by patient, over all files and ways to name one", () => {
  const records = recordsOf([
    { name: "Condition.ndjson", text: ndjson(condition("c1", "Patient/p1"), condition("c2", "urn:uuid:p2")) },
    { name: "Patient.ndjson", text: ndjson(patient("p1"), patient("p2")) },
    { name: "one.json", text: JSON.stringify(condition("c3", "https://ehr.example/fhir/Patient/p1")) },
    {
      name: "cover.json",
      text: JSON.stringify({ resourceType: "Coverage", id: "v1", beneficiary: { reference: "Patient/p2" } }),
    },
    { name: "whole.json", text: JSON.stringify({ resourceType: "Bundle", entry: [{ resource: patient("p9") }] }) },
  ]);
  expect(records.map(({ name, bundle }) => [name, idsOf(bundle)])).toEqual([
    ["whole.json", ["p9"]],
    ["Patient p1", ["p1", "c1", "c3"]],
    ["Patient p2", ["p2", "c2", "v1"]],
  ]);
});

test("SCH-102 what belongs to nobody, is there twice, or can't be read is refused by file, and the rest goes in", () => {
  const records = recordsOf([
    { name: "a.ndjson", text: `${JSON.stringify(patient("p1"))}\nnot json\n${JSON.stringify(patient("p1"))}` },
    {
      name: "b.ndjson",
      text: ndjson(condition("c1", "Patient/p2"), condition("c2", "Patient/p1"), { resourceType: "Organization" }),
    },
  ]);
  expect(records.map(({ name, refused }) => [name, refused])).toEqual([
    ["a.ndjson", "line 2 is no JSON"],
    ["Patient p1", undefined],
    ["a.ndjson", "1 of its resources belong to no patient among the files"],
    ["b.ndjson", "2 of its resources belong to no patient among the files"],
  ]);
  expect(idsOf(must(records[1]).bundle)).toEqual(["p1", "c2"]);
});
