import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { giveBackStartMemory } from "@practicum/service/start-memory";
import { freePort } from "@practicum/tooling/ports";
import { markOf } from "@practicum/tooling/process-mark";
import { Listr, type ListrTask } from "listr2";
import { mailNotifier } from "@practicum/messaging/node/mail-notifier";
import { AlertMail, type Alert } from "./alert-mail.ts";
import { aboutDemonstration, aboutRealPractice, payerDayMs } from "./about-practice.ts";
import type { AllInOneConfig } from "./all-in-one.ts";
import type { Migrations } from "./backup/before-upgrade.ts";
import { backUpBeforeUpgrade, keepBackups } from "./backup/by-itself.ts";
import { backupFindings } from "./backup/findings.ts";
import { BrokerWatch } from "./broker-watch.ts";
import { certificateFindings } from "./certificate-findings.ts";
import { SEED_SIZES } from "./demo.ts";
import { DiskKeeper } from "./disk-keeper.ts";
import type { NatsLogin } from "./broker.ts";
import { keepAuditHeads } from "./audit-heads.ts";
import { keepDoorFiles } from "./door-files.ts";
import type { Finding } from "./finding.ts";
import { FindingWatch } from "./finding-watch.ts";
import { aboutFounding, foundingOf, identityUrl, practicesToStart, untilFounding, type Founding } from "./founding.ts";
import { runStep, startNode } from "./node-process.ts";
import { practiceFolders, removeTold } from "./practice-removal.ts";
import { openFoundingView } from "@practicum/identity/node/founding-link";
import { PracticeProfiles, PracticeWatch, practicesNow } from "./practice-watch.ts";
import type { PracticeEntry } from "./practices.ts";
import { startDatabase, startMessages, type Logins } from "./servers.ts";
import { clearinghouseFolder, configure, type ProcessConfig } from "./service-config.ts";
import { SERVICES } from "./service-names.ts";
import { giveFolders, noUsers, runAs, serviceUsers, type ServiceUsers } from "./service-users.ts";
import { hasCertificate } from "./settings-faults.ts";
import { mailSettings } from "./mail-settings.ts";
import { settings } from "./settings.ts";
import { onEnd, Shutdown } from "./shutdown.ts";
import { paths, writeInstance, writePrivate, type Instance } from "./state.ts";
import type { DatabaseUrls } from "./steps/set-up-databases.ts";
import type { ServiceDescriptions } from "./steps/describe-services.ts";
import { supervise, type Supervised } from "./supervise.ts";
import { buildApp } from "./web-build.ts";

/** The processes that hear of what changed about a practice. */
const TOLD: ReadonlySet<string> = new Set([...SERVICES, "all-in-one"]);

/** Starts everything in order, keeps it running, and stops it in reverse. */
export class Launcher {
  readonly #empty: boolean;
  readonly #shutdown = new Shutdown();
  readonly #processes: Supervised[] = [];
  readonly #notes: string[] = [];
  #telling: Promise<void> = Promise.resolve();
  #displaying = true;
  #databaseUrl = "";
  #logins: Logins | undefined;
  #urls: DatabaseUrls = {};
  #practices: readonly PracticeEntry[] = [];
  #staticDir = "";
  #url = "";
  #port = 0;
  #founding: Founding = { practices: [], profiled: true, founded: true };
  #aboutFounding: readonly string[] = [];
  #gatewayProcess: Supervised | undefined;
  #healthUrl = "";
  #ownHealthPort: number | undefined;
  #disk: DiskKeeper | undefined;
  #broker: BrokerWatch | undefined;
  #migrations: Migrations | undefined;
  #users: ServiceUsers = noUsers;
  #mailer: AlertMail | undefined;

  /** @param options.empty begins without the demonstration: a practice of one's own is founded. */
  constructor({ empty }: { readonly empty: boolean }) {
    this.#empty = empty;
  }

