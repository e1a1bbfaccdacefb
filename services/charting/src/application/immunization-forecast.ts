import type { immunizationForecastOperations } from "@practicum/contracts/charting/immunization-forecast";
import { forecast } from "@practicum/immunization-forecast/forecast";
import type { GroupForecast } from "@practicum/immunization-forecast/merge-group";
import type { GivenDose, Observed } from "@practicum/immunization-forecast/person";
import { readSupportingData } from "@practicum/immunization-forecast/read-supporting-data";
import type { SupportingData } from "@practicum/immunization-forecast/supporting-data";
import { ok } from "@practicum/kernel/result";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";
import { observationsOfDiagnosis } from "../domain/forecast-conditions.ts";
import { stateOf } from "../domain/forecast-state.ts";
import { forecastRules, forecastRulesVersion } from "../sql/forecast-rules.ts";
import { immunizationsOf, vaccinesOf, type Vaccine } from "../sql/immunizations.ts";
import { problemsOf } from "../sql/lists.ts";
import { bornAndSexOf } from "../sql/preventive-care.ts";
import type { ChartingContext } from "./charting-context.ts";
import { hiddenParts } from "./sensitive-parts.ts";

type Operation = typeof immunizationForecastOperations.immunizationForecast;

/** Which vaccines are due (CHT-510 to CHT-516). What is not shown to who asks counts as not on record, as everywhere. */
export async function immunizationForecast(
  context: ChartingContext,
  { patientId }: InputOf<Operation>,
): ReplyOf<Operation> {
  const { tx, today } = context;
  const person = await bornAndSexOf(tx, patientId);
  if (!person) return context.notHereYet({ field: "patientId" });
  const nothing = { groups: [], considered: [], notConsidered: [], unknownVaccines: [] };
  const rules = await rulesNow(context);
  if (typeof rules === "string") return ok({ rules, ...nothing });
  const { ids: hidden } = await hiddenParts(context, [patientId]);
  const given = (await immunizationsOf(tx, patientId)).filter(
    ({ status, immunizationId }) => status === "given" && !hidden.has(immunizationId),
  );
  const problems = (await problemsOf(tx, patientId)).filter(
    ({ status, problemId }) => status === "active" && !hidden.has(problemId),
  );
  const known = problems.map((problem) => ({
    ...problem,
    observed: problem.code === null ? [] : observationsOfDiagnosis(problem.code),
  }));
  const doses = given.map(({ immunizationId, cvx, givenOn }): GivenDose => ({ id: immunizationId, cvx, on: givenOn }));
  const observed = known.flatMap((problem) => problem.observed.map((code): Observed => ({ code })));
  const { groups } = forecast(rules, { born: person.born, sex: sexOf(person.sex), doses, observed }, today);
  const vaccines = await vaccinesOf(tx, [...new Set(groups.flatMap(choices))], today);
  return ok({
    rules: "loaded",
    groups: groups.map((group) => told(rules, group, vaccines, today)),
    considered: known.flatMap((problem) => (problem.observed.length > 0 ? [problem.label] : [])),
    notConsidered: known.flatMap((problem) => (problem.observed.length > 0 ? [] : [problem.label])),
    unknownVaccines: [
      ...new Set(
        given.filter(({ cvx }) => !rules.associations.has(cvx)).map(({ name, cvx }) => `${name} (CVX ${cvx})`),
      ),
    ],
  });
}

/** The rules as they were read last: they are large, and the same for all patients until others are loaded. */
let kept: { readonly version: string; readonly rules: SupportingData | "unreadable" } | undefined;

async function rulesNow({ tx, today }: ChartingContext): Promise<SupportingData | "missing" | "unreadable"> {
  const version = await forecastRulesVersion(tx, today);
  if (version === "") return "missing";
  if (kept?.version === version) return kept.rules;
  const read = readSupportingData(await forecastRules(tx, today));
  kept = { version, rules: read.ok ? read.value : "unreadable" };
  return kept.rules;
}

function told(
  rules: SupportingData,
  group: GroupForecast,
  vaccines: readonly Vaccine[],
  today: ChartingContext["today"],
) {
  const wanted = choices(group);
  const because = new Set(group.of.flatMap((series) => series.because ?? []));
  return {
    group: group.group,
    state: stateOf(group, today),
    dose: group.doseNumber ?? null,
    earliestOn: group.earliest ?? null,
    recommendedOn: group.recommended ?? null,
    pastDueOn: group.pastDue ?? null,
    latestOn: group.latest ?? null,
    vaccines: vaccines.flatMap(({ cvx, label, inUse }) => (inUse && wanted.includes(cvx) ? [{ cvx, label }] : [])),
    because: [...because].map((code) => rules.observations.get(code)?.observationTitle ?? `CDC observation ${code}`),
  };
}

function choices({ named, vaccines }: GroupForecast): readonly string[] {
  return named.length > 0 ? named : vaccines;
}

function sexOf(sex: string): "female" | "male" | "unknown" {
  return sex === "female" || sex === "male" ? sex : "unknown";
}
