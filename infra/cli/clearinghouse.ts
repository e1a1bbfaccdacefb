import { chown, readFile, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { keepPassword, sftpSecretsFolder } from "@practicum/billing/node/sftp-secrets";
import { billing } from "@practicum/contracts/billing";
import { clearinghouseOperations, type TradingPartner } from "@practicum/contracts/billing/clearinghouse";
import type { clearinghouseLinkOperations } from "@practicum/contracts/billing/clearinghouse-link";
import { Command } from "commander";
import type { z } from "zod";
import { asOperator } from "../src/operator.ts";
import type { PracticeEntry } from "../src/practices.ts";
import { clearinghouseFolder } from "../src/service-config.ts";

type Options = Partial<Record<"sender" | "senderKind" | "receiver" | "receiverKind" | "name" | "contact", string>> & {
  readonly practice?: string;
  readonly test?: boolean;
  readonly production?: boolean;
  readonly passwordFile?: string | false;
};

/** `practicum clearinghouse`: how files name the practice and its clearinghouse; with options it is changed. */
export function command(): Command {
  return new Command("clearinghouse")
    .description(
      "show how files name the practice and its clearinghouse, and where they wait; with options, change it. The folder is `folders.clearinghouse` of the settings: practicum config explain",
    )
    .option("--practice <short name>", "which, where there are several")
    .option("--sender <id>", "submitter id (ISA06)")
    .option("--sender-kind <qualifier>", "ISA05: 30 a tax id, ZZ as agreed")
    .option("--receiver <id>", "receiver id (ISA08)")
    .option("--receiver-kind <qualifier>", "ISA07")
    .option("--name <name>", "name of the clearinghouse (1000B)")
    .option("--contact <name>", "whom it calls about a file (1000A)")
    .option("--test", "files are tests that nobody pays for")
    .option("--production", "payers decide and pay")
    .option("--password-file <file>", "put the password of the SFTP connection, from a file with nothing else in it")
    .option("--no-password-file", "take that password away")
    .action((options: Options) => run(options));
}

async function run(options: Options): Promise<void> {
  if (options.test === true && options.production === true)
    throw new Error("Files are tests or production: choose one of --test and --production.");
  await asOperator(async ({ practices, ask }) => {
    const practice = practiceOf(practices, options.practice);
    if (options.passwordFile !== undefined) await putPassword(practice, options.passwordFile);
    const { version, folder, simulated, ...before } = await ask(billing, "billing", practice, "getClearinghouse", {});
    const wanted = changed(before, options);
    const isChanged = Object.entries(wanted).some(([name, value]) => Reflect.get(before, name) !== value);
    const input = clearinghouseOperations.saveClearinghouse.input.safeParse({ ...wanted, version });
    if (isChanged && !input.success)
      throw new Error(input.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join("\n"));
    if (isChanged && input.success) {
      await ask(billing, "billing", practice, "saveClearinghouse", input.data);
      console.log("Changed. The next file carries it.");
    }
    for (const line of linesOf(isChanged && input.success ? input.data : before)) console.log(line);
    console.log(`  files wait in       ${folder ?? "no folder"}`);
    if (simulated) console.log("  payers are simulated: nothing leaves this practice");
    for (const line of linkLines(await ask(billing, "billing", practice, "getClearinghouseLink", {})))
      console.log(line);
  });
}

/** BIL-470: a file of the server, of whoever the folder belongs to; it goes through no screen, no message and no database. */
async function putPassword(practice: PracticeEntry, file: string | false): Promise<void> {
  const folder = sftpSecretsFolder(clearinghouseFolder(), practice.id);
  // One line: the end of it is no part of the password.
  const password = file === false ? null : (await readFile(file, "utf8")).replace(/\r?\n$/, "");
  if (password === "" || password?.includes("\n") === true)
    throw new Error(`${String(file)} should have the password and nothing else, on one line.`);
  await keepPassword(folder, password);
  if (process.getuid?.() === 0) {
    const { uid, gid } = await stat(clearinghouseFolder());
    for (const path of [dirname(folder), folder, join(folder, "password")])
      await chown(path, uid, gid).catch((error: NodeJS.ErrnoException) => {
        if (error.code !== "ENOENT") throw error;
      });
  }
  console.log(
    password === null ? "The password is gone." : "The password is put. A manager tries it under Clearinghouse.",
  );
}

type Link = z.output<typeof clearinghouseLinkOperations.getClearinghouseLink.output>;

function linkLines({ link, fine, trouble, waiting }: Link): readonly string[] {
  if (link === null) return [];
  const { host, port, user, everyMinutes, running } = link;
  const how = running ? `every ${everyMinutes} minutes` : "stopped";
  const state = trouble !== null ? `${trouble.fault} since ${trouble.since}` : `fine, last ${fine?.at ?? "never"}`;
  return [`  carried by SFTP     ${user}@${host}:${port}, ${how}: ${state}; ${waiting} to be sent`];
}

function practiceOf(practices: readonly PracticeEntry[], slug: string | undefined): PracticeEntry {
  const found = practices.filter((one) => slug === undefined || one.slug === slug);
  const [practice] = found;
  if (practice === undefined || found.length > 1)
    throw new Error(`Which practice? Name it by --practice: ${practices.map((one) => one.slug).join(", ")}`);
  return practice;
}

function changed(before: TradingPartner, options: Options): object {
  return {
    ...before,
    senderQualifier: options.senderKind ?? before.senderQualifier,
    senderId: options.sender ?? before.senderId,
    receiverQualifier: options.receiverKind ?? before.receiverQualifier,
    receiverId: options.receiver ?? before.receiverId,
    receiverName: options.name ?? before.receiverName,
    contactName: options.contact ?? before.contactName,
    usage: options.test === true ? "T" : options.production === true ? "P" : before.usage,
  };
}

const words: { readonly [name: string]: string } = {
  senderQualifier: "kind of submitter",
  senderId: "submitter id",
  receiverQualifier: "kind of receiver",
  receiverId: "receiver id",
  receiverName: "clearinghouse",
  contactName: "contact",
  usage: "files are",
};

function linesOf(partner: TradingPartner): readonly string[] {
  const said = { ...partner, usage: partner.usage === "T" ? "tests" : "production" };
  return Object.entries(words).map(([name, word]) => `  ${word.padEnd(20)}${String(Reflect.get(said, name))}`);
}