  async run(): Promise<void> {
    const startedMs = performance.now();
    const parent = Number(process.env.PRACTICUM_PARENT_PID ?? "");
    onEnd(Number.isSafeInteger(parent) && parent > 0 ? parent : undefined, (why) => void this.#end(why, 0));
    // A disk that is full must not end who looks after it.
    for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});
    try {
      settings();
      await this.#tell();
      await this.#keepDisk();
      this.#users = await serviceUsers(this.#note);
      await giveFolders(this.#users, this.#note);
      await this.#tasks().run();
    } catch (error) {
      if (this.#shutdown.begun) return;
      this.#explain(error);
      return this.#end("a step failed", 1);
    }
    this.#displaying = false;
    if (this.#shutdown.begun) return;
    this.#aboutFounding = await aboutFounding(this.#practices, (one) => identityUrl(this.#urls, one), this.#url);
    await this.#tell();
    if (!this.#founding.founded) void this.#whenFounded();
    this.#keepBackups();
    this.#watchFindings();
    this.#watchPractices();
    void this.#measure();
    this.#welcome((performance.now() - startedMs) / 1000);
    giveBackStartMemory();
  }

  #tasks(): Listr {
    const options = { concurrent: false, exitOnError: true, registerSignalListeners: false };
    const servers: ListrTask[] = [
      { title: "PostgreSQL", task: async (_, one) => this.#postgres((text) => (one.title = text)) },
      { title: "NATS", task: async (_, one) => this.#nats((text) => (one.title = text)) },
    ];
    const practice: ListrTask[] = [
      { title: "Servers", task: (_, task) => task.newListr(servers, { concurrent: true }) },
      { title: "Databases and roles", task: async () => this.#databases() },
      {
        title: "Demonstration practice",
        skip: () => this.#practices.every((one) => one.demonstration !== true),
        task: async (_, task) => this.#seed((text) => (task.output = text)),
      },
      { title: "Services", task: async (_, task) => this.#services((text) => (task.title = text)) },
    ];
    // The screens are built beside the practice: nobody but the gateway asks for them.
    const beside: ListrTask[] = [
      { title: "Practice", task: (_, task) => task.newListr(practice, { concurrent: false }) },
      { title: "Web screens", task: async (_, one) => this.#screens((text) => (one.title = text)) },
    ];
    return new Listr(
      [
        { title: "Practice and screens", task: (_, task) => task.newListr(beside, { concurrent: true }) },
        { title: "Gateway", task: async (_, task) => this.#gateway((text) => (task.title = text)) },
      ],
      options,
    );
  }

  async #postgres(title: (text: string) => void): Promise<void> {
    const { use, about, process: supervised } = await startDatabase({ shutdown: this.#shutdown, onChange: this.#note });
    this.#databaseUrl = use;
    if (supervised !== undefined) this.#processes.push(supervised);
    title(about);
  }

  async #nats(title: (text: string) => void): Promise<void> {
    const script = "infra/src/steps/describe-services.ts";
    const { durables, migrations } = await runStep<ServiceDescriptions>({ name: "describe-services", script }, {});
    this.#migrations = migrations;
    const {
      use,
      about,
      process: supervised,
    } = await startMessages({ shutdown: this.#shutdown, users: this.#users, onChange: this.#note }, durables);
    this.#logins = use;
    if (supervised !== undefined) this.#processes.push(supervised);
    if (supervised !== undefined && use !== undefined) this.#watchBroker(use.operator, supervised);
    title(`Messages: ${about}`);
  }

  #watchBroker(login: NatsLogin, nats: Supervised): void {
    const broker = new BrokerWatch({
      login,
      diskIsFull: () => this.#disk?.state === "full",
      restart: () => nats.restart(),
      say: this.#note,
    });
    this.#broker = broker;
    this.#shutdown.add("the watch over NATS", () => broker.stop());
  }

  async #keepDisk(): Promise<void> {
    await mkdir(paths.root, { recursive: true });
    const disk = new DiskKeeper({
      folder: paths.root,
      say: this.#note,
      onLow: () =>
        void this.#alert(
          "The disk of the practice's server is getting full",
          "When it is full nothing can be saved until there is space. Tell whoever looks after the server; `npm run practicum -- doctor` says how much is left.",
        ),
      onRoom: () => void this.#broker?.restart(),
    });
    this.#disk = disk;
    this.#shutdown.add("the watch over the disk", async () => disk.stop());
  }

  /** A task for the managers, and a mail to those whom the settings name. */
  async #alert(title: string, detail: string): Promise<void> {
    await this.#mail({ title, what: title, remedy: detail });
    await this.#tellManagers(title, detail);
  }

  async #mail(alert: Alert): Promise<void> {
    const { mailTo } = settings().alerts;
    const [practice] = this.#practices;
    if (mailTo.length === 0 || practice === undefined) return;
    this.#mailer ??= new AlertMail({
      notifier: mailNotifier(settings().folders.messages ?? join(paths.root, "outbox"), mailSettings()),
      to: mailTo,
      file: join(paths.root, "alerts.json"),
      practice,
    });
    await this.#mailer.send(alert, new Date());
  }

  async #tellManagers(title: string, detail: string, practice?: string): Promise<boolean> {
    if (this.#displaying || !this.#founding.profiled) return false;
    const script = "infra/src/steps/tell-managers.ts";
    return runStep({ name: "tell-managers", script }, { title, detail, practice }).then(
      () => true,
      () => {
        this.#note(`The managers could not be given the task "${title}".`);
        return false;
      },
    );
  }

  async #screens(title: (text: string) => void): Promise<void> {
    const { dist, built } = await buildApp("web");
    this.#staticDir = dist;
    title(built ? "Web screens, built" : "Web screens, unchanged");
  }

  async #databases(): Promise<void> {
    await removeTold(this.#databaseUrl, practiceFolders(), this.#note);
    const found = await practicesToStart(this.#empty);
    const input = { adminUrl: this.#databaseUrl, practices: found };
    this.#urls = await runStep<DatabaseUrls>(
      { name: "set-up-databases", script: "infra/src/steps/set-up-databases.ts" },
      input,
    );
    this.#founding = await foundingOf(found, this.#urls);
    this.#practices = this.#founding.practices;
    if (this.#migrations !== undefined)
      await backUpBeforeUpgrade(found, this.#migrations, { databaseUrl: this.#databaseUrl, say: this.#note });
  }

  #keepBackups(): void {
    const keeper = keepBackups({
      databaseUrl: this.#databaseUrl,
      say: this.#note,
      tell: (title, detail) => void this.#alert(title, detail),
    });
    if (keeper !== undefined) this.#shutdown.add("backups", async () => keeper.stop());
  }

  /** A process of its own, and only where somebody wants to know: it takes memory that a small practice has better use for. */
  async #measure(): Promise<void> {
    const { port, otlpUrl } = settings().monitor;
    if (port === undefined && otlpUrl === undefined) return;
    const start = () => startNode({ name: "monitor", script: "infra/src/monitor.node.ts" });
    await supervise({ name: "monitor", onChange: this.#note, start }).then(
      (supervised) => {
        this.#processes.push(supervised);
        this.#shutdown.add("monitor", () => supervised.stop());
        return this.#tell();
      },
      (error: unknown) => this.#note(`Nothing is measured: ${error instanceof Error ? error.message : "unknown"}`),
    );
  }

  /** What a practice is called, where it is and whether it is paused reaches the processes while they run (SVC-38). */
  #watchPractices(): void {
    const profiles = new PracticeProfiles((one) => openFoundingView(identityUrl(this.#urls, one)));
    const look = () => practicesNow(this.#practices, profiles);
    const watch = new PracticeWatch({ look, changed: (entries) => this.#takePractices(entries) }, this.#practices);
    watch.start();
    this.#shutdown.add("the watch over the practices", async () => {
      await watch.stop();
      await profiles.close();
    });
  }

  async #takePractices(entries: readonly PracticeEntry[]): Promise<void> {
    this.#practices = entries;
    // One that dies is started again with what is true by then.
    const logins = this.#logins;
    if (logins !== undefined) for (const name of SERVICES) await this.#configure({ name, login: logins[name] });
    await this.#configureGateway();
    const facts = entries.map(({ id, name, timeZone, paused = false }) => ({ id, name, timeZone, paused }));
    for (const each of this.#processes) if (TOLD.has(each.name)) each.tell({ practices: facts });
    await this.#tell();
  }

  /** Managers hear of what nobody reads in a terminal: a certificate before browsers tell it (GTW-113), work that failed or is late (SVC-46). */
  #watchFindings(): void {
    const script = "infra/src/steps/find-waiting.ts";
    const late = () => runStep<readonly Finding[]>({ name: "find-waiting", script }, {});
    this.#watch("Work of the practice's server failed or is late", 15 * 60_000, late);
    if (settings().backups.to !== undefined)
      this.#watch("The backups of the practice's server need somebody", 60 * 60_000, () => backupFindings(new Date()));
    if (!hasCertificate(settings())) return;
    const certificate = () => certificateFindings(settings(), new Date());
    this.#watch("The certificate of the practice's server needs somebody", 60 * 60_000, certificate);
  }

  #watch(title: string, everyMs: number, look: () => Promise<readonly Finding[]>): void {
    const tell = (name: string, detail: string, practice: string | undefined) =>
      this.#tellManagers(name, detail, practice);
    const mail = (alert: Alert) => this.#mail(alert);
    const watch = new FindingWatch({ title, everyMs, look, tell, mail, say: this.#note });
    watch.start();
    this.#shutdown.add(`the watch: ${title}`, async () => watch.stop());
  }

  /** The other services begin when it is known whose day they keep; other machines come in when there is somebody who can sign in. */
  async #whenFounded(): Promise<void> {
    const asked = { entries: this.#practices, urls: this.#urls, over: () => this.#shutdown.begun };
    const wasProfiled = this.#founding.profiled;
    const profiled = await untilFounding("profiled", asked);
    if (profiled === undefined) return;
    this.#practices = profiled.practices;
    if (!wasProfiled) await this.#startTheRest();
    const founded = await untilFounding("founded", { ...asked, entries: this.#practices });
    if (founded === undefined) return;
    this.#founding = founded;
    if (settings().web.publicOrigins.length > 0) await this.#openTheDoor();
    this.#note(`Founded: ${founded.practices.map(({ name }) => name).join(", ")}. Sign in at ${this.#url}`);
  }

  async #startTheRest(): Promise<void> {
    const logins = this.#logins;
    if (logins === undefined) return this.#configureGateway().then(() => this.#gatewayProcess?.restart());
    const others = SERVICES.filter((name) => name !== "identity");
    await Promise.all(others.map((name) => this.#keepService(name, logins)));
  }

  async #openTheDoor(): Promise<void> {
    this.#url = settings().web.publicOrigins[0] ?? this.#url;
    this.#healthUrl = this.#healthAddress(settings().web.listen);
    await this.#configureGateway();
    await this.#gatewayProcess?.restart();
  }

  async #seed(progress: (text: string) => void): Promise<void> {
    const input = {
      adminUrl: this.#databaseUrl,
      practices: this.#practices,
      urls: this.#urls,
      size: process.env.PRACTICUM_DEMO === "small" ? SEED_SIZES.small : SEED_SIZES.full,
    };
    await runStep<{ seeded: readonly string[] }>(
      { name: "seed", script: "infra/src/steps/seed-demo.ts", onProgress: progress },
      input,
    );
  }

  async #services(title: (text: string) => void): Promise<void> {
    const logins = this.#logins;
    if (logins === undefined) return title("Services: all in the gateway's process");
    // Once more: the demonstration is made by a step, which is root's.
    await giveFolders(this.#users, this.#note);
    let ready = 0;
    const wanted = SERVICES.filter((name) => this.#founding.profiled || name === "identity");
    const started = wanted.map(async (name) => {
      await this.#keepService(name, logins);
      title(`Services: ${++ready} of ${SERVICES.length}`);
    });
    await Promise.all([...started, this.#payers()]);
    const heads = await keepAuditHeads(logins.operator, this.#practices, this.#note);
    this.#shutdown.add("audit heads", heads.stop);
  }

  async #keepService(name: (typeof SERVICES)[number], logins: Logins): Promise<void> {
    const configFile = await this.#configure({ name, login: logins[name] });
    await this.#keepProcess(name, `services/${name}/src/main.node.ts`, configFile);
  }

  /** The demonstration's payers, who answer the files that billing puts into its folder. */
  async #payers(): Promise<void> {
    const demonstrations = this.#practices.filter((practice) => practice.demonstration === true);
    if (demonstrations.length === 0) return;
    const settings = {
      practices: demonstrations.map(({ id }) => ({ id })),
      clearinghouseFolder: clearinghouseFolder(),
      payerDayMs: payerDayMs(),
      seed: "practicum-demo",
      mistakes: process.env.PRACTICUM_PAYER_MISTAKES !== "off",
    };
    const configFile = join(paths.run, "payers.json");
    await writePrivate(configFile, JSON.stringify(settings), this.#users.get("payers"));
    await this.#keepProcess("payers", "infra/src/simulator.node.ts", configFile);
  }

  async #gateway(title: (text: string) => void): Promise<void> {
    const { port: wanted, publicOrigins } = settings().web;
    const port = await freePort(wanted);
    if (wanted !== 0 && port !== wanted) {
      // People and a proxy come to the address that was settled.
      if (publicOrigins.length > 0)
        throw new Error(`port ${wanted} is taken by another program, or this user may not listen there`);
      this.#note(`Port ${wanted} is taken by another program; using ${port}.`);
    }
    const { listen } = settings().web;
    this.#port = port;
    this.#ownHealthPort = hasCertificate(settings()) ? await freePort() : undefined;
    this.#healthUrl = this.#healthAddress(listen);
    this.#url = (this.#founding.founded ? publicOrigins[0] : undefined) ?? `http://localhost:${port}`;
    const doorKept = await keepDoorFiles(this.#users);
    this.#shutdown.add("the certificate's copies", async () => doorKept());
    const configFile = await this.#configureGateway();
    const [name, script] =
      this.#logins === undefined
        ? (["all-in-one", "infra/src/all-in-one.ts"] as const)
        : (["gateway", "services/gateway/src/main.node.ts"] as const);
    if (this.#logins === undefined) await this.#payers();
    this.#gatewayProcess = await this.#keepProcess(name, script, configFile);
    title(`Gateway: ${this.#url}`);
  }

  /** In clear on this machine: behind HTTPS of its own the gateway has a port for it. */
  #healthAddress(listen: string): string {
    if (!this.#founding.founded) return `http://127.0.0.1:${this.#port}/health`;
    if (this.#ownHealthPort !== undefined) return `http://127.0.0.1:${this.#ownHealthPort}/health`;
    return `http://${listen === "0.0.0.0" || listen === "::" ? "127.0.0.1" : listen}:${this.#port}/health`;
  }

  /** What the gateway is told, or the one process that is everything; written again when there is a practice. */
  async #configureGateway(): Promise<string> {
    const http = {
      port: this.#port,
      staticDir: this.#staticDir,
      alone: !this.#founding.founded,
      ...(this.#ownHealthPort === undefined ? {} : { healthPort: this.#ownHealthPort }),
    };
    const { gateway: login } = this.#logins ?? {};
    if (login !== undefined) return this.#configure({ name: "gateway", login, http });
    const config: AllInOneConfig = {
      practices: this.#practices,
      urls: this.#urls,
      dataDir: paths.root,
      clearinghouseFolder: clearinghouseFolder(),
      http,
    };
    const configFile = join(paths.run, "all-in-one.json");
    await writePrivate(configFile, JSON.stringify(config));
    return configFile;
  }

  #configure(about: Pick<ProcessConfig, "name" | "login" | "http">): Promise<string> {
    return configure({ ...about, practices: this.#practices, urls: this.#urls, users: this.#users });
  }

  async #keepProcess(name: string, script: string, configFile: string): Promise<Supervised | undefined> {
    if (this.#shutdown.begun) return undefined;
    const user = runAs(this.#users, name);
    const start = () =>
      startNode({ name, script, env: { PRACTICUM_CONFIG: configFile }, ...(user === undefined ? {} : { user }) });
    const supervised = await supervise({ name, onChange: this.#note, start });
    this.#processes.push(supervised);
    this.#shutdown.add(name, () => supervised.stop());
    await this.#tell();
    return supervised;
  }

  /** While the display is up, what there is to say waits for its end. */
  readonly #note = (message: string): void => {
    if (this.#displaying) this.#notes.push(message);
    else console.log(`${new Date().toLocaleTimeString("en-US")}  ${message}`);
    void this.#tell();
  };

  /** Writes down what runs, one after the other, so that the last word is the newest. */
  #tell(): Promise<void> {
    this.#telling = this.#telling
      .then(() => writeInstance(this.#instance()))
      .catch((error: unknown) => {
        console.error(`${paths.instance} could not be written: ${String(error)}`);
      });
    return this.#telling;
  }

  #instance(): Instance {
    const mark = markOf(process.pid);
    return {
      pid: process.pid,
      ...(mark === undefined ? {} : { mark }),
      url: this.#displaying ? "" : this.#url,
      healthUrl: this.#displaying ? "" : this.#healthUrl,
      databaseUrl: this.#databaseUrl,
      natsUrl: this.#logins?.operator.url,
      practices: Object.fromEntries(
        this.#practices.map(({ slug, paused }) => [slug, paused === true ? "paused" : "open"]),
      ),
      processes: Object.fromEntries(
        this.#processes.flatMap(({ name, pid }) => (pid === undefined ? [] : [[name, pid]])),
      ),
    };
  }

  #welcome(seconds: number): void {
    const demonstration = this.#practices.some((practice) => practice.demonstration === true);
    const lines = [
      "",
      ...this.#notes.map((note) => `! ${note}`),
      `Practicum is ready after ${seconds.toFixed(1)} s:  ${this.#url}`,
      "",
      ...(demonstration ? aboutDemonstration() : aboutRealPractice()),
      ...this.#aboutFounding,
      `  Data and logs: ${paths.root}`,
      demonstration
        ? "  Ctrl-C stops everything; `npm run reset` deletes this practice's data and starts over."
        : "  Ctrl-C stops everything; the data stays. Make backups: npm run practicum -- backup",
      "",
    ];
    console.log(lines.join("\n"));
  }

  #explain(error: unknown): void {
    const message = error instanceof Error ? error.message : String(error);
    const detail = error instanceof Error && typeof error.cause === "string" ? `\n${error.cause}\n` : "";
    for (const note of this.#notes) console.error(`! ${note}`);
    console.error(`\n✖ Practicum could not start: ${message}\n${detail}`);
  }

  async #end(why: string, code: number): Promise<void> {
    this.#displaying = false;
    process.exitCode = code;
    console.log(`Stopping (${why})...`);
    await this.#shutdown.run();
    await this.#telling;
    await rm(paths.instance, { force: true });
    process.exit(code);
  }
}
