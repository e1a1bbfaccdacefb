import type { SimulatorState } from "@practicum/simulators/clearinghouse/jobs";
import { fetchPart } from "./fetch-part.ts";
import type { SeedAbout } from "./protocol.ts";

/** The prepared practice: a PGlite data directory, what the payers remember, and when it is. */
export interface Seed {
  readonly about: SeedAbout;
  readonly payers: SimulatorState;
  /** Still on its way: the database begins without it. */
  readonly dataDirectory: Promise<ArrayBuffer>;
}

/** Fetches the prepared practice from beside the page. */
export async function fetchSeed(): Promise<Seed> {
  const dataDirectory = fetchDirectory();
  // Who reads it is told of a failure; until then it is nobody's.
  dataDirectory.catch(() => {});
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
  const packedOnTheWay = await fetchPackedOnTheWay("data.tar");
  if (packedOnTheWay !== null) return packedOnTheWay;
  const gzip = decompressor("gzip");
  if (gzip === null)
    throw new Error("This browser cannot unpack the practice. A current Chrome, Edge, Firefox or Safari can.");
  return fetchPacked("data.tar.gz", gzip);
}

/** Gives up where nobody packs it, before more than the head has come: the whole file is 24 MB. */
async function fetchPackedOnTheWay(name: string): Promise<ArrayBuffer | null> {
  return fetchPart(seedUrl(name), async (response) => {
    if (response.headers.has("content-encoding")) return response.arrayBuffer();
    await response.body?.cancel();
    return null;
  });
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
