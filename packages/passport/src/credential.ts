import { lessonById } from "@practicum/curriculum/lessons";
import type { AnyLesson } from "@practicum/curriculum/kit/lesson";
import type { Unsigned } from "./proof.ts";
import { NOTICE, nameOf, uuidOf, type PassportRecord } from "./record.ts";

const CONTEXTS = ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"];

const STATUS = { met: "Completed", open: "InProgress", broken: "Failed" } as const;

/** Who is named as the issuer, and since when. */
export interface Issuance {
  readonly did: string;
  /** What a person calls themselves. */
  readonly name: string;
  /** Real time. */
  readonly validFrom: string;
}

/**
 * The record as an Open Badges 3.0 credential (1EdTech, over the W3C Verifiable Credentials Data Model 2.0). All of it follows from
 * the record, so that nothing else can be slipped into it.
 */
export function credentialOf(record: PassportRecord, { did, name, validFrom }: Issuance): Unsigned {
  const lesson = lessonById(record.lesson.id);
  const urn = `urn:uuid:${uuidOf(record)}`;
  return {
    "@context": CONTEXTS,
    id: urn,
    type: ["VerifiableCredential", "OpenBadgeCredential"],
    name: `${lesson.title} (${lesson.id}), self-issued`,
    description: NOTICE,
    issuer: { id: did, type: ["Profile"], name: `${name}, self-issued` },
    validFrom,
    credentialSubject: {
      id: did,
      type: ["AchievementSubject"],
      achievement: achievementOf(lesson, record),
      result: [
        { type: ["Result"], resultDescription: scoreId(record), value: String(record.score) },
        ...record.outcomes.map(({ id, state }) => ({
          type: ["Result"],
          resultDescription: outcomeId(record, id),
          status: STATUS[state],
        })),
      ],
    },
    evidence: [
      {
        // RFC 6920: the record is named by its hash, wherever the file lies.
        id: `ni:///sha-256;${nameOf(record)}`,
        type: ["Evidence"],
        name: "The log, to be done again",
        narrative: `${record.log.length} entries on build ${record.build}, seed ${record.lesson.seed}. "practicum verify FILE" does them again and compares.`,
      },
    ],
  };
}

function achievementOf(lesson: AnyLesson, record: PassportRecord) {
  return {
    id: `urn:practicum:lesson:${record.lesson.id}@${record.lesson.version}`,
    type: ["Achievement"],
    achievementType: "Assessment",
    name: lesson.title,
    description: `${record.passed ? "Passed" : "Not passed"}. Whoever passes ${lesson.teaches.join("; ")}.`,
    criteria: { narrative: lesson.goal },
    resultDescription: [
      {
        id: scoreId(record),
        type: ["ResultDescription"],
        name: "Score of 100",
        resultType: "RawScore",
        valueMin: "0",
        valueMax: "100",
      },
      ...record.outcomes.map(({ id, label }) => ({
        id: outcomeId(record, id),
        type: ["ResultDescription"],
        name: label,
        resultType: "Status",
      })),
    ],
  };
}

const scoreId = ({ lesson }: PassportRecord) => `urn:practicum:lesson:${lesson.id}@${lesson.version}:score`;
const outcomeId = ({ lesson }: PassportRecord, id: string) =>
  `urn:practicum:lesson:${lesson.id}@${lesson.version}:outcome:${id}`;
