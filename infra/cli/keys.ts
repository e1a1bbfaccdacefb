import { Command } from "commander";
import { replaceKeys, signingKeys } from "../src/keys.ts";
import { NATS_USERS, type NatsUser } from "../src/nats-config.ts";

/** `practicum keys rotate`: new keys for the processes' messages. Every start does it by itself where a key is 90 days old. */
export function command(): Command {
  const rotate = new Command("rotate")
    .description("make new keys; processes take them up when Practicum is started again")
    .argument("[names...]", `whose: ${NATS_USERS.join(", ")}; all when none is named`)
    .option("--withdraw", "believe nothing that the old keys signed, as after a theft", false)
    .action(async (names: string[], { withdraw }: { withdraw: boolean }) => {
      const unknown = names.filter((name) => !isUser(name));
      if (unknown.length > 0) throw new Error(`Nobody here is called ${unknown.join(", ")}: ${NATS_USERS.join(", ")}.`);
      const users = names.length === 0 ? NATS_USERS : names.filter(isUser);
      await signingKeys();
      await replaceKeys(users, { withdraw });
      console.log(
        `New keys for ${users.join(", ")}. Start Practicum again for them to be used.` +
          (withdraw ? " Events that were on their way come back by `practicum replay`." : ""),
      );
    });
  return new Command("keys").description("replace the keys that messages are signed by").addCommand(rotate);
}

function isUser(name: string): name is NatsUser {
  return NATS_USERS.some((user) => user === name);
}
