import { vitalFields, vitalLabels } from "@practicum/contracts/vital-ranges";

/** What is said after vital signs are saved. It names each critical one: who hears "one" does not look for the second. */
export function savedText(abnormal: readonly { readonly field: string; readonly critical: boolean }[]): string {
  const names = vitalFields
    .filter((field) => abnormal.some((one) => one.critical && one.field === field))
    .map((field) => vitalLabels[field].toLowerCase());
  if (names.length === 0) return "Vital signs are saved.";
  // limit: all but the last, which follows.
  const all = names.length === 1 ? names[0] : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
  return `Vital signs are saved. Critical: ${all}. Tell the provider now.`;
}
