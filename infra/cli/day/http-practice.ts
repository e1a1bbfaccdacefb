import { randomUUID } from "node:crypto";
import type { Actor } from "@practicum/contracts/actor";
import { services } from "@practicum/contracts/services";
import type { Operation } from "@practicum/contracts/operation";
import { must } from "@practicum/kernel/assert";
import { type PracticePort, Refused } from "@practicum/seed/practice-port";

export interface SignIn {
  readonly staffId: string;
  readonly email: string;
  readonly password: string;
  /** Of the authenticator, where the person's sign-in has a second step. */
  readonly code?: string;
}

interface Envelope {
  readonly result?: { readonly data: unknown };
  readonly error?: {
    readonly data?: {
      readonly domain?: {
        readonly code: string;
        readonly field?: string;
        readonly fields?: readonly { readonly field: string }[];
      };
    };
  };
}

/**
 * A practice reached as its people reach it: through the gateway, each with a session of their own. Calls that the network lost
 * are repeated with the same command id for up to a minute, so that a service may die in the middle of a step.
 */
export class HttpPractice implements PracticePort {
  readonly #url: string;
  readonly #practice: string;
  readonly #signIns: ReadonlyMap<string, SignIn>;
  readonly #cookies = new Map<string, string>();
  /** Calls that had to be repeated: the faults that the day survived. */
  repeated = 0;

  /** @param url of the gateway, without a path. */
  constructor(url: string, practice: string, signIns: readonly SignIn[]) {
    this.#url = url;
    this.#practice = practice;
    this.#signIns = new Map(signIns.map((one) => [one.staffId, one]));
  }

  readonly run: PracticePort["run"] = async (service, operation, input, as) => {
    const definition = must(
      (services[service] as { readonly [name: string]: Operation })[operation],
      "no such operation",
    );
    const commandId = randomUUID();
    const name = `${service}.${operation}`;
    const reply = await this.#persistently(async () => {
      const answer = await this.#post(
        `/api/trpc/${name}`,
        input,
        await this.#cookieOf(as),
        definition.kind === "command" ? { "x-command-id": commandId } : {},
      );
      if (answer.status === 401) this.#cookies.delete(staffIdOf(as));
      if (answer.status === 401 || answer.status === 429 || answer.status >= 500) throw new Unreached(answer.status);
      return (await answer.json()) as Envelope;
    });
    if (reply.result) return reply.result.data as never;
    const domain = reply.error?.data?.domain;
    throw new Refused(
      name,
      domain?.code ?? "internal",
      domain?.field ?? domain?.fields?.map((one) => one.field).join(", ") ?? "",
    );
  };

  async #cookieOf(as: Actor): Promise<string> {
    const staffId = staffIdOf(as);
    const known = this.#cookies.get(staffId);
    if (known) return known;
    const { email, password, code } = must(this.#signIns.get(staffId), "no sign-in is known for this person");
    const answer = await this.#post("/api/auth/sign-in", { practice: this.#practice, email, password }, "", {});
    if (!answer.ok)
      throw answer.status >= 500 || answer.status === 429
        ? new Unreached(answer.status)
        : new Refused("sign-in", String(answer.status), "");
    const first = cookieIn(answer);
    const { twoFactor = false } = (await answer.json()) as { readonly twoFactor?: boolean };
    const second = twoFactor ? await this.#post("/api/auth/verify-totp", { code: code ?? "" }, first, {}) : undefined;
    if (second && !second.ok) throw new Refused("sign-in", "wrong-code", "code");
    const cookie = second ? `${first}; ${cookieIn(second)}` : first;
    this.#cookies.set(staffId, cookie);
    return cookie;
  }

  #post(path: string, body: unknown, cookie: string, headers: { readonly [name: string]: string }): Promise<Response> {
    return fetch(`${this.#url}${path}`, {
      method: "POST",
      headers: { "content-type": "application/json", origin: this.#url, ...(cookie ? { cookie } : {}), ...headers },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(15_000),
    });
  }

  async #persistently<T>(attempt: () => Promise<T>): Promise<T> {
    const giveUpAt = Date.now() + 60_000;
    for (let waitMs = 100; ; waitMs = Math.min(2000, waitMs * 2)) {
      try {
        return await attempt();
      } catch (error) {
        const lost =
          error instanceof Unreached ||
          error instanceof TypeError ||
          (error instanceof DOMException && error.name === "TimeoutError");
        if (!lost || Date.now() > giveUpAt) throw error;
        this.repeated += 1;
        await new Promise((resolve) => setTimeout(resolve, waitMs));
      }
    }
  }
}

/** The gateway or a service behind it could not answer now. */
class Unreached extends Error {
  constructor(status: number) {
    super(`the gateway answered ${status}`);
  }
}

function cookieIn(answer: Response): string {
  return answer.headers
    .getSetCookie()
    .map((line) => line.split(";")[0])
    .join("; ");
}

function staffIdOf(as: Actor): string {
  if (as.kind !== "staff") throw new Error("a scripted step is a person's");
  return as.staffId;
}
