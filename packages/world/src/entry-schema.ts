import { testAs } from "@practicum/contracts/actor";
import { role } from "@practicum/contracts/permission";
import { modes } from "@practicum/curriculum/kit/mode";
import { z } from "zod";
import type { Entry } from "./entry.ts";

const at = z.iso.datetime({ precision: 3, error: "is no moment" });
const asked = { at, staffId: z.string().max(100), path: z.string().max(200), body: z.string() };
const staffing = z.strictObject({
  work: z.enum(["rest", "jumps", "always"]),
  style: z.enum(["careful", "hurried", "new"]),
  absent: z.array(role).max(20),
  visitsPerProvider: z.int().min(0).max(40),
});

/** An entry as a file has it: a saved practice and a passport alike. Nothing else may stand in it. */
export const entrySchema: z.ZodType<Entry> = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("command"), ...asked, commandId: z.string().max(100) }),
  z.strictObject({ kind: z.literal("read"), ...asked, commandId: z.null(), as: testAs.optional() }),
  z.strictObject({ kind: z.literal("jump"), at, to: at }),
  z.strictObject({
    kind: z.literal("inject"),
    at,
    file: z.strictObject({ name: z.string().max(200), content: z.string() }),
  }),
  z.strictObject({ kind: z.literal("staffing"), at, staffing }),
  z.strictObject({
    kind: z.literal("lesson"),
    at,
    lesson: z.string().max(40),
    seed: z.string().max(200),
    mode: z.enum(modes).optional(),
    nonce: z.string().min(1).max(80).optional(),
  }),
  z.strictObject({ kind: z.literal("hint"), at, outcome: z.string().max(80) }),
  z.strictObject({ kind: z.literal("hand-in"), at }),
]);
