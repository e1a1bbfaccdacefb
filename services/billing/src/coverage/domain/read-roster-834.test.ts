import { expect, test } from "vitest";
import { readRoster834 } from "./read-roster-834.ts";

const today = "2026-11-23";

interface Wanted {
  readonly ins?: string;
  readonly number?: string;
  readonly nm1?: string;
  readonly dates?: readonly string[];
  readonly per?: string;
  readonly rest?: string;
}

const member = ({
  ins = "Y*18*021*28*A***FT",
  number = "91234567A",
  nm1 = "Lopez*Ana****ZZ*91234567A",
  ...more
}: Wanted) =>
  [
    `INS*${ins}`,
    `REF*0F*${number}`,
    ...(more.dates ?? []),
    `NM1*IL*1*${nm1}`,
    ...(more.per === undefined ? [] : [`PER*IP**${more.per}`]),
    more.rest ?? "N3*12 A St~N4*San Diego*CA*92101~DMG*D8*19810304*F",
    "HD*021**HMO",
    "DTP*348*D8*20260101",
  ].join("~");

const file = (members: readonly string[], action = "2") =>
  [
    "ISA*00*          *00*          *ZZ*PLAN           *ZZ*PRACTICE       *261120*0800*^*00501*000000001*0*P*:",
    "GS*BE*PLAN*PRACTICE*20261120*0800*1*X*005010X220A1",
    "ST*834*0001*005010X220A1",
    `BGN*00*12456*20261120*0800*PT***${action}`,
    "N1*P5*Sponsor*FI*123456789",
    "N1*IN*Plan*FI*987654321",
    ...members,
    "SE*99*0001",
    "GE*1*1",
    "IEA*1*000000001",
    "",
  ].join("~");

test("MSG-160 a member comes by the own number, the cell phone first, with what the list needs", () => {
  const { rows, refused, isWhole } = readRoster834(
    file([member({ per: "HP*6195550101*CP*16195550102*EM*a@example.test" })]),
    today,
  );
  expect([refused, isWhole]).toEqual([[], false]);
  expect(rows).toEqual([
    {
      line: 1,
      memberNumber: "91234567A",
      name: { family: "Lopez", given: "Ana", middle: null, suffix: null },
      birthDate: "1981-03-04",
      sex: "female",
      phones: ["6195550102", "6195550101"],
      language: "en",
      address: { line1: "12 A St", line2: null, city: "San Diego", state: "CA", zip: "92101" },
    },
  ]);
});

test("MSG-160 a social security number is no member number, and a family's members are told apart the same way in each file", () => {
  const of = (nm1: string, ins: string) => member({ number: "S-100", nm1, ins });
  const { rows } = readRoster834(
    file([
      of("Lopez*Ana****34*123456789", "Y*18*021*28*A"),
      of("Lopez*Bo****34*123456780", "N*19*021*28*A"),
      of("Lopez*Cy", "N*19*021*28*A"),
    ]),
    today,
  );
  expect(rows.map((row) => row.memberNumber)).toEqual(["S-100", "S-100-BO", "S-100-CY"]);
  expect(JSON.stringify(rows)).not.toContain("12345678");
});

test("MSG-160 MSG-161 ended, dead, confidential, twice and unreadable ones are left out with the reason; an end to come is none", () => {
  const of = (n: number, more: Wanted) => member({ number: `N${n}`, nm1: `Lopez*Ana****ZZ*N${n}`, ...more });
  const { rows, refused, ended, isWhole } = readRoster834(
    file(
      [
        of(1, { ins: "Y*18*024*07*A", dates: ["DTP*357*D8*20261031"] }),
        of(2, { ins: "Y*18*024*07*A", dates: ["DTP*357*D8*20261231"] }),
        of(3, { ins: "Y*18*030*28*T" }),
        of(4, { ins: "Y*18*030*28*A***FT***D8*20261101" }),
        of(5, { ins: "Y*18*030*28*A***FT*****R" }),
        of(6, {}),
        of(6, {}),
        of(7, { rest: "DMG*D8*20270304*F" }),
        of(8, { rest: "N3*12 A St~N4*San Diego*CA*92101" }),
      ],
      "4",
    ),
    today,
  );
  expect(isWhole).toBe(true);
  expect(rows.map((row) => row.memberNumber)).toEqual(["N2", "N6"]);
  expect(ended).toEqual(["N1", "N3", "N4"]);
  expect(refused.map((one) => one.line)).toEqual([1, 3, 4, 5, 7, 8, 9]);
  expect(refused.map((one) => one.because).join("; ")).toMatch(
    /ended; .*ended; .*died; .*nobody contacts.*; .*member 6 of the file.*; .*future; Birth date/,
  );
});

test("MSG-160 what is no 834 has no member, and damaged ones never throw", () => {
  expect(readRoster834("Member;Name", today).rows).toEqual([]);
  const whole = file([member({}), member({ number: "B", nm1: "Tran*Bo****ZZ*B" })]);
  for (let cut = 0; cut < whole.length; cut += 37)
    expect(() => readRoster834(whole.slice(0, cut), today)).not.toThrow();
});
