import { createConnection } from "node:net";
import { expect, it } from "vitest";
import { startNats } from "./nats.ts";

function greeting(port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = createConnection({ port, host: "127.0.0.1" });
    socket.once("data", (data) => {
      socket.destroy();
      resolve(data.toString());
    });
    socket.once("error", reject);
  });
}

it("has JetStream, dies when killed and comes back on the same port", async () => {
  const nats = await startNats();
  try {
    expect(await greeting(nats.port)).toContain('"jetstream":true');
    await nats.kill();
    await expect(greeting(nats.port)).rejects.toThrow();
    await nats.restart({ wipe: true });
    expect(await greeting(nats.port)).toContain(nats.version);
  } finally {
    await nats.stop();
  }
}, 120_000);
