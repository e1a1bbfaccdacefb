import type { BillingPaper, PaperWords } from "@practicum/contracts/billing/billing-paper";
import type { statement, visitSum } from "@practicum/contracts/billing/statements";
import type { Address } from "@practicum/contracts/schema";
import { must } from "@practicum/kernel/assert";
import { daysBetween, formatDate, type LocalDate } from "@practicum/kernel/local-date";
import { formatCents, sumCents, type Cents } from "@practicum/kernel/money";
import type { z } from "zod";
import { wrapText } from "../../domain/wrap-text.ts";
import { addressText } from "./statement.ts";
import { ageOf, statementWords, type Language, type StatementWords } from "./statement-words.ts";
import type { PaperStep } from "./dunning.ts";

type StatementVisit = z.input<typeof visitSum>;

/** A statement with what its paper says. */
export interface SheetStatement {
  readonly number: string;
  readonly account: string;
  readonly patientName: string;
  readonly date: LocalDate;
  readonly dueDate: LocalDate;
  readonly step: PaperStep;
  readonly copy: boolean;
  readonly payNow: Cents;
  readonly balance: Cents;
  readonly insurancePending: Cents;
  readonly plan: z.input<typeof statement>["plan"];
  readonly visits: readonly StatementVisit[];
  readonly lines: readonly { readonly date: LocalDate; readonly what: string; readonly amount: Cents }[];
}

/** What goes into one envelope: one patient's statement, or those of a family to the one who pays for it. */
export interface Envelope {
  readonly language: Language;
  readonly addressLines: readonly string[];
  readonly practice: { readonly name: string; readonly address: Address; readonly phone: string };
  readonly paper: Omit<BillingPaper, "logo">;
  readonly logo: { readonly width: number; readonly height: number } | null;
  readonly statements: readonly SheetStatement[];
  /** Where it was printed before: the day of this print. */
  readonly again: LocalDate | null;
}

/** What is drawn: points from the left and from the top; of a text where its line stands. */
export type Mark =
  | {
      readonly kind: "text";
      readonly text: string;
      readonly x: number;
      readonly y: number;
      readonly size: number;
      readonly bold: boolean;
    }
  | { readonly kind: "rule"; readonly x: number; readonly y: number; readonly width: number; readonly dashed: boolean }
  | {
      readonly kind: "logo";
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
    };

export type Measure = (text: string, size: number, bold: boolean) => number;

/** US letter, in points. */
export const SHEET = { width: 612, height: 792, margin: 54 } as const;

/**
 * Where an address is seen in a #10 window envelope (window 4 1/2 by 1 1/8 inch, 7/8 inch from the left and 1/2 from the bottom), of a sheet folded in
 * three, however it slides in the envelope: 1/8 inch is left free at the sides, as the post asks for.
 */
export const WINDOW = { left: 72, right: 306, top: 180, bottom: 228 } as const;
/** What may come into the window when the sheet slides: nothing else may stand there. */
export const WINDOW_REACH = { right: 396, top: 144, bottom: 264 } as const;
/** The part that comes back is 3 1/2 inches high, and its address is seen in a #9 window. */
export const STUB_TOP = SHEET.height - 252;
export const STUB_WINDOW = { left: 72, right: 306, top: SHEET.height - 90, bottom: SHEET.height - 38 } as const;

const RIGHT = SHEET.width - SHEET.margin;
const WIDTH = SHEET.width - 2 * SHEET.margin;
const TEXT = 9;
const LEAD = 11.2;
const LOGO = { width: 150, height: 48 } as const;
/** The right column of the head begins here, clear of the window. */
const FACTS = 402;

/**
 * BIL-418: the pages of one envelope. The first has the address where the window shows it and the part to tear off; what has no room goes on on pages of
 * its own. Each says which it is of how many.
 */
export function statementSheets(envelope: Envelope, measure: Measure): Mark[][] {
  const words = statementWords[envelope.language];
  const own = envelope.paper.words[envelope.language];
  const flow = new Flow(measure);
  putHead(flow, envelope, words);
  putStub(flow, envelope, words);
  flow.y = WINDOW_REACH.bottom + LEAD;
  flow.paragraph(own.greeting);
  const several = envelope.statements.length > 1;
  for (const one of envelope.statements) putStatement(flow, one, { words, own, several });
  putAges(flow, envelope.statements, words);
  const online = envelope.paper.payUrl ? `${words.payOnline} ${envelope.paper.payUrl}` : "";
  flow.paragraph([own.howToPay, online].filter((one) => one !== "").join(" "));
  // Last, because it is what may need pages of its own.
  for (const one of envelope.statements) putLines(flow, one, { words, own, several });
  const first = must(envelope.statements[0], "an envelope has a statement");
  const again = envelope.again ? ` · ${words.printedAgain(envelope.again)}` : "";
  for (const [at, page] of flow.pages.entries()) {
    const which = `${words.number} ${first.number} · ${words.page(at + 1, flow.pages.length)}${again}`;
    page.push(flow.atRight(which, { y: 30, size: 8 }));
  }
  return flow.pages;
}

