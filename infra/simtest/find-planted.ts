import { readFileSync } from "node:fs";
import { registerHooks } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { assert } from "@practicum/kernel/assert";
import { repositoryRoot } from "@practicum/tooling/paths";
import { plantedBugs, type PlantedBug } from "./planted-bugs.ts";

/** So many days are looked at before a bug counts as not found. */
const SEEDS_MAX = 40;
const MARK = "planted";
const ROOT = pathToFileURL(`${repositoryRoot}/`).href;
/** Made once for all: nothing of it is planted in. */
const SHARED = [join("infra", "simtest", "empty-records.ts")].map((file) => new URL(file, ROOT).href);

/** How a planted bug was found; null where it was not. */
export interface Found {
  readonly bug: PlantedBug;
  readonly by: string | null;
}

/** The module's text with the bug in it. @throws where the text that it replaces does not stand there once. */
export function withBug({ file, from, to, bug }: PlantedBug): string {
  const text = readFileSync(join(repositoryRoot, file), "utf8");
  assert(text.split(from).length === 2, `${file} has no single place for: ${bug}`);
  return text.replace(from, () => to);
}

/** Runs simulated clinics with each bug, one after the other, until one of them finds it. */
export async function findPlanted(told: (found: Found) => void): Promise<readonly Found[]> {
  const found: Found[] = [];
  for (const [index, bug] of plantedBugs.entries()) {
    const one = { bug, by: await lookFor(bug, index) };
    told(one);
    found.push(one);
  }
  return found;
}

/** The product's modules are read once more for each bug, under an address of their own. */
async function lookFor(bug: PlantedBug, index: number): Promise<string | null> {
  const mark = `?${MARK}=${index}`;
  const file = new URL(bug.file, ROOT).href;
  const hooks = registerHooks({
    resolve(specifier, context, next) {
      const resolved = next(specifier, context);
      const isOurs = resolved.url.startsWith(ROOT) && !resolved.url.includes("/node_modules/");
      if (!isOurs || SHARED.includes(resolved.url) || context.parentURL?.endsWith(mark) !== true) return resolved;
      return { ...resolved, url: `${resolved.url.split("?")[0]}${mark}` };
    },
    load(url, context, next) {
      const loaded = next(url, context);
      return url === `${file}${mark}` ? { ...loaded, source: withBug(bug) } : loaded;
    },
  });
  try {
    const { simulate }: typeof import("./simulate.ts") = await import(
      new URL(`simulate.ts${mark}`, import.meta.url).href
    );
    for (const seed of ["founding 0", ...Array.from({ length: SEEDS_MAX }, (_, n) => `${n + 1}`)]) {
      const failed = await simulate(seed).then(
        () => null,
        (error: unknown) => (error instanceof Error ? error.message : String(error)),
      );
      if (failed !== null) return bug.breaks.test(failed) ? failed : null;
    }
    return null;
  } finally {
    hooks.deregister();
  }
}
