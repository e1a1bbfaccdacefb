/*
 * All services and the gateway in one process, on the bus in memory: what `npm start` runs where no NATS server can be
 * had. PRACTICUM_CONFIG names a file of the form below.
 */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { allModules } from "@practicum/all-services/modules";
import { MemoryBus } from "@practicum/bus/memory";
import { folderFax } from "@practicum/billing/node/folder-fax";
import { sftpCourier } from "@practicum/billing/node/sftp-courier";
import { folderClearinghouse } from "@practicum/billing/node/folder-clearinghouse";
import { threadFileReader } from "@practicum/billing/node/thread-file-reader";
import { errorLabel } from "@practicum/db/errors";
import { openPg } from "@practicum/db/pg";
import { startGateway } from "@practicum/gateway/server";
import { fileAnchor } from "@practicum/identity/node/file-anchor";
import { secretSigning } from "@practicum/identity/node/head-signing";
import { secretFrom } from "@practicum/identity/node/secret-file";
import { serveAuth } from "@practicum/identity/node/serve-auth";
import { must } from "@practicum/kernel/assert";
import { uuidV7 } from "@practicum/kernel/random";
import { folderInbox } from "@practicum/messaging/node/folder-inbox";
import { mailNotifier } from "@practicum/messaging/node/mail-notifier";
import { changedPractices } from "@practicum/service/config";
import { systemClock, systemRandom } from "@practicum/service/clock";
import { startInProcess } from "@practicum/service/in-process-host";
import { pinoLog } from "@practicum/service/pino-log";
import { healthOf } from "@practicum/service/health";
import { allAnswer } from "@practicum/service/databases-answer";
import { Metrics } from "@practicum/service/metrics";
import { takesWrite } from "@practicum/service/takes-write";
import { watchDisk } from "@practicum/service/watch-disk";
import { installationClock } from "./installation-clock.ts";
import { openOperatorDoor } from "./operator-door.ts";
import { doorSettings, type ProcessConfig } from "./service-config.ts";
import type { PracticeEntry } from "./practices.ts";
import { SERVICES } from "./service-names.ts";
import { mailSettings } from "./mail-settings.ts";
import { noUsers } from "./service-users.ts";
import { settings } from "./settings.ts";
import { cookiesAreSecure } from "./settings-faults.ts";
import type { DatabaseUrls } from "./steps/set-up-databases.ts";

export interface AllInOneConfig {
  readonly practices: readonly PracticeEntry[];
  readonly urls: DatabaseUrls;
  readonly dataDir: string;
  readonly clearinghouseFolder: string;
  readonly http: NonNullable<ProcessConfig["http"]>;
}

const config: AllInOneConfig = JSON.parse(await readFile(must(process.env.PRACTICUM_CONFIG), "utf8"));
const log = pinoLog(settings().log.level);
const storage = watchDisk(config.dataDir, "all-in-one", log);
const bus = new MemoryBus(uuidV7(systemClock, systemRandom).next());
const secret = await secretFrom(join(config.dataDir, "identity.secret"));
const practices = config.practices.map(({ id, slug, name, timeZone, demonstration = false, paused = false }) => ({
  id,
  slug,
  name,
  timeZone,
  demonstration,
  paused,
}));
const clearinghouses = new Map(
  practices.map(({ id }) => [
    String(id),
    folderClearinghouse(config.clearinghouseFolder, id, {
      onLink: (name) => log.warn({ event: "link-left-alone", service: "billing", practiceId: id, name }),
    }),
  ]),
);

const host = await startInProcess({
  modules: allModules({
    clearinghouse: (practiceId) => must(clearinghouses.get(practiceId)),
    courier: (practiceId) => sftpCourier(config.clearinghouseFolder, practiceId),
    files: threadFileReader(),
    fax: (practiceId) => folderFax(config.clearinghouseFolder, practiceId),
    auditAnchor: fileAnchor({ folder: join(config.dataDir, "heads"), signing: secretSigning(secret) }),
    draftSecret: secret,
    notifier: mailNotifier(settings().folders.messages ?? join(config.dataDir, "outbox"), mailSettings()),
    inbox: folderInbox(settings().folders.messages ?? join(config.dataDir, "outbox")),
  }),
  practices,
  openDb: (practice, service) =>
    openPg({ url: must(config.urls[practice.id]?.[service]), schema: service, poolMax: 8, keepsOne: true }),
  clock: installationClock,
  bus,
  random: systemRandom,
  log,
  storage,
  checkReplies: false,
  background: true,
});
const auth = await serveAuth({
  bus,
  told: () => host.services.find(({ name }) => name === "identity")?.readOutbox(),
  practices: practices.map((practice) => ({ practice, databaseUrl: must(config.urls[practice.id]?.["identity"]) })),
  secret,
  secureCookies: cookiesAreSecure(settings()),
  idleMinutes: settings().limits.idleMinutes,
  onError: (where, error) =>
    log.error({ event: "request", service: "identity", name: where, error: errorLabel(error) }),
});
await serveHealth();
const { port, staticDir, alone } = config.http;
const listen = alone ? "127.0.0.1" : settings().web.listen;
const gateway = await startGateway({ bus, host: listen, ...doorSettings(config.http, noUsers), port, staticDir, log });
const operator = await openOperatorDoor(bus.askingAs({ signer: "operator" }));

/** The same that a process of its own tells. */
async function serveHealth(): Promise<void> {
  const databases = practices.map((practice) => openPractice(practice.id));
  for (const service of SERVICES) {
    const source = {
      service,
      bus,
      metrics: new Metrics(),
      storage,
      databaseAnswers: () => allAnswer(databases),
      diskTakesWrite: () => takesWrite(config.dataDir, service),
    };
    await bus.serve(`svc.${service}.opsHealth`, async () => ({ ...(await healthOf(source)) }));
  }
}

function openPractice(id: string) {
  return openPg({ url: must(config.urls[id]?.["identity"]), schema: "identity", poolMax: 1 });
}

process.on("message", (message) => {
  const told = changedPractices.safeParse(message);
  for (const { id, ...facts } of told.success ? told.data.practices : []) {
    for (const service of host.services) service.change(id, facts);
    auth.change(id, facts);
  }
});

let stopping = false;
async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  setTimeout(() => process.exit(1), 15_000).unref();
  storage.stop();
  await operator.stop();
  await gateway.stop();
  await auth.stop();
  await host.stop();
  process.exit(0);
}
for (const signal of ["SIGTERM", "SIGINT", "disconnect"] as const) process.once(signal, () => void stop());
process.send?.({ ready: true });
