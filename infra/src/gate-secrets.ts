/* The gate of secrets (IDN-129): no tracked file has one. What is found is named by file, line and kind; the secret itself is not printed. */
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { repositoryRoot } from "@practicum/tooling/paths";
import { secretsIn } from "./secrets.ts";

const { stdout } = await promisify(execFile)("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
  cwd: repositoryRoot,
  maxBuffer: 64 * 1024 * 1024,
});
const files = stdout.split("\0").filter((file) => file !== "");
let count = 0;
let looked = 0;
for (const file of files) {
  // It may be deleted and not committed yet.
  const bytes = await readFile(join(repositoryRoot, file)).catch(() => null);
  if (bytes === null) continue;
  looked += 1;
  for (const { line, kind } of secretsIn(file, bytes.toString("latin1"))) {
    count += 1;
    console.error(
      `${file}:${line} looks like ${/^[aeio]/i.test(kind) ? "an" : "a"} ${kind}. Take it out, and replace it where it is used: it is known now.`,
    );
  }
}
// Without git's list nothing would be found, either.
if (looked === 0) console.error("No file was looked at: is this a checkout?");
process.exitCode = count === 0 && looked > 0 ? 0 : 1;
