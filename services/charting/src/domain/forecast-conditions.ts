/*
 * Which problems are an observation of CDC's vaccine rules. The rules name theirs by SNOMED; only where a whole branch of ICD-10-CM means
 * nothing else does one stand here. What depends on how severe something is, on treatment, work or travel is not read out of a code.
 */
const CONDITIONS: readonly (readonly [branch: string, observations: readonly string[]])[] = [
  // Sickle cell trait is no disease of it.
  ["D573", []],
  ["D57", ["259"]],
  ["D730", ["160"]],
  ["Q8901", ["160"]],
  ["Z9081", ["160"]],
  ["E10", ["014"]],
  ["E11", ["014"]],
  ["E13", ["014"]],
  ["E84", ["200"]],
  ["B182", ["005", "015"]],
  ["B18", ["015"]],
  ["K703", ["015"]],
  ["K73", ["015"]],
  ["K74", ["015"]],
  ["I42", ["016"]],
  ["I50", ["016"]],
  ["J43", ["017", "215"]],
  ["J44", ["017", "214"]],
  ["J45", ["027"]],
  ["J84", ["199"]],
  ["N04", ["167"]],
  ["N186", ["114"]],
  ["N18", ["161"]],
  ["Z992", ["032"]],
  ["Z9621", ["011"]],
  ["Z9484", ["004"]],
  ["Q90", ["203"]],
  ["B20", ["186"]],
  ["Z21", ["186"]],
  ["F1721", ["042"]],
];

/** The observations that a diagnosis means; none where it means none for sure. */
export function observationsOfDiagnosis(code: string): readonly string[] {
  const key = code.replaceAll(".", "").toUpperCase();
  return CONDITIONS.find(([branch]) => key.startsWith(branch))?.[1] ?? [];
}
