import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { zstdDecompress } from "node:zlib";
import { NOTICE, wordsOfHelp } from "@practicum/passport/record";
import { benchOf, type BuildSeed } from "@practicum/passport/build-bench";
import { verify, type Bench } from "@practicum/passport/verify";
import { repositoryRoot } from "@practicum/tooling/paths";
import { Command } from "commander";
import { z } from "zod";

const OWN_BUILD = join(repositoryRoot, "apps", "sandbox", "dist");

/** `practicum verify FILE`: does a passport's log again on the same build, and says what it proves or which entry differs. */
export function command(): Command {
  return new Command("verify")
    .description("do the log of a passport again, and compare; fails when it does not hold")
    .argument("<file>", "the passport that a learner saved")
    .option("--build <folder>", "the training's static files that it was made on", OWN_BUILD)
    .option("--json", "print one line of JSON", false)
    .action(async (file: string, { build, json }: { build: string; json: boolean }) => {
      const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
        throw new Error(`${file} can't be read: ${error.code ?? error.message}. Give the file that the page saved.`);
      });
      const found = await verify(text, await benchIn(build));
      if (!found.holds) process.exitCode = 1;
      if (json)
        console.log(
          JSON.stringify(found.holds ? { ...found, record: { ...found.record, log: found.record.log.length } } : found),
        );
      else console.log(found.holds ? report(found) : `✖ It does not hold: ${placeOf(found.entry)}${found.because}.`);
    });
}

/** The practice of a build of static files: the page names its parts (`infra/src/pack-sandbox.ts`). */
async function benchIn(folder: string): Promise<Bench> {
  let parts: z.output<typeof pageBuild>["parts"];
  let seed: Pick<BuildSeed, "about" | "payers">;
  try {
    const page = await readFile(join(folder, "index.html"), "utf8");
    const [, build] = /<script type="application\/json" id="build">(.*?)<\/script>/s.exec(page) ?? [];
    parts = pageBuild.parse(JSON.parse(build ?? "")).parts;
    seed = JSON.parse(String(await unpacked(folder, parts.seed)));
  } catch {
    throw new Error(
      `There is no build of the training in ${folder}. Make one with "npm run sandbox", or name its folder with --build.`,
    );
  }
  return benchOf({ ...seed, archive: async () => new Uint8Array(await unpacked(folder, parts.directory)).buffer });
}

const pageBuild = z.object({ parts: z.object({ seed: z.string(), directory: z.string() }) });

async function unpacked(folder: string, part: string): Promise<Buffer> {
  return promisify(zstdDecompress)(await readFile(join(folder, part)));
}

type Holding = Extract<Awaited<ReturnType<typeof verify>>, { holds: true }>;

function placeOf(entry: number | null): string {
  return entry === null ? "" : `entry ${entry}: `;
}

function report({ record, issuer, signedBy }: Holding): string {
  const { lesson, outcomes, traps, hints, attempts, score, points, passed, log, build } = record;
  const opened = Object.values(hints).reduce((sum, one) => sum + one, 0);
  return [
    `✔ ${lesson.title} (${lesson.id}@${lesson.version}): ${passed ? "passed" : "not passed"}, ${score} of 100 points.`,
    ...outcomes.map((one) => `  ${one.state === "met" ? "✔" : "✖"} ${one.label}`),
    ...traps.fallenFor.map(
      (one) => `  ✖ fell for "${one.id}"${one.critical ? ", which would have harmed somebody" : ""}`,
    ),
    `  ${log.length} entries were done again on build ${build}: each answer, the verdict and every table are the same.`,
    `  ${points.map(({ dimension, parts, earned }) => `${dimension} ${earned === null ? "not asked" : `${earned} of ${parts}`}`).join(", ")}.`,
    `  Done ${wordsOfHelp(record)}, with ${opened} hints, by the log. By the page's word: attempt ${attempts}.`,
    `  Signed by ${issuer}, ${signedBy}.`,
    `  ${NOTICE}`,
  ].join("\n");
}
