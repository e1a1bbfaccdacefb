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

/** Fetches PGlite's parts; the program is compiled while it arrives. PGlite by itself would begin when all of our code is read. */
export function fetchEngine(): Engine {
  const program = new URL("../node_modules/@electric-sql/pglite/dist/pglite.wasm", import.meta.url);
  const files = new URL("../node_modules/@electric-sql/pglite/dist/pglite.data", import.meta.url);
  return {
    program: WebAssembly.compileStreaming(fetch(program)),
    files: new LateBlob(fetch(files).then((response) => response.arrayBuffer())),
    initdb: new WebAssembly.Module(EMPTY_MODULE),
  };
}
