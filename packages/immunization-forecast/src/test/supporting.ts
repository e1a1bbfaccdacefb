import type { LocalDate } from "@practicum/kernel/local-date";
import { forecast, evaluationsOf } from "../forecast.ts";
import type { Person } from "../person.ts";
import { readSupportingData, type DataFile } from "../read-supporting-data.ts";
import type { SupportingData } from "../supporting-data.ts";

/*
 * A release of our own, in the shape of CDC's: made-up diseases, so that a test says a rule and never a fact about a vaccine.
 */

type Json = Readonly<Record<string, unknown>>;

/** A dose of a series: vaccine 01 is preferable from birth on, 02 is allowable. */
export function dose(number: number, rules: Json = {}): Json {
  return {
    doseNumber: `Dose ${number}`,
    preferableVaccine: [{ vaccineType: "One", cvx: "01", forecastVaccineType: "Y" }],
    allowableVaccine: [{ vaccineType: "Two", cvx: "02" }],
    recurringDose: "No",
    ...rules,
  };
}

export function series(
  name: string,
  doses: readonly Json[],
  { select = {}, ...rules }: Json & { select?: Json } = {},
): Json {
  return {
    seriesName: name,
    targetDisease: "Pox",
    vaccineGroup: "Pox",
    seriesType: "Standard",
    selectSeries: {
      defaultSeries: "Yes",
      productPath: "No",
      seriesGroup: "1",
      seriesPriority: "A",
      seriesPreference: "1",
      ...select,
    },
    seriesDose: doses,
    ...rules,
  };
}

export function antigen(name: string, all: readonly Json[], rules: Json = {}): DataFile {
  const of = all.map((each) => ({ ...each, targetDisease: name }));
  return {
    name: `AntigenSupportingData- ${name}.json`,
    text: JSON.stringify({ antigenSupportingData: { ...rules, series: of } }),
  };
}

export function schedule(
  vaccines: Readonly<Record<string, readonly string[]>> = { "01": ["Pox"], "02": ["Pox"], "03": ["Pox"] },
  rules: Json = {},
): DataFile {
  const cvxMap = Object.entries(vaccines).map(([cvx, of]) => ({
    cvx,
    association: of.map((each) => ({ antigen: each })),
  }));
  return {
    name: "ScheduleSupportingData.json",
    text: JSON.stringify({ scheduleSupportingData: { cvxToAntigenMap: { cvxMap }, ...rules } }),
  };
}

export function read(files: readonly DataFile[]): SupportingData {
  const found = readSupportingData(files);
  if (!found.ok) throw new Error(found.error.map(({ file, what }) => `${file}: ${what}`).join("\n"));
  return found.value;
}

/** One antigen with some series, and the vaccines 01, 02 and 03 against it. */
export function pox(all: readonly Json[], rules: Json = {}): SupportingData {
  return read([antigen("Pox", all, rules), schedule()]);
}

/** A person, born on the first day of 2020; each dose is "CVX on DAY". */
export function person(doses: readonly string[] = [], rest: Partial<Person> = {}): Person {
  return {
    born: "2020-01-01" as LocalDate,
    sex: "female",
    doses: doses.map((text, index) => {
      const [cvx = "", on = ""] = text.split(" on ");
      return { id: `${index + 1}`, cvx, on: on as LocalDate };
    }),
    observed: [],
    ...rest,
  };
}

/** A group's forecast on a day, in short, with what each dose was worth. */
export function ask(data: SupportingData, who: Person, on: string, group = "Pox") {
  const found = forecast(data, who, on as LocalDate).groups.find((each) => each.group === group);
  const evaluations = found && evaluationsOf(found);
  return {
    status: found?.status,
    number: found?.doseNumber,
    earliest: found?.earliest,
    recommended: found?.recommended,
    pastDue: found?.pastDue,
    vaccines: found?.named,
    reason: found?.of[0]?.reason,
    series: found?.of.map(({ state }) => state.series.seriesName),
    doses: who.doses.map(({ id }) => {
      const [first] = evaluations?.get(id) ?? [];
      return first && (first.reason ? `${first.status}: ${first.reason}` : first.status);
    }),
  };
}
