import type { StaffMember } from "@practicum/contracts/identity/staff";
import type { Resource } from "@practicum/contracts/scheduling/resources";
import { expect, test } from "vitest";
import { checklist, type SetUpFacts } from "./checklist.ts";

const stepsOf = (facts: SetUpFacts) => checklist(facts).flatMap((part) => part.steps);
const stepOf = (facts: SetUpFacts, id: string) => stepsOf(facts).find((step) => step.id === id);

const person = (staffId: string, given: string, npi: string | null): StaffMember => ({
  staffId,
  given,
  family: "Reyes",
  email: `${given}@oak.example`,
  credential: "",
  roles: [npi === null ? "practice-manager" : "physician"],
  npi,
  taxonomy: null,
  supervisorId: null,
  active: true,
  version: 1,
});
const column = (resourceId: string, staffId: string): Resource => ({
  resourceId,
  staffId,
  kind: "provider",
  name: `Column ${resourceId}`,
  locationId: "site",
  active: true,
  version: 1,
});

test("IDN-108 what could not be asked is neither done nor missing", () => {
  expect(new Set(stepsOf({}).map((step) => step.state))).toEqual(new Set(["unknown"]));
});

test("IDN-108 in a practice that was just founded everything is missing, in the order in which it is needed", () => {
  const founded: SetUpFacts = {
    twoFactor: false,
    sites: 0,
    staff: [person("m", "Ana", null)],
    resources: [],
    withHours: new Set(),
    visitTypes: 0,
    payers: [],
    prices: 0,
    diagnosisCodes: false,
    clearinghouse: false,
  };
  expect(stepsOf(founded).map((step) => `${step.id} ${step.state}`)).toEqual([
    "two-factor open",
    "site open",
    "people open",
    "columns open",
    "hours open",
    "visit-types open",
    "codes open",
    "payers open",
    "prices open",
    "clearinghouse open",
    "statement-prices open",
  ]);
});

test("IDN-108 a provider without a column, and a column without hours, are named, and one is enough to be missing", () => {
  const staff = [person("m", "Ana", null), person("a", "Ben", "1234567893"), person("b", "Eve", "1234567893")];
  const columns = [column("1", "a"), column("2", "b")];
  expect(stepOf({ staff, resources: columns.slice(0, 1) }, "columns")).toMatchObject({
    state: "open",
    detail: "Can't be booked: Eve Reyes.",
    about: "b",
  });
  expect(stepOf({ staff, resources: columns }, "columns")).toMatchObject({ state: "done" });
  const hours = { staff, resources: columns, withHours: new Set(["1"]) };
  expect(stepOf(hours, "hours")).toMatchObject({ state: "open", detail: "No hours yet: Column 2." });
  expect(stepOf({ ...hours, withHours: new Set(["1", "2"]) }, "hours")).toMatchObject({ state: "done" });
});
