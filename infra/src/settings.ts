import { readFileSync } from "node:fs";
import { isAbsolute, join, resolve } from "node:path";
import { dataRoot } from "@practicum/tooling/paths";
import { faultsOf } from "./settings-faults.ts";
import { settingsSchema, type Settings } from "./settings-schema.ts";

/** What is wrong with the settings, a line each, and what to do. It holds no secret. */
export class SettingsError extends Error {
  override readonly name = "SettingsError";
}

/** Where the file is: PRACTICUM_SETTINGS, or `practicum.json` in the data folder if it is there. */
export const settingsFile = (): string => process.env["PRACTICUM_SETTINGS"] ?? join(dataRoot, "practicum.json");

/**
 * The settings of this installation: the file, and over it the environment.
 *
 * @throws {@link SettingsError} that names each setting that is wrong.
 */
export function loadSettings(path: string = settingsFile()): Settings {
  const parsed = settingsSchema.safeParse(withEnvironment(readSettings(path), process.env));
  if (!parsed.success) {
    const lines = parsed.error.issues.map(
      ({ path: at, message }) => `${at.map(String).join(".") || "the file"}: ${message}`,
    );
    throw new SettingsError(`${path}\n${lines.map((line) => `  ${line}`).join("\n")}`);
  }
  const faults = faultsOf(parsed.data);
  if (faults.length > 0) throw new SettingsError(`the settings\n${faults.map((line) => `  ${line}`).join("\n")}`);
  const { database, broker, folders, backups } = parsed.data;
  return {
    ...parsed.data,
    database: { ...database, ...urlWith(database.url, database.passwordFile, "database.passwordFile") },
    broker: { ...broker, ...urlWith(broker.url, broker.passwordFile, "broker.passwordFile") },
    backups: { ...backups, ...from("to", backups.to), ...from("keyFile", backups.keyFile) },
    folders: {
      ...(folders.data === undefined ? {} : { data: folders.data }),
      ...from("clearinghouse", folders.clearinghouse),
      ...from("auditHeads", folders.auditHeads),
      ...from("messages", folders.messages),
    },
  };
}

let loaded: Settings | undefined;

/** The same, read once a process. */
export function settings(): Settings {
  loaded ??= loadSettings();
  return loaded;
}

function readSettings(path: string): unknown {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    const isMissing = error instanceof Error && "code" in error && error.code === "ENOENT";
    if (isMissing && process.env["PRACTICUM_SETTINGS"] === undefined) return {};
    throw new SettingsError(`${path} cannot be read: ${isMissing ? "there is no such file" : "is it yours to read?"}`);
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new SettingsError(`${path} is not JSON: ${error instanceof Error ? error.message : "it cannot be read"}`);
  }
}

/** The environment variables of the README go before the file. */
function withEnvironment(content: unknown, env: NodeJS.ProcessEnv): unknown {
  if (typeof content !== "object" || content === null || Array.isArray(content)) return content;
  const part = (name: string): object => {
    const value: unknown = Reflect.get(content, name);
    return typeof value === "object" && value !== null ? value : {};
  };
  const given = (name: string) => (env[name] === undefined || env[name] === "" ? undefined : env[name]);
  const database = given("DATABASE_URL");
  const broker = given("NATS_URL");
  const port = given("PRACTICUM_PORT");
  return {
    ...content,
    ...(database === undefined ? {} : { database: { ...part("database"), url: database } }),
    ...(broker === undefined ? {} : { broker: { ...part("broker"), url: broker } }),
    ...(port === undefined ? {} : { web: { ...part("web"), port: /^\d+$/.test(port) ? Number(port) : port } }),
  };
}

function urlWith(url: string | undefined, passwordFile: string | undefined, name: string): { url?: string } {
  if (url === undefined || passwordFile === undefined) return url === undefined ? {} : { url };
  const changed = new URL(url);
  try {
    changed.password = encodeURIComponent(readFileSync(passwordFile, "utf8").trim());
  } catch {
    throw new SettingsError(`${name}: ${passwordFile} cannot be read: is it there, and yours to read?`);
  }
  return { url: changed.href };
}

/** A path that does not begin at the root is meant from the data folder. */
function from<Name extends string>(name: Name, path: string | undefined): { [Key in Name]?: string } {
  const found: { [Key in Name]?: string } = {};
  if (path !== undefined) found[name] = isAbsolute(path) ? path : resolve(dataRoot, path);
  return found;
}
