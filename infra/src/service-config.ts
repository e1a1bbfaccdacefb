import { join } from "node:path";
import { must } from "@practicum/kernel/assert";
import { freePort } from "@practicum/tooling/ports";
import type { NatsUser } from "./nats-config.ts";
import type { PracticeEntry } from "./practices.ts";
import type { NatsLogin } from "./broker.ts";
import { auditHeadFolder, headKey } from "./audit-heads.ts";
import { clockAheadMs } from "./installation-clock.ts";
import { mailSettings } from "./mail-settings.ts";
import { doorFiles } from "./door-files.ts";
import { ownFolder, type ServiceUsers } from "./service-users.ts";
import { settings } from "./settings.ts";
import { cookiesAreSecure } from "./settings-faults.ts";
import { paths, writePrivate } from "./state.ts";
import type { DatabaseUrls } from "./steps/set-up-databases.ts";

export interface ProcessConfig {
  readonly name: NatsUser;
  readonly practices: readonly PracticeEntry[];
  readonly urls: DatabaseUrls;
  readonly login: NatsLogin;
  readonly users: ServiceUsers;
  /** The gateway's own door. */
  readonly http?: {
    readonly port: number;
    readonly staticDir: string;
    /** Nobody founds a practice from another machine: until there is one, this machine's own names alone are answered. */
    readonly alone: boolean;
    /** With HTTPS of its own: this machine's port for `/health`. */
    readonly healthPort?: number;
  };
}

export const clearinghouseFolder = (): string => settings().folders.clearinghouse ?? join(paths.root, "clearinghouse");

/**
 * Writes what a process is told into a file that only its owner may read; the environment names the file and holds no
 * secret. See `packages/service/src/config.ts` for what it may say.
 *
 * @returns the file.
 */
export async function configure(config: ProcessConfig): Promise<string> {
  const configFile = join(paths.run, `${config.name}.json`);
  const text = JSON.stringify(await contentOf(config), undefined, 2);
  await writePrivate(configFile, text, config.users.get(config.name));
  return configFile;
}

async function contentOf({ name, practices, urls, login, users, http }: ProcessConfig): Promise<object> {
  return {
    service: name,
    practices: practices.map(({ id, slug, name: practiceName, timeZone, demonstration = false, paused = false }) => ({
      id,
      slug,
      name: practiceName,
      timeZone,
      demonstration,
      paused,
      ...(name === "gateway" ? {} : { databaseUrl: must(urls[id]?.[name]) }),
    })),
    nats: login,
    dataDir: paths.root,
    ownDir: ownFolder(users, name),
    http: {
      // Its health is for this machine; the door is for whom the settings let in.
      host: http === undefined || http.alone ? "127.0.0.1" : settings().web.listen,
      port: http?.port ?? (await freePort()),
      ...(http === undefined ? {} : { staticDir: http.staticDir }),
    },
    // The gateway has no clock of its own.
    ...(name === "gateway" ? {} : { clockAheadMs: clockAheadMs() }),
    poolMax: settings().limits.databaseConnections,
    logLevel: settings().log.level,
    settings: await settingsOf({ name, users, http }),
  };
}

/** HTTPS by the gateway itself, where the settings name a certificate; before the practice is founded this machine alone comes, in clear. */
export function doorSettings({ alone, healthPort }: NonNullable<ProcessConfig["http"]>, users: ServiceUsers) {
  const { publicOrigins, trustedProxies, redirectPort } = settings().web;
  if (alone) return {};
  const files = doorFiles(users);
  return {
    publicOrigins,
    trustedProxies,
    ...(files === undefined ? {} : { tls: { ...files, redirectPort, healthPort } }),
  };
}

/** Where patients find the practice's pages: by the first of its names, else on this machine. */
function pagesAddress(): string {
  const { publicOrigins, port } = settings().web;
  return publicOrigins[0] ?? (port === 0 ? "http://localhost" : `http://localhost:${port}`);
}

async function settingsOf({ name, users, http }: Pick<ProcessConfig, "name" | "users" | "http">): Promise<object> {
  const { limits, folders } = settings();
  switch (name) {
    case "billing":
      return { clearinghouseFolder: clearinghouseFolder() };
    case "identity":
      return {
        auditHeads: { folder: auditHeadFolder(), publicKey: (await headKey()).known.publicKey },
        idleMinutes: limits.idleMinutes,
        secureCookies: cookiesAreSecure(settings()),
      };
    case "messaging":
      return {
        ...(folders.messages === undefined ? {} : { outboxFolder: folders.messages }),
        pages: pagesAddress(),
        ...(mailSettings() === undefined ? {} : { mail: mailSettings() }),
      };
    case "gateway":
      return http === undefined ? {} : doorSettings(http, users);
    default:
      return {};
  }
}
