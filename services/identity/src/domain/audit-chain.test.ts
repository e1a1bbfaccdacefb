import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  chained,
  chainStart,
  checkAgainst,
  checkEntries,
  emptyChain,
  type AuditContent,
  type AuditRecord,
} from "./audit-chain.ts";

const uuid = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, "0")}`;

function content(n: number): AuditContent {
  return {
    eventId: uuid(n),
    at: "2026-11-23T16:00:00.000Z",
    receivedAt: n % 5 === 0 ? null : "2026-11-23T16:00:02.000Z",
    actorKind: "staff",
    actorName: `Person ${n % 3}`,
    staffId: uuid(900 + (n % 3)),
    actorId: n % 5 === 1 ? "proxy:1" : null,
    sessionId: "s1",
    roles: ["biller"],
    service: "charting",
    operation: "getChart",
    kind: "query",
    permission: "chart.read",
    patientIds: [uuid(500 + n)],
    outcome: "ok",
    commandId: null,
    aboutStaffId: n % 2 === 0 ? uuid(950) : null,
  };
}

function chainOf(length: number): AuditRecord[] {
  const entries: AuditRecord[] = [];
  for (let n = 1; n <= length; n += 1) entries.push(chained(entries.at(-1) ?? emptyChain, content(n)));
  return entries;
}

describe("audit chain", () => {
  test("IDN-21 an honest chain holds, in one piece or in batches", () => {
    const entries = chainOf(25);
    const whole = checkEntries(chainStart, entries);
    expect(whole).toEqual({ head: { sequence: 25, hash: entries[24]?.hash }, brokenAt: null });
    expect(checkEntries(checkEntries(chainStart, entries.slice(0, 9)), entries.slice(9))).toEqual(whole);
  });
  test("IDN-21 the form of an entry's hash never changes", () => {
    const first = { ...content(1), receivedAt: null, actorId: null };
    expect(chained(emptyChain, first).hash).toMatchInlineSnapshot(
      `"cb96f6bbd638c16382f23e7a737507a7b025f3c01aa7a5580861aacc67040fca"`,
    );
    expect(chained(emptyChain, content(1)).hash).toMatchInlineSnapshot(
      `"f38730df62086a13c33ecaa2f0e9af52b168ad3c4f01160f38b62b37ac085b17"`,
    );
  });
  test("IDN-23 any edit, removal, move or insertion is found at the first entry it touches", () => {
    const kind = fc.constantFrom("edit", "remove", "swap", "insert", "renumber");
    fc.assert(
      fc.property(kind, fc.integer({ min: 1, max: 19 }), fc.nat(15), (what, at, field) => {
        const entries = chainOf(20);
        const target = entries[at - 1]!;
        const forged = { ...target, ...editOf(target, field) };
        if (what === "edit") entries[at - 1] = forged;
        if (what === "remove") entries.splice(at - 1, 1);
        if (what === "swap") entries.splice(at - 1, 2, entries[at]!, target);
        if (what === "insert") entries.splice(at - 1, 0, forged);
        if (what === "renumber") entries[at - 1] = { ...target, sequence: target.sequence + 1 };
        expect(checkEntries(chainStart, entries).brokenAt).toBe(at);
      }),
      { numRuns: 300 },
    );
  });
  test("IDN-50 a chain that was cut, or written anew from an entry on, does not agree with a head kept elsewhere", () => {
    const honest = chainOf(20);
    const anchor = { sequence: 15, hash: honest[14]!.hash };
    const hashAt = (entries: readonly AuditRecord[]) => entries[anchor.sequence - 1]?.hash ?? null;
    const against = (entries: readonly AuditRecord[]) =>
      checkAgainst(checkEntries(chainStart, entries), anchor, hashAt(entries)).brokenAt;
    expect(against(honest)).toBeNull();
    expect(against(honest.slice(0, 10))).toBe(11);
    const rewritten = honest.slice(0, 7);
    while (rewritten.length < 20) rewritten.push(chained(rewritten.at(-1)!, content(rewritten.length + 100)));
    expect(checkEntries(chainStart, rewritten).brokenAt).toBeNull();
    expect(against(rewritten)).toBe(15);
  });
});

/** Another value in one of the fields. */
function editOf(entry: AuditRecord, field: number): Partial<AuditRecord> {
  const edits: readonly Partial<AuditRecord>[] = [
    { eventId: uuid(777) },
    { at: "2026-11-23T16:00:00.001Z" },
    { actorKind: "system" },
    { actorName: `${entry.actorName}.` },
    { staffId: null },
    { sessionId: null },
    { roles: [] },
    { operation: "other" },
    { kind: "command" },
    { permission: "chart.summary" },
    { patientIds: [] },
    { outcome: "denied" },
    { aboutStaffId: entry.aboutStaffId === null ? uuid(951) : null },
    { receivedAt: entry.receivedAt === null ? "2026-11-23T16:00:02.000Z" : "2026-11-23T15:00:00.000Z" },
    entry.receivedAt === null ? { outcome: "denied" } : { actorId: "proxy:2" },
    { hash: entry.hash.replace(/^./, (c) => (c === "0" ? "1" : "0")) },
  ];
  return edits[field]!;
}
