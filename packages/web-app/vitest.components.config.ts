import react from "@vitejs/plugin-react";
import { playwright } from "@vitest/browser-playwright";
import { defineConfig } from "vitest/config";

const executablePath = process.env["PRACTICUM_CHROMIUM"];
/** Root in a container has no user namespaces to make a sandbox of; nothing foreign is loaded. */
const isRoot = process.getuid?.() === 0;

/** Hooks and components in a real browser: focus, keys and storage are the browser's own. infra/src/test.ts says which browser. */
export default defineConfig({
  plugins: [react()],
  test: {
    include: ["src/**/*.web.test.{ts,tsx}"],
    reporters: ["default", "json"],
    outputFile: { json: "test-results/components.json" },
    testTimeout: 60_000,
    // As the browser tests: one that needed it passes there, and is printed as flaky.
    retry: process.env["CI"] === "true" ? 2 : 0,
    // A machine that does other things too is slow, not wrong.
    expect: { poll: { timeout: 20_000 } },
    hookTimeout: 120_000,
    api: { host: "127.0.0.1" },
    browser: {
      enabled: true,
      headless: true,
      screenshotFailures: false,
      connectTimeout: 240_000,
      provider: playwright({
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
        contextOptions: { locale: "en-US", timezoneId: "America/Los_Angeles" },
      }),
      instances: [{ browser: "chromium" }],
    },
  },
});
