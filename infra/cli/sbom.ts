import { glob, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { repositoryRoot } from "@practicum/tooling/paths";
import { Command } from "commander";
import { cycloneDx, partsOf, readLockfile, type InstalledLicences, type Part } from "../src/sbom.ts";

interface Manifest {
  readonly name?: string;
  readonly version?: string;
  readonly license?: string | { readonly type?: string };
  readonly licenses?: readonly { readonly type?: string }[];
}

/** `practicum sbom`: what the product is made of, from the lockfile and what is installed here; nothing is asked of the network. */
export function command(): Command {
  return new Command("sbom")
    .description("the bill of materials (CycloneDX 1.6), or the list of licences")
    .option("--out <file>", "write it there instead of here")
    .option("--licences", "the licences, and who has which")
    .option("--runtime", "only what the product runs with")
    .action(async (options: { out?: string; licences?: true; runtime?: true }) => {
      const lock = readLockfile(await readFile(join(repositoryRoot, "pnpm-lock.yaml"), "utf8"));
      const all = partsOf(lock, await installedLicences());
      const parts = options.runtime ? all.filter((part) => part.runtime) : all;
      const manifest: Manifest = JSON.parse(await readFile(join(repositoryRoot, "package.json"), "utf8"));
      const product = { name: manifest.name ?? "practicum", version: manifest.version ?? "0" };
      const text = options.licences ? licenceList(parts) : JSON.stringify(cycloneDx(lock, parts, product), null, 2);
      if (options.out === undefined) console.log(text);
      else await writeFile(options.out, `${text}\n`);
    });
}

async function installedLicences(): Promise<InstalledLicences> {
  const found: { [key: string]: string } = {};
  const folder = join(repositoryRoot, "node_modules", ".pnpm");
  for await (const file of glob(["*/node_modules/*/package.json", "*/node_modules/@*/*/package.json"], {
    cwd: folder,
  })) {
    const manifest: Manifest = JSON.parse(await readFile(join(folder, file), "utf8"));
    const licence = licenceIn(manifest);
    if (manifest.name && manifest.version && licence) found[`${manifest.name}@${manifest.version}`] = licence;
  }
  return found;
}

/** As SPDX today; older packages say it as an object or a list. */
function licenceIn({ license, licenses }: Manifest): string | undefined {
  if (typeof license === "string") return license.replace(/^\((.*)\)$/, "$1");
  const several = licenses?.flatMap(({ type }) => type ?? []) ?? [];
  return license?.type ?? (several.length > 0 ? several.join(" OR ") : undefined);
}

function licenceList(parts: readonly Part[]): string {
  const byLicence = Map.groupBy(parts, ({ licence }) => licence ?? "not said, or of another machine");
  return [...byLicence]
    .toSorted(([, a], [, b]) => b.length - a.length)
    .map(([licence, having]) => {
      const names = having.map(({ key, runtime }) => `  ${key}${runtime ? "" : " (build and tests)"}`);
      return [`${licence}: ${having.length}`, ...names].join("\n");
    })
    .join("\n");
}
