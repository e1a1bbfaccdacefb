import type { SimulatorState } from "@practicum/simulators/clearinghouse/jobs";
import type { Parts } from "./parts.ts";
import type { SeedAbout } from "./protocol.ts";

/** The prepared practice: a PGlite data directory, what the payers remember, and when it is. */
export interface Seed {
  readonly about: SeedAbout;
  readonly payers: SimulatorState;
  /** Unpacks a data directory of its own each time. It may be on its way still: the database begins without it. */
  readonly dataDirectory: () => Promise<ArrayBuffer>;
}

/** Opens the prepared practice. Its directory is unpacked once already, so that what did not arrive whole is found out now. */
export async function openSeed(parts: Parts): Promise<Seed> {
  let first: Promise<ArrayBuffer> | null = parts.unpacked("directory");
  // Who opens it is told of a failure; until then it is nobody's.
  first.catch(() => {});
  const { about, payers }: Pick<Seed, "about" | "payers"> = JSON.parse(
    new TextDecoder().decode(await parts.unpacked("seed")),
  );
  return {
    about,
    payers,
    dataDirectory() {
      const directory = first ?? parts.unpacked("directory");
      first = null;
      return directory;
    },
  };
}
