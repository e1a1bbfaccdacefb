import { usualPaper } from "@practicum/contracts/billing/billing-paper";
import { must } from "@practicum/kernel/assert";
import { describe, expect, test } from "vitest";
import {
  agesOf,
  SHEET,
  statementSheets,
  STUB_TOP,
  STUB_WINDOW,
  WINDOW,
  WINDOW_REACH,
  type Envelope,
  type Mark,
  type SheetStatement,
} from "./statement-sheet.ts";

const STREET = { line1: "100 Harbor Drive", line2: null, city: "San Diego", state: "CA", zip: "921011234" };
const BOX = { line1: "PO Box 4410", line2: null, city: "San Diego", state: "CA", zip: "92138" };
const LETTER = 5;
const measure = (text: string, size: number) => (text.length * LETTER * size) / 10;

const visit = (serviceDate: string, more: Partial<SheetStatement["visits"][number]> = {}) => ({
  serviceDate,
  charged: 15_000,
  discount: 6000,
  insurancePaid: 5000,
  insurancePending: 0,
  youPaid: 1000,
  forgiven: 0,
  collections: 0,
  other: 0,
  owed: 3000,
  asked: "statement" as const,
  ...more,
});
const statement = (number: string, more: Partial<SheetStatement> = {}): SheetStatement => ({
  number,
  account: "100042",
  patientName: "Maria Lopez",
  date: "2026-11-30",
  dueDate: "2026-12-30",
  step: "statement",
  copy: false,
  payNow: 3000,
  balance: 3000,
  insurancePending: 0,
  plan: null,
  visits: [visit("2026-11-20")],
  lines: [{ date: "2026-11-25", what: "Visit of 11/20/2026, Visit: your deductible", amount: 3000 }],
  ...more,
});
const envelope = (statements: readonly SheetStatement[], more: Partial<Envelope> = {}): Envelope => ({
  language: "en",
  addressLines: ["Maria Lopez", "12 Palm Street", "Apt 4", "San Diego, CA 92101"],
  practice: { name: "Mission Bay", address: STREET, phone: "6195550100" },
  paper: { ...usualPaper, payTo: BOX, phone: "6195550177", payUrl: "https://pay.clinic.example" },
  logo: { width: 300, height: 100 },
  statements,
  again: null,
  ...more,
});
const many = (count: number) =>
  Array.from({ length: count }, (_, at) => ({ date: "2026-11-25", what: `Visit ${at}: deductible`, amount: 100 }));
const pages = (of: Envelope) => statementSheets(of, measure);
const texts = (marks: readonly Mark[]) => marks.flatMap((mark) => (mark.kind === "text" ? [mark.text] : []));
const box = (mark: Mark) => {
  if (mark.kind === "text")
    return { left: mark.x, right: mark.x + measure(mark.text, mark.size), top: mark.y - mark.size, bottom: mark.y };
  const height = mark.kind === "logo" ? mark.height : 0;
  return { left: mark.x, right: mark.x + mark.width, top: mark.y, bottom: mark.y + height };
};

