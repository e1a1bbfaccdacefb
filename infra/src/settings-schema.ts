import { z } from "zod";

/** What an operator may set, in one file. Each says what it means; `practicum config explain` prints it. */
const file = z.string().min(1).optional();

export const settingsSchema = z.strictObject({
  database: z
    .strictObject({
      url: z
        .string()
        .optional()
        .describe(
          "postgresql://USER@HOST:PORT/postgres of your own PostgreSQL 18; left out: one is brought along. Env: DATABASE_URL",
        ),
      passwordFile: file.describe(
        "a file that holds that user's password and nothing else, readable by its owner alone",
      ),
      tls: z
        .enum(["verify", "as-the-url-says"])
        .default("as-the-url-says")
        .describe(
          '"verify": by TLS alone, to a server whose certificate is for its name and by an authority that is known here; a plain connection is refused',
        ),
      caFile: file.describe("the certificate (PEM) of the authority that issued that server's; needs database.tls"),
    })
    .prefault({}),
  broker: z
    .strictObject({
      url: z
        .string()
        .optional()
        .describe(
          'nats://USER@HOST:PORT of your own NATS, JetStream on; "memory": all services in one process. Env: NATS_URL',
        ),
      passwordFile: file.describe("a file that holds that user's password and nothing else"),
      tls: z
        .enum(["verify", "as-the-server-says"])
        .default("as-the-server-says")
        .describe('"verify": as database.tls, for NATS'),
      caFile: file.describe("the certificate (PEM) of the authority that issued that server's; needs broker.tls"),
    })
    .prefault({}),
  web: z
    .strictObject({
      listen: z
        .string()
        .min(1)
        .default("127.0.0.1")
        .describe("the address the gateway listens on; 0.0.0.0 lets other machines in, a proxy with TLS mostly"),
      port: z.int().min(0).max(65_535).default(3000).describe("its port. Env: PRACTICUM_PORT"),
      publicOrigins: z
        .array(z.string())
        .default([])
        .describe('what people type: ["https://practice.example"]. Requests for another name are refused'),
      trustedProxies: z
        .int()
        .min(0)
        .max(5)
        .default(0)
        .describe("how many proxies of yours stand before it and add to X-Forwarded-For; 0 believes none"),
      secureCookies: z
        .boolean()
        .optional()
        .describe("sessions by https alone; left out: yes where every public origin is https"),
      certificateFile: file.describe(
        "a certificate (PEM, with those between it and its authority): then web.port speaks HTTPS itself, and no proxy is needed. A new one is taken by itself",
      ),
      keyFile: file.describe("the certificate's private key (PEM, without a passphrase), readable by its owner alone"),
      redirectPort: z
        .int()
        .min(1)
        .max(65_535)
        .optional()
        .describe("with a certificate: a port of plain HTTP, mostly 80, that sends people on to the https address"),
    })
    .prefault({}),
  folders: z
    .strictObject({
      data: file.describe("where everything is kept. Env: PRACTICUM_DATA_DIR"),
      clearinghouse: file.describe("the exchange with the clearinghouse: outbound, inbound and archive a practice"),
      auditHeads: file.describe(
        "where heads of the audit chain are kept: best a place the database's owner cannot write",
      ),
      messages: file.describe(
        "where messages to patients are put for whoever sends them; what they write back is put there, under `<practice>/inbox`",
      ),
    })
    .prefault({}),
  backups: z
    .strictObject({
      to: file.describe(
        "where backups are put by themselves; best another machine's disk. Left out: none are made but those you ask for",
      ),
      keyFile: file.describe("the key that `practicum backup key` made; needed with `backups.to`"),
      everyHours: z.int().min(1).max(24).default(6).describe("how often one is made"),
      keepAll: z.int().min(1).max(60).default(2).describe("of so many days all are kept"),
      keepDaily: z.int().min(1).max(400).default(31).describe("of so many days the last of each is kept"),
      keepMonthly: z.int().min(0).max(120).default(24).describe("of so many months the last of each is kept"),
      drillDays: z
        .int()
        .min(0)
        .max(366)
        .default(31)
        .describe("after so many days without a drill (`practicum drill`) `doctor` says so; 0: never"),
    })
    .prefault({}),
  mail: z
    .strictObject({
      host: z
        .string()
        .min(1)
        .optional()
        .describe(
          "your mail server (SMTP), which sends e-mail to patients and staff; left out: it lies in folders.messages",
        ),
      port: z
        .int()
        .min(1)
        .max(65_535)
        .default(587)
        .describe("its port: 587 with STARTTLS, 465 encrypted from the first byte"),
      tls: z
        .enum(["required", "none"])
        .default("required")
        .describe(
          '"none" only for a server on this very machine: everything else would carry patients\' names in clear',
        ),
      caFile: file.describe("the certificate (PEM) of its authority, where that is your own"),
      user: z.string().min(1).optional().describe("whom it knows you by"),
      passwordFile: file.describe(
        "a file that holds that user's password and nothing else, readable by its owner alone",
      ),
      from: z.email({ error: "an e-mail address" }).optional().describe("the sender; needed with mail.host"),
    })
    .prefault({}),
  monitor: z
    .strictObject({
      port: z
        .int()
        .min(1)
        .max(65_535)
        .optional()
        .describe("a port of this machine alone where Prometheus reads /metrics; left out: nothing is measured"),
      otlpUrl: z
        .url({ protocol: /^https?$/ })
        .optional()
        .describe("where the same is sent by OpenTelemetry (OTLP over HTTP), such as http://localhost:4318"),
    })
    .prefault({}),
  alerts: z
    .strictObject({
      mailTo: z
        .array(z.email({ error: "an e-mail address" }))
        .max(10)
        .default([])
        .describe(
          "who gets by mail, once a day, what the managers get as a task: disk, certificate, backups, failed or late work. Left out: nobody. They go as those to patients go",
        ),
    })
    .prefault({}),
  limits: z
    .strictObject({
      databaseConnections: z.int().min(1).max(100).default(8).describe("of each service to each practice's database"),
      idleMinutes: z.int().min(1).max(240).default(15).describe("without a sign of life, after which a session ends"),
    })
    .prefault({}),
  users: z
    .enum(["own", "one"])
    .default("own")
    .describe(
      '"own": started by root, each service runs as a user of the system of its own (practicum-billing and so on), made where there is none; "one": all as who starts them',
    ),
  log: z
    .strictObject({
      level: z.enum(["debug", "info", "warn", "error"]).default("info").describe("the least that is written"),
    })
    .prefault({}),
});

export type Settings = z.output<typeof settingsSchema>;
