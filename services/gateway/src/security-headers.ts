/** Headers as node:http takes them: name, value, name, value. */
export type FlatHeaders = readonly string[];

const always: FlatHeaders = [
  "x-content-type-options",
  "nosniff",
  "x-frame-options",
  "DENY",
  "referrer-policy",
  "no-referrer",
  "cross-origin-opener-policy",
  "same-origin",
  "cross-origin-resource-policy",
  "same-origin",
];

const PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()";

/** Two years, as browsers want it of those who mean it. */
const HSTS: FlatHeaders = ["strict-transport-security", "max-age=63072000; includeSubDomains"];

/** Of answers that are no page: nothing in them may be loaded or framed, and nobody may keep them (GTW-30, GTW-31). */
export function apiHeaders(https: boolean): FlatHeaders {
  const policy = ["content-security-policy", "default-src 'none'; frame-ancestors 'none'", "cache-control", "no-store"];
  return [...always, ...policy, ...(https ? HSTS : [])];
}

/** Of files: scripts, styles, images. */
export function fileHeaders(https: boolean): FlatHeaders {
  return [...always, ...(https ? HSTS : [])];
}

/** Of the application's page. */
export function pageHeaders(https: boolean, nonce: string): FlatHeaders {
  const policy = [
    "default-src 'self'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self' blob:",
    "manifest-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    ...(https ? ["upgrade-insecure-requests"] : []),
  ].join("; ");
  return [
    ...fileHeaders(https),
    "content-security-policy",
    policy,
    "permissions-policy",
    PERMISSIONS,
    "cache-control",
    "no-cache",
  ];
}
