import { isBuiltin } from "node:module";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

/** Refuses Node's modules. PGlite asks for some on Node alone, behind a condition. */
const noNode: Plugin = {
  name: "no-node",
  enforce: "pre",
  resolveId(source, importer) {
    if (isBuiltin(source) && !importer?.includes("@electric-sql/pglite"))
      this.error(`${importer} imports ${source}, which no browser has`);
  },
};

/** The page starts the practice's worker by itself, not when its own program is read: that is half a second later on a small machine. */
const startWorker: Plugin = {
  name: "start-worker",
  transformIndexHtml: {
    order: "post",
    handler(_, { bundle }) {
      // The development server bundles nothing.
      if (bundle === undefined) return [];
      const worker = Object.keys(bundle).find((name) => /\/worker-[^/]*\.js$/.test(name));
      if (worker === undefined) throw new Error("the build has no worker");
      const children = `{
        const worker = new Worker("./${worker}", { type: "module" });
        const events = [];
        const take = (event) => events.push(event);
        const listen = (how) => ["message", "error"].forEach((type) => worker[how](type, take));
        listen("addEventListener");
        globalThis.earlyWorker = { worker, events, stop: () => listen("removeEventListener") };
      }`;
      return [{ tag: "script", children, injectTo: "head-prepend" }];
    },
  },
};

/** A static page for any file server, below any path: every address is relative. PGlite brings its own files and must not be bundled ahead. */
export default defineConfig({
  base: "./",
  plugins: [noNode, react(), startWorker],
  worker: { format: "es", plugins: () => [noNode] },
  optimizeDeps: { exclude: ["@electric-sql/pglite"] },
  build: {
    target: "es2023",
    assetsInlineLimit: 0,
    cssCodeSplit: false,
    // One file: whoever loses the network later has the whole program.
    rolldownOptions: { output: { codeSplitting: false } },
    modulePreload: { polyfill: false },
    sourcemap: false,
  },
});
