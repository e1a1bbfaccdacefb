import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";

/**
 * Official files lie beside the checkout and are never copied into it. A suite that needs them is skipped, in sight, where
 * they are missing. They do not change: what is asserted of them are counts and facts of their year.
 */
const folder = fileURLToPath(new URL("../../../../../shared/samples/codes/", import.meta.url));

export const samplesMissing = !existsSync(folder);

/** The text of a sample, in pieces as a file is read, so that lines are cut anywhere. */
export function* sample(name: string, pieceLength = 65_536): Generator<string> {
  const bytes = readFileSync(folder + name);
  const text = (name.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8");
  for (let at = 0; at < text.length; at += pieceLength) yield text.slice(at, at + pieceLength);
}
