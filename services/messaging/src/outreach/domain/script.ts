import { fail, type DomainError } from "@practicum/contracts/error";
import { SCRIPT_FIELDS } from "@practicum/contracts/messaging/outreach";
import { ok, type Result } from "@practicum/kernel/result";

type ScriptField = (typeof SCRIPT_FIELDS)[number];

const BRACES = /\{([^{}]*)\}/g;
const known: readonly string[] = SCRIPT_FIELDS;

/** The words of a call name nothing in braces but what the card can fill in (MSG-71). */
export function checkScript(script: { readonly en: string; readonly es: string }): Result<undefined, DomainError> {
  for (const language of ["en", "es"] as const) {
    const wrong = [...script[language].matchAll(BRACES)]
      .map(([, name = ""]) => name)
      .find((name) => !known.includes(name));
    if (wrong === undefined) continue;
    const field = `script.${language}`;
    const message = `{${wrong}} is not filled in by anything. Use ${SCRIPT_FIELDS.map((name) => `{${name}}`).join(", ")}.`;
    return fail("invalid-input", { field, fields: [{ field, message }] });
  }
  return ok();
}

/** The words for one call, in the person's language where the campaign has them, else in English (MSG-71). */
export function filledScript(
  script: { readonly en: string; readonly es: string },
  language: string,
  values: { readonly [F in ScriptField]: string },
): { readonly language: "en" | "es"; readonly text: string } {
  const spoken = language.toLowerCase().split("-")[0] === "es" && script.es !== "" ? "es" : "en";
  // Names come in at once: what a name has in braces is no field.
  const text = script[spoken].replaceAll(BRACES, (whole, name: string) =>
    known.includes(name) ? values[name as ScriptField] : whole,
  );
  return { language: spoken, text };
}