describe("BIL-418: the printed statement", () => {
  const long = envelope([
    statement("S1", { visits: Array.from({ length: 60 }, () => visit("2026-11-20")), lines: many(70) }),
  ]);

  test("the address lies where a #10 window shows it, and nothing else comes into it when the sheet slides", () => {
    const wide = "Juan Carlos de la Hernandez-Villanueva y Montes de Oca del Castillo";
    const of = envelope([statement("S1")], { addressLines: [wide, "12 Palm Street", "Apt 4", "San Diego, CA 92101"] });
    const marks = must(pages(of)[0]);
    const address = marks.filter(
      (mark) => mark.kind === "text" && of.addressLines.includes(mark.text) && mark.x === WINDOW.left,
    );
    expect(address).toHaveLength(4);
    for (const at of address.map(box)) {
      expect(at.left >= WINDOW.left && at.right <= WINDOW.right + 0.1).toBe(true);
      expect(at.top >= WINDOW.top && at.bottom <= WINDOW.bottom).toBe(true);
    }
    const within = marks
      .filter((mark) => !address.includes(mark))
      .filter((mark) => {
        const at = box(mark);
        return at.left < WINDOW_REACH.right && at.bottom > WINDOW_REACH.top && at.top < WINDOW_REACH.bottom;
      });
    expect(within).toEqual([]);
  });

  test("the part that comes back has number, account, day, sum, and where to send it, in a window of its own", () => {
    const marks = must(pages(envelope([statement("S1")]))[0]).filter((mark) => mark.y > STUB_TOP);
    expect(texts(marks)).toEqual(
      expect.arrayContaining(["S1", "100042", "12/30/2026", "$30.00", "Make checks payable to Mission Bay"]),
    );
    const to = marks.filter((mark) => mark.y > STUB_WINDOW.top);
    expect(texts(to)).toEqual(["Mission Bay", "PO Box 4410", "San Diego, CA 92138"]);
    expect(to.every((mark) => box(mark).left >= STUB_WINDOW.left && box(mark).bottom <= STUB_WINDOW.bottom)).toBe(true);
    // Where nothing else is said, payments go to the practice itself.
    const same = envelope([statement("S1")], { paper: { ...usualPaper, payTo: null } });
    expect(texts(must(pages(same)[0]).filter((mark) => mark.y > STUB_WINDOW.top))[1]).toBe("100 Harbor Drive");
  });

  test("each page says which it is of how many, nothing runs into the part that comes back or off the sheet, every row is there once", () => {
    const all = pages(long);
    expect(all.length).toBeGreaterThan(2);
    all.forEach((marks, at) => {
      expect(texts(marks)).toContain(`Statement S1 · Page ${at + 1} of ${all.length}`);
      for (const mark of marks) {
        const { left, right, bottom } = box(mark);
        expect(left >= 0 && right <= SHEET.width && bottom <= SHEET.height - 30).toBe(true);
      }
    });
    const body = must(all[0]).filter((mark) => mark.kind === "text" && mark.y > STUB_TOP - 10 && mark.y < STUB_TOP);
    expect(body).toEqual([]);
    const rows = all.flatMap(texts);
    expect(rows.filter((text) => text.startsWith("Visit ") && text.endsWith(": deductible"))).toEqual(
      many(70).map((one) => one.what),
    );
    expect(rows.filter((text) => text === "11/20/2026")).toHaveLength(60);
    // A table that goes on has its head again.
    expect(rows.filter((text) => text === "You owe").length).toBeGreaterThan(1);
  });

  test("a visit's row is charged less what others and the patient did, which is what is owed; a column that nobody has is not there", () => {
    const of = envelope([
      statement("S1", { visits: [visit("2026-11-20", { discount: 5500, forgiven: 300, other: 200 })] }),
    ]);
    const rows = texts(must(pages(of)[0]));
    const at = rows.indexOf("11/20/2026");
    expect(rows.slice(at + 1, at + 6)).toEqual(["$150.00", "-$60.00", "-$50.00", "-$10.00", "$30.00"]);
    expect(rows).not.toContain("With agency");
    const agency = envelope([statement("S1", { visits: [visit("2026-11-20", { collections: 500, owed: 2500 })] })]);
    expect(texts(must(pages(agency)[0]))).toEqual(expect.arrayContaining(["With agency", "-$5.00", "$25.00"]));
  });

  test.each([
    ["statement", usualPaper.words.en.notice1],
    ["reminder", usualPaper.words.en.notice2],
    ["final-notice", usualPaper.words.en.notice3],
    ["plan", null],
  ] as const)("a %s has the practice's own words for it, and no other's", (step, words) => {
    const { notice1, notice2, notice3 } = usualPaper.words.en;
    const printed = texts(must(pages(envelope([statement("S1", { step })]))[0])).join(" ");
    for (const notice of [notice1, notice2, notice3]) expect(printed.includes(notice)).toBe(notice === words);
  });

  test("in the patient's language, with the practice's words of that language", () => {
    const printed = texts(must(pages(envelope([statement("S1", { step: "final-notice" })], { language: "es" }))[0]));
    expect(printed).toEqual(expect.arrayContaining(["Último aviso", "Pague antes del", "Usted debe"]));
    expect(printed.join(" ")).toContain(usualPaper.words.es.notice3);
  });

  test("what is printed again says so on each page", () => {
    for (const marks of pages({ ...long, again: "2026-12-02" }))
      expect(texts(marks).some((text) => text.endsWith("Printed again 12/02/2026"))).toBe(true);
  });

  test("BIL-422: a family's envelope asks once for the sum, by the earliest day, and tells each one's part", () => {
    const two = [
      statement("S1", { payNow: 3000, dueDate: "2026-12-30" }),
      statement("S2", {
        payNow: 4500,
        dueDate: "2026-12-20",
        patientName: "Luis Lopez",
        account: "100043",
        step: "reminder",
      }),
    ];
    const [marks] = pages(envelope(two));
    const stub = texts(must(marks).filter((mark) => mark.y > STUB_TOP));
    expect(stub).toEqual(expect.arrayContaining(["S1, S2", "100042, 100043", "12/20/2026", "$75.00"]));
    const printed = texts(must(marks));
    expect(printed).toContain("For the care of Maria Lopez, account 100042 · S1 · $30.00");
    expect(printed).toContain("For the care of Luis Lopez, account 100043 · S2 · $45.00");
    expect(printed).toContain("Reminder");
  });

  test("the ages of what is owed, from the visit to the day of the paper, come to all that is owed", () => {
    const days = ["2026-10-31", "2026-10-30", "2026-10-01", "2026-09-30", "2026-09-01", "2026-08-02", "2026-08-01"];
    const visits = days.map((day, at) => visit(day, { owed: 10 ** at }));
    expect(agesOf([{ date: "2026-11-30", visits }])).toEqual([1, 110, 11_000, 100_000, 1_000_000]);
  });
});
