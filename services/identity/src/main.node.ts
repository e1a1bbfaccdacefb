import { join } from "node:path";
import { errorLabel } from "@practicum/db/errors";
import { must } from "@practicum/kernel/assert";
import { OffsetClock, systemClock } from "@practicum/service/clock";
import { runServiceProcess } from "@practicum/service/main";
import { z } from "zod";
import { fileAnchor } from "./node/file-anchor.ts";
import { keySigning, secretSigning } from "./node/head-signing.ts";
import { secretFrom } from "./node/secret-file.ts";
import { serveAuth } from "./node/serve-auth.ts";
import { identityService } from "./service.ts";

const settings = z.object({
  /** Signs cookies; made at the first start where there is none. */
  secretFile: z.string().optional(),
  /** Where the operator keeps the heads of the audit chain, and the public key of that. Without it identity keeps them itself. */
  auditHeads: z.strictObject({ folder: z.string(), publicKey: z.string() }).optional(),
  idleMinutes: z.int().min(1).max(240).default(15),
  /** Whether people come by https; off only on one's own machine. */
  secureCookies: z.boolean().default(false),
});

await runServiceProcess({
  definition: identityService,
  async ports({ config }) {
    const { secretFile, auditHeads } = settings.parse(config.settings);
    const secret = await secretFrom(secretFile ?? join(config.dataDir, "identity.secret"));
    if (auditHeads) {
      const { folder, publicKey } = auditHeads;
      const { kept } = fileAnchor({ folder, signing: keySigning({ publicKey }) });
      return { auditAnchor: { kept }, draftSecret: secret };
    }
    const auditAnchor = fileAnchor({ folder: join(config.dataDir, "heads"), signing: secretSigning(secret) });
    return { auditAnchor, draftSecret: secret };
  },
  async beside({ config, bus, log, told }) {
    const { secretFile, idleMinutes, secureCookies } = settings.parse(config.settings);
    return serveAuth({
      bus,
      told,
      practices: config.practices.map(({ databaseUrl, ...practice }) => ({ practice, databaseUrl: must(databaseUrl) })),
      secret: await secretFrom(secretFile ?? join(config.dataDir, "identity.secret")),
      secureCookies,
      idleMinutes,
      clock: new OffsetClock(systemClock, config.clockAheadMs),
      onError: (where, error) =>
        log.error({ event: "request", service: "identity", name: where, error: errorLabel(error) }),
    });
  },
});
