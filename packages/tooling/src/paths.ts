import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The top of the checkout. */
export const repositoryRoot = fileURLToPath(new URL("../../..", import.meta.url));

/** Everything that is made while running and is never committed: data, logs, caches, secrets. */
export const dataRoot = process.env.PRACTICUM_DATA_DIR ?? join(repositoryRoot, ".data");

/** Programs fetched for this machine. Shared by the launcher and the tests; `npm run reset` keeps it. */
export const cacheRoot = join(repositoryRoot, ".data", "cache");
