import { randomBytes } from "node:crypto";
import { link, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { assert } from "@practicum/kernel/assert";

/** The secret kept in a file, made at the first start. Two processes that start at once take the same one. */
export async function secretFrom(path: string): Promise<string> {
  const kept = await readFile(path, "utf8").catch(() => "");
  if (kept !== "") return checked(kept);
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const draft = `${path}.${process.pid}`;
  await writeFile(draft, randomBytes(48).toString("base64url"), { mode: 0o600 });
  // Linking fails where the file is there already: then it is the other's that counts.
  await link(draft, path).catch(() => {});
  await rm(draft, { force: true });
  return checked(await readFile(path, "utf8"));
}

function checked(secret: string): string {
  const trimmed = secret.trim();
  assert(trimmed.length >= 32, "the secret of identity has at least 32 characters");
  return trimmed;
}
