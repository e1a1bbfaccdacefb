import { knownDrug, type DrugName } from "./drugs.ts";
import { searchKey } from "./search-key.ts";

/** A schedule of the Controlled Substances Act that a practice prescribes from (21 CFR 1308.12 to 1308.15). */
export type ControlledSchedule = 2 | 3 | 4 | 5;

/**
 * Substances by schedule, with brands that name no ingredient of ours: the words of a name are looked at too, for what is written as free
 * text is not less controlled.
 */
const SUBSTANCES: { readonly [S in ControlledSchedule]: string } = {
  2: `oxycodone oxycontin roxicodone percocet endocet hydrocodone vicodin norco lortab morphine hydromorphone dilaudid oxymorphone
    fentanyl duragesic methadone meperidine demerol tapentadol nucynta codeine levorphanol sufentanil opium amphetamine
    dextroamphetamine adderall mydayis dexedrine lisdexamfetamine vyvanse methamphetamine desoxyn methylphenidate ritalin
    concerta dexmethylphenidate focalin daytrana nabilone pentobarbital secobarbital cocaine`,
  3: `buprenorphine suboxone subutex butrans belbuca zubsolv testosterone androgel oxandrolone methyltestosterone ketamine esketamine
    spravato dronabinol marinol butabarbital fiorinal benzphetamine phendimetrazine perampanel fycompa`,
  4: `tramadol ultram ultracet butorphanol pentazocine alprazolam xanax lorazepam ativan diazepam valium clonazepam klonopin
    temazepam restoril triazolam halcion chlordiazepoxide librium oxazepam clorazepate clobazam onfi estazolam flurazepam midazolam
    zolpidem ambien eszopiclone lunesta zaleplon sonata suvorexant belsomra lemborexant dayvigo daridorexant quviviq carisoprodol
    soma phentermine adipex qsymia diethylpropion lorcaserin modafinil provigil armodafinil nuvigil solriamfetol sunosi
    phenobarbital meprobamate eluxadoline viberzi difelikefalin`,
  5: `pregabalin lyrica lacosamide vimpat brivaracetam briviact cenobamate xcopri diphenoxylate lomotil lasmiditan reyvow
    ezogabine`,
};

const scheduleOfWord = new Map(
  ([5, 4, 3, 2] as const).flatMap((schedule) =>
    SUBSTANCES[schedule].split(/\s+/).map((word): [string, ControlledSchedule] => [word, schedule]),
  ),
);

/**
 * The schedule of a drug, the strictest of its parts; null where nothing of it is on a schedule. Codeine with another active part
 * stands in III (21 CFR 1308.13(e)(1)), as a cough syrup in V (1308.15(c)(1)).
 */
export function controlledScheduleOf(drug: DrugName): ControlledSchedule | null {
  const known = knownDrug(drug)?.ingredients.map((one) => one.name) ?? [];
  const words = searchKey(drug.name).split(" ");
  const parts = new Set([...words, ...known.flatMap((name) => searchKey(name).split(" "))]);
  const schedules = [...parts].flatMap((part) => {
    const schedule = scheduleOfWord.get(part);
    return schedule === undefined ? [] : [part === "codeine" ? codeineSchedule(known, parts) : schedule];
  });
  return schedules.length === 0 ? null : schedules.reduce((a, b) => (a < b ? a : b));
}

function codeineSchedule(known: readonly string[], parts: ReadonlySet<string>): ControlledSchedule {
  if (["guaifenesin", "promethazine", "cough"].some((word) => parts.has(word))) return 5;
  return known.some((name) => name !== "codeine") || parts.has("acetaminophen") ? 3 : 2;
}
