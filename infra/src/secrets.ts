import { createHash } from "node:crypto";

/** What a secret looks like that must not stand in a tracked file (IDN-129). Each kind has a form of its own. */
const KINDS: readonly { readonly kind: string; readonly form: RegExp }[] = [
  { kind: "private key", form: /-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----/ },
  { kind: "private key (JWK)", form: /"kty"\s*:\s*"(?:OKP|EC|RSA)"[^}]*"d"\s*:\s*"[\w-]{32,}"/ },
  { kind: "AWS access key", form: /\b(?:AKIA|ASIA|ABIA|ACCA)[0-9A-Z]{16}\b/ },
  {
    kind: "AWS secret",
    form: /aws_?(?:secret_?)?(?:access_?)?key["']?\s*[:=]\s*["']?[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=])/i,
  },
  { kind: "GitHub token", form: /\b(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{60,})/ },
  { kind: "npm token", form: /\bnpm_[A-Za-z0-9]{36}\b/ },
  { kind: "npm login", form: /:_(?:authToken|auth|password)\s*=\s*["']?[^\s$"']{8,}/ },
  { kind: "Slack token", form: /\bxox[abprs]-[A-Za-z0-9-]{20,}/ },
  { kind: "Google key", form: /\bAIza[0-9A-Za-z_-]{35}\b/ },
  { kind: "payment key", form: /\b[rs]k_live_[0-9A-Za-z]{20,}/ },
  { kind: "API key", form: /\bsk-(?:[a-z]+-)*[A-Za-z0-9_-]{40,}/ },
  { kind: "signed token (JWT)", form: /\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{20,}/ },
  // Of our own tests and settings: this machine, made-up hosts, and what is put in at run time.
  {
    kind: "password in an address",
    form: /\b[a-z][a-z0-9+.-]*:\/\/[^\s:/@"'`<>${}]+:(?!PASSWORD@)[^\s:/@"'`<>${}]{6,}@(?!(?:host\b|localhost|127\.0\.0\.1|\[::1\]|[\w.-]*\b(?:example|invalid|test)\b))/i,
  },
];

/** A name that has a secret or says so: a file of the environment, a key, a store of keys. */
const NAMES =
  /(?:^|\/)(?:\.env(?:\.(?!example$)[\w.-]+)?|id_(?:rsa|dsa|ecdsa|ed25519)|\.netrc|\.pgpass|[^/]+\.(?:pem|p12|pfx|jks|keystore|key|kdbx|asc))$/;

/** A word that a value is called by, and the value in quotes. */
const NAMED =
  /(?:password|passwd|secret|token|api_?key|private_?key|credential)\w*["']?\s*[:=]\s*["']([\w+/=.-]{32,})["']/gi;
/** Random letters of base64 have nearly six bits each, hexadecimal four; words of a language, with signs between, less than four. */
const RANDOM_BITS = 4.2;
const RANDOM_HEX = /^(?=.*\d)(?=.*[a-f])[0-9a-f]{32,}$/i;

/** By SHA-256: values that a standard prints for everybody to test with. */
const PUBLISHED: ReadonlySet<string> = new Set([
  // W3C, Data Integrity EdDSA Cryptosuites 1.0, appendix B.2
  "2f542d0414610034680453cc8aab1dd9127036a50ab2ac2f64aa1b5409c555f5",
]);

interface FoundSecret {
  readonly line: number;
  readonly kind: string;
}

/** The secrets of one file: its line and what it looks like, never the secret. */
export function secretsIn(path: string, text: string): readonly FoundSecret[] {
  const found: FoundSecret[] = [];
  if (NAMES.test(path)) found.push({ line: 1, kind: "file that keeps secrets" });
  for (const [index, line] of text.split("\n").entries()) {
    for (const { kind, form } of KINDS) if (form.test(line)) found.push({ line: index + 1, kind });
    for (const [, value = ""] of line.matchAll(NAMED))
      if (!PUBLISHED.has(sha256(value)) && (RANDOM_HEX.test(value) || bitsOf(value) >= RANDOM_BITS))
        found.push({ line: index + 1, kind: "random value that is called a secret" });
  }
  return found;
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** Shannon's entropy of the letters, in bits each. */
function bitsOf(text: string): number {
  const counts = new Map<string, number>();
  for (const letter of text) counts.set(letter, (counts.get(letter) ?? 0) + 1);
  return [...counts.values()].reduce((sum, count) => sum - (count / text.length) * Math.log2(count / text.length), 0);
}
