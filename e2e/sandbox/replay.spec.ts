import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect } from "@playwright/test";
import { test } from "../support/test.ts";
import { clockText, openPractices, openSandbox, workAs } from "./sandbox.ts";

test.setTimeout(900_000);

const run = promisify(execFile);
const write = fileURLToPath(new URL("../../infra/simtest/write-random.ts", import.meta.url));
const folder = fileURLToPath(new URL("../../apps/sandbox/public/seed", import.meta.url));
const REPLAY_MS_MAX = 400_000;
const DEEDS = "14";
/** The second is another one in every run: `PRACTICUM_REPLAY_SEED` repeats it. */
const seeds = ["always the same", process.env["PRACTICUM_REPLAY_SEED"] ?? `run ${Date.now()}`];

test("WLD-49: logs of chance that Node made lead to the same tables in the browser", async ({ page }) => {
  const files = await mkdtemp(join(tmpdir(), "practicum-logs-"));
  try {
    await openSandbox(page);
    await workAs(page, "Tanya Brooks");
    for (const [index, seed] of seeds.entries()) {
      const { stdout } = await run(process.execPath, [write, seed, DEEDS, folder], { maxBuffer: 100_000_000 });
      const file = join(files, `${index}.practicum.json`);
      await writeFile(file, stdout);
      const before = await clockText(page).innerText();
      await openPractices(page);
      const choosing = page.waitForEvent("filechooser");
      await page.getByRole("button", { name: "Open a file" }).click();
      await (await choosing).setFiles(file);
      // It is this file's practice that was compared.
      await expect(clockText(page), seed).not.toHaveText(before, { timeout: REPLAY_MS_MAX });
      const came = page.getByText(/^(Checked: its steps|Its steps lead elsewhere)/);
      await expect(came, seed).toContainText("lead to exactly what the file says", { timeout: REPLAY_MS_MAX });
      await came.getByRole("button", { name: "Close" }).click();
    }
  } finally {
    await rm(files, { recursive: true, force: true });
  }
});
