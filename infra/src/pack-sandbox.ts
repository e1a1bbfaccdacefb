import { createHash } from "node:crypto";
import { mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { must } from "@practicum/kernel/assert";
import type { PageBuild } from "../../apps/sandbox/src/boot/page-build.ts";
import { leanEngineFiles } from "./lean-engine.ts";
import { packed } from "./packed-cache.ts";

/**
 * Makes a page of Vite's files that any file server hands out as it is: what is large is packed by us and unpacked by the page, each part's
 * address names its content, and the page's own policy lets nothing out.
 *
 * @param dist Vite's programs: the page, `assets/worker.js`, `boot.js`, `service-worker.js`, and `seed/`. Afterwards the page, `parts/`,
 *   the service worker, what an installed page needs, and PGlite's extensions in `assets/`.
 * @throws where the bundler made something that this does not know.
 */
export async function packSandbox(dist: string): Promise<void> {
  await mkdir(join(dist, "parts"), { recursive: true });
  const assets = await readdir(join(dist, "assets"));
  const asset = async (pattern: RegExp) => {
    const found = assets.filter((name) => pattern.test(name));
    return readFile(join(dist, "assets", only(found, `asset ${pattern}`)));
  };
  const put = (name: string, content: Buffer) => putPart(dist, name, content);
  // Neither program has an address of its own: the one is a text of the page, the other a text of the worker's.
  const program = (await asset(/^index-.*\.js$/)).toString().replaceAll("import.meta.url", "document.baseURI");
  const worker = (await asset(/^worker\.js$/)).toString().replaceAll("import.meta.url", "self.assetsBase");
  const seedFile = (name: string) => readFile(join(dist, "seed", name));
  const seed = `{"about":${String(await seedFile("about.json"))},"payers":${String(await seedFile("payers.json"))}}`;
  const files: Omit<PageBuild, "build"> = {
    worker: await put("practice", Buffer.from(worker)),
    program: await put("screens", Buffer.from(program)),
    style: await put("style", await asset(/\.css$/)),
    parts: {
      engine: await put("engine", await asset(/^pglite-.*\.wasm$/)),
      files: await put("files", leanEngineFiles(await asset(/^pglite-.*\.data$/), worker)),
      directory: await put("directory", await seedFile("data.tar")),
      seed: await put("seed", Buffer.from(seed)),
    },
  };
  const boot = (await readFile(join(dist, "boot.js"), "utf8")).trim();
  const html = await readFile(join(dist, "index.html"), "utf8");
  const build: PageBuild = { build: hashOf(JSON.stringify(files) + boot + html), ...files };
  const policy = pagePolicy([boot, program]);
  await writeFile(join(dist, "index.html"), pageOf(html, build, boot, policy));
  const extensions = assets.filter((name) => name.endsWith(".gz")).map((name) => `assets/${name}`);
  await writeServiceWorker(dist, build, extensions);
  const kept = new Set(extensions.map((name) => basename(name)));
  await Promise.all(
    ["boot.js", "seed", ...assets.filter((name) => !kept.has(name)).map((name) => join("assets", name))].map((name) =>
      rm(join(dist, name), { recursive: true, force: true }),
    ),
  );
}

/** @returns its address from the page on. The ending is one that no server knows: some unpack, or announce as packed, what they do know. */
async function putPart(dist: string, name: string, content: Buffer): Promise<string> {
  const address = `parts/${name}-${hashOf(content)}.zst.bin`;
  await writeFile(join(dist, address), await packed(content, "zst"));
  return address;
}

/**
 * What the page may do, in its own head: a file server sends none. Nothing is asked of another server, by whatever means; two programs
 * run, known by their hashes. A worker is made of a text of the page and is under the same policy. Mantine writes styles into the page.
 */
function pagePolicy(programs: readonly string[]): string {
  const hashes = programs.map((text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`);
  return [
    "default-src 'none'",
    `script-src ${hashes.join(" ")} 'wasm-unsafe-eval'`,
    "worker-src 'self' blob:",
    "connect-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "manifest-src 'self'",
    "form-action 'none'",
    "base-uri 'none'",
  ].join("; ");
}

function pageOf(html: string, build: PageBuild, boot: string, policy: string): string {
  const scripts = html.match(/\s*<script type="module"[^>]*><\/script>/g) ?? [];
  const styles = html.match(/\s*<link rel="stylesheet"[^>]*>/g) ?? [];
  const bare = html.replace(only(scripts, "script"), "").replace(only(styles, "style sheet"), "");
  if (boot.includes("</script")) throw new Error("the page's first program would end before its end");
  const head = `<meta charset="utf-8" />\n    <meta http-equiv="Content-Security-Policy" content="${policy}" />`;
  // Functions: a program may hold what `replace` takes for a place.
  return bare
    .replace('<meta charset="utf-8" />', () => head)
    .replace("</body>", () => `${dataOf(build)}<script>${boot}</script>\n  </body>`);
}

function dataOf(build: PageBuild): string {
  return `<script type="application/json" id="build">${JSON.stringify(build)}</script>\n    `;
}

async function writeServiceWorker(dist: string, build: PageBuild, extensions: readonly string[]): Promise<void> {
  const { worker, program, style, parts } = build;
  const files = [
    "./",
    "manifest.webmanifest",
    "icon.svg",
    ...["192", "512", "maskable-512", "apple-180"].map((name) => `icon-${name}.png`),
    worker,
    program,
    style,
    ...Object.values(parts),
    ...extensions,
    ...(await readdir(join(dist, "guide"))).toSorted().map((name) => `guide/${name}`),
  ];
  const file = join(dist, "service-worker.js");
  const before = `self.practicumFiles=${JSON.stringify({ build: build.build, files })};\n`;
  await writeFile(file, before + (await readFile(file, "utf8")));
}

function only(found: readonly string[], what: string): string {
  if (found.length !== 1) throw new Error(`the build has ${found.length} of its ${what}`);
  return must(found[0]);
}

function hashOf(content: Buffer | string): string {
  return createHash("sha256").update(content).digest("hex").slice(0, 16);
}
