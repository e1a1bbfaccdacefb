import { AssertionError } from "@practicum/kernel/assert";

/** The database could not be reached, or a transaction ran out of time. Whether a commit happened may be unknown. */
export class DatabaseUnavailable extends Error {
  override readonly name = "DatabaseUnavailable";
}

/** PostgreSQL's five-character code (appendix A of its manual), or undefined for another kind of error. */
export function sqlState(error: unknown): string | undefined {
  if (!(error instanceof Error) || !("code" in error) || typeof error.code !== "string") return undefined;
  return /^[0-9A-Z]{5}$/.test(error.code) ? error.code : undefined;
}

/** Which constraint a statement ran into, by its name. */
export function constraintOf(error: unknown): string | undefined {
  return error instanceof Error && "constraint" in error && typeof error.constraint === "string"
    ? error.constraint
    : undefined;
}

/** PostgreSQL asks for the transaction to be run again: 40001 serialization failure, 40P01 deadlock. */
export function wantsRetry(error: unknown): boolean {
  const state = sqlState(error);
  return state === "40001" || state === "40P01";
}

const SOCKET_CODES: ReadonlySet<string> = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ETIMEDOUT",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOTFOUND",
  "EAI_AGAIN",
]);

/** Classes 08 (connection), 53 (resources), 57P (shutdown), and what the socket itself reports. */
export function isUnavailable(error: unknown): boolean {
  if (error instanceof DatabaseUnavailable) return true;
  const state = sqlState(error);
  if (state !== undefined) return /^(08|53|57P)/.test(state) || state === "25P03" || state === "57014";
  if (!(error instanceof Error)) return false;
  if ("code" in error && typeof error.code === "string" && SOCKET_CODES.has(error.code)) return true;
  return /connection (terminated|error)|not queryable|connection timeout|timeout exceeded when trying to connect/i.test(
    error.message,
  );
}

/** 53100: the disk of the database is full. */
export function isFull(error: unknown): boolean {
  return sqlState(error) === "53100";
}

/** Of what `isUnavailable` says: the database was there, and the work took longer than it was given. */
export function ranOutOfTime(error: unknown): boolean {
  const state = sqlState(error);
  return error instanceof DatabaseUnavailable || state === "25P03" || state === "57014";
}

/**
 * What a log or a dead letter may say of an error: never a value that someone typed. PostgreSQL's messages and zod's can
 * quote data, so only codes and names are taken from them; assertions never hold patient data by their own rule.
 */
export function errorLabel(error: unknown): string {
  if (error instanceof AssertionError || error instanceof DatabaseUnavailable) return `${error.name}: ${error.message}`;
  const state = sqlState(error);
  if (state !== undefined) {
    const constraint = constraintOf(error);
    return `PostgreSQL ${state}${constraint === undefined ? "" : ` on ${constraint}`}`;
  }
  if (!(error instanceof Error)) return "an error that is not an Error";
  if ("issues" in error && Array.isArray(error.issues)) return `${error.name} at ${issuePaths(error.issues)}`;
  if ("code" in error && typeof error.code === "string") return `${error.name} ${error.code}`;
  return error.name;
}

function issuePaths(issues: readonly unknown[]): string {
  const paths = issues.map((issue) => {
    const path = typeof issue === "object" && issue !== null && "path" in issue ? issue.path : undefined;
    return Array.isArray(path) ? path.join(".") || "(root)" : "(root)";
  });
  return [...new Set(paths)].slice(0, 20).join(", ");
}
