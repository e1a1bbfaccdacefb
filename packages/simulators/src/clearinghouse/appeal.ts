import { randomInt, seededRandom } from "@practicum/kernel/random";
import type { LocalDate } from "@practicum/kernel/local-date";
import { addDays } from "@practicum/kernel/local-date";
import type { Cause } from "../payer/causes.ts";
import type { DecidedClaim } from "../payer/state.ts";
import type { ExchangedFile } from "./exchanged-file.ts";

/** An appeal goes as a file too: JSON, named `appeal-….json`. X12 has no transaction for it. */
export interface Appeal {
  readonly payerId: string;
  /** CLM01 or the payer's claim number. */
  readonly claimNumber: string;
  readonly grounds: string;
  /** A retroactive authorization or referral number. */
  readonly authorization: string | null;
  /** Names of the papers sent along: "note", "277CA", "contract". */
  readonly attachments: readonly string[];
  /** By which the sender knows it again; without it no letter comes back, only the remittance of one that is granted. */
  readonly reply?: {
    readonly appealId: string;
    readonly letterId: string;
    readonly purpose: "appeal" | "correction" | "information" | "withdrawal";
    readonly level: number;
  };
}

export function readAppeal(file: ExchangedFile): Appeal | null {
  if (!/^appeal-[\w-]+\.json$/.test(file.name)) return null;
  try {
    const value: unknown = JSON.parse(file.content);
    if (!isAppeal(value)) return null;
    // The letter itself is for people: what it says is in the index too.
    const { payerId, claimNumber, grounds, authorization, attachments } = value;
    const reply = replyOf(value);
    return { payerId, claimNumber, grounds, authorization, attachments, ...(reply ? { reply } : {}) };
  } catch {
    return null;
  }
}

function isAppeal(value: unknown): value is Appeal {
  if (typeof value !== "object" || value === null) return false;
  const appeal = value as Partial<Record<keyof Appeal, unknown>>;
  return (
    typeof appeal.payerId === "string" &&
    typeof appeal.claimNumber === "string" &&
    typeof appeal.grounds === "string" &&
    (appeal.authorization === null || typeof appeal.authorization === "string") &&
    Array.isArray(appeal.attachments) &&
    appeal.attachments.every((name) => typeof name === "string")
  );
}

const PURPOSES = ["appeal", "correction", "information", "withdrawal"] as const;

function replyOf(value: object): Appeal["reply"] {
  const { appealId, letterId, purpose, level } = value as { readonly [name: string]: unknown };
  const known = PURPOSES.find((one) => one === purpose);
  if (typeof appealId !== "string" || typeof letterId !== "string" || !known) return undefined;
  return { appealId, letterId, purpose: known, level: typeof level === "number" ? level : 1 };
}

export interface AppealDecision {
  readonly outcome: "upheld" | "overturned" | "partly" | "information";
  readonly words: string;
  /** The policies that the payer sets aside: none where it grants nothing. */
  readonly waived: readonly Cause["policy"][];
  /** The lines for which it does, from 1; absent for all. */
  readonly waivedLines?: readonly number[];
}

/** What each of the grounds is about, and what a payer wants to see for it. */
const CASES: {
  readonly [grounds: string]: {
    readonly policies: readonly Cause["policy"][];
    readonly wants: (appeal: Appeal, facts: AppealFacts) => string | null;
  };
} = {
  "timely-filing": {
    policies: ["timely-filing"],
    wants: ({ attachments }, { acceptedEarlier }) =>
      acceptedEarlier && attachments.includes("277CA")
        ? null
        : "an acknowledgment (277CA) that shows that we accepted the claim in time",
  },
  authorization: { policies: ["authorization"], wants: numberOf("the authorization number") },
  referral: { policies: ["referral"], wants: numberOf("the referral number") },
  "medical-necessity": { policies: ["medical-necessity"], wants: paper("note", "the signed note of the visit") },
  bundled: { policies: ["bundled"], wants: paper("note", "the signed note that describes each service by itself") },
  "payer-mistake": {
    policies: ["payer-mistake", "downcoded"],
    wants: ({ attachments }) =>
      attachments.some((name) => name === "contract" || name === "note") ? null : "the contract, or the signed note",
  },
};

