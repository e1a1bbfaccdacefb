import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { repositoryRoot } from "@practicum/tooling/paths";
import { expect, test } from "vitest";
import { cycloneDx, partsOf, readLockfile } from "./sbom.ts";

const lockText = `lockfileVersion: '9.0'

importers:

  .:
    devDependencies:
      tool:
        specifier: 1.0.0
        version: 1.0.0(peer@3.0.0)

  services/one:
    dependencies:
      '@practicum/kernel':
        specifier: workspace:*
        version: link:../kernel
      '@scope/library':
        specifier: 2.0.0
        version: 2.0.0(peer@3.0.0)

packages:

  '@scope/library@2.0.0':
    resolution: {integrity: sha512-AAEC}
    engines: {node: '>=18'}

  deep@0.1.0:
    resolution: {integrity: sha512-AwQF}

  peer@3.0.0:
    resolution: {integrity: sha512-BgcI}

  tool@1.0.0:
    resolution: {integrity: sha512-CQoL}

snapshots:

  '@scope/library@2.0.0(peer@3.0.0)':
    dependencies:
      other-name: deep@0.1.0
      peer: 3.0.0

  deep@0.1.0: {}

  peer@3.0.0: {}

  tool@1.0.0(peer@3.0.0):
    optionalDependencies:
      deep: 0.1.0
`;

test("the list of parts has each pinned package once, with its bytes, its licence, and whether the product runs with it", () => {
  const lock = readLockfile(lockText);
  const parts = partsOf(lock, {
    "deep@0.1.0": "MIT",
    "@scope/library@2.0.0": "MIT OR Apache-2.0",
    "tool@1.0.0": "ISC",
  });
  expect(parts.map(({ key, runtime, licence }) => [key, runtime, licence])).toEqual([
    ["@scope/library@2.0.0", true, "MIT OR Apache-2.0"],
    ["deep@0.1.0", true, "MIT"],
    ["peer@3.0.0", true, null],
    ["tool@1.0.0", false, "ISC"],
  ]);
  const bom = cycloneDx(lock, parts, { name: "practicum", version: "1" });
  expect(bom.components[0]).toEqual({
    type: "library",
    "bom-ref": "pkg:npm/%40scope/library@2.0.0",
    name: "@scope/library",
    version: "2.0.0",
    purl: "pkg:npm/%40scope/library@2.0.0",
    scope: "required",
    hashes: [{ alg: "SHA-512", content: "000102" }],
    licenses: [{ expression: "MIT OR Apache-2.0" }],
  });
  expect(bom.components.at(-1)).toMatchObject({ scope: "excluded", licenses: [{ license: { id: "ISC" } }] });
  expect(bom.dependencies).toContainEqual({
    ref: "pkg:npm/%40scope/library@2.0.0",
    dependsOn: ["pkg:npm/deep@0.1.0", "pkg:npm/peer@3.0.0"],
  });
  expect(bom.dependencies[0]?.dependsOn).toEqual(["pkg:npm/%40scope/library@2.0.0", "pkg:npm/tool@1.0.0"]);
});

test("of our own lockfile nothing is left out, and nothing hangs in the air", async () => {
  const text = await readFile(join(repositoryRoot, "pnpm-lock.yaml"), "utf8");
  const lock = readLockfile(text);
  const section = text.slice(text.indexOf("\npackages:\n"), text.indexOf("\nsnapshots:\n"));
  const pinned = section.match(/integrity: /g)?.length ?? 0;
  expect(pinned).toBeGreaterThan(100);
  const parts = partsOf(lock, {});
  expect(parts.filter(({ integrity }) => integrity !== null)).toHaveLength(pinned);
  const bom = cycloneDx(lock, parts, { name: "practicum", version: "1" });
  const refs = new Set(bom.dependencies.map(({ ref }) => ref));
  for (const { dependsOn } of bom.dependencies) for (const ref of dependsOn) expect(refs).toContain(ref);
  // Each direct need of ours is one of the parts, and what the product is made of is among those that it runs with.
  for (const key of [...lock.runtime, ...lock.development]) expect([key, lock.packages.has(key)]).toEqual([key, true]);
  for (const [from, needs] of lock.needs)
    for (const key of needs) expect([from, lock.packages.has(key)]).toEqual([from, true]);
  for (const name of ["kysely", "zod", "react", "better-auth"])
    expect(parts.some((part) => part.name === name && part.runtime)).toBe(true);
  expect(parts.some((part) => part.name === "oxfmt" && !part.runtime)).toBe(true);
});
