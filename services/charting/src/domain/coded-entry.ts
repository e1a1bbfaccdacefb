import { fail, type DomainError } from "@practicum/contracts/error";
import { ok, type Result } from "@practicum/kernel/result";
import { allergens, knownAllergens, knownDrug, type DrugName } from "@practicum/terminology/drugs";

const RXNORM = /^\d{1,8}$/;

/**
 * CHT-517: the checks go by the code and people by the name, so the two must not be of different drugs. A concept that isn't
 * known here is kept as it is: the checks then go by the name.
 */
export function drugCode(drug: DrugName): Result<undefined, DomainError> {
  const { rxnorm, name } = drug;
  if (rxnorm === null) return ok();
  if (!RXNORM.test(rxnorm)) return fail("unknown-code", { field: "rxnorm", detail: { code: rxnorm.slice(0, 20) } });
  const coded = knownDrug({ rxnorm, name: "" });
  const spoken = knownDrug({ rxnorm: null, name });
  if (!coded || !spoken) return ok();
  const agree = spoken.ingredients.some((one) => coded.ingredients.includes(one));
  return agree ? ok() : fail("code-of-another", { field: "rxnorm", detail: { code: rxnorm, name } });
}

/** CHT-517 for what somebody is allergic to: the list's own codes and no others. */
export function allergyCode(allergy: {
  readonly substanceCode: string | null;
  readonly substance: string;
}): Result<undefined, DomainError> {
  const { substanceCode: code, substance } = allergy;
  if (code === null) return ok();
  const coded = allergens.find((one) => one.code === code);
  if (!coded) return fail("unknown-code", { field: "substanceCode", detail: { code: code.slice(0, 60) } });
  const spoken = knownAllergens({ substanceCode: null, substance });
  const agree = spoken.length === 0 || spoken.includes(coded);
  return agree ? ok() : fail("code-of-another", { field: "substanceCode", detail: { code, name: substance } });
}
