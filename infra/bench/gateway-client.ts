import { randomUUID } from "node:crypto";
import { Agent, request } from "node:http";
import { demoPractice, demoSignIns } from "../src/demo.ts";

/** One client for each of so many of the demonstration's people, signed in: limits are counted a session. */
export async function signedIn(url: string, people: number): Promise<readonly GatewayClient[]> {
  return Promise.all(
    demoSignIns.slice(0, people).map(async ({ email, password }) => {
      const client = new GatewayClient(url, 1);
      await client.signIn(demoPractice.slug, email, password);
      return client;
    }),
  );
}

/** Calls the gateway as a browser does, on connections that stay open; lighter than fetch, so that the caller is not what is measured. */
export class GatewayClient {
  readonly #url: URL;
  readonly #agent: Agent;
  #cookie = "";

  constructor(url: string, connections: number) {
    this.#url = new URL(url.replace("localhost", "127.0.0.1"));
    this.#agent = new Agent({ keepAlive: true, maxSockets: connections });
  }

  async signIn(practice: string, email: string, password: string): Promise<void> {
    const { status, cookies } = await this.#post("/api/auth/sign-in", { practice, email, password }, {});
    if (status !== 200) throw new Error(`the sign-in was answered with ${status}`);
    this.#cookie = cookies.map((line) => line.split(";")[0]).join("; ");
  }

  /** @returns the operation's output. @throws when it was refused. */
  async call(operation: string, input: unknown, kind: "query" | "command" = "query"): Promise<unknown> {
    const headers: Record<string, string> = kind === "command" ? { "x-command-id": randomUUID() } : {};
    const { status, body } = await this.#post(`/api/trpc/${operation}`, input, headers);
    const answer: { result?: { data: unknown } } = JSON.parse(body);
    if (status !== 200 || answer.result === undefined)
      throw new Error(`${operation} was answered with ${status}: ${body.slice(0, 300)}`);
    return answer.result.data;
  }

  /** The same queries in one request, as the screens send those of a moment: `httpBatchStreamLink`. @throws when one was refused. */
  async batch(operations: readonly string[], input: unknown): Promise<void> {
    const inputs = Object.fromEntries(operations.map((_, index) => [index, input]));
    const headers = { "trpc-accept": "application/jsonl" };
    const { status, body } = await this.#post(`/api/trpc/${operations.join(",")}?batch=1`, inputs, headers);
    const answered = body.split('"result"').length - 1;
    // Each result is named twice: where it will come, and when it is there.
    if (status !== 200 || answered < operations.length || body.includes('"error"'))
      throw new Error(`a batch was answered with ${status}: ${body.slice(0, 300)}`);
  }

  close(): void {
    this.#agent.destroy();
  }

  #post(
    path: string,
    input: unknown,
    headers: Readonly<Record<string, string>>,
  ): Promise<{ readonly status: number; readonly body: string; readonly cookies: readonly string[] }> {
    const content = JSON.stringify(input);
    return new Promise((resolve, reject) => {
      const sent = request(
        {
          host: this.#url.hostname,
          port: this.#url.port,
          path,
          method: "POST",
          agent: this.#agent,
          headers: {
            host: `localhost:${this.#url.port}`,
            origin: `http://localhost:${this.#url.port}`,
            "content-type": "application/json",
            "content-length": Buffer.byteLength(content),
            ...(this.#cookie === "" ? {} : { cookie: this.#cookie }),
            ...headers,
          },
        },
        (response) => {
          const parts: string[] = [];
          response.setEncoding("utf8").on("data", (text: string) => parts.push(text));
          response.on("end", () =>
            resolve({
              status: response.statusCode ?? 0,
              body: parts.join(""),
              cookies: response.headers["set-cookie"] ?? [],
            }),
          );
        },
      );
      sent.once("error", reject);
      sent.end(content);
    });
  }
}
