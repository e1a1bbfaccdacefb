import { Command } from "commander";
import { readKey } from "../src/backup/key.ts";
import { restoreBackup } from "../src/backup/restore.ts";
import { paths } from "../src/state.ts";

/** `practicum restore BACKUP --key FILE`: into an empty installation; nothing is ever overwritten. */
export function command(): Command {
  return new Command("restore")
    .description("put a backup into an empty installation (PRACTICUM_DATA_DIR names another folder)")
    .argument("<backup>")
    .requiredOption("--key <file>", "the key it was made for")
    .action(async (backup: string, { key }: { key: string }) => {
      const { identity } = await readKey(key);
      const files = await restoreBackup(backup, identity);
      console.log(`${files} files are back in ${paths.root}. \`npm start\` goes on from the backup's moment.`);
    });
}
