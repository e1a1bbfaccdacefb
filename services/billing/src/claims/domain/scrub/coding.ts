import { isLaboratory } from "../claim-to-837p.ts";
import { error, warning, type Finding, type ScrubRule } from "./finding.ts";

/** SCRUB-19: the claim's number fits: at most 20 characters. That no two claims share one is a constraint of the database. */
export const claimNumber: ScrubRule = (content, { number }) =>
  /^[0-9A-Z]{1,20}$/.test(number)
    ? []
    : [
        error("19", "2300 CLM01", "The claim's number is not usable.", content, {
          screen: "encounter",
          field: "number",
        }),
      ];

/** SCRUB-20: the total is the sum of the lines, here and in the ledger. */
export const total: ScrubRule = (content, context) => {
  const sum = content.lines.reduce((all, line) => all + line.amount, 0);
  const where = { screen: "charge" as const, field: "unitPrice", id: content.lines[0]?.chargeId ?? null };
  if (sum !== context.total)
    return [error("20", "2300 CLM02", "The total differs from the sum of the lines.", content, where)];
  if (content.lines.length === 0 || sum <= 0)
    return [error("20", "2300 CLM02", "The claim charges nothing.", content, where)];
  return [];
};

/** SCRUB-21: the place of service exists; a replacement or void names the payer's own claim number. */
export const claimHead: ScrubRule = (content, { codes, frequency }) => {
  const found: Finding[] = [];
  const place = content.facility?.placeOfService;
  if (place !== undefined && codes.placeOfService(place, content.serviceDate) === "expired")
    found.push(
      error("21", "2300 CLM05-1", "The site's place of service was not in use on that day.", content, {
        screen: "location",
        field: "placeOfService",
        id: content.facility?.locationId ?? null,
      }),
    );
  if (frequency !== "1" && !content.originalClaimNumber)
    found.push(
      error("21", "2300 REF*F8", "A replacement or void needs the payer's number of the first claim.", content, {
        screen: "encounter",
        field: "payerClaimNumber",
      }),
    );
  return found;
};

/** SCRUB-25: a test of the practice's own laboratory needs the laboratory's number (CLIA). */
export const clia: ScrubRule = (content) =>
  content.billing?.clia || !content.lines.some(isLaboratory)
    ? []
    : [
        error("25", "2300 REF*X4", "A laboratory test needs the practice's CLIA number.", content, {
          screen: "practice",
          field: "clia",
        }),
      ];

/** SCRUB-26: one to twelve diagnoses, none twice. */
export const diagnosisList: ScrubRule = (content) => {
  const where = { screen: "encounter" as const, field: "diagnoses" };
  const codes = content.diagnoses.map(({ code }) => code.replace(".", ""));
  const found: Finding[] = [];
  if (codes.length === 0) found.push(error("26", "2300 HI01", "The visit has no diagnosis.", content, where));
  if (codes.length > 12) found.push(error("26", "2300 HI", "A claim holds at most twelve diagnoses.", content, where));
  if (new Set(codes).size < codes.length)
    found.push(error("26", "2300 HI", "A diagnosis is on the claim twice.", content, where));
  if (codes.some((code) => !/^[A-Z][0-9][0-9A-Z]{1,5}$/.test(code)))
    found.push(error("26", "2300 HI", "A diagnosis does not have the form of ICD-10-CM.", content, where));
  return found;
};

/** SCRUB-27: each diagnosis is billable on the date of service. */
export const diagnosesBillable: ScrubRule = (content, { codes }) =>
  content.diagnoses.flatMap(({ code }, index): Finding[] => {
    const where = { screen: "encounter" as const, field: `diagnoses.${index}` };
    const element = `2300 HI${String(index + 1).padStart(2, "0")}`;
    switch (codes.diagnosis(code, content.serviceDate)) {
      case "billable":
        return [];
      case "heading":
        return [error("27", element, `${code} is a heading: choose a code beneath it.`, content, where)];
      case "expired":
        return [error("27", element, `${code} was not valid on the date of service.`, content, where)];
      case "unknown":
        // No loaded set has it, neither that day nor any other: unknown is not wrong, and is shown as what it is.
        return [
          warning(
            "27",
            element,
            `${code} is unknown here: no loaded code set has it. Load the year's ICD-10-CM file to check it.`,
            content,
            where,
          ),
        ];
    }
  });

