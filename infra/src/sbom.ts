/** What the lockfile says of one package. */
interface LockedPackage {
  readonly name: string;
  readonly version: string;
  /** "sha512-" and base64, as the registry had it when it was pinned. */
  readonly integrity: string | null;
}

/** The lockfile (pnpm's version 9) as far as a list of parts needs it. */
export interface Lockfile {
  readonly packages: ReadonlyMap<string, LockedPackage>;
  /** By `name@version`, what each depends on. */
  readonly needs: ReadonlyMap<string, readonly string[]>;
  /** What our own packages need at run time, and what only to build and test them. */
  readonly runtime: readonly string[];
  readonly development: readonly string[];
}

/** Without what it was resolved beside: `a@1.0.0(b@2.0.0)` is `a@1.0.0`. */
function plain(key: string): string {
  return key.replace(/\(.*$/, "");
}

function unquoted(text: string): string {
  return text.replace(/^'(.*)'$/, "$1");
}

function splitKey(key: string): { readonly name: string; readonly version: string } {
  const at = key.lastIndexOf("@");
  return { name: key.slice(0, at), version: key.slice(at + 1) };
}

/** A line of the lockfile: the keys above it, outermost first, its own, and its value. */
interface Line {
  readonly path: readonly string[];
  readonly value: string;
}

/** The lines that pnpm writes: each level two spaces, a key and perhaps a value. */
function* linesOf(text: string): Generator<Line> {
  const path: string[] = [];
  for (const line of text.split("\n")) {
    const found = /^( *)('[^']+'|[^\s:'][^:]*|[^\s':]+:[^\s:]+): ?(.*)$/.exec(line);
    if (!found) continue;
    const [, indent = "", key = "", value = ""] = found;
    path.length = indent.length / 2;
    path.push(unquoted(key));
    yield { path: [...path], value };
  }
}

/** Reads pnpm's lockfile. */
export function readLockfile(text: string): Lockfile {
  const lines = [...linesOf(text)];
  const packages = packagesOf(lines.filter(({ path }) => path[0] === "packages"));
  const needs = needsOf(
    lines.filter(({ path }) => path[0] === "snapshots"),
    packages,
  );
  const direct = lines.flatMap(({ path: [section, , kind = "", name = "", field], value }) =>
    section === "importers" && field === "version" && !value.startsWith("link:")
      ? [{ key: keyOf(name, value, packages), development: kind === "devDependencies" }]
      : [],
  );
  const keys = (development: boolean) => [
    ...new Set(direct.filter((one) => one.development === development).map((one) => one.key)),
  ];
  return { packages, needs, runtime: keys(false), development: keys(true) };
}

/** `name: version`, or `alias: name@version`. */
function keyOf(name: string, value: string, packages: ReadonlyMap<string, LockedPackage>): string {
  const target = plain(unquoted(value));
  return packages.has(target) ? target : `${name}@${target}`;
}

function packagesOf(lines: readonly Line[]): ReadonlyMap<string, LockedPackage> {
  const packages = new Map<string, LockedPackage>();
  for (const {
    path: [, key, field],
    value,
  } of lines) {
    if (key === undefined || (field !== undefined && field !== "resolution")) continue;
    const integrity = /integrity: ([^,}\s]+)/.exec(value)?.[1] ?? null;
    packages.set(plain(key), { ...splitKey(plain(key)), integrity });
  }
  return packages;
}

function needsOf(
  lines: readonly Line[],
  packages: ReadonlyMap<string, LockedPackage>,
): ReadonlyMap<string, readonly string[]> {
  const needs = new Map<string, string[]>();
  for (const {
    path: [, key, kind, name],
    value,
  } of lines) {
    if (key === undefined) continue;
    const of = needs.get(plain(key)) ?? [];
    needs.set(plain(key), of);
    if (name !== undefined && (kind === "dependencies" || kind === "optionalDependencies"))
      of.push(keyOf(name, value, packages));
  }
  return needs;
}

/** What a package says of itself; by `name@version`. */
export interface InstalledLicences {
  readonly [key: string]: string | undefined;
}

/** All that is reached from these. */
function closure(lock: Lockfile, from: readonly string[]): ReadonlySet<string> {
  const reached = new Set<string>();
  const waiting = [...from];
  for (let key = waiting.pop(); key !== undefined; key = waiting.pop()) {
    if (reached.has(key) || !lock.packages.has(key)) continue;
    reached.add(key);
    waiting.push(...(lock.needs.get(key) ?? []));
  }
  return reached;
}

export interface Part extends LockedPackage {
  readonly key: string;
  readonly purl: string;
  /** Whether the product runs with it, or it only builds and tests. */
  readonly runtime: boolean;
  /** SPDX as the package says it; null where it says nothing, or is of another machine and not installed here. */
  readonly licence: string | null;
}

/** Every package that the lockfile pins, by name. */
export function partsOf(lock: Lockfile, licences: InstalledLicences): readonly Part[] {
  const runtime = closure(lock, lock.runtime);
  return [...lock.packages]
    .map(([key, one]) => ({
      ...one,
      key,
      purl: `pkg:npm/${one.name.replace("@", "%40")}@${one.version}`,
      runtime: runtime.has(key),
      licence: licences[key] ?? null,
    }))
    .toSorted((a, b) => (a.key < b.key ? -1 : 1));
}

/** A bill of materials, CycloneDX 1.6. The same lockfile gives the same bytes: there is no time in it. */
export function cycloneDx(lock: Lockfile, parts: readonly Part[], product: { name: string; version: string }) {
  const purls = new Map(parts.map((part) => [part.key, part.purl]));
  const root = `pkg:generic/${product.name}@${product.version}`;
  const refs = (keys: readonly string[]) =>
    [...new Set(keys.flatMap((key) => purls.get(key) ?? []))].toSorted((a, b) => (a < b ? -1 : 1));
  return {
    $schema: "http://cyclonedx.org/schema/bom-1.6.schema.json",
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    version: 1,
    metadata: {
      component: {
        type: "application",
        "bom-ref": root,
        name: product.name,
        version: product.version,
        licenses: [{ license: { id: "Apache-2.0" } }],
      },
    },
    components: parts.map((part) => ({
      type: "library",
      "bom-ref": part.purl,
      name: part.name,
      version: part.version,
      purl: part.purl,
      // "excluded": needed to build and test, and no part of what runs.
      scope: part.runtime ? "required" : "excluded",
      ...(part.integrity === null ? {} : { hashes: [hashOf(part.integrity)] }),
      ...(part.licence === null ? {} : { licenses: [licenceOf(part.licence)] }),
    })),
    dependencies: [
      { ref: root, dependsOn: refs([...lock.runtime, ...lock.development]) },
      ...parts.map((part) => ({ ref: part.purl, dependsOn: refs(lock.needs.get(part.key) ?? []) })),
    ],
  };
}

function hashOf(integrity: string) {
  const [algorithm = "", base64 = ""] = integrity.split("-");
  return { alg: algorithm.replace("sha", "SHA-"), content: Buffer.from(base64, "base64").toString("hex") };
}

function licenceOf(licence: string) {
  if (/\s(?:OR|AND|WITH)\s/.test(licence)) return { expression: licence };
  return /^[A-Za-z0-9.-]+$/.test(licence) ? { license: { id: licence } } : { license: { name: licence } };
}
