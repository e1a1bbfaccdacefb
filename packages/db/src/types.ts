import { assert } from "@practicum/kernel/assert";
import { instant } from "@practicum/kernel/instant";

/**
 * How values travel, the same for both drivers. node-pg and PGlite differ by default in int8, numeric, date, timestamptz,
 * bytea, interval and arrays, and in what they make of a parameter; so both get every value as PostgreSQL's own text.
 *
 * | PostgreSQL | TypeScript |
 * |---|---|
 * | int2, int4, int8, oid, float4, float8 | number; an int8 beyond the safe integers throws |
 * | numeric | string, as PostgreSQL writes it |
 * | bool | boolean |
 * | date | LocalDate "2026-11-22" |
 * | time | LocalTime "08:15" |
 * | timestamptz | Instant "2026-11-22T13:12:25.000Z" |
 * | interval | ISO 8601, "P1DT2H" |
 * | json, jsonb | parsed |
 * | bytea | Uint8Array |
 * | arrays of these | arrays |
 * | all else (text, uuid, ranges, ...) | string |
 */
export type Parser = (text: string) => unknown;

const TIMESTAMP_UTC = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.(\d{1,3})\d*)?\+00$/;

function parseInstant(text: string): string {
  const parts = TIMESTAMP_UTC.exec(text);
  // A session that is not in UTC, or a year of five digits: rare, so the slow way will do.
  if (!parts) return instant(text.replace(" ", "T").replace(/([+-]\d\d)$/, "$1:00"));
  return `${parts[1]}T${parts[2]}.${(parts[3] ?? "").padEnd(3, "0")}Z`;
}

function parseInt8(text: string): number {
  const value = Number(text);
  assert(Number.isSafeInteger(value), "an int8 is beyond the safe integers");
  return value;
}

function parseBytea(text: string): Uint8Array {
  assert(text.startsWith("\\x"), "bytea_output must be hex");
  const bytes = new Uint8Array((text.length - 2) / 2);
  for (let i = 0; i < bytes.length; i += 1) bytes[i] = Number.parseInt(text.slice(2 + i * 2, 4 + i * 2), 16);
  return bytes;
}

/** By the type's oid, then the oid of its array, as in pg_type: both are fixed for built-in types. */
const TYPES: readonly (readonly [oid: number, arrayOid: number, parse: Parser])[] = [
  [16, 1000, (text) => text === "t"],
  [17, 1001, parseBytea],
  [20, 1016, parseInt8],
  [21, 1005, Number],
  [23, 1007, Number],
  [25, 1009, String],
  [26, 1028, Number],
  [114, 199, (text) => JSON.parse(text)],
  [700, 1021, Number],
  [701, 1022, Number],
  [1042, 1014, String],
  [1043, 1015, String],
  [1082, 1182, String],
  [1083, 1183, (text) => text.slice(0, 5)],
  [1114, 1115, String],
  [1184, 1185, parseInstant],
  [1186, 1187, String],
  [1700, 1231, String],
  [2950, 2951, String],
  [3802, 3807, (text) => JSON.parse(text)],
];

/** Parsers by oid, for scalars and their arrays. A type that is not here is text. */
export const parsers: ReadonlyMap<number, Parser> = new Map(
  TYPES.flatMap(([oid, arrayOid, parse]): [number, Parser][] => [
    [oid, parse],
    [arrayOid, (text) => parseArray(text, parse)],
  ]),
);

/** Reads PostgreSQL's array text, `{1,NULL,"a \"b\""}`, of any depth. */
export function parseArray(text: string, parse: Parser): unknown[] {
  let at = text.indexOf("{");
  const list = (): unknown[] => {
    const items: unknown[] = [];
    at += 1;
    while (text[at] !== "}") {
      assert(at < text.length, "an array's text ends too early");
      if (text[at] === ",") at += 1;
      else if (text[at] === "{") items.push(list());
      else items.push(item());
    }
    at += 1;
    return items;
  };
  const item = (): unknown => {
    if (text[at] !== '"') {
      const start = at;
      while (at < text.length && text[at] !== "," && text[at] !== "}") at += 1;
      const bare = text.slice(start, at);
      return bare === "NULL" ? null : parse(bare);
    }
    let quoted = "";
    for (at += 1; text[at] !== '"'; at += 1) {
      assert(at < text.length, "an array's text ends too early");
      if (text[at] === "\\") at += 1;
      quoted += text[at];
    }
    at += 1;
    return parse(quoted);
  };
  return list();
}

/**
 * A parameter as PostgreSQL's text, or bytes. An array becomes an array literal and an object JSON text; a JSON array
 * must be wrapped by `json()` of `json.ts`, because nobody can see from `[1, 2]` which of the two is meant.
 */
export function encodeParameter(value: unknown): string | Uint8Array | null {
  if (value === null || value === undefined) return null;
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "boolean" || typeof value === "bigint") return String(value);
  if (value instanceof Uint8Array) return value;
  assert(!(value instanceof Date), "a Date is not a parameter: pass an Instant or a LocalDate");
  assert(typeof value === "object", "a function or symbol is not a parameter");
  return Array.isArray(value) ? encodeArray(value) : JSON.stringify(value);
}

function encodeArray(items: readonly unknown[]): string {
  const parts = items.map((item) => {
    if (Array.isArray(item)) return encodeArray(item);
    const text = encodeParameter(item);
    if (text === null) return "NULL";
    assert(typeof text === "string", "an array of bytea is not supported as a parameter");
    return `"${text.replaceAll(/[\\"]/g, String.raw`\$&`)}"`;
  });
  return `{${parts.join(",")}}`;
}
