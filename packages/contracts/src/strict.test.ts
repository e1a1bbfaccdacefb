import { expect, test } from "vitest";
import { z } from "zod";
import { authBodies } from "./auth.ts";
import type { Operation } from "./operation.ts";
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
