import {
  AckPolicy,
  DeliverPolicy,
  DiscardPolicy,
  jetstreamManager,
  RetentionPolicy,
  StorageType,
  type ConsumerConfig,
  type JetStreamManager,
  type StreamConfig,
  type StreamInfo,
} from "@nats-io/jetstream";
import type { NatsConnection } from "@nats-io/transport-node";
import type { ConsumeOptions } from "./bus.ts";

/** The stream of all events; their subjects are `evt.<practiceId>.<service>.<event>.v<n>`. */
export const STREAM = "EVT";
const NANOS_PER_MS = 1_000_000;
const DAY_MS = 86_400_000;
/** Who took an event and died is given up after this. */
const ACK_WAIT_MS = 10_000;
/** Events taken and not yet handled, including those that wait out a backoff. */
export const PENDING_MAX = 256;

function nanos(ms: number): number {
  return ms * NANOS_PER_MS;
}

export function managerOf(connection: NatsConnection): Promise<JetStreamManager> {
  return jetstreamManager(connection, { checkAPI: false, timeout: 5000 });
}

/** A durable consumer as it is made: by the operator, or in tests by who consumes. */
export function durableConfig({
  durable,
  events,
}: Pick<ConsumeOptions, "durable" | "events">): Partial<ConsumerConfig> {
  const filters = events.map((name) => `evt.*.${name}`);
  const [only] = filters;
  return {
    durable_name: durable,
    ack_policy: AckPolicy.Explicit,
    deliver_policy: DeliverPolicy.All,
    ack_wait: nanos(ACK_WAIT_MS),
    max_ack_pending: PENDING_MAX,
    // Counting is done by the consumer: a server that gives up would do so without a dead letter.
    max_deliver: -1,
    // Several subjects in one consumer need a server of 2.10 or newer.
    ...(filters.length === 1 && only !== undefined ? { filter_subject: only } : { filter_subjects: filters }),
  };
}

/** One message a service, replaced by the next: whether the store takes one and gives it back. Made by the operator, like the stream. */
export const PULSE = "PULSE";

export const pulseConfig: Partial<StreamConfig> & { readonly name: string } = {
  name: PULSE,
  subjects: ["pulse.*"],
  retention: RetentionPolicy.Limits,
  storage: StorageType.File,
  discard: DiscardPolicy.Old,
  max_msgs_per_subject: 1,
};

/**
 * The stream, made if it is missing and this user may make it. Where the launcher makes it under another user, a service
 * that comes first waits for it by trying again.
 */
export async function ensureStream(manager: JetStreamManager): Promise<StreamInfo> {
  try {
    return await manager.streams.info(STREAM);
  } catch (missing) {
    try {
      return await manager.streams.add({
        name: STREAM,
        subjects: ["evt.>"],
        retention: RetentionPolicy.Limits,
        storage: StorageType.File,
        discard: DiscardPolicy.Old,
        max_age: nanos(30 * DAY_MS),
        // A relay that publishes again after a crash does so within minutes; inboxes catch what comes later.
        duplicate_window: nanos(600_000),
      });
    } catch {
      throw missing;
    }
  }
}
