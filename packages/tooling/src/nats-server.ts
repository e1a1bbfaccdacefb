import { spawn, type ChildProcess } from "node:child_process";
import { createConnection } from "node:net";
import { end, ended, sleep } from "./child.ts";
import { guard } from "./guard.ts";
import { collect } from "./postgres-server.ts";
import type { SystemUser } from "./system-users.ts";

export interface NatsOptions {
  /** The `nats-server` program, see nats-binary.ts. */
  readonly binary: string;
  /** A configuration file that sets everything but the port. */
  readonly configFile: string;
  readonly port: number;
  readonly onLog?: (line: string) => void;
  /** Whom it runs as, where that is not who runs this: the file and the store are theirs. */
  readonly user?: SystemUser | undefined;
}

export interface RunningNats {
  readonly process: ChildProcess;
  /** Without credentials: `nats://127.0.0.1:4222`. */
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * Starts a NATS server on 127.0.0.1 and waits until it greets. The server ends with this process, even when this
 * process is killed.
 *
 * @throws with the last lines of the server's log when it does not start.
 */
export async function runNats(options: NatsOptions): Promise<RunningNats> {
  const child = spawn(options.binary, ["-c", options.configFile, "-a", "127.0.0.1", "-p", String(options.port)], {
    // A session of its own: Ctrl-C in the terminal reaches the launcher alone, which stops the services first.
    detached: true,
    stdio: ["ignore", "ignore", "pipe"],
    ...(options.user === undefined ? {} : { uid: options.user.uid, gid: options.user.gid }),
  });
  guard(child);
  const errors = collect(child, options.onLog);
  for (let waitedMs = 0; waitedMs < 30_000; waitedMs += 25) {
    if (ended(child) !== undefined || child.pid === undefined) break;
    if (await greets(options.port)) {
      return { process: child, url: `nats://127.0.0.1:${options.port}`, stop: () => end(child) };
    }
    await sleep(25);
  }
  await end(child);
  throw new Error(`nats-server did not start on port ${options.port}: ${errors()}`);
}

/** A NATS server speaks first, and JetStream is ready before it listens. */
function greets(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ port, host: "127.0.0.1", timeout: 1000 });
    const settle = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once("data", (data) => settle(data.toString("latin1").startsWith("INFO ")));
    socket.once("timeout", () => settle(false));
    socket.once("error", () => settle(false));
  });
}
