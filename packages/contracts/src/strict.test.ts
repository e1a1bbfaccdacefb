import { assert } from "@practicum/kernel/assert";
import { expect, test } from "vitest";
import { z } from "zod";
import { authBodies } from "./auth.ts";
import { INPUT_BYTES_MAX, type Operation } from "./operation.ts";
import { operations } from "./operations.ts";
import { services } from "./services.ts";

/** Where an input takes keys that it does not know, and would drop them in silence. */
function looseParts(schema: unknown, path: string): string[] {
  if (typeof schema !== "object" || schema === null) return [];
  const own =
    "properties" in schema && !("additionalProperties" in schema && schema.additionalProperties === false)
      ? [path]
      : [];
  return [...own, ...Object.entries(schema).flatMap(([key, value]) => looseParts(value, `${path}/${key}`))];
}

const jsonSchema = (schema: z.ZodType) => z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });

test("no input takes a key that it does not know", () => {
  const inputs = Object.entries({ ...services, operations }).flatMap(([service, api]) =>
    Object.entries<Operation>(api).map(([name, { input }]) => [`${service}.${name}`, input] as const),
  );
  const loose = [...inputs, ...Object.entries(authBodies)].flatMap(([name, input]) =>
    looseParts(jsonSchema(input), name),
  );
  expect(loose).toEqual([]);
  // The check does find one.
  expect(looseParts(jsonSchema(z.strictObject({ a: z.object({ b: z.string() }) })), "x")).toEqual(["x/properties/a"]);
});

interface Shape {
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Shape[];
  readonly oneOf?: readonly Shape[];
  readonly properties?: { readonly [key: string]: Shape };
  readonly additionalProperties?: Shape | boolean;
  readonly items?: Shape;
  readonly maxItems?: number;
  readonly maxLength?: number;
}

/** Of a text or a list without an end of its own: what a form would put there. */
const USUAL_TEXT = 300;
const USUAL_LIST = 100;

/** The longest input that a contract accepts, in JSON with a byte a character. */
function longest(shape: Shape): number {
  const options = shape.anyOf ?? shape.oneOf;
  if (options) return Math.max(...options.map(longest));
  if (shape.enum) return Math.max(...shape.enum.map((value) => JSON.stringify(value).length));
  const { additionalProperties: more } = shape;
  switch (shape.type) {
    case "object":
      return (
        Object.entries(shape.properties ?? {}).reduce((sum, [key, part]) => sum + key.length + 4 + longest(part), 2) +
        (typeof more === "object" ? USUAL_LIST * longest(more) : 0)
      );
    case "array":
      return 2 + (shape.maxItems ?? USUAL_LIST) * (longest(shape.items ?? {}) + 1);
    case "string":
      return 2 + (shape.maxLength ?? USUAL_TEXT);
    default:
      return 16;
  }
}

test("what takes more than 16 kB says so, and nothing says so without need", () => {
  const faults = Object.entries({ ...services, operations }).flatMap(([service, api]) =>
    Object.entries<Operation>(api).flatMap(([name, { input, bytesMax }]) => {
      const needs = longest(jsonSchema(input) as Shape);
      const says = bytesMax ?? INPUT_BYTES_MAX;
      // What a list of thousands may have by its bounds alone nobody types: there the contract's own limit counts.
      if (bytesMax === undefined && needs > INPUT_BYTES_MAX)
        return [`${service}.${name} takes ${needs} and says nothing`];
      return bytesMax !== undefined && needs * 4 < says ? [`${service}.${name} says ${says} and takes ${needs}`] : [];
    }),
  );
  expect(faults).toEqual([]);
});

/** What a screen that was left open must not be good for (IDN-59). A command that belongs here says `fresh` and stands in the list. */
const FRESH = [
  "billing.decideApproval",
  "billing.openImport",
  "billing.refundPayer",
  "billing.refundPayment",
  "billing.renewLinkKey",
  "billing.reopenDrawer",
  "billing.reopenMonth",
  "billing.saveBillingPaper",
  "billing.saveClearinghouse",
  "billing.saveClearinghouseLink",
  "billing.sendToCollections",
  "billing.startImport",
  "billing.trustHostKey",
  "billing.undoImport",
  "billing.writeOffBalance",
  "identity.decideAccountRequest",
  "identity.resetSecondFactor",
  "identity.saveOwnRole",
  "identity.savePractice",
  "identity.saveSignInPolicy",
  "identity.saveSnoopingPolicy",
  "identity.saveStaff",
  "scheduling.openImport",
  "scheduling.startImport",
  "scheduling.undoImport",
];

test("accounts, roles, the practice's own numbers and money that is given up ask for a person who has just shown who it is", () => {
  const fresh = Object.entries({ ...services, operations }).flatMap(([service, api]) =>
    Object.entries<Operation>(api)
      .filter(([, operation]) => operation.fresh !== undefined)
      .map(([name]) => `${service}.${name}`),
  );
  expect(fresh.toSorted()).toEqual(FRESH);
});

test.each(["refundPayer", "refundPayment", "writeOffBalance"] as const)(
  "IDN-112 %s asks for that above what a biller gives up alone, and not below",
  (name) => {
    const { fresh }: Operation = services.billing[name];
    assert(typeof fresh === "function", "it depends on the amount");
    expect([100_00, 100_01].map((amount) => fresh({ amount }))).toEqual([false, true]);
  },
);
