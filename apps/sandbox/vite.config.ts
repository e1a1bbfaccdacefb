import { isBuiltin } from "node:module";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin, type UserConfig } from "vite";

/** Refuses Node's modules. PGlite asks for some on Node alone, behind a condition. */
const noNode: Plugin = {
  name: "no-node",
  enforce: "pre",
  resolveId(source, importer) {
    if (isBuiltin(source) && !importer?.includes("@electric-sql/pglite"))
      this.error(`${importer} imports ${source}, which no browser has`);
  },
};

/** The programs beside the page's own, one file each. `infra/src/pack-sandbox.ts` packs them and puts them in their places. */
const programs: Readonly<
  Record<string, { readonly input: string; readonly entryFileNames: string; readonly format: "es" | "iife" }>
> = {
  worker: { input: "src/worker.ts", entryFileNames: "assets/worker.js", format: "es" },
  boot: { input: "src/boot/boot.ts", entryFileNames: "boot.js", format: "iife" },
  offline: { input: "src/offline/service-worker.ts", entryFileNames: "service-worker.js", format: "iife" },
};

/** A static page for any file server, below any path: every address is relative. `--mode` names the program; without one it is the page. */
export default defineConfig(({ mode }): UserConfig => {
  const program = programs[mode];
  // One file each: whoever loses the network later has the whole program.
  const output = {
    codeSplitting: false,
    ...(program && { entryFileNames: program.entryFileNames, format: program.format }),
  };
  return {
    base: "./",
    plugins: [noNode, react()],
    build: {
      target: "es2023",
      assetsInlineLimit: 0,
      cssCodeSplit: false,
      emptyOutDir: program === undefined,
      copyPublicDir: program === undefined,
      rolldownOptions: { output, ...(program && { input: program.input }) },
      modulePreload: { polyfill: false },
      sourcemap: false,
    },
  };
});
