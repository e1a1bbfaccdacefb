import type { Choice } from "@practicum/ui/choice-match.ts";

/** Administrative sex, as it is asked for and shown. */
export const sexes: readonly (Choice & { readonly value: "female" | "male" | "unknown" })[] = [
  { value: "female", label: "Female" },
  { value: "male", label: "Male" },
  { value: "unknown", label: "Unknown" },
];

export function sexWord(sex: string): string {
  return sexes.find((each) => each.value === sex)?.label ?? "Unknown";
}
