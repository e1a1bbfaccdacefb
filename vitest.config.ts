import { availableParallelism } from "node:os";
import { basename, join } from "node:path";
import { configDefaults, defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Turborepo runs the tests of each package in the package's folder, and keeps what came out of it. */
const isOnePackage = process.cwd() !== import.meta.dirname;
/**
 * A worker keeps its modules and its emptied PGlites from file to file, which takes a third less of the processors: who mocks a
 * module loads it anew and drops it, so nothing is carried over but what a file leaves in the process itself. Infra's tests do: they change its environment.
 */
const keepsModules = isOnePackage && basename(process.cwd()) !== "infra";

/** Where infra's tests are among them, they share what takes long to make. */
const sharing = isOnePackage && keepsModules ? [] : [join(import.meta.dirname, "infra/simtest/shared-folder.ts")];

/** What takes a minute or more, and would otherwise begin when nothing is left to run beside it. */
const LONG = /curriculum\/lessons-|simtest\/|\.pg\.test|causes-to-payment|nats-attacks/;

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLater = ({ moduleId }: TestSpecification) => Number(!LONG.test(moduleId));
    return (await super.sort(files)).toSorted((a, b) => isLater(a) - isLater(b));
  }
}

/*
 * Every test beside its source, the suffix says what it needs:
 *   .test.ts pure   .db.test.ts PostgreSQL and PGlite   .pg.test.ts races on PostgreSQL   .bus.test.ts both buses
 * One kind alone: `vitest run .pg.test`. Browser tests are Playwright's, in e2e.
 */
export default defineConfig({
  test: {
    include: ["**/*.test.{ts,tsx}"],
    exclude: [...configDefaults.exclude, "e2e/**", "**/*.web.test.*"],
    ...(isOnePackage ? { reporters: ["default", "json"], outputFile: { json: "test-results/vitest.json" } } : {}),
    globalSetup: sharing,
    // Vitest would leave a core free, which on a machine of two is half of it; a database test waits more than it computes.
    maxWorkers: availableParallelism(),
    sequence: { sequencer: LongestFirst },
    isolate: !keepsModules,
    // The first database test of a run starts PostgreSQL or boots PGlite, on a machine that does other things too.
    testTimeout: 60_000,
    // What a file begins with may be every service's tables, twice, while two others begin with theirs.
    hookTimeout: 300_000,
  },
});