/** Writes from the top down, and begins another page where one ends. */
class Flow {
  readonly pages: Mark[][] = [[]];
  y = 0;
  /** Drawn again at the top of each page that a table goes on to. */
  onNewPage: (() => void) | null = null;
  readonly #measure: Measure;

  constructor(measure: Measure) {
    this.#measure = measure;
  }

  put(...marks: readonly Mark[]): void {
    must(this.pages.at(-1)).push(...marks);
  }

  text(
    text: string,
    x: number,
    more: { readonly y?: number; readonly size?: number; readonly bold?: boolean } = {},
  ): Mark {
    return { kind: "text", text, x, y: more.y ?? this.y, size: more.size ?? TEXT, bold: more.bold ?? false };
  }

  atRight(
    text: string,
    more: { readonly right?: number; readonly y?: number; readonly size?: number; readonly bold?: boolean } = {},
  ): Mark {
    const width = this.#measure(text, more.size ?? TEXT, more.bold ?? false);
    return this.text(text, (more.right ?? RIGHT) - width, more);
  }

  /** The largest size, up to `size`, at which a text has room. */
  fitted(text: string, room: number, size: number): number {
    const width = this.#measure(text, size, false);
    return width <= room ? size : Math.max(6, Math.floor(((size * room) / width) * 10) / 10);
  }

  room(height: number): void {
    const bottom = this.pages.length === 1 ? STUB_TOP - 10 : SHEET.height - SHEET.margin;
    if (this.y + height <= bottom) return;
    this.pages.push([]);
    this.y = SHEET.margin;
    this.onNewPage?.();
  }