/** SCRUB-28: a cause from outside (V, W, X, Y) is never the first diagnosis. */
export const firstDiagnosis: ScrubRule = (content) =>
  /^[V-Y]/.test(content.diagnoses[0]?.code ?? "")
    ? [
        error("28", "2300 HI01", "A code for an outside cause (V to Y) can't be the first diagnosis.", content, {
          screen: "encounter",
          field: "diagnoses.0",
        }),
      ]
    : [];

/** SCRUB-30: each line points to one to four diagnoses that are there. */
export const pointers: ScrubRule = (content) =>
  content.lines.flatMap((line): Finding[] => {
    const where = { screen: "charge" as const, field: "pointers", id: line.chargeId };
    const element = `2400 SV107 (line ${line.lineNumber})`;
    if (line.pointers.length === 0)
      return [error("30", element, `${line.code} points to no diagnosis.`, content, where)];
    if (line.pointers.length > 4 || new Set(line.pointers).size < line.pointers.length)
      return [
        error("30", element, `${line.code} points to more than four diagnoses, or to one twice.`, content, where),
      ];
    if (line.pointers.some((pointer) => pointer < 1 || pointer > content.diagnoses.length))
      return [error("30", element, `${line.code} points to a diagnosis that is not there.`, content, where)];
    return [];
  });

/** SCRUB-31 and SCRUB-32: the code and its modifiers are in force on the day. */
export const procedures: ScrubRule = (content, { codes }) =>
  content.lines.flatMap((line): Finding[] => {
    const found: Finding[] = [];
    const about = { screen: "charge" as const, id: line.chargeId };
    const state = codes.service(line.code, content.serviceDate);
    if (state === "expired")
      found.push(
        error("31", `2400 SV101-2 (line ${line.lineNumber})`, `${line.code} was not valid that day.`, content, {
          ...about,
          field: "code",
        }),
      );
    if (state === "unknown")
      found.push(
        warning(
          "31",
          `2400 SV101-2 (line ${line.lineNumber})`,
          `${line.code} could not be checked: no code set has it.`,
          content,
          {
            ...about,
            field: "code",
          },
        ),
      );
    if (new Set(line.modifiers).size < line.modifiers.length)
      found.push(
        error("32", `2400 SV101-3 (line ${line.lineNumber})`, `${line.code} has a modifier twice.`, content, {
          ...about,
          field: "modifiers",
        }),
      );
    for (const modifier of line.modifiers)
      if (codes.modifier(modifier, content.serviceDate) === "expired")
        found.push(
          error(
            "32",
            `2400 SV101-3 (line ${line.lineNumber})`,
            `Modifier ${modifier} was not valid that day.`,
            content,
            {
              ...about,
              field: "modifiers",
            },
          ),
        );
    return found;
  });

/** SCRUB-36: units are counted, and more than none. */
export const units: ScrubRule = (content) =>
  content.lines.flatMap((line): Finding[] =>
    Number.isInteger(line.units) && line.units >= 1 && line.units <= 999 && line.amount > 0
      ? []
      : [
          error(
            "36",
            `2400 SV104 (line ${line.lineNumber})`,
            `${line.code} needs at least one unit and a price.`,
            content,
            {
              screen: "charge",
              field: line.amount > 0 ? "units" : "unitPrice",
              id: line.chargeId,
            },
          ),
        ],
  );

/** SCRUB-28, 29, 33, 34, 35: what the code sets' own edits find. */
export const codeEdits: ScrubRule = (content, { codes }) =>
  codes.edits(content).map((edit) => {
    const make = edit.severity === "error" ? error : warning;
    const line = edit.at.kind === "line" ? content.lines.find((one) => one.lineNumber === edit.at.place) : undefined;
    return make(
      edit.rule,
      edit.element,
      edit.message,
      content,
      edit.at.kind === "line"
        ? { screen: "charge", field: "modifiers", id: line?.chargeId ?? null }
        : { screen: "encounter", field: `diagnoses.${edit.at.place - 1}` },
    );
  });
