import { resolve } from "node:path";
import { Command } from "commander";
import { makeKey, readKey } from "../src/backup/key.ts";
import { makeBackup, openBackup } from "../src/backup/make.ts";

/** `practicum backup make|key|verify`: the whole installation in one encrypted file, and the key that opens it. */
export function command(): Command {
  const make = new Command("make")
    .description("save the running installation: database, secrets, keys, audit heads, files; and read it back")
    .requiredOption("--to <folder>", "where the file goes; best a disk of another machine")
    .requiredOption("--key <file>", "from `backup key`")
    .action(async ({ to, key }: { to: string; key: string }) => {
      const { file, files, bytes, seconds } = await makeBackup(resolve(to), await readKey(key));
      console.log(
        `${file}: ${files} files, ${Math.ceil(bytes / 1_048_576)} MB, read back whole, ${seconds.toFixed(1)} s`,
      );
    });
  const key = new Command("key")
    .description("make the key that backups are encrypted for; without it nobody can open them, you neither")
    .argument("<file>")
    .action(async (file: string) => {
      const recipient = await makeKey(file);
      console.log(`${file} opens every backup made for ${recipient}. Keep a copy away from this machine.`);
    });
  const verify = new Command("verify")
    .description("read a backup to its end and check every file in it")
    .argument("<backup>")
    .requiredOption("--key <file>", "from `backup key`")
    .action(async (backup: string, options: { key: string }) => {
      const { identity } = await readKey(options.key);
      console.log(`${backup}: ${await openBackup(backup, identity, undefined)} files, all whole`);
    });
  return new Command("backup")
    .description("save the whole installation, encrypted, while it runs")
    .addCommand(make)
    .addCommand(key)
    .addCommand(verify);
}
