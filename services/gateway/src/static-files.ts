import { createHash, randomBytes } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { extname, join, relative, sep } from "node:path";
import { promisify } from "node:util";
import { isScreen } from "@practicum/contracts/screens";
import { brotliCompress, constants, gzip } from "node:zlib";
import { fileHeaders, pageHeaders, type FlatHeaders } from "./security-headers.ts";

const TYPES: { readonly [extension: string]: string } = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".webmanifest": "application/manifest+json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
  ".wasm": "application/wasm",
  ".txt": "text/plain; charset=utf-8",
};
const COMPRESSED = /^(text\/|application\/(json|wasm|manifest)|image\/svg)/;
/** Vite writes "name-<8 characters of hash>.js". */
const HASHED = /-[\w-]{8}\.\w+$/;
const NONCE = "__CSP_NONCE__";
/** In the page's head: which screens they are, as {@link StaticFiles.screens} names them. */
const SCREENS = "__SCREENS__";

interface StaticFile {
  readonly body: Buffer;
  readonly type: string;
  readonly etag: string;
  readonly forGood: boolean;
  /** Filled at the first request that takes it. */
  readonly encoded: Map<"br" | "gzip", Promise<Buffer>>;
}

const compress = {
  br: (body: Buffer) => promisify(brotliCompress)(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }),
  gzip: (body: Buffer) => promisify(gzip)(body),
};

/** The built screens, held in memory by their address: a request can name no file that was not there at the start. */
export class StaticFiles {
  readonly #files = new Map<string, StaticFile>();
  readonly #https: boolean;
  #page: string | undefined;
  #screens: string | undefined;

  /** Changes with the page, and so with every program that it names by its hash; undefined without screens. */
  get screens(): string | undefined {
    return this.#screens;
  }

  constructor(https: boolean) {
    this.#https = https;
  }

  /** @param folder what the build of the screens wrote; a folder that is not there means no screens. */
  async load(folder: string): Promise<void> {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
    for (const entry of entries) {
      if (!entry.isFile() || /\.(br|gz|map)$/.test(entry.name)) continue;
      const path = join(entry.parentPath, entry.name);
      const address = `/${relative(folder, path).split(sep).join("/")}`;
      const body = await readFile(path);
      if (address === "/index.html") {
        this.#screens = hashOf(body);
        this.#page = body.toString().replaceAll(SCREENS, this.#screens);
      } else this.#files.set(address, fileOf(address, body));
    }
  }

  async serve(request: IncomingMessage, response: ServerResponse, address: string): Promise<void> {
    const file = this.#files.get(address);
    if (file) return this.#serveFile(request, response, file);
    // A program that asks for what is not there must not take a page for it (GTW-32).
    if (this.#page === undefined || !isScreen(address)) return this.#notThere(response);
    const nonce = randomBytes(16).toString("base64url");
    const body = Buffer.from(this.#page.replaceAll(NONCE, nonce));
    const headers = ["content-type", "text/html; charset=utf-8", "content-length", String(body.length)];
    response.writeHead(200, [...pageHeaders(this.#https, nonce), ...headers]);
    response.end(request.method === "HEAD" ? undefined : body);
  }

  async #serveFile(request: IncomingMessage, response: ServerResponse, file: StaticFile): Promise<void> {
    const cache = file.forGood ? "public, max-age=31536000, immutable" : "no-cache";
    const headers: FlatHeaders = [
      ...fileHeaders(this.#https),
      "cache-control",
      cache,
      "etag",
      file.etag,
      "vary",
      "accept-encoding",
    ];
    if (request.headers["if-none-match"] === file.etag) {
      response.writeHead(304, [...headers]).end();
      return;
    }
    const encoding = encodingFor(request, file);
    const body = encoding === undefined ? file.body : await encoded(file, encoding);
    const encodingHeader = encoding === undefined ? [] : ["content-encoding", encoding];
    response.writeHead(200, [
      ...headers,
      "content-type",
      file.type,
      "content-length",
      String(body.length),
      ...encodingHeader,
    ]);
    response.end(request.method === "HEAD" ? undefined : body);
  }

  #notThere(response: ServerResponse): void {
    const text = this.#page === undefined ? "The screens are not built.\n" : "Not found.\n";
    response.writeHead(404, [
      ...fileHeaders(this.#https),
      "content-type",
      "text/plain; charset=utf-8",
      "cache-control",
      "no-store",
    ]);
    response.end(text);
  }
}

function hashOf(body: Buffer): string {
  return createHash("sha256").update(body).digest("base64url").slice(0, 22);
}

function fileOf(address: string, body: Buffer): StaticFile {
  return {
    body,
    type: TYPES[extname(address)] ?? "application/octet-stream",
    etag: `"${hashOf(body)}"`,
    forGood: HASHED.test(address),
    encoded: new Map(),
  };
}

function encodingFor(request: IncomingMessage, file: StaticFile): "br" | "gzip" | undefined {
  if (file.body.length < 1000 || !COMPRESSED.test(file.type)) return undefined;
  const accepted = String(request.headers["accept-encoding"] ?? "");
  if (/\bbr\b/.test(accepted)) return "br";
  return /\bgzip\b/.test(accepted) ? "gzip" : undefined;
}

function encoded(file: StaticFile, encoding: "br" | "gzip"): Promise<Buffer> {
  const made = file.encoded.get(encoding) ?? compress[encoding](file.body);
  file.encoded.set(encoding, made);
  return made;
}
