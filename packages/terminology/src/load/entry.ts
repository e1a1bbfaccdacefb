import type { CodeAttrs, CodeEntry, CodeSystem } from "../code-system.ts";
import type { ReadPeriod } from "./dates.ts";

/** An entry of a file, or in words why a line does not make one. */
export function entryOf(
  system: CodeSystem,
  code: string,
  label: string,
  period: ReadPeriod | string,
  attrs?: CodeAttrs,
): CodeEntry | string {
  if (typeof period === "string") return period;
  // A quoted cell may hold line breaks.
  const oneLine = label.replaceAll(/\s+/g, " ").trim();
  if (oneLine === "") return "the description is missing";
  return { system, code, label: oneLine, ...period, ...(attrs === undefined ? {} : { attrs }) };
}
