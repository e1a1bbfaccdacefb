import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const gateway = process.env["GATEWAY"] ?? "http://127.0.0.1:8080";

/**
 * Nothing is inlined, and style tags carry the gateway's nonce, so that the page's policy can refuse inline scripts and foreign
 * sources. In development `/api` goes to the gateway named by GATEWAY, as if its own page had asked: it refuses other origins.
 */
export default defineConfig({
  plugins: [react()],
  html: { cspNonce: "__CSP_NONCE__" },
  build: { target: "es2023", assetsInlineLimit: 0, modulePreload: { polyfill: false }, sourcemap: false },
  server: { proxy: { "/api": { target: gateway, changeOrigin: true, headers: { origin: gateway } } } },
});
