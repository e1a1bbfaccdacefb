import type { codeSearchOperations } from "@practicum/contracts/charting/codes";
import type { DomainError } from "@practicum/contracts/error";
import { ok, type Ok, type Result } from "@practicum/kernel/result";
import { liquidsFirst, proposeDose } from "@practicum/terminology/propose-dose";
import { searchAllergens as allergens, searchMedications as medications } from "@practicum/terminology/search-drugs";
import type { z } from "zod";
import { favouriteCodes, searchCodes } from "../sql/codes.ts";
import { encounterById } from "../sql/encounters.ts";
import type { ChartingContext } from "./charting-context.ts";
import { dosedPatientOf } from "./safety-facts.ts";

type Search = z.output<typeof codeSearchOperations.searchDiagnoses.input>;
type Matches = Ok<z.input<typeof codeSearchOperations.searchDiagnoses.output>>;

/** ICD-10-CM codes in force on a day, one's own first (CHT-45). Headings are not offered: no claim may carry them. */
export async function searchDiagnoses(context: ChartingContext, input: Search): Promise<Matches> {
  const favourites = await favouritesOf(context, "icd10cm");
  const found = await searchCodes(context.tx, input.text, { ...input, system: "icd10cm", favourites });
  return ok(
    shown(
      found.filter((code) => code.billable),
      favourites,
    ),
  );
}

/** CPT and HCPCS codes in force on a day, one's own first; what begins with a letter is HCPCS. */
export async function searchProcedures(context: ChartingContext, input: Search): Promise<Matches> {
  const favourites = await favouritesOf(context, "cpt");
  const cpt = await searchCodes(context.tx, input.text, { ...input, system: "cpt", favourites });
  const hcpcs = await searchCodes(context.tx, input.text, { ...input, system: "hcpcs", favourites });
  const found = /^\s*[a-z]\d/i.test(input.text) ? [...hcpcs, ...cpt] : [...cpt, ...hcpcs];
  return ok(shown(found, favourites).slice(0, input.limit));
}

/** Drugs to order or to list; in a note with what fits the patient's age and weight (TRM-49). */
export async function searchMedications(
  context: ChartingContext,
  { text, limit, encounterId }: z.output<typeof codeSearchOperations.searchMedications.input>,
): Promise<Result<z.input<typeof codeSearchOperations.searchMedications.output>, DomainError>> {
  const encounter = encounterId === null ? undefined : await encounterById(context.tx, encounterId);
  if (encounterId !== null && !encounter) return context.notHereYet({ field: "encounterId" });
  if (encounter) context.auditPatient(encounter.patientId);
  const patient = encounter ? await dosedPatientOf(context, encounter.patientId) : null;
  const found = liquidsFirst(medications(text, DRUGS_MAX), patient).slice(0, limit);
  return ok(
    found.map((product) => {
      const { directions, days } = proposeDose(product, patient);
      return {
        rxnorm: product.rxnorm,
        name: product.name,
        commonDirections: directions || null,
        commonDays: days,
      };
    }),
  );
}

/** More than any name has products, so that a liquid is not cut off before it is put first. */
const DRUGS_MAX = 200;

/** Substances and classes one can be allergic to. */
export async function searchAllergens(
  _: ChartingContext,
  { text, limit }: z.output<typeof codeSearchOperations.searchAllergens.input>,
): Promise<Ok<z.input<typeof codeSearchOperations.searchAllergens.output>>> {
  return ok(allergens(text, limit).map(({ code, name }) => ({ code, name })));
}

async function favouritesOf({ tx, actor }: ChartingContext, system: "icd10cm" | "cpt"): Promise<string[]> {
  return actor.kind === "staff" ? favouriteCodes(tx, actor.staffId, system) : [];
}

function shown(found: readonly { code: string; label: string }[], favourites: readonly string[]) {
  return found.map(({ code, label }) => ({ code, label, favourite: favourites.includes(code) }));
}
