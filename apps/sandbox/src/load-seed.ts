import type { SimulatorState } from "@practicum/simulators/clearinghouse/jobs";
import { fetchPart } from "./fetch-part.ts";
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
 * Brotli is a third smaller than gzip. Where the browser cannot unpack it for us, a server that packs on the way may send it;
 * else the gzip file, which every browser of today can unpack.
 */
async function fetchDirectory(): Promise<ArrayBuffer> {
  const brotli = decompressor("brotli");
  if (brotli !== null) return fetchPacked("data.tar.br", brotli);
  if (await isPackedOnTheWay("data.tar")) return fetchPart(seedUrl("data.tar"), (response) => response.arrayBuffer());
  const gzip = decompressor("gzip");
  if (gzip === null)
    throw new Error("This browser cannot unpack the practice. A current Chrome, Edge, Firefox or Safari can.");
  return fetchPacked("data.tar.gz", gzip);
}

/** Asks for the head alone: the whole file is 40 MB where nobody packs it. */
async function isPackedOnTheWay(name: string): Promise<boolean> {
  return fetch(seedUrl(name), { method: "HEAD" }).then(
    (response) => response.ok && response.headers.has("content-encoding"),
    () => false,
  );
}

async function fetchPacked(name: string, unpack: DecompressionStream): Promise<ArrayBuffer> {
  return fetchPart(seedUrl(name), async (response) => {
    const packed = await response.blob();
    // Some file servers take the ending for a way to send `data.tar`, and the browser has unpacked it then.
    if (await isTar(packed)) return packed.arrayBuffer();
    return new Response(packed.stream().pipeThrough(unpack)).arrayBuffer();
  });
}

/** POSIX ustar: the magic of the first header. */
async function isTar(file: Blob): Promise<boolean> {
  return (await file.slice(257, 262).text()) === "ustar";
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
  return fetchPart(seedUrl(name), async (response) => {
    const value: T = await response.json();
    return value;
  });
}
