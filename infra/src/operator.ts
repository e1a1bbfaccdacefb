import { connectNats } from "@practicum/bus/nats";
import type { Bus } from "@practicum/bus/bus";
import { operatorActor } from "@practicum/contracts/actor";
import type { ServiceApi } from "@practicum/contracts/operation";
import { describeError } from "@practicum/contracts/error";
import { uuidV7 } from "@practicum/kernel/random";
import { systemClock, systemRandom } from "@practicum/service/clock";
import { serviceClient } from "@practicum/service/client";
import type { z } from "zod";
import { loginsNow } from "./broker.ts";
import { throughOperatorDoor } from "./operator-door.ts";
import { practices, type PracticeEntry } from "./practices.ts";
import { runningInstance } from "./state.ts";

/** Asks the services of the running installation, as its operator. */
export interface Operator {
  readonly practices: readonly PracticeEntry[];
  /** @throws with the sentence for a person when the service refuses or is not there. */
  readonly ask: <Api extends ServiceApi, Name extends keyof Api & string>(
    api: Api,
    service: string,
    practice: PracticeEntry,
    operation: Name,
    input: z.input<Api[Name]["input"]>,
  ) => Promise<z.output<Api[Name]["output"]>>;
}

/**
 * Connects to what `npm start` runs, does some work, and lets go.
 *
 * @throws when nothing runs from this folder, or it is still starting.
 */
export async function asOperator<T>(work: (operator: Operator) => Promise<T>): Promise<T> {
  const instance = await runningInstance();
  if (instance === undefined) throw new Error("Practicum does not run from this folder: begin with `npm start`.");
  // Without an address of the gateway it is on its way there.
  if (instance.url === "") throw new Error("Practicum is still starting: ask again when it has printed its address.");
  const known = await practices([]);
  if (instance.natsUrl === undefined) return work({ practices: known, ask: askOver(await throughOperatorDoor()) });
  const { operator } = await loginsNow(instance.natsUrl);
  const bus = await connectNats({ ...operator, name: "operator" });
  try {
    return await work({ practices: known, ask: askOver(bus) });
  } finally {
    await bus.close();
  }
}

function askOver(bus: Pick<Bus, "request">): Operator["ask"] {
  const ids = uuidV7(systemClock, systemRandom);
  return async (api, service, practice, operation, input) => {
    const traceId = ids.next<"trace">();
    const client = serviceClient<typeof api>(bus, service, {
      practiceId: practice.id,
      actor: operatorActor,
      traceId,
    });
    const isCommand = api[operation]?.kind === "command";
    const reply = await client(operation, input, isCommand ? ids.next<"command">() : null);
    if (!reply.ok) throw new Error(`${service} of ${practice.name}: ${describeError(reply.error)}`);
    return reply.value;
  };
}
