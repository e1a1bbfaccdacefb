import { billing } from "@practicum/contracts/billing";
import { clearinghouseOperations, type TradingPartner } from "@practicum/contracts/billing/clearinghouse";
import { Command } from "commander";
import { asOperator } from "../src/operator.ts";
import type { PracticeEntry } from "../src/practices.ts";

type Options = Partial<Record<"sender" | "senderKind" | "receiver" | "receiverKind" | "name" | "contact", string>> & {
  readonly practice?: string;
  readonly test?: boolean;
  readonly production?: boolean;
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
    .action((options: Options) => run(options));
}

async function run(options: Options): Promise<void> {
  if (options.test === true && options.production === true)
    throw new Error("Files are tests or production: choose one of --test and --production.");
  await asOperator(async ({ practices, ask }) => {
    const practice = practiceOf(practices, options.practice);
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
  });
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
