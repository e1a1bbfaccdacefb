import type {
  ContactChannel,
  KioskAnswers,
  KioskChanges,
  KioskDifference,
} from "@practicum/contracts/scheduling/kiosk";
import type { Demographics } from "@practicum/contracts/scheduling/patients";
import type { Instant } from "@practicum/kernel/instant";

/** What was answered to a field; `old` is what stood there before it was taken over. */
export interface Settled {
  readonly answer: "accepted" | "kept";
  readonly by: string;
  readonly at: Instant;
  readonly old?: unknown;
}
export type SettledFields = { readonly [field: string]: Settled };

export interface Now {
  readonly record: Demographics & { readonly version: number };
  readonly contact: ReadonlyMap<ContactChannel, boolean>;
}

type Told = Pick<KioskAnswers, "seenVersion" | "changes" | "contact" | "coverages" | "newCoverage">;

export type RecordField = keyof KioskChanges;
const recordFields: readonly RecordField[] = ["name", "phone", "email", "address", "language", "emergencyContact"];

const isRecordField = (field: string): field is RecordField => recordFields.some((one) => one === field);

/** Whether two values of a field say the same; "" and nothing do. */
function same(a: unknown, b: unknown): boolean {
  return plain(a) === plain(b);
}

function plain(value: unknown): string {
  return JSON.stringify(value ?? null, (_, inner: unknown) => {
    if (inner === "" || inner === undefined) return null;
    if (typeof inner !== "object" || inner === null || Array.isArray(inner)) return inner;
    return Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  });
}

/**
 * What the patient says is otherwise than the record is now (SCH-167), and what was answered to it. What the record says meanwhile by
 * itself is no difference any more.
 */
export function differencesOf(told: Told, now: Now, settled: SettledFields): KioskDifference[] {
  const found: KioskDifference[] = [];
  const add = (field: string, old: unknown, next: unknown, changedSince: boolean) => {
    const answered = settled[field];
    // What was taken over is shown beside what stood there before, so that it can be given back.
    const before = answered?.answer === "accepted" ? (answered.old ?? null) : old;
    if (answered === undefined && same(old, next)) return;
    found.push({
      field,
      old: inWords(before),
      new: inWords(next),
      answer: answered?.answer ?? "open",
      changedSince: changedSince && answered === undefined,
      by: answered?.by ?? null,
      at: answered?.at ?? null,
    });
  };
  const changedSince = now.record.version !== told.seenVersion;
  for (const field of recordFields)
    if (field in told.changes && told.changes[field] !== undefined)
      add(field, now.record[field], told.changes[field], changedSince);
  for (const { channel, allowed } of told.contact)
    add(`contact.${channel}`, now.contact.get(channel) ?? null, allowed, false);
  for (const said of told.coverages) {
    if (said.says === "same") continue;
    const words = said.says === "ended" ? "Ended" : cardWords(said);
    add(`coverage.${said.coverageId}`, null, words, false);
  }
  if (told.newCoverage !== null)
    add("new-coverage", null, `${told.newCoverage.payerName}, ${cardWords(told.newCoverage)}`, false);
  return found;
}

const cardWords = (card: { readonly memberId: string | null; readonly groupNumber: string | null }) =>
  [
    card.memberId === null ? "see the picture" : `member ${card.memberId}`,
    ...((card.groupNumber ?? "") === "" ? [] : [`group ${card.groupNumber}`]),
  ].join(", ");

/** A value as people read it; nothing is null. */
function inWords(value: unknown): string | null {
  if (value === null || value === undefined || value === "") return null;
  if (typeof value === "boolean") return value ? "Yes" : "No";
  if (typeof value === "string") return value;
  if (typeof value === "number") return String(value);
  if (typeof value !== "object") return null;
  const v = value as { readonly [key: string]: unknown };
  const parts =
    "family" in v
      ? [[v["given"], v["middle"], v["family"], v["suffix"]].filter(Boolean).join(" ")]
      : "line1" in v
        ? [v["line1"], v["line2"], v["city"], `${String(v["state"])} ${String(v["zip"])}`]
        : [v["name"], v["relationship"], v["phone"]];
  return parts.filter((part) => part !== null && part !== undefined && part !== "").join(", ");
}

export interface Answer {
  readonly field: string;
  readonly answer: "accept" | "keep" | "open";
}

/** What answers do: to the record, to the consents to be reached, and to what is settled. */
export interface Settling {
  /** The demographics after it; null where they stay. */
  readonly record: Demographics | null;
  readonly contact: readonly { readonly channel: ContactChannel; readonly allowed: boolean | null }[];
  readonly settled: SettledFields;
}

/**
 * Takes fields over, keeps what is there, or takes such an answer back (SCH-168). @returns the field that cannot: there is none such, or
 * somebody has changed what was taken over since.
 */
export function settle(
  told: Told,
  now: Now,
  settled: SettledFields,
  answers: readonly Answer[],
  who: { readonly by: string; readonly at: Instant },
): Settling | { readonly refused: string; readonly because: "unknown" | "changed" } {
  const open = new Set(differencesOf(told, now, settled).map(({ field }) => field));
  const { version: _version, ...demographics } = now.record;
  let record: Demographics = demographics;
  let touched = false;
  const contact: { channel: ContactChannel; allowed: boolean | null }[] = [];
  const after: { [field: string]: Settled } = { ...settled };
  const put = (field: string, value: unknown) => {
    if (isRecordField(field)) {
      record = { ...record, [field]: value };
      touched = true;
    }
    const channel = told.contact.find((one) => field === `contact.${one.channel}`)?.channel;
    if (channel !== undefined) contact.push({ channel, allowed: typeof value === "boolean" ? value : null });
  };
  for (const { field, answer } of answers) {
    if (!open.has(field)) return { refused: field, because: "unknown" };
    const told_ = toldOf(told, field);
    const current = isRecordField(field) ? record[field] : contactOf(now, field);
    const earlier = after[field];
    if (answer === "accept") {
      if (earlier?.answer === "accepted") continue;
      after[field] = { answer: "accepted", ...who, ...(current === undefined ? {} : { old: current }) };
      put(field, told_);
      continue;
    }
    if (earlier?.answer === "accepted" && (isRecordField(field) || field.startsWith("contact."))) {
      if (!same(current, told_)) return { refused: field, because: "changed" };
      put(field, earlier.old ?? null);
    }
    if (answer === "keep") after[field] = { answer: "kept", ...who };
    else delete after[field];
  }
  return { record: touched ? record : null, contact, settled: after };
}

function toldOf(told: Told, field: string): unknown {
  if (isRecordField(field)) return told.changes[field];
  return told.contact.find((one) => field === `contact.${one.channel}`)?.allowed;
}

function contactOf(now: Now, field: string): unknown {
  for (const [channel, allowed] of now.contact) if (field === `contact.${channel}`) return allowed;
  return field.startsWith("contact.") ? null : undefined;
}
