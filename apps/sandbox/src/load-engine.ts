import { LateBlob } from "./late-blob.ts";
import type { Parts } from "./parts.ts";

/** PGlite's parts, on their way. */
export interface Engine {
  readonly program: Promise<WebAssembly.Module>;
  /** What PostgreSQL expects to find beside its program. */
  readonly files: Blob;
  /** PGlite would fetch the program that makes a new database, which a practice that is there has no use for. */
  readonly initdb: WebAssembly.Module;
}

/** Version 1 of the binary format, and nothing in it. */
const EMPTY_MODULE = new Uint8Array([0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00]);

/**
 * PGlite's parts, as they come; by itself it would fetch them when all of our code is read.
 *
 * @throws when the browser runs no WebAssembly here.
 */
export function openEngine(parts: Parts): Engine {
  const initdb = emptyModule();
  return {
    program: parts.unpacked("engine").then((bytes) => WebAssembly.compile(bytes)),
    files: new LateBlob(parts.unpacked("files")),
    initdb,
  };
}

function emptyModule(): WebAssembly.Module {
  try {
    return new WebAssembly.Module(EMPTY_MODULE);
  } catch (cause) {
    throw new Error(
      "The practice's database needs WebAssembly, and this browser does not run it here. A policy of the browser, its lockdown mode, or the server of this page (its Content-Security-Policy must allow 'wasm-unsafe-eval') forbids it. Allow it, or take another browser.",
      { cause },
    );
  }
}
