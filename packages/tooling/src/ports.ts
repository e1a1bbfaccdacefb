import { createServer } from "node:net";

function tryListen(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(undefined));
    server.listen({ port, host: "127.0.0.1", exclusive: true }, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address !== null ? address.port : undefined));
    });
  });
}

/** A port of 127.0.0.1 that nobody listens on: the preferred one if it is free, else one that the system picks. */
export async function freePort(preferred = 0): Promise<number> {
  const port = (await tryListen(preferred)) ?? (await tryListen(0));
  if (port === undefined) throw new Error("no free port on 127.0.0.1: is the loopback interface up?");
  return port;
}

const TRIES = 5;

/**
 * Starts a server on a port of 127.0.0.1 that nobody listens on. Where another program takes that port before the server does, the
 * next one is tried.
 *
 * @throws what `start` throws, unless it was for the port.
 */
export async function onFreePort<T>(preferred: number, start: (port: number) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort(attempt === 1 ? preferred : 0);
    try {
      return await start(port);
    } catch (error) {
      const isFreeStill = (await tryListen(port)) !== undefined;
      if (isFreeStill || attempt === TRIES) throw error;
    }
  }
}
