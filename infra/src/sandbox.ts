/*
 * `npm run sandbox`: builds the training app into apps/sandbox/dist, for any file server. With `--keep-seed` it does not make the
 * seed again, whatever changed.
 */
import { relative } from "node:path";
import { buildSandbox } from "./build-sandbox.ts";

const keepSeed = process.argv.includes("--keep-seed");
const { dist, bytes } = await buildSandbox((text) => console.error(`sandbox: ${text}`), keepSeed);
console.log(`${relative(process.cwd(), dist) || "."}: ${(bytes / 1e6).toFixed(1)} MB over the wire with brotli`);
