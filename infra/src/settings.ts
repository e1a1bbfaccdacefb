import { X509Certificate } from "node:crypto";
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
  const { database, broker, folders, backups, web, mail } = parsed.data;
  return {
    ...parsed.data,
    database: {
      ...database,
      ...verified(urlWith(database.url, database.passwordFile, "database.passwordFile"), database),
      ...authorityOf(database.caFile, "database.caFile"),
    },
    broker: {
      ...broker,
      ...urlWith(broker.url, broker.passwordFile, "broker.passwordFile"),
      ...authorityOf(broker.caFile, "broker.caFile"),
    },
    web: { ...web, ...from("certificateFile", web.certificateFile), ...from("keyFile", web.keyFile) },
    backups: { ...backups, ...from("to", backups.to), ...from("keyFile", backups.keyFile) },
    mail: { ...mail, ...from("passwordFile", mail.passwordFile), ...from("caFile", mail.caFile) },
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

/**
 * PostgreSQL by TLS alone: its driver reads it from the address, and so do the processes that are given addresses made from this one. A
 * server that answers in plain is refused.
 */
function verified(
  { url }: { readonly url?: string },
  { tls, caFile }: Settings["database"],
): { readonly url?: string } {
  if (url === undefined || tls !== "verify") return url === undefined ? {} : { url };
  const changed = new URL(url);
  changed.searchParams.set("sslmode", "verify-full");
  const authority = from("caFile", caFile).caFile;
  if (authority !== undefined) changed.searchParams.set("sslrootcert", authority);
  return { url: changed.href };
}

/** @throws {@link SettingsError} where the file of an authority cannot be read or holds no certificate. */
function authorityOf(path: string | undefined, name: string): { caFile?: string } {
  const { caFile } = from("caFile", path);
  if (caFile === undefined) return {};
  try {
    const authority = new X509Certificate(readFileSync(caFile));
    if (authority.ca) return { caFile };
  } catch {
    // Said below.
  }
  throw new SettingsError(`${name}: ${caFile} cannot be read, or holds no certificate of an authority in PEM`);
}

/** A path that does not begin at the root is meant from the data folder. */
function from<Name extends string>(name: Name, path: string | undefined): { [Key in Name]?: string } {
  const found: { [Key in Name]?: string } = {};
  if (path !== undefined) found[name] = isAbsolute(path) ? path : resolve(dataRoot, path);
  return found;
}
