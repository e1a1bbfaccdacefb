import { generateKeyPairSync, randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { secretsIn } from "./secrets.ts";

/** Put together here, so that this file has none. */
const letters = (count: number) =>
  randomBytes(count * 2)
    .toString("base64")
    .replaceAll(/[^A-Za-z0-9]/g, "")
    .slice(0, count);
const key = generateKeyPairSync("ed25519").privateKey;

const planted: readonly (readonly [string, string])[] = [
  ["private key", key.export({ type: "pkcs8", format: "pem" }).toString()],
  ["private key (JWK)", `{"kty":"OKP","crv":"Ed25519","d":"${randomBytes(32).toString("base64url")}","x":"a"}`],
  ["AWS access key", `AWS_ACCESS_KEY_ID=${"AK"}IA${"QWERTYUIOPASDFGH"}`],
  ["AWS secret", `aws_secret_access_key = ${letters(40)}`],
  ["GitHub token", `const t = "gh${"p"}_${letters(36)}"`],
  ["npm token", `x npm${"_"}${letters(36)}`],
  ["npm login", `//registry.example/:${"_auth"}${"Token"}=${letters(20)}`],
  ["Slack token", `"xox${"b"}-${letters(24)}"`],
  ["Google key", `"AI${"za"}${letters(35)}"`],
  ["payment key", `"sk${"_live"}_${letters(24)}"`],
  ["API key", `"sk${"-proj"}-${letters(44)}"`],
  ["signed token (JWT)", `ey${"J"}${letters(20)}.ey${"J"}${letters(30)}.${letters(43)}`],
  ["password in an address", `postgres://practice:${letters(12)}@db.${"clinic.org"}/x`],
  ["random value that is called a secret", `{ "clientSecret": "${randomBytes(32).toString("base64")}" }`],
  ["random value that is called a secret", `const API_KEY = "${randomBytes(24).toString("hex")}a1";`],
];

test.each(planted)("IDN-129 a planted secret is found and named, and its value is not: %s", (kind, text) => {
  const found = secretsIn("services/billing/src/x.ts", `// a line\n${text}\n`);
  expect(found).toContainEqual({ line: 2, kind });
  const value = text.match(/[A-Za-z0-9+/_-]{20,}/)?.[0] ?? "nothing";
  expect(JSON.stringify(found)).not.toContain(value);
});

test.each(["deploy/tls/server.key", ".env", ".env.production", "infra/id_ed25519", "a/b.pem"])(
  "IDN-129 a file that keeps secrets is none of ours: %s",
  (path) => {
    expect(secretsIn(path, "")).toEqual([{ line: 1, kind: "file that keeps secrets" }]);
  },
);

test.each([
  ["services/a/src/keys.ts", "export interface Key { readonly privateKey: string }"],
  ["services/a/src/a.test.ts", `const secret = "a-secret-of-tests-that-is-long-enough";`],
  ["infra/a.ts", "const url = `postgres://${role}:${password}@127.0.0.1:${port}/practicum`;"],
  ["e2e/a.ts", 'const token = "{practice}/{person}/{session}/of/this/and/that/one";'],
  ["pnpm-lock.yaml", "resolution: {integrity: sha512-" + "aB3".repeat(28) + "==}"],
  [".env.example", "PRACTICUM_AUDIT_HEADS=/mnt/heads"],
])("IDN-129 what is none is let through: %s", (path, text) => {
  expect(secretsIn(path, text)).toEqual([]);
});
