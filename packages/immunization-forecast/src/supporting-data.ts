import { z } from "zod";
import { isLocalDate, type LocalDate } from "@practicum/kernel/local-date";
import { readSpan } from "./span.ts";

/*
 * The shape of CDC's supporting data, as its JSON and XML files have it. What is empty or "n/a" there is absent here; a list of one may be
 * written as the one. Whatever the engine would have to guess about is refused at this door, with the place that it stands at.
 */

const absent = (value: unknown) =>
  value === null || (typeof value === "string" && /^(?:n\/a)?$/iu.test(value.trim())) ? undefined : value;

const optional = <T extends z.ZodType>(of: T) => z.preprocess(absent, of.optional());

/** None, one or many. An empty element of XML is none. */
const many = <T extends z.ZodType>(of: T) =>
  z.preprocess(
    (value) =>
      (Array.isArray(value) ? (value as unknown[]) : [value]).filter(
        (each) => absent(each) !== undefined && !emptyObject(each),
      ),
    z.array(of),
  );

function emptyObject(value: unknown): boolean {
  return (
    typeof value === "object" && value !== null && Object.values(value).every((each) => absent(each) === undefined)
  );
}

const text = z.string().transform((value) => value.trim());

const span = text.transform((value, context) => {
  const read = readSpan(value);
  if (read !== null) return read;
  context.addIssue({ code: "custom", message: `"${value}" is not a length of time` });
  return z.NEVER;
});

/** 2025-07-01, 20250701 or 07/01/2025. */
const date = text.transform((value, context): LocalDate => {
  const parts = /^(\d{4})-?(\d{2})-?(\d{2})$/u.exec(value);
  const american = /^(\d{2})\/(\d{2})\/(\d{4})$/u.exec(value);
  const iso = parts
    ? `${parts[1]}-${parts[2]}-${parts[3]}`
    : american
      ? `${american[3]}-${american[1]}-${american[2]}`
      : "";
  if (isLocalDate(iso)) return iso;
  context.addIssue({ code: "custom", message: `"${value}" is not a date` });
  return z.NEVER;
});

const yes = optional(text).transform((value) => /^y(?:es)?$/iu.test(value ?? ""));

/** "01;11; 20" */
const codes = optional(text).transform((value) => value?.split(/\s*[;,]\s*/u).filter((code) => code !== "") ?? []);

const count = text.transform((value, context) => {
  if (/^\d+$/u.test(value)) return Number(value);
  context.addIssue({ code: "custom", message: `"${value}" is not a number` });
  return z.NEVER;
});

/** Words of a fixed list, in whatever case the files have them. */
const word = <const T extends readonly [string, ...string[]]>(words: T) =>
  z.preprocess((value) => (typeof value === "string" ? value.trim().toLowerCase() : value), z.enum(words));

const period = { effectiveDate: optional(date), cessationDate: optional(date) };

const vaccine = z.object({
  vaccineType: optional(text),
  cvx: text,
  beginAge: optional(span),
  endAge: optional(span),
  mvx: optional(text),
  forecastVaccineType: yes,
});

const condition = z.object({
  conditionType: word([
    "age",
    "completed series",
    "interval",
    "vaccine count by age",
    "vaccine count by date",
    "vaccine count by date and age",
  ]),
  beginAge: optional(span),
  endAge: optional(span),
  startDate: optional(date),
  endDate: optional(date),
  interval: optional(span),
  doseCount: optional(count),
  doseType: optional(word(["valid", "total"])),
  doseCountLogic: optional(word(["greater than", "equal to", "less than"])),
  vaccineTypes: codes,
  seriesGroups: codes,
});

const skip = z.object({
  context: word(["evaluation", "forecast", "both"]),
  setLogic: optional(word(["and", "or"])),
  set: many(z.object({ ...period, conditionLogic: optional(word(["and", "or"])), condition: many(condition) })),
});

const interval = z.object({
  ...period,
  fromPrevious: yes,
  fromTargetDose: optional(count),
  fromMostRecent: codes,
  fromRelevantObs: optional(z.object({ code: optional(text) })),
  absMinInt: optional(span),
  minInt: optional(span),
  earliestRecInt: optional(span),
  latestRecInt: optional(span),
  intervalPriority: optional(text),
});

const seriesDose = z.object({
  doseNumber: text,
  age: many(
    z.object({
      ...period,
      absMinAge: optional(span),
      minAge: optional(span),
      earliestRecAge: optional(span),
      latestRecAge: optional(span),
      maxAge: optional(span),
    }),
  ),
  interval: many(interval),
  allowableInterval: many(interval),
  preferableVaccine: many(vaccine),
  allowableVaccine: many(vaccine),
  inadvertentVaccine: many(z.object({ cvx: text })),
  conditionalSkip: many(skip),
  recurringDose: yes,
  seasonalRecommendation: optional(z.object({ startDate: optional(date), endDate: optional(date) })),
});

