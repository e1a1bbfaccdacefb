import { err, ok, type Result } from "@practicum/kernel/result";
import type { z } from "zod";
import { readXml } from "./read-xml.ts";
import { antigenFile, scheduleFile, type Antigen, type SupportingData, type VaccineGroup } from "./supporting-data.ts";

/** A file as CDC publishes it: its name and its text, JSON or XML. */
export interface DataFile {
  readonly name: string;
  readonly text: string;
}

/** What stands in the way: the file, and the place in it. */
export interface DataFault {
  readonly file: string;
  readonly what: string;
}

/** The tables of the supporting data, out of all files of one release; files of other kinds beside them are left alone. */
export function readSupportingData(files: readonly DataFile[]): Result<SupportingData, readonly DataFault[]> {
  const faults: DataFault[] = [];
  const antigens = new Map<string, Antigen>();
  let schedule: z.infer<typeof scheduleFile>["scheduleSupportingData"] | undefined;
  for (const file of files) {
    const content = contentOf(file, faults);
    if (content === undefined) continue;
    if ("antigenSupportingData" in content) {
      const read = checked(antigenFile, content, file, faults);
      if (read) addAntigen(antigens, read.antigenSupportingData);
    } else if ("scheduleSupportingData" in content) {
      schedule = checked(scheduleFile, content, file, faults)?.scheduleSupportingData ?? schedule;
    }
  }
  if (faults.length > 0) return err(faults);
  if (schedule === undefined) return err([{ file: "ScheduleSupportingData", what: "is missing" }]);
  const unknown = missingAntigens(schedule, antigens);
  if (unknown.length > 0)
    return err(unknown.map((antigen) => ({ file: `AntigenSupportingData for ${antigen}`, what: "is missing" })));
  return ok({
    antigens,
    groups: groupsOf(schedule, antigens),
    associations: new Map(schedule.cvxToAntigenMap.cvxMap.map((each) => [each.cvx, each])),
    conflicts: schedule.liveVirusConflicts?.liveVirusConflict ?? [],
    observations: new Map(schedule.observations?.observation.map((each) => [each.observationCode, each])),
  });
}

function contentOf({ name, text }: DataFile, faults: DataFault[]): object | undefined {
  try {
    const content: unknown = /^\s*</u.test(text.replace(/^\uFEFF/u, ""))
      ? readXml(text.replace(/^\uFEFF/u, ""))
      : JSON.parse(text.replace(/^\uFEFF/u, ""));
    return typeof content === "object" && content !== null ? content : undefined;
  } catch (error) {
    faults.push({ file: name, what: error instanceof Error ? error.message : "cannot be read" });
    return undefined;
  }
}

function checked<T extends z.ZodType>(
  schema: T,
  content: object,
  { name }: DataFile,
  faults: DataFault[],
): z.infer<T> | undefined {
  const read = schema.safeParse(content);
  if (read.success) return read.data;
  for (const issue of read.error.issues) faults.push({ file: name, what: `${issue.path.join(".")}: ${issue.message}` });
  return undefined;
}

function addAntigen(antigens: Map<string, Antigen>, file: z.infer<typeof antigenFile>["antigenSupportingData"]): void {
  const name = file.series[0]?.targetDisease;
  if (name === undefined) return;
  antigens.set(name, {
    name,
    series: file.series,
    immunity: file.immunity,
    contraindications: file.contraindications?.vaccineGroup?.contraindication ?? [],
    vaccineContraindications: file.contraindications?.vaccine?.contraindication ?? [],
  });
}

/** A vaccine whose antigen has no rules would be as if it had never been given. */
function missingAntigens(
  schedule: z.infer<typeof scheduleFile>["scheduleSupportingData"],
  antigens: ReadonlyMap<string, Antigen>,
): string[] {
  const named = schedule.cvxToAntigenMap.cvxMap.flatMap(({ association }) => association.map((each) => each.antigen));
  return [...new Set(named)].filter((antigen) => !antigens.has(antigen)).toSorted();
}

/** Which antigens a group has is told by the series themselves: the XML of the schedule names one of them alone. */
function groupsOf(
  schedule: z.infer<typeof scheduleFile>["scheduleSupportingData"],
  antigens: ReadonlyMap<string, Antigen>,
): VaccineGroup[] {
  const members = new Map<string, string[]>();
  for (const { name, series } of antigens.values())
    for (const group of new Set(series.map((each) => each.vaccineGroup)))
      members.set(group, [...(members.get(group) ?? []), name]);
  return [...members].map(([name, of]) => ({
    name,
    antigens: of.toSorted(),
    whole: schedule.vaccineGroups?.vaccineGroup.find((each) => each.name === name)?.administerFullVaccineGroup ?? false,
  }));
}
