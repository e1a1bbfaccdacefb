import { describe, expect, test } from "vitest";
import type { LocalDate } from "@practicum/kernel/local-date";
import { readSupportingData } from "./read-supporting-data.ts";
import { addSpan, readSpan } from "./span.ts";
import { antigen, dose, read, schedule, series } from "./test/supporting.ts";

describe("lengths of time", () => {
  test.each([
    ["2026-01-31", "1 month", "2026-03-01"],
    ["2024-02-29", "1 year", "2025-03-01"],
    ["2026-01-31", "6 months - 4 days", "2026-07-27"],
    ["2026-03-15", "12 months - 4 days", "2027-03-11"],
    ["2026-03-15", "8 months + 1 day", "2026-11-16"],
    ["2026-03-15", "16 years - 4 months", "2041-11-15"],
    ["2026-03-15", "4 weeks", "2026-04-12"],
    ["2026-12-31", "2 months", "2027-03-01"],
  ])("%s and %s is %s (FOR-1)", (from, text, to) => {
    const span = readSpan(text);
    expect(span && addSpan(from as LocalDate, span)).toBe(to);
  });

  test("words that are no length of time are none (FOR-1)", () => {
    for (const text of ["", "soon", "4", "4 weeks or so", "weeks 4"]) expect(readSpan(text), text).toBeNull();
  });
});

const JSON_ANTIGEN = antigen("Pox", [
  series("two doses", [
    dose(1, { age: [{ absMinAge: "6 weeks - 4 days", minAge: "6 weeks", maxAge: "" }] }),
    dose(2, {
      interval: [{ fromPrevious: "Y", absMinInt: "4 weeks - 4 days", minInt: "4 weeks", intervalPriority: "n/a" }],
    }),
  ]),
]);

const XML_ANTIGEN = {
  name: "AntigenSupportingData- Pox.xml",
  text: `<?xml version="1.0"?><!-- as published -->
<antigenSupportingData xmlns:x="urn:x">
  <immunity/><contraindications><vaccineGroup/><vaccine/></contraindications>
  <series><seriesName>two doses</seriesName><targetDisease>Pox</targetDisease><vaccineGroup>Pox</vaccineGroup>
    <seriesType>Standard</seriesType><equivalentSeriesGroups>n/a</equivalentSeriesGroups><requiredGender/>
    <selectSeries><defaultSeries>Yes</defaultSeries><productPath>No</productPath><seriesGroup>1</seriesGroup>
      <seriesPriority>A</seriesPriority><seriesPreference>1</seriesPreference></selectSeries><indication/>
    <seriesDose><doseNumber>Dose 1</doseNumber>
      <age><absMinAge>6 weeks - 4 days</absMinAge><minAge>6 weeks</minAge><maxAge/></age><interval/>
      <preferableVaccine><vaccineType>One</vaccineType><cvx>01</cvx><forecastVaccineType>Y</forecastVaccineType></preferableVaccine>
      <allowableVaccine><vaccineType>Two</vaccineType><cvx>02</cvx></allowableVaccine><recurringDose>No</recurringDose></seriesDose>
    <seriesDose><doseNumber>Dose 2</doseNumber><age/>
      <interval><fromPrevious>Y</fromPrevious><absMinInt>4 weeks - 4 days</absMinInt><minInt>4 weeks</minInt><intervalPriority>n/a</intervalPriority></interval>
      <preferableVaccine><vaccineType>One</vaccineType><cvx>01</cvx><forecastVaccineType>Y</forecastVaccineType></preferableVaccine>
      <allowableVaccine><vaccineType>Two</vaccineType><cvx>02</cvx></allowableVaccine><recurringDose>No</recurringDose></seriesDose>
  </series>
</antigenSupportingData>`,
};

describe("the supporting data", () => {
  test("are the same from JSON and from XML (FOR-2)", () => {
    const [json, xml] = [JSON_ANTIGEN, XML_ANTIGEN].map((file) => read([file, schedule()]).antigens.get("Pox"));
    expect(xml?.series).toEqual(json?.series);
    expect(xml?.series[0]?.seriesDose[0]?.age[0]?.maxAge).toBeUndefined();
    expect(xml?.series[0]?.seriesDose[1]?.interval).toHaveLength(1);
  });

  test("are refused with file and place where a rule cannot be read (FOR-3)", () => {
    const broken = antigen("Pox", [series("two doses", [dose(1, { age: [{ minAge: "six weeks" }] })])]);
    const found = readSupportingData([broken, schedule()]);
    expect(found.ok ? [] : found.error).toEqual([
      {
        file: "AntigenSupportingData- Pox.json",
        what: 'antigenSupportingData.series.0.seriesDose.0.age.0.minAge: "six weeks" is not a length of time',
      },
    ]);
  });

  test("are refused where a kind of condition is not known, or the file is broken (FOR-3)", () => {
    const skip = { context: "Both", set: [{ condition: [{ conditionType: "Moon" }] }] };
    const odd = readSupportingData([antigen("Pox", [series("s", [dose(1, { conditionalSkip: [skip] })])]), schedule()]);
    expect(odd.ok ? "" : odd.error[0]?.what).toContain("conditionType");
    const cut = readSupportingData([{ name: "a.xml", text: XML_ANTIGEN.text.slice(0, 900) }, schedule()]);
    expect(cut.ok ? "" : cut.error[0]?.file).toBe("a.xml");
  });

  test("are refused where an antigen of a vaccine, or the schedule, is missing (FOR-3)", () => {
    const lacking = readSupportingData([JSON_ANTIGEN, schedule({ "01": ["Pox"], "09": ["Ague"] })]);
    expect(lacking.ok ? [] : lacking.error).toEqual([{ file: "AntigenSupportingData for Ague", what: "is missing" }]);
    const none = readSupportingData([JSON_ANTIGEN]);
    expect(none.ok ? [] : none.error.map(({ file }) => file)).toEqual(["ScheduleSupportingData"]);
  });
});
