import { operations as operatorOperations } from "@practicum/contracts/operations";
import type { Operation } from "@practicum/contracts/operation";
import { services } from "@practicum/contracts/services";
import { must } from "@practicum/kernel/assert";
import { npiCheckDigit } from "@practicum/kernel/npi";
import { z } from "zod";

/** The contract of every operation, by path, for tests that go through all of them. */
export const contracts: ReadonlyMap<string, Operation> = new Map(
  Object.entries(services).flatMap(([service, api]) =>
    Object.entries<Operation>({ ...api, ...operatorOperations }).map(([name, operation]) => [
      `${service}.${name}`,
      operation,
    ]),
  ),
);

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

interface Shape {
  readonly type?: string;
  readonly properties?: { readonly [key: string]: Shape };
  readonly required?: readonly string[];
  /** Of a record: its names, and what stands under each. */
  readonly propertyNames?: Shape;
  readonly additionalProperties?: Shape | boolean;
  readonly items?: Shape;
  readonly minItems?: number;
  readonly anyOf?: readonly Shape[];
  readonly oneOf?: readonly Shape[];
  readonly enum?: readonly Json[];
  readonly const?: Json;
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly multipleOf?: number;
  readonly format?: string;
  readonly minLength?: number;
}

/** Values for properties of a name, wherever they stand. */
export type Known = { readonly [property: string]: Json };

/** Where two fields of one value have to fit each other, which trying texts does not find: nothing was asked. */
const usual: Known = { races: null };

/** Texts that some refinement or other asks for. */
const candidates: readonly string[] = [
  "2026-12-01",
  "2026-12",
  "08:15",
  "6195550100",
  `100000001${npiCheckDigit("100000001")}`,
  "5699001",
  "CA",
  "921010001",
  "207Q00000X",
  "123456789",
  "12345678901",
  "11",
  "Z00.00",
  "99213",
  "25",
  "en",
  "America/Los_Angeles",
  "140",
  "05D1234567",
  "0".repeat(64),
  "forearm-back-left",
  "https://pay.clinic.example",
  // How a JPEG begins, in base64.
  "/9j/4AAQSkZJRg==",
  // In base64: a key of 32 bytes and a nonce of 12.
  `${"A".repeat(43)}=`,
  "A".repeat(16),
  `SHA256:${"A".repeat(43)}`,
];

/**
 * An input that the operation's contract accepts, made from the contract itself.
 *
 * @param known values for properties of a name wherever they stand: `{ patientId: "…" }`.
 * @throws when none is found, so that no operation is left out silently.
 */
export function sampleInput(operation: Operation, known: Known): Json {
  const shape = z.toJSONSchema(operation.input, { io: "input", unrepresentable: "any" }) as Shape;
  const sample = sampleOf(shape, "", known);
  for (let round = 0; round < 400; round += 1) {
    const parsed = operation.input.safeParse(sample);
    if (parsed.success) return sample;
    for (const issue of parsed.error.issues) repair(sample, issue.path, round);
  }
  throw new Error(`no sample input was found for: ${operation.summary}`);
}

function sampleOf(shape: Shape, name: string, known: Known): Json {
  const given = name in known ? known[name] : usual[name];
  if (given !== undefined) return given;
  if (shape.const !== undefined) return shape.const;
  if (shape.enum) return must(shape.enum[0]);
  const options = shape.anyOf ?? shape.oneOf;
  if (options) return sampleOf(must(options[0]), name, known);
  switch (shape.type) {
    case "object":
      return Object.fromEntries(
        [...Object.entries(shape.properties ?? {}), ...recordOf(shape)].map(([key, property]) => [
          key,
          sampleOf(property, key, known),
        ]),
      );
    case "array":
      return Array.from({ length: shape.minItems ?? 0 }, () => sampleOf(must(shape.items), singular(name), known));
    case "integer":
    case "number":
      return Math.max(shape.minimum ?? 1, (shape.exclusiveMinimum ?? 0) + 1, shape.multipleOf ?? 1);
    case "boolean":
      return false;
    case "string":
      return textOf(shape);
    default:
      return null;
  }
}

function recordOf({ propertyNames, additionalProperties }: Shape): [string, Shape][] {
  const names = (propertyNames?.enum ?? []).filter((name) => typeof name === "string");
  return typeof additionalProperties === "object" ? names.map((name) => [name, additionalProperties]) : [];
}

/** Elements of `coverageIds` are known by the name `coverageId`. */
function singular(name: string): string {
  return name.replace(/s$/, "");
}

function textOf({ format, minLength = 0 }: Shape): string {
  if (format === "uuid") return crypto.randomUUID();
  if (format === "date-time") return "2026-11-23T16:00:00.000Z";
  if (format === "email") return "someone@example.test";
  return "x".repeat(Math.max(1, minLength));
}

/** Tries the next candidate where the contract was not content. */
function repair(sample: Json, path: readonly PropertyKey[], round: number): void {
  const last = path.at(-1);
  let parent: Json = sample;
  for (const key of path.slice(0, -1)) parent = child(parent, key);
  const candidate = must(candidates[round % candidates.length]);
  if (Array.isArray(parent) && typeof last === "number") parent[last] = candidate;
  else if (typeof parent === "object" && parent !== null && !Array.isArray(parent) && typeof last === "string")
    parent[last] = candidate;
}

function child(parent: Json, key: PropertyKey): Json {
  if (Array.isArray(parent)) return parent[Number(key)] ?? null;
  return typeof parent === "object" && parent !== null ? (parent[String(key)] ?? null) : null;
}
