/** One patient's record: a bundle as its file has it, or made of the resources of many. */
export interface PatientRecord {
  /** The file's name, or whose resources these are by the source's own id. */
  readonly name: string;
  /** A FHIR R4 bundle, as JSON. */
  readonly bundle: string;
  /** Set where it can't be read, with why. */
  readonly refused?: string;
}

interface Resource {
  readonly resourceType?: unknown;
  readonly id?: unknown;
  readonly [element: string]: unknown;
}

/**
 * Sorts files into patients: a file that is a bundle is one; NDJSON (a resource a line, as bulk exports are) and files of one resource are put
 * together by the patient that they name, over all files. What names nobody among them is refused by file, never dropped (SCH-102).
 */
export function recordsOf(
  files: readonly { readonly name: string; readonly text: string }[],
): readonly PatientRecord[] {
  const records: PatientRecord[] = [];
  const loose: { readonly file: string; readonly resource: Resource }[] = [];
  for (const { name, text } of files) {
    const read = name.endsWith(".ndjson") ? linesOf(text) : [parsed(text)];
    for (const [index, resource] of read.entries()) {
      if (resource === null)
        records.push({ name, bundle: "", refused: read.length > 1 ? `line ${index + 1} is no JSON` : "it is no JSON" });
      else if (resource.resourceType === "Bundle") records.push({ name, bundle: JSON.stringify(resource) });
      else loose.push({ file: name, resource });
    }
  }
  return [...records, ...together(loose)];
}

function together(loose: readonly { readonly file: string; readonly resource: Resource }[]): PatientRecord[] {
  const patients = new Map<string, Resource[]>();
  for (const { resource } of loose)
    if (resource.resourceType === "Patient" && typeof resource.id === "string" && !patients.has(resource.id))
      patients.set(resource.id, [resource]);
  const orphans = new Map<string, number>();
  for (const { file, resource } of loose) {
    if (patients.get(String(resource.id))?.[0] === resource) continue;
    const whose = patients.get(patientOf(resource) ?? "");
    if (whose && resource.resourceType !== "Patient") whose.push(resource);
    else orphans.set(file, (orphans.get(file) ?? 0) + 1);
  }
  return [
    ...[...patients].map(([id, resources]) => ({
      name: `Patient ${id}`,
      bundle: JSON.stringify({ resourceType: "Bundle", type: "collection", entry: resources.map(entryOf) }),
    })),
    ...[...orphans].map(([name, count]) => ({
      name,
      bundle: "",
      refused: `${count} of its resources belong to no patient among the files`,
    })),
  ];
}

const entryOf = (resource: Resource) => ({ resource });

/** The id behind "Patient/ID", "https://…/Patient/ID" or "urn:uuid:ID", by whichever element the resource names its patient. */
function patientOf(resource: Resource): string | undefined {
  for (const element of ["subject", "patient", "beneficiary"]) {
    const reference: unknown = Reflect.get(Object(resource[element]), "reference");
    if (typeof reference === "string")
      return /(?:^|\/)Patient\/([^/]+)|^urn:uuid:(.+)$/.exec(reference)?.slice(1).find(Boolean);
  }
  return undefined;
}

function linesOf(text: string): (Resource | null)[] {
  return text
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map(parsed);
}

function parsed(text: string): Resource | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Resource) : null;
  } catch {
    return null;
  }
}
