import { err, ok, type Result } from "@practicum/kernel/result";
import { z } from "zod";
import type { TableDigests } from "../digest.ts";
import type { Entry } from "../entry.ts";
import { entrySchema } from "../entry-schema.ts";

/** A world as a file: who opens the same build and does the entries again has the same practice, by the digests of its tables. */
export interface SavedWorld {
  readonly format: "practicum-world-1";
  readonly build: string;
  readonly seed: string;
  readonly entries: readonly Entry[];
  /** Empty where it could not be opened when it was saved: it then proves nothing. */
  readonly digest: TableDigests;
}

const savedWorld: z.ZodType<SavedWorld> = z.object({
  format: z.literal("practicum-world-1"),
  build: z.string().max(100),
  seed: z.string().max(100),
  entries: z.array(entrySchema),
  digest: z.record(z.string(), z.string()),
});

/**
 * Reads a saved practice (WLD-19). Whether its entries can be done is found out by doing them.
 *
 * @param seed of this build's practice: a log belongs to its seed.
 * @returns or what is wrong with the file, in words.
 */
export function readSaved(text: string, seed: string): Result<SavedWorld, string> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return err("This file is no saved practice, or only a part of one. Save it again where it comes from.");
  }
  const { success, data, error } = savedWorld.safeParse(value);
  if (!success) {
    const path = error.issues[0]?.path ?? [];
    if (path[0] !== "entries" || typeof path[1] !== "number")
      return err("This file is no saved practice. It should have been saved by Practices, Save as a file.");
    return err(`Step ${path[1] + 1} in this file is none that a practice knows. It was changed since it was saved.`);
  }
  if (data.seed !== seed) return err("This file is of a practice with other people than this training has.");
  return ok(data);
}
