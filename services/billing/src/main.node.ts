import { runServiceProcess } from "@practicum/service/main";
import { z } from "zod";
import { folderClearinghouse } from "./node/folder-clearinghouse.ts";
import { folderFax } from "./node/folder-fax.ts";
import { sftpCourier } from "./node/sftp-courier.ts";
import { threadFileReader } from "./node/thread-file-reader.ts";
import { billingService } from "./service.ts";

const settingsSchema = z.object({ clearinghouseFolder: z.string().min(1) });

await runServiceProcess({
  definition: billingService,
  ports: ({ config: { settings }, log }) => {
    const { clearinghouseFolder } = settingsSchema.parse(settings);
    const byPractice = new Map<string, ReturnType<typeof folderClearinghouse>>();
    return {
      files: threadFileReader(),
      courier: (practiceId) => sftpCourier(clearinghouseFolder, practiceId),
      fax: (practiceId) => folderFax(clearinghouseFolder, practiceId),
      clearinghouse(practiceId) {
        const onLink = (name: string) => log.warn({ event: "link-left-alone", service: "billing", practiceId, name });
        const known = byPractice.get(practiceId) ?? folderClearinghouse(clearinghouseFolder, practiceId, { onLink });
        byPractice.set(practiceId, known);
        return known;
      },
    };
  },
});
