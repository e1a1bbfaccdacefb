import { must } from "@practicum/kernel/assert";
import { readKey } from "../backup/key.ts";
import { saveInstallation } from "../backup/make.ts";
import { settings } from "../settings.ts";
import { step } from "./step.ts";

interface Input {
  readonly databaseUrl: string;
}

/** A backup where the settings want them, in a process of its own: what it needs in memory is given back. */
await step<Input, { readonly file: string }>(async ({ databaseUrl }) => {
  const { to, keyFile } = settings().backups;
  const { file } = await saveInstallation(databaseUrl, must(to), await readKey(must(keyFile)));
  return { file };
});