function numberOf(what: string) {
  return ({ authorization }: Appeal) =>
    authorization !== null && /^[0-9A-Z-]{6,50}$/i.test(authorization) ? null : what;
}

function paper(name: string, what: string) {
  return ({ attachments }: Appeal) => (attachments.includes(name) ? null : what);
}

interface AppealFacts {
  /** An earlier sending of the same claim was accepted in time. */
  readonly acceptedEarlier: boolean;
  /** Lets chance repeat: whether the reviewer of this very letter is strict. Null: none is. */
  readonly chance: number | null;
}

/**
 * SIM-20, SIM-21: what a reviewer makes of an appeal. Without what its grounds want the payer asks for it once and then upholds; with it,
 * a first level is mostly granted, sometimes for one line alone, sometimes asked about or refused; a further level is granted.
 */
export function decideAppeal(appeal: Appeal, decided: DecidedClaim, facts: AppealFacts): AppealDecision {
  const known = CASES[appeal.grounds];
  const causes = decided.causes.filter((cause) => known?.policies.includes(cause.policy));
  if (!known || causes.length === 0)
    return upheld("The letter does not speak to the reason for which the claim was refused.");
  const wanted = known.wants(appeal, facts);
  const asked = appeal.reply?.purpose === "information";
  if (wanted !== null) {
    if (asked || !appeal.reply) return upheld(`We had to decide without ${wanted}.`);
    return { outcome: "information", words: `Please send ${wanted}.`, waived: [] };
  }
  const chance = appeal.reply && appeal.reply.level === 1 && !asked ? facts.chance : null;
  if (chance !== null && chance < 0.12) return upheld("Our reviewer does not find the criteria met.");
  if (chance !== null && chance < 0.25)
    return { outcome: "information", words: "Please confirm in writing what you ask for.", waived: [] };
  const lines = causes.flatMap((cause) => cause.line ?? []);
  const [first] = lines;
  if (chance !== null && chance < 0.5 && lines.length > 1 && first !== undefined)
    return { outcome: "partly", words: "One of the services is paid.", waived: known.policies, waivedLines: [first] };
  return { outcome: "overturned", words: "Our decision is reversed; a remittance follows.", waived: known.policies };
}

function upheld(words: string): AppealDecision {
  return { outcome: "upheld", words, waived: [] };
}

/** Between 0 and 1, always the same for a letter of a seed. */
export function chanceOf(seed: string, claimId: string, { purpose, level }: NonNullable<Appeal["reply"]>): number {
  return seededRandom(`${seed}/appeal/${claimId}/${level}/${purpose}`).next();
}

/** Payer days until the answer: two to three weeks, one after what was asked for has come. */
export function answerDaysOf(seed: string, claimId: string, { purpose, level }: NonNullable<Appeal["reply"]>): number {
  const random = seededRandom(`${seed}/appeal-days/${claimId}/${level}/${purpose}`);
  return purpose === "information" ? randomInt(random, 5, 8) : randomInt(random, 12, 20);
}

/** Days that a payer gives for what it asks for. */
const INFORMATION_DAYS = 21;

/** The letter that comes back, as the sender's index has it. */
export function answerFile({ reply }: Appeal, decision: AppealDecision, on: LocalDate): string | null {
  if (!reply) return null;
  return JSON.stringify({
    kind: "appeal-answer",
    appealId: reply.appealId,
    letterId: reply.letterId,
    outcome: decision.outcome,
    on,
    dueOn: decision.outcome === "information" ? addDays(on, INFORMATION_DAYS) : null,
    words: decision.words,
  });
}
