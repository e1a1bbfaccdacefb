import { readFile } from "node:fs/promises";
import { processConfig, type ProcessConfig } from "./config.ts";

/** Its message says what is wrong, and where, and holds no value of the file. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
}

/**
 * The configuration that PRACTICUM_CONFIG names.
 * @throws {@link ConfigError}
 */
export async function loadConfig(): Promise<ProcessConfig> {
  const path = process.env["PRACTICUM_CONFIG"];
  if (!path) throw new ConfigError("PRACTICUM_CONFIG names no file: a service is started by the launcher");
  const parsed = processConfig.safeParse(await readJson(path));
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(
    (issue) => `${issue.path.map(String).join(".") || "(root)"}: ${issue.message}`,
  );
  throw new ConfigError(`the configuration is not valid: ${faults.join("; ")}`);
}

async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, "utf8"));
  } catch {
    throw new ConfigError("the file that PRACTICUM_CONFIG names cannot be read as JSON");
  }
}
