import type { AuditRecord } from "./audit-chain.ts";

const columns: readonly (readonly [string, (entry: AuditRecord) => string | number | null])[] = [
  ["number", (entry) => entry.sequence],
  ["at", (entry) => entry.at],
  ["received at", (entry) => entry.receivedAt],
  ["kind of actor", (entry) => entry.actorKind],
  ["actor", (entry) => entry.actorName],
  ["actor id", (entry) => entry.staffId ?? entry.actorId],
  ["roles", (entry) => entry.roles.join(" ")],
  ["service", (entry) => entry.service],
  ["operation", (entry) => entry.operation],
  ["read or command", (entry) => (entry.kind === "query" ? "read" : "command")],
  ["permission", (entry) => entry.permission],
  ["outcome", (entry) => entry.outcome],
  ["patients", (entry) => entry.patientIds.join(" ")],
  ["account of", (entry) => entry.aboutStaffId],
  ["command id", (entry) => entry.commandId],
  ["hash", (entry) => entry.hash],
];

/** The trail as CSV (RFC 4180), each patient by its id alone. */
export function trailCsv(entries: readonly AuditRecord[]): string {
  const lines = entries.map((entry) => columns.map(([, of]) => cell(of(entry))).join(","));
  return [columns.map(([name]) => name).join(","), ...lines, ""].join("\r\n");
}

/** A text that a spreadsheet would take for a formula gets an apostrophe before it. */
function cell(value: string | number | null): string {
  const text = String(value ?? "");
  const safe = typeof value === "string" && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
