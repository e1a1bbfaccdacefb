import { join } from "node:path";
import { runServiceProcess } from "@practicum/service/main";
import { z } from "zod";
import { folderInbox } from "./node/folder-inbox.ts";
import { mailNotifier } from "./node/mail-notifier.ts";
import { smtpSettings } from "./node/smtp-notifier.ts";
import { messagingService } from "./service.ts";

const settings = z.object({
  /** Where messages to patients are put for the gateway that sends them, and where it puts what they write back. */
  outboxFolder: z.string().optional(),
  /** The mail server, where there is one. */
  mail: smtpSettings.optional(),
  /** The address by which patients come to the practice's pages. */
  pages: z.string().optional(),
});

await runServiceProcess({
  definition: messagingService,
  ports: ({ config }) => {
    const { outboxFolder, mail, pages } = settings.parse(config.settings);
    const folder = outboxFolder ?? join(config.dataDir, "outbox");
    return {
      notifier: mailNotifier(folder, mail),
      inbox: folderInbox(folder),
      ...(pages === undefined ? {} : { pages }),
    };
  },
});
