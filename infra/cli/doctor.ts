import { stat } from "node:fs/promises";
import { join } from "node:path";
import { Command } from "commander";
import { diskSpace, diskState } from "@practicum/service/disk-watch";
import { backupFindings } from "../src/backup/findings.ts";
import { certificateFindings } from "../src/certificate-findings.ts";
import { checkDatabase } from "../src/check-servers.ts";
import type { Finding } from "../src/finding.ts";
import { asOperator } from "../src/operator.ts";
import { loadSettings } from "../src/settings.ts";
import { paths, runningInstance, type Instance } from "../src/state.ts";
import { waitingFindings } from "../src/waiting-findings.ts";

/** `practicum doctor`: looks at everything that can be wrong with the installation and says what to do; fails when something is. */
export function command(): Command {
  return new Command("doctor")
    .description("say what is wrong with this installation, and what to do")
    .option("--json", "print it as JSON", false)
    .action(async ({ json }: { json: boolean }) => {
      const findings = await examine();
      console.log(json ? JSON.stringify(findings, undefined, 2) : findings.map(sentence).join("\n"));
      if (findings.some(({ remedy }) => remedy !== undefined)) process.exitCode = 1;
    });
}

export function sentence({ what, remedy }: Finding): string {
  return remedy === undefined ? `✔ ${what}` : `✖ ${what}\n    ${remedy}`;
}

async function examine(): Promise<readonly Finding[]> {
  const findings: Finding[] = [await settingsFinding(), await diskFinding(), ...(await ownCertificate())];
  const instance = await runningInstance();
  if (instance === undefined)
    return [...findings, { what: "Practicum does not run from this folder", remedy: "Begin with `npm start`." }];
  findings.push(await databaseFinding(instance), await healthFinding(instance), ...(await backupFindings(new Date())));
  return [...findings, ...(await waiting())];
}

async function settingsFinding(): Promise<Finding> {
  try {
    loadSettings();
    return { what: "The settings are right" };
  } catch (error) {
    return {
      what: `The settings are wrong: ${messageOf(error)}`,
      remedy: "`npm run practicum -- config explain` tells what each means.",
    };
  }
}

async function ownCertificate(): Promise<readonly Finding[]> {
  try {
    return await certificateFindings(loadSettings(), new Date());
  } catch {
    // What is wrong with the settings is said already.
    return [];
  }
}

async function diskFinding(): Promise<Finding> {
  const space = await diskSpace(paths.root).catch(() => undefined);
  if (space === undefined) return { what: `${paths.root} is not there`, remedy: "`npm start` makes it." };
  const free = `${Math.floor(space.freeBytes / 1_048_576).toLocaleString("en-US")} MB are free where ${paths.root} is`;
  const state = diskState(space, "ok");
  if (state === "ok") return { what: free };
  return {
    what: state === "full" ? `${free}: nothing is saved` : `${free}: soon nothing can be saved`,
    remedy: "Delete what is not needed on that disk, or make it larger; everything goes on by itself within a minute.",
  };
}

async function databaseFinding({ databaseUrl }: Instance): Promise<Finding> {
  try {
    return { what: `PostgreSQL ${await checkDatabase(databaseUrl)} answers` };
  } catch (error) {
    const log = join(paths.logs, "identity.log");
    const hasLog = (await stat(log).catch(() => undefined)) !== undefined;
    return {
      what: messageOf(error),
      remedy: `It is started again by itself${hasLog ? `; see ${log} where it is not` : ""}.`,
    };
  }
}

async function healthFinding({ healthUrl }: Instance): Promise<Finding> {
  const away = { what: "The gateway does not answer", remedy: `Its log is ${join(paths.logs, "gateway.log")}.` };
  if (healthUrl === "")
    return { what: "Practicum is still starting", remedy: "Ask again when it has printed its address." };
  try {
    const response = await fetch(healthUrl, { signal: AbortSignal.timeout(10_000) });
    if (response.ok) return { what: "The gateway and every service do their work" };
    const told: { readonly services?: { readonly [service: string]: string } } = JSON.parse(await response.text());
    const ill = Object.entries(told.services ?? {}).filter(([, state]) => state !== "ok");
    const names = ill.map(([name, state]) => `${name} (${state})`).join(", ");
    return { what: `Not at work: ${names || "the message bus"}`, remedy: `The logs are in ${paths.logs}.` };
  } catch {
    return away;
  }
}

async function waiting(): Promise<readonly Finding[]> {
  try {
    const findings = await asOperator(waitingFindings);
    return findings.length > 0 ? findings : [{ what: "Nothing waits, and nothing failed too often" }];
  } catch (error) {
    return [{ what: `The services could not be asked: ${messageOf(error)}`, remedy: `The logs are in ${paths.logs}.` }];
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
