import type { SimulatorState } from "@practicum/simulators/clearinghouse/jobs";
import { must } from "@practicum/kernel/assert";
import { fetchPart } from "./fetch-part.ts";
import type { SeedAbout } from "./protocol.ts";

/** The prepared practice: a PGlite data directory, what the payers remember, and when it is. */
export interface Seed {
  readonly about: SeedAbout;
  readonly payers: SimulatorState;
  /** Unpacks a data directory of its own each time. It may be on its way still: the database begins without it. */
  readonly dataDirectory: () => Promise<ArrayBuffer>;
}

/** Fetches the prepared practice from beside the page. */
export async function fetchSeed(): Promise<Seed> {
  const directory = fetchDirectory();
  // Who reads it is told of a failure; until then it is nobody's.
  directory.catch(() => {});
  const dataDirectory = async () => (await directory)();
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
async function fetchDirectory(): Promise<Unpack> {
  if (decompressor("brotli") !== null) return fetchPacked("data.tar.br", "brotli");
  const packedOnTheWay = await fetchPackedOnTheWay("data.tar");
  if (packedOnTheWay !== null) return packedOnTheWay;
  if (decompressor("gzip") === null)
    throw new Error("This browser cannot unpack the practice. A current Chrome, Edge, Firefox or Safari can.");
  return fetchPacked("data.tar.gz", "gzip");
}

/** Gives up where nobody packs it, before more than the head has come: the whole file is 24 MB. */
async function fetchPackedOnTheWay(name: string): Promise<Unpack | null> {
  return fetchPart(seedUrl(name), async (response) => {
    if (response.headers.has("content-encoding")) return whole(await response.blob());
    await response.body?.cancel();
    return null;
  });
}

async function fetchPacked(name: string, format: string): Promise<Unpack> {
  return fetchPart(seedUrl(name), async (response) => {
    const packed = await response.blob();
    // Some file servers take the ending for a way to send `data.tar`, and the browser has unpacked it then.
    if (await isTar(packed)) return whole(packed);
    const unpack = () => new Response(packed.stream().pipeThrough(must(decompressor(format)))).arrayBuffer();
    // What did not arrive whole is to be found out now.
    const first = unpack();
    await first;
    let used = false;
    return () => {
      if (used) return unpack();
      used = true;
      return first;
    };
  });
}

/** Gives a copy each time: whoever opens it makes it its own. */
type Unpack = () => Promise<ArrayBuffer>;

function whole(file: Blob): Unpack {
  return () => file.arrayBuffer();
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
