import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const gateway = process.env["GATEWAY"] ?? "http://127.0.0.1:8080";

/** Parts of the program that several pages use are put together until they are about as large as this, in bytes. */
const SHARED_BYTES = 40_000;

/** Rolldown names a shared part after all that share it. */
const shortName = (name: string): string => (name.startsWith("shared~") ? "shared" : name);

/**
 * Nothing is inlined, and style tags carry the gateway's nonce, so that the page's policy can refuse inline scripts and foreign
 * sources. In development `/api` goes to the gateway named by GATEWAY, as if its own page had asked: it refuses other origins.
 */
export default defineConfig({
  plugins: [react()],
  html: { cspNonce: "__CSP_NONCE__" },
  build: {
    target: "es2023",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    sourcemap: false,
    rolldownOptions: {
      output: {
        // A file for each part that any two pages share were three hundred of them, and half of those before the first screen.
        codeSplitting: {
          groups: [
            // What runs before the first page does, whoever is signed in; the libraries stay as they are from release to release.
            { name: "libraries", test: /node_modules/, tags: ["$initial"], priority: 2 },
            { name: "start", tags: ["$initial"], priority: 1 },
            { name: "shared", minShareCount: 2, entriesAware: true, entriesAwareMergeThreshold: SHARED_BYTES },
          ],
        },
        chunkFileNames: (chunk) => `assets/${shortName(chunk.name)}-[hash].js`,
        assetFileNames: ({ names }) =>
          `assets/${shortName((names[0] ?? "asset").replace(/\.[^.]+$/, ""))}-[hash][extname]`,
      },
    },
  },
  server: { proxy: { "/api": { target: gateway, changeOrigin: true, headers: { origin: gateway } } } },
});
