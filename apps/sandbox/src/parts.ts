import type { PartMessage, PartName } from "./boot/page-build.ts";
import { unzstd } from "./unzstd.ts";

/** The worker's end of what the page fetches for it. */
export interface Parts {
  /** As it came. */
  packed(name: PartName): Promise<ArrayBuffer>;
  /** A copy of its own each time. */
  unpacked(name: PartName): Promise<ArrayBuffer>;
  take(message: PartMessage): void;
}

export function partsFromPage(): Parts {
  const arrivals = new Map<PartName, Arrival>();
  const arrivalOf = (name: PartName) => {
    const arrival = arrivals.get(name) ?? expect();
    arrivals.set(name, arrival);
    return arrival;
  };
  return {
    packed: (name) => arrivalOf(name).packed,
    async unpacked(name) {
      return unpack(await arrivalOf(name).packed, name);
    },
    take(message) {
      if ("packed" in message) arrivalOf(message.part).came(message.packed);
      else arrivalOf(message.part).failed(new Error(message.trouble));
    },
  };
}

async function unpack(packed: ArrayBuffer, name: PartName): Promise<ArrayBuffer> {
  const unpacked = await unzstd(packed);
  if (unpacked === null)
    throw new Error(
      `The practice's ${name} did not arrive whole. Look to the network connection, then try again. If it stays so, the file on the server is not that of the build.`,
    );
  const { buffer } = unpacked;
  if (!(buffer instanceof ArrayBuffer)) throw new Error("the decoder gives memory of its own");
  return buffer;
}

interface Arrival {
  readonly packed: Promise<ArrayBuffer>;
  readonly came: (packed: ArrayBuffer) => void;
  readonly failed: (error: Error) => void;
}

function expect(): Arrival {
  let came: Arrival["came"] = () => {};
  let failed: Arrival["failed"] = () => {};
  const packed = new Promise<ArrayBuffer>((resolve, reject) => {
    came = resolve;
    failed = reject;
  });
  // Who waits for it is told of a failure; until then it is nobody's.
  packed.catch(() => {});
  return { packed, came, failed };
}