  paragraph(text: string, more: { readonly bold?: boolean; readonly indent?: number } = {}): void {
    const { bold = false, indent = 0 } = more;
    for (const part of text.split("\n").filter((one) => one.trim() !== ""))
      for (const line of wrapText(part, WIDTH - indent, (piece) => this.#measure(piece, TEXT, bold))) {
        this.room(LEAD);
        this.y += LEAD;
        this.put(this.text(line, SHEET.margin + indent, { bold }));
      }
    if (text.trim() !== "") this.y += 4;
  }

  rule(dashed = false): void {
    this.put({ kind: "rule", x: SHEET.margin, y: this.y + 3, width: WIDTH, dashed });
  }

  wrapped(text: string, room: number): string[] {
    return wrapText(text, room, (piece) => this.#measure(piece, TEXT, false));
  }
}

function putHead(flow: Flow, envelope: Envelope, words: StatementWords): void {
  const { practice, paper, logo, statements } = envelope;
  let y = 36;
  if (logo) {
    const scale = Math.min(LOGO.width / logo.width, LOGO.height / logo.height);
    const size = { width: logo.width * scale, height: logo.height * scale };
    flow.put({ kind: "logo", x: SHEET.margin, y, ...size });
    y += size.height + 4;
  }
  const lines = [...addressText(practice.address), `${words.call} ${phoneText(paper.phone ?? practice.phone)}`];
  flow.put(flow.text(practice.name, SHEET.margin, { y: (y += 12), size: 11, bold: true }));
  for (const line of lines) flow.put(flow.text(line, SHEET.margin, { y: (y += 10.5), size: 8.5 }));
  envelope.addressLines.slice(0, 4).forEach((line, at) => {
    const size = flow.fitted(line, WINDOW.right - WINDOW.left, 10);
    flow.put(flow.text(line, WINDOW.left, { y: WINDOW.top + 10 + at * 11.5, size }));
  });
  const [first] = statements;
  if (!first) return;
  const facts = [
    [words.number, statements.map((one) => one.number + (one.copy ? ` (${words.copy})` : "")).join(", ")],
    [words.account, [...new Set(statements.map((one) => one.account))].join(", ")],
    [words.date, formatDate(first.date)],
    [words.payBy, formatDate(earliest(statements))],
  ] as const;
  flow.put(flow.text(words.titles[highest(statements)], FACTS, { y: 62, size: 13, bold: true }));
  y = 66;
  for (const [label, value] of facts) {
    y += 13;
    const room = RIGHT - FACTS - 84;
    flow.put(flow.text(label, FACTS, { y, size: 9 }));
    flow.put(flow.atRight(value, { y, size: flow.fitted(value, room, 9) }));
  }
  flow.put(flow.text(words.due, FACTS, { y: y + 18, size: 10.5, bold: true }));
  flow.put(flow.atRight(money(totalOf(statements)), { y: y + 18, size: 12, bold: true }));
}

function putStub(flow: Flow, envelope: Envelope, words: StatementWords): void {
  const { practice, paper, statements } = envelope;
  flow.put({ kind: "rule", x: 0, y: STUB_TOP, width: SHEET.width, dashed: true });
  flow.put(flow.text(words.tearOff, SHEET.margin, { y: STUB_TOP + 14, size: 8 }));
  let y = STUB_TOP + 32;
  flow.put(flow.text(words.payTo(practice.name), SHEET.margin, { y, size: 9.5, bold: true }));
  flow.put(flow.text(words.writeNumber, SHEET.margin, { y: y + 13, size: 8.5 }));
  const to = envelope.addressLines.slice(0, 1).join("");
  const facts = [
    [words.number, statements.map((one) => one.number).join(", ")],
    [words.account, [...new Set(statements.map((one) => one.account))].join(", ")],
    ["", to],
    [words.payBy, formatDate(earliest(statements))],
  ] as const;
  for (const [label, value] of facts) {
    flow.put(flow.text(label, 330, { y, size: 9 }));
    flow.put(flow.atRight(value, { y, size: flow.fitted(value, 140, 9) }));
    y += 14;
  }
  flow.put(flow.text(words.due, 330, { y: y + 6, size: 11, bold: true }));
  flow.put(flow.atRight(money(totalOf(statements)), { y: y + 6, size: 12, bold: true }));
  flow.put(flow.text(words.enclosed, 330, { y: y + 32, size: 11 }));
  flow.put({ kind: "rule", x: 440, y: y + 33, width: RIGHT - 440, dashed: false });
  const lines = [practice.name, ...addressText(paper.payTo ?? practice.address)];
  lines.slice(0, 4).forEach((line, at) => {
    const size = flow.fitted(line, STUB_WINDOW.right - STUB_WINDOW.left, 10);
    flow.put(flow.text(line, STUB_WINDOW.left, { y: STUB_WINDOW.top + 10 + at * 11.5, size }));
  });
}

interface How {
  readonly words: StatementWords;
  readonly own: PaperWords;
  readonly several: boolean;
}

function putStatement(flow: Flow, one: SheetStatement, { words, own, several }: How): void {
  const head = words.careOf(one.patientName, one.account);
  flow.room(3 * LEAD);
  flow.paragraph(several ? `${head} · ${one.number} · ${money(one.payNow)}` : head, { bold: true });
  flow.paragraph(noticeOf(one.step, own));
  if (one.plan) flow.paragraph(words.plan(one.plan));
  putVisits(flow, one.visits, words);
  if (one.insurancePending > 0) flow.paragraph(words.pending(one.insurancePending));
}

function noticeOf(step: PaperStep, own: PaperWords): string {
  if (step === "reminder") return own.notice2;
  if (step === "final-notice") return own.notice3;
  return step === "statement" ? own.notice1 : "";
}

type Column = keyof StatementWords["columns"];

/** Each visit in one row: charged, less the columns after it, is what is owed. */
const AMOUNTS: { readonly [C in Exclude<Column, "visit">]: (visit: StatementVisit) => Cents } = {
  charged: (one) => one.charged,
  adjusted: (one) => -(one.discount + one.forgiven + one.other) || 0,
  insurance: (one) => -one.insurancePaid || 0,
  pending: (one) => -one.insurancePending || 0,
  you: (one) => -one.youPaid || 0,
  agency: (one) => -one.collections || 0,
  owed: (one) => one.owed,
};
const ALWAYS = new Set<Column>(["charged", "adjusted", "insurance", "you", "owed"]);

function putVisits(flow: Flow, visits: readonly StatementVisit[], words: StatementWords): void {
  if (visits.length === 0) return;
  const shown = (Object.keys(AMOUNTS) as (keyof typeof AMOUNTS)[]).filter(
    (name) => ALWAYS.has(name) || visits.some((visit) => AMOUNTS[name](visit) !== 0),
  );
  const step = (WIDTH - 70) / shown.length;
  const right = (at: number) => SHEET.margin + 70 + step * (at + 1);
  const head = () => {
    flow.y += LEAD;
    flow.put(flow.text(words.columns.visit, SHEET.margin, { size: 8.5, bold: true }));
    shown.forEach((name, at) =>
      flow.put(flow.atRight(words.columns[name], { right: right(at), size: 8.5, bold: true })),
    );
    flow.rule();
    flow.y += 3;
  };
  flow.room(4 * LEAD);
  head();
  flow.onNewPage = head;
  for (const visit of visits) {
    flow.room(LEAD);
    flow.y += LEAD;
    flow.put(flow.text(formatDate(visit.serviceDate), SHEET.margin));
    shown.forEach((name, at) => flow.put(flow.atRight(money(AMOUNTS[name](visit)), { right: right(at) })));
  }
  if (visits.length > 1) {
    flow.room(LEAD + 4);
    flow.rule();
    flow.y += LEAD + 3;
    flow.put(flow.text(words.total, SHEET.margin, { bold: true }));
    shown.forEach((name, at) =>
      flow.put(flow.atRight(money(sumCents(visits.map(AMOUNTS[name]))), { right: right(at), bold: true })),
    );
  }
  flow.onNewPage = null;
  flow.y += 8;
}

function putLines(flow: Flow, one: SheetStatement, { words, several }: How): void {
  if (one.lines.length === 0) return;
  const title = several ? `${words.details} · ${one.number}` : words.details;
  const head = () => {
    flow.y += LEAD;
    flow.put(flow.text(title, SHEET.margin, { size: 8.5, bold: true }));
    flow.rule();
    flow.y += 3;
  };
  flow.room(4 * LEAD);
  head();
  flow.onNewPage = head;
  for (const line of one.lines) {
    const parts = flow.wrapped(line.what, WIDTH - 70 - 80);
    flow.room(LEAD * parts.length);
    parts.forEach((part, at) => {
      flow.y += LEAD;
      flow.put(flow.text(part, SHEET.margin + 70));
      if (at > 0) return;
      flow.put(flow.text(formatDate(line.date), SHEET.margin));
      flow.put(flow.atRight(money(line.amount)));
    });
  }
  flow.room(LEAD + 4);
  flow.rule();
  flow.y += LEAD + 3;
  flow.put(flow.text(words.balance, SHEET.margin, { bold: true }));
  flow.put(flow.atRight(money(one.balance), { bold: true }));
  flow.onNewPage = null;
  flow.y += 8;
}

/** What is owed by its age, of all statements in the envelope. */
export function agesOf(statements: readonly Pick<SheetStatement, "date" | "visits">[]): Cents[] {
  const ages = [0, 0, 0, 0, 0];
  for (const { date, visits } of statements)
    for (const visit of visits) {
      const at = ageOf(daysBetween(visit.serviceDate, date));
      ages[at] = (ages[at] ?? 0) + visit.owed;
    }
  return ages;
}

function putAges(flow: Flow, statements: readonly SheetStatement[], words: StatementWords): void {
  flow.room(4 * LEAD);
  flow.y += LEAD;
  flow.put(flow.text(words.age, SHEET.margin, { size: 8.5, bold: true }));
  flow.rule();
  const step = WIDTH / 5;
  flow.y += LEAD + 3;
  words.ages.forEach((age, at) => flow.put(flow.atRight(age, { right: SHEET.margin + step * (at + 1), size: 8.5 })));
  flow.y += LEAD;
  agesOf(statements).forEach((amount, at) =>
    flow.put(flow.atRight(money(amount), { right: SHEET.margin + step * (at + 1) })),
  );
  flow.y += 8;
}

export function totalOf(statements: readonly Pick<SheetStatement, "payNow">[]): Cents {
  return sumCents(statements.map((one) => one.payNow));
}

export function earliest(statements: readonly Pick<SheetStatement, "dueDate">[]): LocalDate {
  return must(statements.map((one) => one.dueDate).toSorted()[0], "an envelope has a statement");
}

/** The paper's title is that of the hardest word in it. */
function highest(statements: readonly Pick<SheetStatement, "step">[]): PaperStep {
  return (
    (["final-notice", "reminder", "statement"] as const).find((step) => statements.some((one) => one.step === step)) ??
    "plan"
  );
}

function phoneText(phone: string): string {
  return phone.length === 10 ? `(${phone.slice(0, 3)}) ${phone.slice(3, 6)}-${phone.slice(6)}` : phone;
}

/** The minus of the screens has no shape in the printed fonts. */
function money(amount: Cents): string {
  return formatCents(amount).replace("−", "-");
}
