import { fetchPart } from "./fetch-part.ts";
import { LateBlob } from "./late-blob.ts";

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
 * Fetches PGlite's parts; the program is compiled while it arrives. PGlite by itself would begin when all of our code is read.
 *
 * @throws when the browser runs no WebAssembly here.
 */
export function fetchEngine(): Engine {
  const initdb = emptyModule();
  const program = new URL("../node_modules/@electric-sql/pglite/dist/pglite.wasm", import.meta.url);
  const files = new URL("../node_modules/@electric-sql/pglite/dist/pglite.data", import.meta.url);
  return {
    program: fetchPart(program, compile),
    files: new LateBlob(fetchPart(files, (response) => response.arrayBuffer())),
    initdb,
  };
}

/** Browsers compile on the way only what the server calls by its type, and not every file server knows it. */
async function compile(response: Response): Promise<WebAssembly.Module> {
  if (response.headers.get("content-type") === "application/wasm") return WebAssembly.compileStreaming(response);
  return WebAssembly.compile(await response.arrayBuffer());
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
