import type { Gateway } from "../server.ts";

export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
  readonly text: string;
}

/** For tests: a browser as far as HTTP goes; it keeps cookies and says where its requests come from. */
export class TestBrowser {
  readonly cookies = new Map<string, string>();
  readonly #gateway: Gateway;

  constructor(gateway: Gateway) {
    this.#gateway = gateway;
  }

  get origin(): string {
    return `http://127.0.0.1:${this.#gateway.port}`;
  }

  get cookieHeader(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  }

  async request(path: string, init: RequestInit = {}): Promise<Answered> {
    const headers = new Headers(init.headers);
    if (this.cookies.size > 0 && !headers.has("cookie")) headers.set("cookie", this.cookieHeader);
    const response = await fetch(`${this.origin}${path}`, { redirect: "manual", ...init, headers });
    for (const set of response.headers.getSetCookie()) this.#keep(set);
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, body: jsonOf(text) };
  }

  post(path: string, body: unknown, headers: { readonly [name: string]: string } = {}): Promise<Answered> {
    return this.request(path, {
      method: "POST",
      body: JSON.stringify(body),
      headers: { origin: this.origin, "content-type": "application/json", ...headers },
    });
  }

  /** Calls an operation; a command gets a new id. */
  call(path: string, input: unknown, headers: { readonly [name: string]: string } = {}): Promise<Answered> {
    return this.post(`/api/trpc/${path}`, input, { "x-command-id": crypto.randomUUID(), ...headers });
  }

  signIn(email: string, password: string, practice?: string): Promise<Answered> {
    return this.post("/api/auth/sign-in", { practice, email, password });
  }

  #keep(set: string): void {
    const pair = set.split(";")[0] ?? "";
    const at = pair.indexOf("=");
    if (/;\s*max-age=0/i.test(set)) this.cookies.delete(pair.slice(0, at));
    else this.cookies.set(pair.slice(0, at), pair.slice(at + 1));
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The contract's code in an answer, "ok" for a success. */
export function codeOf({ status, body }: Answered): string {
  if (status === 200) return "ok";
  const shape = body as { error?: { data?: { domain?: { code?: string } } } } | undefined;
  return shape?.error?.data?.domain?.code ?? `status ${status}`;
}
