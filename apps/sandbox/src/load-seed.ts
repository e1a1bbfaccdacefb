import type { SimulatorState } from "@practicum/simulators/clearinghouse/jobs";
import { LateBlob } from "./late-blob.ts";
import type { SeedAbout } from "./protocol.ts";

/** The prepared practice: a PGlite data directory, what the payers remember, and when it is. */
export interface Seed {
  readonly about: SeedAbout;
  readonly payers: SimulatorState;
  /** Still on its way: the database begins without it. */
  readonly dataDirectory: Blob;
}

/** Fetches the prepared practice from beside the page. */
export async function fetchSeed(): Promise<Seed> {
  const dataDirectory = new LateBlob(fetchDirectory());
  const [about, payers] = await Promise.all([
    fetchJson<SeedAbout>("about.json"),
    fetchJson<SimulatorState>("payers.json"),
  ]);
  return { about, payers, dataDirectory };
}

/** The build puts workers below `assets/`; the development server serves them from `src/`. Both stand one level below the page. */
function seedUrl(name: string): URL {
  return new URL(`../seed/${name}`, self.location.href);
}

/**
 * Packed on the way where the server does that: brotli is a third smaller, and the browser unpacks it beside our own work. Else a
 * file that was packed before, by brotli where the browser can unpack that, or by gzip, which every browser of today can.
 */
async function fetchDirectory(): Promise<ArrayBuffer> {
  const plain = await fetched("data.tar");
  if (plain.headers.has("content-encoding")) return plain.arrayBuffer();
  await plain.body?.cancel();
  const brotli = decompressor("brotli");
  const response = await fetched(brotli === null ? "data.tar.gz" : "data.tar.br");
  const unpack = brotli ?? decompressor("gzip");
  if (unpack === null || response.body === null)
    throw new Error("This browser cannot unpack the practice. A current Chrome, Edge, Firefox or Safari can.");
  return new Response(response.body.pipeThrough(unpack)).arrayBuffer();
}

function decompressor(format: string): DecompressionStream | null {
  try {
    // Which formats there are is the browser's to say, not the type's.
    return new DecompressionStream(format as CompressionFormat);
  } catch {
    return null;
  }
}

/** Both files are written by the same build as this. */
async function fetchJson<T>(name: string): Promise<T> {
  const value: T = await (await fetched(name)).json();
  return value;
}

async function fetched(name: string): Promise<Response> {
  const response = await fetch(seedUrl(name));
  if (!response.ok) throw new Error(`A part of the practice could not be loaded: seed/${name} (${response.status}).`);
  return response;
}
