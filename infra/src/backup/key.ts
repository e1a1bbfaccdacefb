import { readFile, writeFile } from "node:fs/promises";
import { generateX25519Identity, identityToRecipient } from "age-encryption";

/** Opens backups, and what they are made for. */
export interface BackupKey {
  readonly identity: string;
  readonly recipient: string;
}

/** Makes the key that backups are encrypted for and opened by: an age identity in a file of its owner's alone. */
export async function makeKey(path: string): Promise<string> {
  const identity = await generateX25519Identity();
  const recipient = await identityToRecipient(identity);
  const text = `# Practicum backup key. Without it no backup can be opened: keep a copy away from this machine.\n# public key: ${recipient}\n${identity}\n`;
  await writeFile(path, text, { mode: 0o600, flag: "wx" }).catch((error: NodeJS.ErrnoException) => {
    throw new Error(
      error.code === "EEXIST"
        ? `${path} is there already, and was left as it is: the backups made for it need it.`
        : `${path} cannot be written (${error.code}).`,
    );
  });
  return recipient;
}

/** @throws when the file is not there or holds no key. */
export async function readKey(path: string): Promise<BackupKey> {
  const text = await readFile(path, "utf8").catch(() => {
    throw new Error(`The key ${path} cannot be read. \`npm run practicum -- backup key FILE\` makes one.`);
  });
  const identity = text
    .split("\n")
    .find((line) => line.startsWith("AGE-SECRET-KEY-"))
    ?.trim();
  if (identity === undefined)
    throw new Error(`${path} holds no key: a line that begins with AGE-SECRET-KEY- is missing.`);
  return { identity, recipient: await identityToRecipient(identity) };
}
