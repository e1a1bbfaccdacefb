import { createServer, type Server } from "node:net";
import { afterEach, expect, test } from "vitest";
import { freePort, onFreePort } from "./ports.ts";

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

function listen(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    servers.push(server);
    server.once("error", reject);
    server.listen({ port, host: "127.0.0.1", exclusive: true }, () => resolve());
  });
}

test("a port that another program takes first is exchanged for the next", async () => {
  const wanted = await freePort();
  const tried: number[] = [];
  const port = await onFreePort(wanted, async (free) => {
    tried.push(free);
    // Somebody else is faster, once.
    if (tried.length === 1) await listen(free);
    await listen(free);
    return free;
  });
  expect(tried).toEqual([wanted, port]);
  expect(port).not.toBe(wanted);
});

test("a server that fails for another reason is not tried again", async () => {
  let tries = 0;
  const start = async () => {
    tries += 1;
    throw new Error("no such program");
  };
  await expect(onFreePort(0, start)).rejects.toThrow("no such program");
  expect(tries).toBe(1);
});
