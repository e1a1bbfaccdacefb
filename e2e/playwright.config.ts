import { defineConfig } from "@playwright/test";
import { chosenWorlds } from "./support/chosen-worlds.ts";

const executablePath = process.env["PRACTICUM_CHROMIUM"];
/** Root in a container has no user namespaces to make a sandbox of; nothing foreign is loaded. */
const isRoot = process.getuid?.() === 0;

const isCi = process.env["CI"] === "true";

/**
 * The clinic (real services, PostgreSQL and NATS) and the sandbox (one browser tab). `support/start-everything.ts` starts those that the
 * chosen tests need and sets PRACTICUM_URL and SANDBOX_URL, unless they are set already.
 */
export default defineConfig({
  testDir: ".",
  outputDir: "../test-results/playwright",
  globalSetup: "./support/start-everything.ts",
  // Two cores. What shares a state takes turns: see the projects.
  workers: 2,
  fullyParallel: false,
  forbidOnly: isCi,
  // A test that needed it passes there and is printed as flaky: it is mended before anything new is built. At home it fails.
  retries: isCi ? 2 : 0,
  reporter: [["list"], ["json", { outputFile: `test-results/${chosenWorlds(process.argv).join("-")}.json` }]],
  // A machine that does other things too is slow, not wrong: speed is measured by the benchmarks.
  timeout: 240_000,
  expect: { timeout: 30_000 },
  use: {
    actionTimeout: 30_000,
    navigationTimeout: 60_000,
    // A trace is for looking into a failure: `--trace on`. Recording one in every run would slow them all.
    screenshot: "only-on-failure",
    // Nothing fades or slides: without a graphics card each frame of it is drawn by the processors that the practice needs.
    contextOptions: { reducedMotion: "reduce" },
    locale: "en-US",
    timezoneId: "America/Los_Angeles",
    viewport: { width: 1440, height: 900 },
    launchOptions: {
      ...(executablePath === undefined ? {} : { executablePath }),
      args: [
        ...(isRoot ? ["--no-sandbox"] : []),
        "--disable-gpu",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
  projects: [
    // One practice, one day: these tests change it, one after the other.
    { name: "clinic", testMatch: "clinic/**/*.spec.ts", testIgnore: "clinic/screens.spec.ts", workers: 1 },
    // They only read the clinic.
    { name: "screens", testMatch: "clinic/screens.spec.ts", workers: 1 },
    // A practice of its own in each tab. One at a time: `npm test` runs the clinic's tests beside them.
    { name: "sandbox", testMatch: "sandbox/**/*.spec.ts", workers: 1 },
  ],
});
