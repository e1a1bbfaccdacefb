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

/** A static page for any file server, below any path: every address is relative. PGlite brings its own files and must not be bundled ahead. */
export default defineConfig({
  base: "./",
  plugins: [noNode, react()],
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
