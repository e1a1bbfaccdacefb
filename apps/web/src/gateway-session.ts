import { domainError, type DomainError } from "@practicum/contracts/error";
import { err, ok, type Result } from "@practicum/kernel/result";
import { personHeaders } from "@practicum/web-app/api/page-person.ts";
import { createPasskey, showPasskey } from "@practicum/web-app/session/passkey.ts";
import type { FactorSetup, PracticeChoice, SessionPort, SignInStep } from "@practicum/web-app/session/session-port.ts";

/** Sign-in at the gateway: the session is a cookie that scripts can't read. */
export function gatewaySession(): SessionPort {
  return {
    async practices() {
      const answer = await call("GET", "practices");
      const known = answer.ok ? readPractices(answer.value)[0] : undefined;
      const isSo = (name: string) => answer.ok && field(answer.value, name) === true;
      return { known, others: isSo("others"), founding: isSo("founding") };
    },
    async signIn({ practice, email, password }): Promise<Result<SignInStep, DomainError>> {
      const answer = await call("POST", "sign-in", { ...(practice ? { practice } : {}), email, password });
      if (!answer.ok) return answer;
      if (field(answer.value, "enrol") === true) return ok("enrol-needed");
      if (field(answer.value, "twoFactor") !== true) return ok("signed-in");
      return ok(field(answer.value, "code") === true ? "code-needed" : "passkey-needed");
    },
    async enrol(password) {
      const answer = await call("POST", "totp-start", { password });
      if (!answer.ok) return answer;
      const setup = readSetup(answer.value);
      return setup === null ? err({ code: "try-again" }) : ok(setup);
    },
    async confirmEnrolment(code) {
      const answer = await call("POST", "totp-confirm", { code });
      return answer.ok ? ok("signed-in") : answer;
    },
    async verifyCode(code) {
      const answer = await call("POST", "verify-totp", { code });
      return answer.ok ? ok("signed-in") : answer;
    },
    async setPassword({ practice, email, code, newPassword }) {
      const body = { ...(practice ? { practice } : {}), email, code, newPassword };
      const answer = await call("POST", "set-password", body);
      return answer.ok ? ok("set") : answer;
    },
    async confirm(shown) {
      if (!("passkey" in shown)) {
        const answer = await call("POST", "confirm", { ...shown });
        return answer.ok ? ok("confirmed") : answer;
      }
      const passkey = await showFor({ purpose: "confirm" });
      const answer = passkey.ok ? await call("POST", "confirm", { passkey: passkey.value }) : passkey;
      return answer.ok ? ok("confirmed") : answer;
    },
    async signInByPasskey(purpose, practice) {
      const at = { purpose, ...(practice ? { practice } : {}) };
      const shown = await showFor(at);
      const answer = shown.ok ? await call("POST", "passkey-sign-in", { ...at, shown: shown.value }) : shown;
      return answer.ok ? ok("signed-in") : answer;
    },
    async enrolPasskey(name) {
      const asked = await call("POST", "passkey-new", {});
      if (!asked.ok) return asked;
      const created = await createPasskey(field(asked.value, "options"));
      const answer = created.ok ? await call("POST", "passkey-add", { name, created: created.value }) : created;
      return answer.ok ? ok("signed-in") : answer;
    },
    async signOut() {
      await call("POST", "sign-out", {});
    },
    activity() {
      void call("POST", "activity", {});
    },
    async idleMinutes() {
      const answer = await call("GET", "session");
      const minutes = answer.ok ? field(field(answer.value, "session"), "idleMinutes") : null;
      return typeof minutes === "number" ? minutes : usualIdleMinutes;
    },
  };
}

const usualIdleMinutes = 15;

async function showFor(of: { readonly purpose: string; readonly practice?: string }) {
  const asked = await call("POST", "passkey-ask", of);
  return asked.ok ? showPasskey(field(asked.value, "options")) : asked;
}

async function call(
  method: "GET" | "POST",
  path: string,
  body?: { readonly [field: string]: string | object },
): Promise<Result<unknown, DomainError>> {
  const headers = { "content-type": "application/json", ...personHeaders() };
  const sent = body ? { headers, body: JSON.stringify(body) } : {};
  try {
    const response = await fetch(`/api/auth/${path}`, { method, ...sent });
    const value: unknown = await response.json().catch(() => null);
    return response.ok ? ok(value) : err(refusal(value));
  } catch {
    return err({ code: "try-again" });
  }
}

function field(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}

function readPractices(value: unknown): PracticeChoice[] {
  const list = field(value, "practices");
  if (!Array.isArray(list)) return [];
  return list.flatMap((item: unknown) => {
    const slug = field(item, "slug");
    const name = field(item, "name");
    return typeof slug === "string" && typeof name === "string"
      ? [{ slug, name, demonstration: field(item, "demonstration") === true }]
      : [];
  });
}

function readSetup(value: unknown): FactorSetup | null {
  const uri = field(value, "uri");
  const codes = field(value, "backupCodes");
  if (typeof uri !== "string" || !Array.isArray(codes)) return null;
  return { uri, backupCodes: codes.filter((one): one is string => typeof one === "string") };
}

/** The gateway's refusal; one that can't be read (a proxy's page, a gateway that is away) is safe to try again. */
function refusal(value: unknown): DomainError {
  const parsed = domainError.safeParse(field(field(field(value, "error"), "data"), "domain"));
  if (!parsed.success) return { code: "try-again" };
  const { code, detail } = parsed.data;
  return detail ? { code, detail } : { code };
}
