import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { mailNotifier } from "@practicum/messaging/node/mail-notifier";
import { Command } from "commander";
import { z } from "zod";
import { mailSettings } from "../src/mail-settings.ts";
import { knownPractices } from "../src/practices.ts";
import { paths } from "../src/state.ts";

/** `practicum mail test ADDRESS`: whether the mail server of the settings takes a mail. */
export function command(): Command {
  const test = new Command("test")
    .description("send a mail that says that it is a test, and what the server answered")
    .argument("<address>", "your own")
    .action(async (address: string) => sendTest(address));
  return new Command("mail").description("The mail server of the settings (practicum config explain)").addCommand(test);
}

async function sendTest(address: string): Promise<void> {
  if (!z.email().safeParse(address).success) throw new Error(`"${address}" is no e-mail address`);
  const mail = mailSettings();
  if (mail === undefined)
    throw new Error(
      'the settings name no mail server: write { "mail": { "host": ..., "from": ... } } into practicum.json',
    );
  const [practice] = await knownPractices();
  const sender = practice ?? { id: randomUUID(), slug: "test", name: "Practicum", timeZone: "America/Los_Angeles" };
  await mailNotifier(join(paths.root, "outbox"), mail).send(
    sender as Parameters<ReturnType<typeof mailNotifier>["send"]>[0],
    {
      key: `test-${randomUUID()}`,
      channel: "email",
      to: address,
      language: "en",
      subject: "Practicum: a test mail",
      text: `This mail was sent by \`npm run practicum -- mail test\`. It came by ${mail.host}, port ${mail.port}.\n`,
    },
  );
  console.log(`${mail.host} took the mail. Look whether it arrives: a server may take it and put it aside.`);
}
