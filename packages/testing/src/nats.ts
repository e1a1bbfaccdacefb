/**
 * A real NATS server with JetStream for tests, each caller its own.
 *
 *     const nats = await startNats();
 *     ... connect({ servers: nats.url }) ...
 *     await nats.kill(); await nats.restart();   // same port, same store
 *     await nats.stop();
 *
 * The program is the one on the PATH, or is fetched once (see @practicum/tooling/nats-binary). Without `configText` it
 * has no users: anybody may do anything.
 */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { end, gone } from "@practicum/tooling/child";
import { findNats } from "@practicum/tooling/nats-binary";
import { runNats, type RunningNats } from "@practicum/tooling/nats-server";
import { cacheRoot } from "@practicum/tooling/paths";
import { freePort } from "@practicum/tooling/ports";

export interface StartNats {
  /** More configuration in the server's own language: users, limits. JetStream and its store are set already. */
  readonly configText?: string;
}

export interface TestNats {
  /** `nats://127.0.0.1:PORT`, without credentials. */
  readonly url: string;
  readonly port: number;
  readonly version: string;
  /** Ends the server with SIGKILL, as a crash would. */
  kill(): Promise<void>;
  /** Starts it again on the same port; with `wipe` its store is lost, as with a lost disk. */
  restart(options?: {
    readonly wipe?: boolean;
    /** Without it the server takes connections and stores nothing, as after a full disk. */
    readonly jetstream?: boolean;
  }): Promise<void>;
  /** Ends it and removes its store. */
  stop(): Promise<void>;
}

export async function startNats(options: StartNats = {}): Promise<TestNats> {
  const notes: string[] = [];
  const binary = await findNats(cacheRoot, (note) => notes.push(note));
  if (binary === undefined) throw new Error(`no nats-server for this test: ${notes.join("; ")}`);
  const folder = await mkdtemp(join(tmpdir(), "practicum-nats-"));
  const store = join(folder, "store");
  const configFile = join(folder, "nats.conf");
  const port = await freePort();
  const configure = (jetstream: boolean) => {
    const storing = jetstream ? `jetstream { store_dir: ${JSON.stringify(store)} }` : "";
    return writeFile(configFile, `${storing}\n${options.configText ?? ""}\n`, { mode: 0o600 });
  };
  await configure(true);
  const start = () => runNats({ binary: binary.path, configFile, port });
  let server: RunningNats = await start();
  return {
    url: server.url,
    port,
    version: binary.version,
    async kill() {
      server.process.kill("SIGKILL");
      await gone(server.process);
    },
    async restart({ wipe = false, jetstream = true } = {}) {
      await end(server.process);
      await configure(jetstream);
      if (wipe) await rm(store, { recursive: true, force: true });
      server = await start();
    },
    async stop() {
      await end(server.process);
      await rm(folder, { recursive: true, force: true });
    },
  };
}