const series = z.object({
  seriesName: text,
  targetDisease: text,
  vaccineGroup: text,
  seriesType: word(["standard", "risk", "evaluation only"]),
  equivalentSeriesGroups: codes,
  requiredGender: many(text),
  selectSeries: z.object({
    defaultSeries: yes,
    productPath: yes,
    seriesGroup: text,
    seriesGroupName: optional(text),
    seriesPriority: optional(text),
    seriesPreference: optional(count),
    minAgeToStart: optional(span),
    maxAgeToStart: optional(span),
  }),
  indication: many(
    z.object({
      observationCode: z.object({ text: optional(text), code: text }),
      beginAge: optional(span),
      endAge: optional(span),
    }),
  ),
  seriesDose: many(seriesDose).refine((doses) => doses.length > 0, "a series without doses"),
});

const contraindication = z.object({
  observationCode: text,
  observationTitle: optional(text),
  contraindicationText: optional(text),
  beginAge: optional(span),
  endAge: optional(span),
  contraindicatedVaccine: many(z.object({ cvx: text, beginAge: optional(span), endAge: optional(span) })),
});

const contraindications = optional(z.object({ contraindication: many(contraindication) }));

export const antigenFile = z.object({
  antigenSupportingData: z.object({
    immunity: optional(
      z.object({
        clinicalHistory: many(z.object({ guidelineCode: text, guidelineTitle: optional(text) })),
        dateOfBirth: many(
          z.object({
            immunityBirthDate: date,
            birthCountry: optional(text),
            exclusion: many(z.object({ exclusionCode: text })),
          }),
        ),
      }),
    ),
    contraindications: optional(z.object({ vaccineGroup: contraindications, vaccine: contraindications })),
    series: many(series).refine((all) => all.length > 0, "an antigen without series"),
  }),
});

const listed = <T extends z.ZodRawShape>(shape: T) => optional(z.object(shape));

export const scheduleFile = z.object({
  scheduleSupportingData: z.object({
    liveVirusConflicts: listed({
      liveVirusConflict: many(
        z.object({
          previous: z.object({ cvx: text }),
          current: z.object({ cvx: text }),
          conflictBeginInterval: span,
          minConflictEndInterval: optional(span),
          conflictEndInterval: span,
        }),
      ),
    }),
    vaccineGroups: listed({ vaccineGroup: many(z.object({ name: text, administerFullVaccineGroup: yes })) }),
    vaccineGroupToAntigenMap: listed({ vaccineGroupMap: many(z.object({ name: text, antigen: many(text) })) }),
    cvxToAntigenMap: z.object({
      cvxMap: many(
        z.object({
          cvx: text,
          shortDescription: optional(text),
          association: many(
            z.object({
              antigen: text,
              associationBeginAge: optional(span),
              associationEndAge: optional(span),
            }),
          ),
        }),
      ).refine((all) => all.length > 0, "a schedule without vaccines"),
    }),
    observations: listed({
      observation: many(
        z.object({
          observationCode: text,
          observationTitle: optional(text),
          codedValues: optional(
            z.object({ codedValue: many(z.object({ code: text, codeSystem: text, text: optional(text) })) }),
          ),
        }),
      ),
    }),
  }),
});

export type Series = z.infer<typeof series>;
export type SeriesDose = z.infer<typeof seriesDose>;
export type AgeRule = SeriesDose["age"][number];
export type IntervalRule = z.infer<typeof interval>;
export type SkipCondition = z.infer<typeof condition>;
export type Contraindication = z.infer<typeof contraindication>;
type AntigenFile = z.infer<typeof antigenFile>["antigenSupportingData"];
type ScheduleFile = z.infer<typeof scheduleFile>["scheduleSupportingData"];
export type Conflict = NonNullable<ScheduleFile["liveVirusConflicts"]>["liveVirusConflict"][number];
export type Observation = NonNullable<ScheduleFile["observations"]>["observation"][number];

export interface Antigen {
  readonly name: string;
  readonly series: readonly Series[];
  readonly immunity: AntigenFile["immunity"];
  readonly contraindications: readonly Contraindication[];
  readonly vaccineContraindications: readonly Contraindication[];
}

export interface VaccineGroup {
  readonly name: string;
  readonly antigens: readonly string[];
  /** MMR: all of the group is given where one of its antigens is due. */
  readonly whole: boolean;
}

/** All that the engine knows, as it was read. */
export interface SupportingData {
  readonly antigens: ReadonlyMap<string, Antigen>;
  readonly groups: readonly VaccineGroup[];
  readonly associations: ReadonlyMap<string, ScheduleFile["cvxToAntigenMap"]["cvxMap"][number]>;
  readonly conflicts: readonly Conflict[];
  readonly observations: ReadonlyMap<string, Observation>;
}
