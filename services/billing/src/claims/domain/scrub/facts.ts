import { codeListed } from "@practicum/contracts/billing/payer-rules";
import { isNpi } from "@practicum/kernel/npi";
import { isDrug, isOrdered, isUnlisted } from "../claim-facts.ts";
import type { ClaimContent } from "../claim-content.ts";
import { error, warning, type ContentRule, type Finding, type ScrubRule } from "./finding.ts";

/** Chapter 19 of ICD-10-CM: injuries (S00 to T34). Poisoning and what follows care are no accidents of this kind. */
const INJURY = /^(S\d|T[0-2]\d|T3[0-4])/;

const onClaim = (field: string) => ({ screen: "claim" as const, field });

/** SCRUB-10: who ordered laboratory, imaging and equipment is named with an NPI, where the payer asks for it. */
export const ordering: ContentRule = (content) => {
  const lines = content.lines.filter((line) => isOrdered(line.code));
  const named = content.facts?.ordering ?? null;
  if (lines.length === 0 || !content.payer.rules?.orderingProvider) return [];
  const npi = named ? named.npi : content.rendering?.npi;
  if (npi && isNpi(npi)) return [];
  const codes = lines.map((line) => line.code).join(", ");
  const message = `${content.payer.name} pays ${codes} only with who ordered it: name and NPI.`;
  return [error("10", "2420E NM109", message, content, onClaim("facts.ordering.npi"))];
};

/** SCRUB-23: an accident has its date, a car's the state, a casualty insurer's the number of the case. */
export const accident: ContentRule = (content) => {
  const known = content.facts?.accident ?? null;
  const rules = content.payer.rules;
  if (rules?.casualty && (known === null || known.cause === "none"))
    return [
      error(
        "23",
        "2300 CLM11",
        `${content.payer.name} pays for an accident: say which one, and when.`,
        content,
        onClaim("facts.accident.cause"),
      ),
    ];
  return known === null ? unasked(content) : accidentProblems(content, known);
};

/** Nobody has asked yet. */
function unasked(content: ClaimContent): Finding[] {
  const codes = content.diagnoses.map(({ code }) => code.replace(".", ""));
  const asked = content.payer.rules?.accidentFor ?? [];
  const wanted = codes.find((code) => asked.some((beginning) => code.startsWith(beginning)));
  if (wanted !== undefined)
    return [
      error(
        "23",
        "2300 CLM11",
        `${content.payer.name} asks whether ${wanted} comes from an accident. Say it, and when it was.`,
        content,
        onClaim("facts.accident.cause"),
      ),
    ];
  const injury = codes.find((code) => INJURY.test(code));
  return injury === undefined
    ? []
    : [
        warning(
          "23",
          "2300 CLM11",
          `${injury} is an injury, and nobody has said whether it was an accident.`,
          content,
          onClaim("facts.accident.cause"),
        ),
      ];
}

function accidentProblems(
  content: ClaimContent,
  known: NonNullable<NonNullable<ClaimContent["facts"]>["accident"]>,
): Finding[] {
  if (known.cause === "none") return [];
  const found: Finding[] = [];
  if (known.on === null)
    found.push(error("23", "2300 DTP*439", "The accident needs its date.", content, onClaim("facts.accident.on")));
  else if (known.on > content.serviceDate)
    found.push(
      error("23", "2300 DTP*439", "The accident is after the date of service.", content, onClaim("facts.accident.on")),
    );
  if (known.cause === "auto" && known.state === null)
    found.push(
      error(
        "23",
        "2300 CLM11-4",
        "A car accident needs the state it happened in.",
        content,
        onClaim("facts.accident.state"),
      ),
    );
  if (content.payer.rules?.casualty && known.claimNumber === null)
    found.push(
      error(
        "23",
        "2010BA REF*Y4",
        `${content.payer.name} needs its own number of the accident.`,
        content,
        onClaim("facts.accident.claimNumber"),
      ),
    );
  return found;
}

/** SCRUB-24: services that this payer pays only with an authorization or a referral carry the number. */
export const permissions: ContentRule = (content) => {
  const rules = content.payer.rules;
  if (!rules) return [];
  const missing = (list: readonly string[], number: string | null | undefined) =>
    number ? [] : content.lines.filter((line) => codeListed(list, line.code)).map((line) => line.code);
  const authorized = missing(rules.authorizationFor, content.facts?.authorization);
  const referred = missing(rules.referralFor, content.facts?.referral);
  return [
    ...(authorized.length > 0
      ? [
          error(
            "24",
            "2300 REF*G1",
            `${content.payer.name} pays ${authorized.join(", ")} only with an authorization: enter its number.`,
            content,
            onClaim("facts.authorization"),
          ),
        ]
      : []),
    ...(referred.length > 0
      ? [
          error(
            "24",
            "2300 REF*9F",
            `${content.payer.name} pays ${referred.join(", ")} only with a referral: enter its number.`,
            content,
            onClaim("facts.referral"),
          ),
        ]
      : []),
  ];
};

/** SCRUB-38: a drug that was given carries its NDC with the quantity, where the payer asks for it. */
export const drugs: ContentRule = (content) =>
  content.lines.flatMap((line) =>
    !content.payer.rules?.drugNumber || !isDrug(line.code) || line.drug
      ? []
      : [
          error(
            "38",
            `2410 LIN03 (line ${line.lineNumber})`,
            `${content.payer.name} pays ${line.code} only with the NDC of what was given, and how much.`,
            content,
            { screen: "charge", field: "drug.ndc", id: line.chargeId },
          ),
        ],
  );

/** SCRUB-31: a code that stands for what has none says in words what was done. */
export const unlisted: ScrubRule = (content) =>
  content.lines.flatMap((line) =>
    !isUnlisted(line.code) || line.label.trim() !== ""
      ? []
      : [
          error(
            "31",
            `2400 SV101-7 (line ${line.lineNumber})`,
            `${line.code} stands for what has no code: say in the note what was done.`,
            content,
            { screen: "encounter", field: "procedures" },
          ),
        ],
  );
