import type { AboutPatient } from "@practicum/contracts/scheduling/about-patient";
import { formerNameWords } from "../../../patient/about-words.ts";
import type { Unanswered } from "../../../forms/use-contract-form.ts";

type Race = NonNullable<AboutPatient["races"]>["chosen"][number];

/** What patients say of themselves as a form holds it: null is not asked. */
export interface AboutValues {
  preferredName: string;
  /** "Smith; Jones, Ana" */
  formerNames: string;
  pronouns: string | null;
  pronounsText: string;
  genderIdentity: string | null;
  genderText: string;
  races: readonly string[];
  racesDeclined: boolean;
  interpreter: string | null;
}

/** Where the contract's fields stand in the form. A fault of one former name stands at the field that has them all. */
export const aboutFields: { readonly [inputPath: string]: string } = {
  "about.preferredName": "preferredName",
  "about.formerNames": "formerNames",
  ...Object.fromEntries(
    [0, 1, 2, 3, 4].flatMap((at) =>
      ["family", "given"].map((part) => [`about.formerNames.${at}.${part}`, "formerNames"]),
    ),
  ),
  "about.pronouns.text": "pronounsText",
  "about.genderIdentity.text": "genderText",
  "about.races.chosen": "races",
  "about.interpreter": "interpreter",
};

export const nothingAsked: AboutValues = {
  preferredName: "",
  formerNames: "",
  pronouns: null,
  pronounsText: "",
  genderIdentity: null,
  genderText: "",
  races: [],
  racesDeclined: false,
  interpreter: null,
};

export function aboutValuesOf(about: AboutPatient | undefined): AboutValues {
  if (about === undefined) return nothingAsked;
  const { preferredName, formerNames, pronouns, genderIdentity, races, interpreter } = about;
  return {
    preferredName: preferredName ?? "",
    formerNames: formerNameWords(formerNames),
    pronouns: pronouns?.code ?? null,
    pronounsText: pronouns?.text ?? "",
    genderIdentity: genderIdentity?.code ?? null,
    genderText: genderIdentity?.text ?? "",
    races: races?.chosen ?? [],
    racesDeclined: races?.declined ?? false,
    interpreter,
  };
}

export function toAbout(values: AboutValues): Unanswered<AboutPatient> {
  return {
    preferredName: values.preferredName.trim() || null,
    formerNames: formerNamesIn(values.formerNames),
    pronouns: said(values.pronouns, values.pronounsText),
    genderIdentity: said(values.genderIdentity, values.genderText),
    races:
      values.races.length > 0 || values.racesDeclined
        ? { chosen: values.races as readonly Race[], declined: values.racesDeclined }
        : null,
    // The contract refuses what is none of its answers.
    interpreter: values.interpreter as AboutPatient["interpreter"],
  };
}

function said<C extends string>(code: string | null, text: string): { code: C; text: string } | null {
  // The contract refuses what is none of its codes.
  return code === null ? null : { code: code as C, text: code === "other" ? text : "" };
}

/** "Smith; Jones, Ana" as names: the first name only where it was another. */
export function formerNamesIn(text: string): { family: string; given: string | null }[] {
  return text
    .split(";")
    .map((one) => one.split(","))
    .map(([family = "", ...given]) => ({ family: family.trim(), given: given.join(",").trim() || null }))
    .filter(({ family, given }) => family !== "" || given !== null);
}
