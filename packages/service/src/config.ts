import { id } from "@practicum/contracts/schema";
import { z } from "zod";

const signingKeys = z.strictObject({
  own: z.strictObject({ keyId: z.string().min(1), privateKey: z.string().min(1) }),
  trusted: z.array(
    z.strictObject({
      keyId: z.string().min(1),
      owner: z.string().min(1),
      signs: z.array(z.enum(["requests", "events"])),
      publicKey: z.string().min(1),
      acceptedUntil: z.iso.datetime().nullable(),
    }),
  ),
});

const practice = z.strictObject({
  id: id("practice"),
  slug: z.string().regex(/^[a-z0-9-]+$/),
  name: z.string().min(1),
  timeZone: z.string().refine(isTimeZone, { error: "not an IANA time zone" }),
  demonstration: z.boolean().default(false),
  paused: z.boolean().default(false),
  /** With this service's own role: see `setUpPracticeDatabase`. The gateway has none. */
  databaseUrl: z.string().min(1).optional(),
});

/** What a launcher tells a running process over its channel: facts of practices that changed (SVC-38). */
export const changedPractices = z.strictObject({
  practices: z.array(practice.pick({ id: true, name: true, timeZone: true, paused: true })),
});

/**
 * What a process is told by its launcher: the JSON file (readable by its user alone, since it holds passwords) that the
 * environment variable PRACTICUM_CONFIG names.
 */
export const processConfig = z.strictObject({
  /** The service's name, or "gateway". */
  service: z.string().min(1),
  practices: z.array(practice).min(1),
  nats: z.strictObject({
    url: z.string().min(1),
    user: z.string().min(1).optional(),
    password: z.string().min(1).optional(),
    inboxPrefix: z.string().min(1).optional(),
    /** By TLS alone: see `NatsOptions`. */
    tls: z.strictObject({ caFile: z.string().min(1).optional() }).optional(),
    /** What this process signs by, and whom it believes. */
    keys: signingKeys,
  }),
  /** For folder exchange and uploads. */
  dataDir: z.string().min(1),
  /** What this process alone writes; left out: `dataDir`. */
  ownDir: z.string().min(1).optional(),
  /** Of the gateway: where it serves. Of a service: where it tells its health and metrics, if anywhere. */
  http: z
    .strictObject({
      host: z.string().min(1).default("127.0.0.1"),
      port: z.int().min(0).max(65_535),
      staticDir: z.string().optional(),
    })
    .optional(),
  /** Connections to each practice's database at most. */
  poolMax: z.int().min(1).max(100).default(8),
  /** How far this installation's clock is ahead of the machine's: a demonstration or a test may stand at another day. */
  clockAheadMs: z.int().default(0),
  logLevel: z.enum(["debug", "info", "warn", "error", "silent"]).default("info"),
  /** Checks every reply against its contract; for development. */
  checkReplies: z.boolean().default(false),
  /** The service's own settings, such as addresses of the outside world. */
  settings: z.record(z.string(), z.unknown()).default({}),
});
export type ProcessConfig = z.output<typeof processConfig>;

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en-US", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}
