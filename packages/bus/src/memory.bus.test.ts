import { busSuite } from "./bus-suite.ts";
import { MemoryBus } from "./memory.ts";

busSuite("memory", async () => {
  const shared = new MemoryBus();
  return {
    // One process has one memory bus; a connection that is closed must not close everyone's.
    connect: async (name) => (name === "gamma" ? new MemoryBus() : shared),
    stop: () => shared.close(),
  };
});
