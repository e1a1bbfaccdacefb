import { join } from "node:path";
import { runServiceProcess } from "@practicum/service/main";
import { z } from "zod";
import { folderNotifier } from "./node/folder-notifier.ts";
import { messagingService } from "./service.ts";

const settings = z.object({
  /** Where messages to patients are put for the gateway that sends them. */
  outboxFolder: z.string().optional(),
});

await runServiceProcess({
  definition: messagingService,
  ports: ({ config }) => {
    const { outboxFolder } = settings.parse(config.settings);
    return { notifier: folderNotifier(outboxFolder ?? join(config.dataDir, "outbox")) };
  },
});
